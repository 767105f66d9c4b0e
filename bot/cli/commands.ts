import { readFileSync } from 'node:fs'
import { FIRM_ROLES, REGION_ROLES } from '#db/people.ts'
import { PRICED_PER } from '#engine/plan.ts'
import { RULE_STATES } from '#engine/region-rules.ts'
import { EXIT, Failure, type Method } from './client.ts'
import { menuShown } from './menu.ts'
import { diagnosisTables, surveyTables } from './region-view.ts'
import { sensorHealthOf } from './sensor-health.ts'
import { reasonOf } from './unpacked.ts'

export interface Option {
  /** What stands for the value in the help. */
  value: string
  says: string
  isRequired?: boolean
  isRepeated?: boolean
  isNumber?: boolean
}

export interface Given {
  /** What stands after the command's words. */
  operand: string
  options: Readonly<Record<string, string | string[] | undefined>>
}

export interface Request {
  method: Method
  path: string
  body?: unknown
}

/** One command of the admin API: the words, what may follow, the request it becomes, and how its answer is shown. */
export interface Command {
  words: string
  operand?: string
  options: Readonly<Record<string, Option>>
  says: string
  request(given: Given): Request
  /** A list is shown in these columns, a page or (`--all`) everything; anything else as names and values. */
  columns?: readonly string[]
  /** Shown in a way of its own. */
  shown?(answer: Readonly<Record<string, unknown>>, given: Given): string
  /** `--csv FILE` writes the answer for a spreadsheet. */
  isTable?: boolean
  /** Said when it is done, for an answer without a body. */
  done?: string
}

const REGION: Option = { value: 'ID', says: 'the region', isRequired: true }
const FIRM: Option = { value: 'ID', says: 'the firm', isRequired: true }
const OF_REGION: Option = { value: 'ID', says: 'only for this region’s people, in its language' }
const OF_FIRM: Option = { value: 'ID', says: 'only this firm’s' }

const CSV: Option = { value: 'FILE', says: 'written for a spreadsheet instead; - is standard output' }

const STATES_SAY = 'active: raises cases; monitor: on trial, its alerts are only counted; off: sees nothing'

const text = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)
const number = (value: string | string[] | undefined): number | undefined =>
  value === undefined ? undefined : Number(value)

/** Where more than one is not the noun and an s. */
const PATHS: Readonly<Record<string, string>> = {
  chamber: 'tokens',
  person: 'people',
  outbox: 'outbox',
  audit: 'audit',
  diagnosis: 'diagnoses',
}

const PAGING = {
  limit: { value: 'N', says: 'how many (50; at most 200)', isNumber: true },
  cursor: { value: 'CURSOR', says: 'go on after the page that ended with this cursor' },
}

function list(noun: string, says: string, columns: readonly string[], options: Record<string, Option> = {}): Command {
  const path = `/${PATHS[noun] ?? `${noun}s`}`
  return {
    words: `${noun} list`,
    options: { ...options, ...PAGING },
    says,
    columns,
    request({ options: { firm, region, ...rest } }) {
      return { method: 'GET', path: withQuery(path, { firmId: firm, regionId: region, ...rest }) }
    },
  }
}

function withQuery(path: string, wanted: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams(
    Object.entries(wanted).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  ).toString()
  return query === '' ? path : `${path}?${query}`
}

const segment = (id: string): string => encodeURIComponent(id)

function jsonFrom(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch (error) {
    const because = error instanceof SyntaxError ? `is not JSON (${error.message})` : reasonOf(error)
    throw new Failure(`${file}: ${because}`, EXIT.unreadable)
  }
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    throw new Failure(`${file}: ${reasonOf(error)}`, EXIT.unreadable)
  }
}

const DURATION = /^(\d+)(ms|s|m|h|d)$/
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

function durationMs(typed: string): number {
  const [, count, unit] = DURATION.exec(typed) ?? []
  if (!count || !unit) throw new Failure(`${typed} is not a length of time: write 30m, 2h or 1d`, EXIT.misused)
  return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]
}

