import { ROLES, ROLES_OF_FIRM } from '#engine/enrolment.ts'
import { type Command, FIRM, list, number, OF_FIRM, REGION, segment } from '../command.ts'
import { sensorHealthOf } from '../sensor-health.ts'

/** The register: firms, their sites and sensors, and who belongs to them. */
export const FIRM_COMMANDS: readonly Command[] = [
  {
    words: 'firm add',
    operand: 'NAME',
    options: {
      region: REGION,
      industry: { value: 'TEXT', says: 'such as 製造業' },
      employees: { value: 'N', says: 'how many people work there', isNumber: true },
      pcs: { value: 'N', says: 'how many PCs there are', isNumber: true },
      phone: { value: 'NUMBER', says: 'for the desk to call' },
    },
    says: 'add a firm to a region',
    request: ({ operand, options: { region, employees, pcs, ...rest } }) => ({
      method: 'POST',
      path: '/firms',
      body: { regionId: region, name: operand, employees: number(employees), pcs: number(pcs), ...rest },
    }),
  },
  list('firm', 'firms', ['id', 'name', 'regionId', 'industry', 'employees', 'phone']),
  {
    words: 'firm leave',
    operand: 'FIRM',
    options: { confirmed: { value: 'yes', says: 'the owner has said so elsewhere, in writing: it begins at once' } },
    says: 'a firm wants to leave: its owner is asked on LINE',
    request: ({ operand, options: { confirmed } }) => ({
      method: 'POST',
      path: `/firms/${segment(operand)}/leave`,
      body: { isConfirmed: confirmed === 'yes' },
    }),
  },
  {
    words: 'firm erase',
    operand: 'FIRM',
    options: {},
    says: 'erase a firm that leaves before its thirty days are over; its owner gets the certificate',
    request: ({ operand }) => ({ method: 'POST', path: `/firms/${segment(operand)}/erase` }),
  },
  {
    words: 'firm contacts',
    operand: 'FIRM',
    options: {},
    says: 'who at the firm is asked, in this order',
    columns: ['personId', 'name', 'role', 'isReachable'],
    request: ({ operand }) => ({ method: 'GET', path: `/firms/${segment(operand)}/contacts` }),
  },
  {
    words: 'firm checked',
    operand: 'FIRM',
    options: {},
    says: 'where a firm said one thing and another was found: both, who found it, and when',
    columns: ['title', 'short', 'stated', 'observed', 'where', 'checkedBy', 'checkedAt'],
    request: ({ operand }) => ({ method: 'GET', path: `/firms/${segment(operand)}/checked` }),
  },
  {
    words: 'firm responsible',
    operand: 'FIRM',
    options: {
      name: { value: 'NAME', says: 'name who answers for security; without it, who does is shown' },
      staff: { value: 'NAME', says: 'with --name: who is in charge from day to day' },
      deputy: { value: 'NAME', says: 'with --name: who stands in' },
    },
    says: 'who answers for security at a firm, and whether it is watched over',
    request({ operand, options: { name, staff, deputy } }) {
      const path = `/firms/${segment(operand)}/responsible`
      if (name === undefined) return { method: 'GET', path }
      const named = (one: string | string[] | undefined) => (one === undefined ? null : { name: one })
      return { method: 'PUT', path, body: { responsible: { name }, inCharge: named(staff), deputy: named(deputy) } }
    },
  },
  {
    words: 'site add',
    operand: 'NAME',
    options: {
      firm: FIRM,
      kind: { value: 'office|home', says: 'what it is', isRequired: true },
      network: { value: 'CIDR', says: 'its own network, once for each (the private ones)', isRepeated: true },
    },
    says: 'add a site of a firm',
    request: ({ operand, options: { firm, kind, network } }) => ({
      method: 'POST',
      path: '/sites',
      body: { firmId: firm, name: operand, kind, homeNetworks: network },
    }),
  },
  list('site', 'sites', ['id', 'name', 'firmId', 'kind', 'homeNetworks'], { firm: OF_FIRM }),
  {
    words: 'sensor add',
    operand: 'SITE',
    options: { type: { value: 'office|small-office|home', says: 'what it is', isRequired: true } },
    says: 'add a sensor at a site; its token is shown once',
    request: ({ operand, options: { type } }) => ({
      method: 'POST',
      path: '/sensors',
      body: { siteId: operand, type },
    }),
  },
  list('sensor', 'sensors', ['id', 'firmId', 'siteId', 'type', 'status', 'lastSeenAt'], { firm: OF_FIRM }),
  {
    words: 'sensor show',
    operand: 'SENSOR',
    options: {},
    says: 'how a sensor fared in the last seven days: when it was heard, and what it lost',
    shown: sensorHealthOf,
    request: ({ operand }) => ({ method: 'GET', path: `/sensors/${segment(operand)}` }),
  },
  {
    words: 'sensor revoke',
    operand: 'SENSOR',
    options: {},
    says: 'revoke a sensor’s token',
    done: 'revoked',
    request: ({ operand }) => ({ method: 'DELETE', path: `/sensors/${segment(operand)}` }),
  },
  {
    words: 'invite add',
    options: {
      role: { value: 'ROLE', says: ROLES.join(' '), isRequired: true },
      firm: { value: 'ID', says: `for ${ROLES_OF_FIRM.join(', ')}` },
      region: { value: 'ID', says: 'for every other role' },
      days: { value: 'N', says: 'how long it is good (30)', isNumber: true },
    },
    says: 'invite somebody; the code is shown once',
    request: ({ options: { role, firm, region, days } }) => ({
      method: 'POST',
      path: '/invites',
      body: { role, firmId: firm, regionId: region, days: number(days) },
    }),
  },
  list('invite', 'invites', ['id', 'role', 'firmId', 'regionId', 'expiresAt', 'usedAt'], { firm: OF_FIRM }),
  list('person', 'people', ['id', 'name', 'regionId', 'memberships'], { firm: OF_FIRM }),
]
