import { VISIT_CATEGORIES } from '#engine/dispatch.ts'
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
  {
    words: 'dispatch terms',
    operand: 'REGION',
    options: {
      category: { value: VISIT_CATEGORIES.join('|'), says: 'of which visit; without it, all are shown' },
      cost: { value: 'YEN', says: 'what a visit costs, with tax', isNumber: true },
      limit: { value: 'YEN', says: 'up to what it may be paid for by others', isNumber: true },
      'self-pay': { value: 'YEN', says: 'what is left for the firm', isNumber: true },
    },
    says: 'what a visit costs; the firm agrees to it before anybody leaves',
    columns: ['category', 'costYen', 'limitYen', 'selfPayYen'],
    request({ operand, options: { category, cost, limit, 'self-pay': selfPay } }) {
      const path = `/regions/${segment(operand)}/visit-terms`
      if (category === undefined) return { method: 'GET', path }
      const body = { category, costYen: number(cost), limitYen: number(limit), selfPayYen: number(selfPay) }
      return { method: 'PUT', path, body }
    },
  },
  {
    words: 'dispatch summary',
    operand: 'REGION',
    options: {},
    says: 'how many visits of each category, and their minutes, month by month',
    columns: ['month', 'category', 'visits', 'minutes'],
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/visits` }),
  },
  {
    words: 'dispatch drill',
    operand: 'REGION',
    options: { person: { value: 'ID', says: 'who plays everybody, in their own chat', isRequired: true } },
    says: 'play the whole way of a visit（訓練）; nobody else is told',
    request: ({ operand, options: { person } }) => ({
      method: 'POST',
      path: '/dispatches/drill',
      body: { regionId: operand, personId: person },
    }),
  },
  list(
    'dispatch',
    'visits, the latest change first',
    [
      'id',
      'movedAt',
      'state',
      'category',
      'basis',
      'municipality',
      'vendor',
      'startsAt',
      'visits',
      'minutes',
      'firmId',
    ],
    { firm: OF_FIRM },
  ),
]
