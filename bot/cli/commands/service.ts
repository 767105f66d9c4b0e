import { WATCHABLE } from '#engine/health-check.ts'
import { PRICED_PER } from '#engine/plan.ts'
import { type Command, list, number, OF_FIRM, REGION, segment, text } from '../command.ts'
import { bytesOf } from '../input-file.ts'

/** What firms are helped with: their devices, prices, talks, diagnoses, examples and notices. */
export const SERVICE_COMMANDS: readonly Command[] = [
  list(
    'asset',
    'devices that sensors have seen, and whose they are',
    [
      'name',
      'ip',
      'mac',
      'state',
      'owner',
      'place',
      'antivirus',
      'antivirusUntil',
      'firstSeenAt',
      'lastSeenAt',
      'firmId',
      'siteId',
    ],
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
      unwatched: { value: WATCHABLE.join('|'), says: 'what it leaves out', isRepeated: true },
    },
    says: 'offer something for money to a region’s firms',
    request: ({ operand, options: { region, yen, says, per, unwatched } }) => ({
      method: 'POST',
      path: '/plans',
      body: { regionId: region, name: operand, yen: number(yen), says, per, unwatched },
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
    words: 'plan show',
    operand: 'FIRM',
    options: {},
    says: 'which plan a firm has, will have or wishes for',
    request: ({ operand }) => ({ method: 'GET', path: `/firms/${segment(operand)}/plan` }),
  },
  {
    words: 'plan take',
    operand: 'FIRM',
    options: {
      plan: { value: 'PLAN', says: 'which one', isRequired: true },
      from: { value: 'DAY', says: 'its first day (today)' },
    },
    says: 'give a firm a plan: what that leaves out is not watched there',
    request: ({ operand, options: { plan, from } }) => ({
      method: 'PUT',
      path: `/firms/${segment(operand)}/plan`,
      body: { planId: plan, from },
    }),
  },
  {
    words: 'plan end',
    operand: 'FIRM',
    options: { from: { value: 'DAY', says: 'the first day without it (today)' } },
    says: 'end the plan that a firm has',
    request: ({ operand, options: { from } }) => ({
      method: 'PUT',
      path: `/firms/${segment(operand)}/plan`,
      body: { planId: null, from },
    }),
  },
  {
    words: 'notebook show',
    operand: 'FIRM',
    options: {},
    says: 'what is on record of a firm by the numbers of ★3; no claim that it meets them',
    columns: ['item', 'kept'],
    request: ({ operand }) => ({ method: 'GET', path: `/firms/${segment(operand)}/notebook` }),
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
  {
    words: 'consultation months',
    operand: 'REGION',
    options: {},
    says: 'how much firms asked each month, for each firm, and how soon they were answered',
    columns: [
      ...['month', 'consultations', 'byChat', 'onSecurity', 'firms', 'firmsOfRegion', 'perFirm'],
      'firstAnswerMinutes',
    ],
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/consultation-months` }),
  },
  {
    words: 'answer list',
    operand: 'REGION',
    options: {},
    says: 'what firms that ask the same are answered, and how often it helped or was wrong',
    columns: ['id', 'state', 'question', 'shown', 'helped', 'wrong'],
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/answers` }),
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
]
