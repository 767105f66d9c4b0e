import { SKILLS } from '#engine/vendor.ts'
import { type Command, list, number, OF_FIRM, REGION, segment } from '../command.ts'

/** Help from afar, and people who go there. */
export const VISIT_COMMANDS: readonly Command[] = [
  list(
    'remote-help',
    'help from afar: who agreed, who helped, and what came of it',
    ['id', 'movedAt', 'state', 'consentedBy', 'helper', 'minutes', 'steps', 'firmId'],
    { firm: OF_FIRM },
  ),
  {
    words: 'vendor add',
    operand: 'NAME',
    options: {
      region: REGION,
      area: {
        value: 'MUNICIPALITY',
        says: 'that it goes to, once for each: 久慈市',
        isRequired: true,
        isRepeated: true,
      },
      skill: { value: SKILLS.join('|'), says: 'that it has, once for each', isRequired: true, isRepeated: true },
      hours: { value: 'HOURS', says: 'such as "mon-fri 9:00-18:00"', isRequired: true },
      phone: { value: 'NUMBER', says: 'for the desk to call' },
      mail: { value: 'ADDRESS', says: 'for the desk to write to' },
    },
    says: 'add a vendor that goes to firms',
    request: ({ operand, options: { region, area, skill, ...rest } }) => ({
      method: 'POST',
      path: '/vendors',
      body: { regionId: region, name: operand, areas: area, skills: skill, ...rest },
    }),
  },
  list('vendor', 'vendors that go to firms', [
    'id',
    'name',
    'areas',
    'skills',
    'hours',
    'phone',
    'isActive',
    'regionId',
  ]),
  ...(['suspend', 'resume'] as const).map(
    (act): Command => ({
      words: `vendor ${act}`,
      operand: 'VENDOR',
      options: {},
      says: act === 'suspend' ? 'offer a vendor nothing more（停止）' : 'offer a vendor jobs again（有効）',
      request: ({ operand }) => ({ method: 'POST', path: `/vendors/${segment(operand)}/${act}` }),
    }),
  ),
  {
    words: 'vendor invite',
    operand: 'VENDOR',
    options: { days: { value: 'N', says: 'how long it is good (30)', isNumber: true } },
    says: 'invite one of a vendor’s people, on LINE or Slack; the code is shown once',
    request: ({ operand, options: { days } }) => ({
      method: 'POST',
      path: '/invites',
      body: { role: 'vendor', vendorId: operand, days: number(days) },
    }),
  },
  {
    words: 'site place',
    operand: 'SITE',
    options: {
      municipality: { value: 'NAME', says: 'such as 久慈市: by it a vendor is found', isRequired: true },
      address: { value: 'TEXT', says: 'of an office' },
    },
    says: 'say where a site is',
    request: ({ operand, options }) => ({ method: 'PUT', path: `/sites/${segment(operand)}/place`, body: options }),
  },
]