export const COMMANDS: readonly Command[] = [
  {
    words: 'region add',
    operand: 'NAME',
    options: {
      timezone: { value: 'ZONE', says: 'such as Asia/Tokyo (the default)' },
      locale: { value: 'ja|en', says: 'the language of its people (ja)' },
    },
    says: 'add a region',
    request: ({ operand, options }) => ({ method: 'POST', path: '/regions', body: { name: operand, ...options } }),
  },
  list('region', 'regions', ['id', 'name', 'timezone', 'locale']),
  {
    words: 'region summary',
    operand: 'REGION',
    options: {},
    says: 'counts of a region; 1 to 4 are hidden',
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/summary` }),
  },
  {
    words: 'security-action list',
    options: { region: REGION },
    says: 'how many firms of a region are at which step to declare a star; 1 to 4 are hidden',
    request: ({ options: { region } }) => ({
      method: 'GET',
      path: withQuery('/security-actions', { regionId: region }),
    }),
  },
  {
    words: 'region view',
    options: {
      region: REGION,
      questionnaire: { value: 'office|telework', says: 'which diagnosis (office)' },
      csv: CSV,
    },
    says: 'how far a region’s firms have come with the diagnosis, and how they stand',
    isTable: true,
    shown: diagnosisTables,
    request: ({ options: { region, csv: _, ...wanted } }) => ({
      method: 'GET',
      path: withQuery(`/regions/${segment(text(region) ?? '')}/diagnosis-view`, wanted),
    }),
  },
  {
    words: 'region survey',
    options: {
      region: REGION,
      row: { value: 'QUESTION', says: 'a question with one answer, held against --column (s15)' },
      column: { value: 'QUESTION', says: 'another question (s16)' },
      round: { value: 'ROUND', says: 'only who took part in this round' },
      csv: CSV,
    },
    says: 'how a region answered the survey, guests included, each question with its N',
    isTable: true,
    shown: surveyTables,
    request: ({ options: { region, csv: _, ...wanted } }) => ({
      method: 'GET',
      path: withQuery(`/regions/${segment(text(region) ?? '')}/survey-view`, wanted),
    }),
  },
  {
    words: 'region page',
    operand: 'REGION',
    options: {
      questionnaire: { value: 'office|telework', says: 'which diagnosis (office)' },
      round: { value: 'ROUND', says: 'the survey’s figures of this round instead' },
    },
    says: 'a link, for 30 days, to a region’s figures as a page',
    shown: ({ url }) => `${url}\n`,
    request: ({ operand, options }) => ({
      method: 'GET',
      path: withQuery(`/regions/${segment(operand)}/view-link`, options),
    }),
  },
  {
    words: 'survey round add',
    operand: 'REGION',
    options: {
      name: { value: 'NAME', says: 'of the event, as people know it: it is printed', isRequired: true },
      until: { value: 'DAY', says: 'the last day, such as 2026-12-10' },
    },
    says: 'draft（下書き）a round of the survey, for an event',
    request: ({ operand, options }) => ({
      method: 'POST',
      path: '/survey-rounds',
      body: { regionId: operand, ...options },
    }),
  },
  {
    words: 'survey round publish',
    operand: 'ROUND',
    options: {},
    says: 'publish（公開）a round: whoever sends its code on LINE answers the survey',
    request: ({ operand }) => ({ method: 'POST', path: `/survey-rounds/${segment(operand)}/publish` }),
  },
  {
    words: 'survey round close',
    operand: 'ROUND',
    options: {},
    says: 'close（締切）a round: nobody begins or goes on, what was answered is kept',
    request: ({ operand }) => ({ method: 'POST', path: `/survey-rounds/${segment(operand)}/close` }),
  },
  {
    words: 'survey round list',
    operand: 'REGION',
    options: PAGING,
    says: 'a region’s rounds: their state, and how many have answered nothing（未）, some（途中）, all（完了）',
    columns: ['id', 'name', 'state', 'code', 'untilAt', 'none', 'partway', 'finished'],
    request: ({ operand, options }) => ({
      method: 'GET',
      path: withQuery('/survey-rounds', { regionId: operand, ...options }),
    }),
  },
  {
    words: 'chamber token',
    operand: 'REGION',
    options: { name: { value: 'NAME', says: 'whose it is, such as 大船渡商工会議所', isRequired: true } },
    says: 'grant a chamber a token for its region; shown once',
    request: ({ operand, options }) => ({
      method: 'POST',
      path: '/tokens',
      body: { regionId: operand, role: 'chamber', name: options.name },
    }),
  },
  list('chamber', 'tokens that were granted', ['id', 'name', 'regionId', 'role', 'revokedAt']),
  {
    words: 'chamber revoke',
    operand: 'TOKEN-ID',
    options: {},
    says: 'revoke a chamber’s token',
    done: 'revoked',
    request: ({ operand }) => ({ method: 'DELETE', path: `/tokens/${segment(operand)}` }),
  },
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
      role: { value: 'ROLE', says: [...FIRM_ROLES, ...REGION_ROLES].join(' '), isRequired: true },
      firm: { value: 'ID', says: `for ${FIRM_ROLES.join(', ')}` },
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
  list('alert', 'alerts', ['lastSeenAt', 'kind', 'severity', 'source', 'target', 'count', 'firmId', 'caseId'], {
    firm: OF_FIRM,
  }),
  list('case', 'cases', ['id', 'firstSeenAt', 'kind', 'state', 'severity', 'alertCount', 'firmId', 'claimedBy'], {
    firm: OF_FIRM,
  }),
  {
    ...list(
      'case',
      '',
      ['id', 'triage', 'kind', 'device', 'state', 'severity', 'eventCount', 'firmId', 'claimedBy', 'quietBy'],
      {
        firm: OF_FIRM,
      },
    ),
    words: 'case queue',
    says: 'cases that wait for an analyst, the likeliest first, and why',
    request: ({ options: { firm, ...rest } }) => ({
      method: 'GET',
      path: withQuery('/queue', { firmId: firm, ...rest }),
    }),
  },
  {
    ...list('case', '', ['firstSeenAt', 'severity', 'kind', 'step', 'owner', 'firmId', 'caseId'], { firm: OF_FIRM }),
    words: 'case owners',
    says: 'what has to be done next about each case that is not over, and who must do it',
    request: ({ options: { firm, ...rest } }) => ({
      method: 'GET',
      path: withQuery('/next-steps', { firmId: firm, ...rest }),
    }),
  },
  list(
    'suppression',
    'what analysts keep quiet for a while, and how many cases made no card',
    ['id', 'kind', 'firmId', 'device', 'counterpart', 'quiet', 'acceptedBy', 'expiresAt', 'endedAt'],
    { firm: OF_FIRM },
  ),
  {
    words: 'suppression end',
    operand: 'SUPPRESSION',
    options: {},
    says: 'end what is kept quiet: its cases get their cards',
    request: ({ operand }) => ({ method: 'POST', path: `/suppressions/${segment(operand)}/end` }),
  },
  list(
    'asset',
    'devices that sensors have seen, and whose they are',
    ['name', 'ip', 'mac', 'state', 'owner', 'place', 'firstSeenAt', 'lastSeenAt', 'firmId', 'siteId'],
    {
      firm: OF_FIRM,
    },
  ),
  {
    words: 'asset export',
    operand: 'FIRM',
    options: {},
    says: 'a firm’s ledger of devices as CSV',
    request: ({ operand }) => ({ method: 'GET', path: `/firms/${segment(operand)}/asset-list` }),
    shown: ({ csv }) => String(csv),
  },
  {
    words: 'asset import',
    operand: 'FIRM',
    options: { file: { value: 'FILE', says: 'CSV, UTF-8 or Shift_JIS; - is standard input', isRequired: true } },
    says: 'read a list of devices into a firm’s ledger; every line that is wrong is named',
    request: ({ operand, options }) => ({
      method: 'POST',
      path: `/firms/${segment(operand)}/asset-list`,
      body: { file: bytesOf(text(options.file) ?? '-').toString('base64') },
    }),
  },
  {
    words: 'plan add',
    operand: 'NAME',
    options: {
      region: REGION,
      yen: { value: 'N', says: 'what it costs each month, with tax', isRequired: true, isNumber: true },
      says: { value: 'TEXT', says: 'what is in it, in plain words', isRequired: true },
      per: { value: PRICED_PER.join('|'), says: 'the price is for all of it, or for each PC (month)' },
    },
    says: 'offer something for money to a region’s firms',
    request: ({ operand, options: { region, yen, says, per } }) => ({
      method: 'POST',
      path: '/plans',
      body: { regionId: region, name: operand, yen: number(yen), says, per },
    }),
  },
  list('plan', 'what firms are offered for money', ['id', 'name', 'yen', 'per', 'says', 'regionId', 'retiredAt']),
  {
    words: 'plan retire',
    operand: 'PLAN',
    options: {},
    says: 'offer a plan no longer',
    done: 'retired',
    request: ({ operand }) => ({ method: 'DELETE', path: `/plans/${segment(operand)}` }),
  },
  {
    words: 'hearing book',
    operand: 'FIRM',
    options: {
      at: { value: 'INSTANT', says: 'such as 2026-11-26T14:00+09:00, in business hours', isRequired: true },
      by: { value: 'NAME', says: 'who will talk with the firm', isRequired: true },
      channel: { value: 'phone|web', says: 'how (phone)' },
      place: { value: 'TEXT', says: 'another number than the firm’s, or the meeting’s https address' },
    },
    says: 'book a hearing of a firm, or set another day; the firm is told',
    request: ({ operand, options: { at, by, channel = 'phone', place } }) => ({
      method: 'POST',
      path: '/hearings',
      body: { firmId: operand, startsAt: at, interviewer: by, channel, place },
    }),
  },
  {
    words: 'hearing summary',
    options: { region: REGION },
    says: 'what a region’s hearings came to: held, missed, tools left as installed',
    request: ({ options: { region } }) => ({
      method: 'GET',
      path: `/regions/${segment(text(region) ?? '')}/hearings`,
    }),
  },
  {
    words: 'consultation summary',
    operand: 'REGION',
    options: {},
    says: 'how many consultations of each category and channel, month by month',
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/consultations` }),
  },
  list(
    'consultation',
    'what firms asked the desk, the latest first',
    ['id', 'openedAt', 'state', 'matter', 'channel', 'category', 'tag', 'who', 'holder', 'firmId'],
    { firm: OF_FIRM },
  ),
  list(
    'hearing',
    'talks with firms, the latest day first',
    ['id', 'startsAt', 'state', 'channel', 'interviewer', 'minutes', 'operation', 'misses', 'firmId'],
    { firm: OF_FIRM },
  ),
  list(
    'diagnosis',
    'diagnoses and set-ups, with their scores; or the monthly checks',
    ['id', 'startedAt', 'questionnaire', 'state', 'score', 'band', 'assurance', 'upkeep', 'answers', 'sheet', 'firmId'],
    {
      firm: OF_FIRM,
      questionnaire: {
        value: 'NAME',
        says: 'office, telework, setup, or operation: the monthly checks (all but those)',
      },
    },
  ),
  list(
    'todo',
    'what diagnoses advised, and what has become of it',
    ['id', 'since', 'question', 'state', 'dueAt', 'by', 'firmId'],
    {
      firm: OF_FIRM,
    },
  ),
  list(
    'example',
    'examples of firms for the others, the latest change first',
    ['id', 'movedAt', 'state', 'industry', 'size', 'happened', 'helped', 'costYen', 'source', 'firmId'],
    {
      region: { value: 'ID', says: 'only this region’s' },
      firm: OF_FIRM,
      state: { value: 'STATE', says: 'proposed, asked, to-correct, agreed, refused, published or withdrawn' },
    },
  ),
  {
    words: 'example show',
    operand: 'EXAMPLE',
    options: {},
    says: 'one example',
    request: ({ operand }) => ({ method: 'GET', path: `/examples/${segment(operand)}` }),
  },
  {
    words: 'example add',
    options: {
      region: REGION,
      source: { value: 'TEXT', says: 'who has published it', isRequired: true },
      happened: { value: 'TEXT', says: 'what happened, in plain words', isRequired: true },
      helped: { value: 'TEXT', says: 'what helped', isRequired: true },
      cost: { value: 'YEN', says: 'what it cost; 0 is allowed', isRequired: true, isNumber: true },
      industry: { value: 'TEXT', says: 'such as 製造業' },
      size: { value: 'SIZE', says: 'up-to-10, up-to-20, up-to-50, over-50 or small (up to 50 people)' },
    },
    says: 'publish a case of elsewhere that somebody else has published',
    request: ({ options: { region, cost, ...body } }) => ({
      method: 'POST',
      path: '/examples',
      body: { regionId: region, costYen: number(cost), ...body },
    }),
  },
  {
    words: 'example withdraw',
    operand: 'EXAMPLE',
    options: {},
    says: 'take an example away everywhere; its text is gone',
    request: ({ operand }) => ({ method: 'POST', path: `/examples/${segment(operand)}/withdraw` }),
  },
  {
    words: 'example summary',
    options: { region: REGION },
    says: 'how many examples of a region stand in which state',
    request: ({ options: { region } }) => ({ method: 'GET', path: `/regions/${segment(text(region) ?? '')}/examples` }),
  },
  list('notice', 'notices', ['id', 'state', 'severity', 'title', 'sentAt', 'readAt', 'doneAt', 'firmId'], {
    firm: OF_FIRM,
  }),
  list(
    'outbox',
    'messages, without their words',
    ['id', 'createdAt', 'state', 'platform', 'purpose', 'attempts', 'result'],
    {
      firm: OF_FIRM,
      state: { value: 'STATE', says: 'pending, sent, dead, cancelled or expired' },
    },
  ),
  {
    words: 'outbox retry',
    operand: 'MESSAGE',
    options: {},
    says: 'send a message that was given up',
    request: ({ operand }) => ({ method: 'POST', path: `/outbox/${segment(operand)}/retry` }),
  },
  {
    words: 'outbox cancel',
    operand: 'MESSAGE',
    options: {},
    says: 'take back a message that was not yet tried',
    request: ({ operand }) => ({ method: 'POST', path: `/outbox/${segment(operand)}/cancel` }),
  },
  {
    words: 'menu install',
    options: { region: OF_REGION },
    says: 'draw the menu below our LINE chats and install it; the same again changes nothing',
    request: ({ options: { region } }) => ({ method: 'POST', path: '/menu', body: { regionId: region } }),
  },
  {
    words: 'menu show',
    options: { region: OF_REGION, out: { value: 'FILE.png', says: 'where the picture is written' } },
    says: 'what `menu install` would install, and whether it is',
    shown: menuShown,
    request: ({ options: { region } }) => ({ method: 'GET', path: withQuery('/menu', { regionId: region }) }),
  },
  list('audit', 'who did what', ['id', 'at', 'actor', 'what', 'subject', 'firmId', 'reason'], { firm: OF_FIRM }),
  ...settings('ladder', 'who is asked, when, while nobody answers a notice'),
  {
    words: 'ladder dry-run',
    operand: 'REGION',
    options: {
      severity: { value: 'high|medium|low', says: 'how grave the notice is', isRequired: true },
      at: { value: 'INSTANT', says: 'when it is sent, such as 2026-11-27T17:00+09:00 (now)' },
    },
    says: 'what would come when, were a notice sent and never answered; nothing is sent',
    columns: ['at', 'action', 'afterMinutes', 'counts'],
    request: ({ operand, options }) => ({
      method: 'GET',
      path: withQuery(`/regions/${segment(operand)}/ladder/dry-run`, options),
    }),
  },
  ...settings('rules', 'how grave each kind is, and how soon a case is decided'),
  {
    words: 'rules state',
    operand: 'RULE',
    options: { region: REGION, to: { value: RULE_STATES.join('|'), says: STATES_SAY, isRequired: true } },
    says: 'put a detection of a region to work, on trial or off',
    columns: ['rule', 'state', 'alerts', 'monitored'],
    request: ({ operand, options: { region, to } }) => ({
      method: 'PUT',
      path: `/regions/${segment(text(region) ?? '')}/detections`,
      body: { rule: operand, state: to },
    }),
  },
  {
    words: 'clock advance',
    operand: 'TIME',
    options: {},
    says: 'skip time in the playground: 30m, 2h, 1d',
    request: ({ operand }) => ({ method: 'POST', path: '/clock', body: { advanceMs: durationMs(operand) } }),
  },
]

function settings(noun: 'ladder' | 'rules', says: string): Command[] {
  const path = (region: string): string => `/regions/${segment(region)}/${noun}`
  const file: Option = { value: 'FILE', says: 'JSON as `show` prints it; - is standard input', isRequired: true }
  return [
    {
      words: `${noun} show`,
      operand: 'REGION',
      options: {},
      says: `a region’s ${noun}: ${says}`,
      request: ({ operand }) => ({ method: 'GET', path: path(operand) }),
    },
    {
      words: `${noun} set`,
      operand: 'REGION',
      options: { file },
      says: `change a region’s ${noun}`,
      request: ({ operand, options }) => ({
        method: 'PUT',
        path: path(operand),
        body: jsonFrom(text(options.file) ?? '-'),
      }),
    },
  ]
}
