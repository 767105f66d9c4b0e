import { APPLICATION_STATES, STOPPED_CODES } from '#engine/application.ts'
import { ATTENDEE_KINDS, MEETING_KINDS } from '#engine/meeting.ts'
import { MILESTONE_KINDS } from '#engine/milestone.ts'
import { PHASE_STATES, PHASES, SERVICES } from '#engine/programme.ts'
import { CONTINUATION_WISHES, MEDIA } from '#engine/recruiting.ts'
import { type Command, list, number, type Option, REGION, segment, text } from '../command.ts'

const MEETING_ACTS = {
  close: { state: 'closed', says: 'nobody signs up to it any more（締切）' },
  reopen: { state: 'open', says: 'people sign up to it again; one that was called off takes place after all' },
  cancel: { state: 'cancelled', says: 'it does not take place（中止）: whoever has signed up is told' },
} as const

const planOf = (region: string): string => `/regions/${segment(region)}/programme-plan`
/** What is no JSON goes as it was typed: the answer says what is wrong with it. */
function json(typed: string | string[] | undefined): unknown {
  try {
    return typed === undefined ? undefined : JSON.parse(text(typed) ?? '')
  } catch {
    return typed
  }
}
const MOMENT = 'such as 2026-12-10T14:30:00+09:00'
const OF_ONE_FIRM: Option = { value: 'ID', says: 'the firm, where it is one of the region’s' }

/** The programme, meetings, recruiting, and who applied. */
export const RECRUITING_COMMANDS: readonly Command[] = [
  {
    words: 'programme plan',
    operand: 'REGION',
    options: {},
    says: 'a region’s programme: time, partners, phases, services, figures, target',
    request: ({ operand }) => ({ method: 'GET', path: planOf(operand) }),
  },
  {
    words: 'programme set',
    operand: 'REGION',
    options: {
      from: { value: 'DAY', says: 'its first day, such as 2026-12-10' },
      until: { value: 'DAY', says: 'its last day' },
      operator: { value: 'NAME', says: 'who runs it（運営）' },
      chamber: { value: 'NAME', says: 'the chamber（商工会議所）' },
      insurer: { value: 'NAME', says: 'the insurer（保険会社）' },
      figures: { value: 'JSON', says: 'the region’s profile: [{"says","source","readOn","isPublished"}]' },
      target: { value: 'JSON', says: 'how many firms apply by when: {"firms","from","until"}' },
    },
    says: 'change a region’s programme; what is left out stays',
    request: ({ operand, options: { from, until, operator, chamber, insurer, figures, target } }) => ({
      method: 'PUT',
      path: planOf(operand),
      body: { from, until, partners: { operator, chamber, insurer }, figures: json(figures), target: json(target) },
    }),
  },
  {
    words: 'programme phase',
    operand: 'REGION',
    options: {
      phase: { value: PHASES.join('|'), says: '準備, 募集, 実施, 報告, 継続', isRequired: true },
      state: { value: PHASE_STATES.join('|'), says: '未, 進行, 完了' },
      owner: { value: 'NAME', says: 'who answers for it' },
      next: { value: 'DAY', says: 'when something happens in it next' },
    },
    says: 'say how far a phase of a programme is',
    request: ({ operand, options: { phase, state, owner, next } }) => ({
      method: 'PUT',
      path: planOf(operand),
      body: { phases: { [text(phase) ?? '']: { state, owner, nextOn: next } } },
    }),
  },
  {
    words: 'programme service',
    operand: 'REGION',
    options: {
      service: { value: SERVICES.join('|'), says: '診断, 相談, センサー, インシデント支援', isRequired: true },
      to: { value: 'on|off', says: 'off: gone from menus and chats at once', isRequired: true },
    },
    says: 'switch a service of a programme on or off',
    request: ({ operand, options: { service, to } }) => ({
      method: 'PUT',
      path: planOf(operand),
      body: { services: { [text(service) ?? '']: to === 'on' ? true : to === 'off' ? false : to } },
    }),
  },
  {
    words: 'programme finish',
    operand: 'REGION',
    options: {
      by: { value: 'NAME', says: 'who says that it is final: the name is printed', isRequired: true },
      reason: { value: 'WORDS', says: 'what was corrected: needed after the first version' },
    },
    says: 'finish（確定）the report: its figures stay as they are now, whatever is deleted afterwards',
    request: ({ operand, options: { by, reason } }) => ({
      method: 'POST',
      path: `/regions/${segment(operand)}/programme-reports`,
      body: { by, reason },
    }),
  },
  {
    words: 'programme versions',
    operand: 'REGION',
    options: {},
    says: 'the versions of the report that were finished, with when, by whom and why',
    columns: ['version', 'finishedAt', 'finishedBy', 'reason'],
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/programme-reports` }),
  },
  {
    words: 'milestone add',
    operand: 'WORDS',
    options: {
      region: REGION,
      due: { value: 'DAY', says: 'by when', isRequired: true },
      kind: { value: MILESTONE_KINDS.join('|'), says: '申込, 診断, 設置, 分析, 診断書, 報告会 …', isRequired: true },
      firm: { value: 'ID', says: 'of this firm; without it, of the whole programme' },
    },
    says: 'add what is to be reached by a day; #operations is told once a day of what is late',
    request: ({ operand, options: { region, due, kind, firm } }) => ({
      method: 'POST',
      path: '/milestones',
      body: { regionId: region, says: operand, dueOn: due, kind, firmId: firm },
    }),
  },
  list('milestone', 'what is to be reached by when', ['id', 'dueOn', 'state', 'kind', 'says'], { region: REGION }),
  ...(['done', 'undone'] as const).map(
    (which): Command => ({
      words: `milestone ${which}`,
      operand: 'MILESTONE',
      options: {},
      says: which === 'done' ? 'it is reached（済）' : 'it is not reached, after all',
      request: ({ operand }) => ({
        method: 'POST',
        path: `/milestones/${segment(operand)}/done`,
        body: { isUndone: which === 'undone' },
      }),
    }),
  ),
  {
    words: 'meeting add',
    operand: 'NAME',
    options: {
      region: REGION,
      kind: { value: MEETING_KINDS.join('|'), says: '説明会, 個別説明会 or 報告会', isRequired: true },
      place: { value: 'PLACE', says: 'without it, on the web' },
      starts: { value: 'MOMENT', says: MOMENT, isRequired: true },
      ends: { value: 'MOMENT', says: 'when it is over', isRequired: true },
      seats: { value: 'N', says: 'people; without it, as many as come', isNumber: true },
      agenda: {
        value: 'JSON',
        says: '[{"says","minutes","speaker","organisation","onlyAt"}], no longer than the meeting',
      },
    },
    says: 'add a meeting（説明会・報告会）; one that is to come has a code to sign up by, and one for its door',
    request: ({ operand, options: { region, kind, place, starts, ends, seats, agenda } }) => ({
      method: 'POST',
      path: '/meetings',
      body: {
        ...{ regionId: region, name: operand, kind, place, startsAt: starts, endsAt: ends, seats: number(seats) },
        agenda: json(agenda),
      },
    }),
  },
  list(
    'meeting',
    'meetings of a region, with companies and people',
    ['id', 'startsAt', 'kind', 'name', 'code', 'companies', 'people'],
    {
      region: REGION,
    },
  ),
  ...(['close', 'reopen', 'cancel'] as const).map(
    (act): Command => ({
      words: `meeting ${act}`,
      operand: 'MEETING',
      options: {},
      says: MEETING_ACTS[act].says,
      request: ({ operand }) => ({
        method: 'PUT',
        path: `/meetings/${segment(operand)}/state`,
        body: { state: MEETING_ACTS[act].state },
      }),
    }),
  ),
  {
    words: 'meeting sign-ups',
    operand: 'MEETING',
    options: {},
    says: 'who has signed up to a meeting, and how many of each came',
    columns: ['id', 'company', 'people', 'came', 'cancelledAt'],
    request: ({ operand }) => ({ method: 'GET', path: `/meetings/${segment(operand)}/sign-ups` }),
  },
  {
    words: 'sign-up came',
    operand: 'SIGN-UP',
    options: {
      people: { value: 'N', says: 'how many of it are there; 0 takes it back', isNumber: true, isRequired: true },
    },
    says: 'a company that had signed up is there（出席）',
    request: ({ operand, options: { people } }) => ({
      method: 'POST',
      path: `/sign-ups/${segment(operand)}/came`,
      body: { people: number(people) },
    }),
  },
  {
    words: 'flyer',
    operand: 'REGION',
    options: {
      by: { value: 'ID', says: 'who hands it out: a way of recruiting', isRequired: true },
      meeting: { value: 'ID', says: 'the meeting it is for; without it, it leads to us' },
      headline: { value: 'WORDS', says: 'in large letters' },
    },
    says: 'make a flyer（チラシ）with a code of its own, as PDF: A4, and A4 folded in three; links for 30 days',
    shown: ({ code, a4Url, triFoldUrl }) => `${code}\n${a4Url}\n${triFoldUrl}\n`,
    request: ({ operand, options: { by, meeting, headline } }) => ({
      method: 'POST',
      path: '/flyers',
      body: { regionId: operand, recruitingId: by, meetingId: meeting, headline },
    }),
  },
  list('flyer', 'a region’s flyers', ['id', 'code', 'recruitingId', 'meetingId', 'headline'], { region: REGION }),
  list('application', 'who asked or applied', ['id', 'company', 'state', 'decidedBy', 'stoppedBecause'], {
    region: REGION,
  }),
  {
    words: 'application state',
    operand: 'APPLICATION',
    options: {
      to: { value: APPLICATION_STATES.join('|'), says: '問合せ … 監視中, 終了, 継続, 辞退', isRequired: true },
      code: { value: STOPPED_CODES.join('|'), says: 'why it declined' },
      because: { value: 'TEXT', says: 'the same in words' },
    },
    says: 'say how far a company is',
    request: ({ operand, options: { to, code, because } }) => ({
      method: 'POST',
      path: `/applications/${segment(operand)}/state`,
      body: { state: to, code, because },
    }),
  },
  {
    words: 'funnel',
    operand: 'REGION',
    options: {},
    says: 'how many companies came at least how far, and why those never started that did not',
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/funnel` }),
  },
  {
    words: 'attendance add',
    operand: 'COMPANY',
    options: {
      region: REGION,
      meeting: { value: 'ID', says: 'the meeting', isRequired: true },
      kind: { value: ATTENDEE_KINDS.join('|'), says: 'what it is (company)' },
      people: { value: 'N', says: 'how many came of it (1)', isNumber: true },
      firm: OF_ONE_FIRM,
    },
    says: 'add a company that came to a meeting',
    request: ({ operand, options: { region, meeting, kind, people, firm } }) => ({
      method: 'POST',
      path: '/attendances',
      body: { regionId: region, meetingId: meeting, company: operand, kind, people: number(people), firmId: firm },
    }),
  },
  {
    words: 'recruiting add',
    operand: 'ORGANISATION',
    options: {
      region: REGION,
      medium: { value: MEDIA.join('|'), says: 'how firms were told, or what stood in the papers', isRequired: true },
      reach: { value: 'N', says: 'leaflets or addressees', isNumber: true },
      planned: { value: 'N', says: 'how many were to be reached', isNumber: true },
      cost: { value: 'YEN', says: 'what it cost', isNumber: true },
      done: { value: 'MOMENT', says: MOMENT },
      url: { value: 'URL', says: 'where it can be read' },
    },
    says: 'add a way in which firms are told of the programme',
    request: ({ operand, options: { region, medium, reach, planned, cost, done, url } }) => ({
      method: 'POST',
      path: '/recruitings',
      body: {
        regionId: region,
        organisation: operand,
        medium,
        reach: number(reach),
        plannedReach: number(planned),
        costYen: number(cost),
        doneAt: done,
        url,
      },
    }),
  },
  list(
    'recruiting',
    'ways of recruiting, those first that most firms started by',
    ['id', 'organisation', 'medium', 'plannedReach', 'reach', 'touched', 'joined', 'decided', 'costYen'],
    {
      region: REGION,
    },
  ),
  list(
    'recruiting visit',
    'companies that somebody of ours went to, the latest first, with the next step',
    ['visitedOn', 'company', 'place', 'result', 'next', 'by'],
    { region: REGION },
  ),
  {
    words: 'application add',
    operand: 'COMPANY',
    options: {
      region: REGION,
      applied: { value: 'MOMENT', says: MOMENT, isRequired: true },
      started: { value: 'MOMENT', says: 'when it started' },
      firm: OF_ONE_FIRM,
      because: { value: 'TEXT', says: 'why it never started' },
      heard: { value: 'ID', says: 'a way of recruiting it heard by; may be repeated', isRepeated: true },
      decided: { value: 'ID', says: 'the one that decided' },
      wish: { value: CONTINUATION_WISHES.join('|'), says: 'what it says to going on' },
      ceiling: { value: 'YEN', says: 'a month, at most', isNumber: true },
    },
    says: 'add a company that applied',
    request: ({ operand, options: { region, applied, started, firm, because, heard, decided, wish, ceiling } }) => ({
      method: 'POST',
      path: '/applications',
      body: {
        ...{ regionId: region, company: operand, appliedAt: applied, startedAt: started, firmId: firm },
        ...{ stoppedBecause: because, touches: heard, decidedBy: decided },
        ...(wish !== undefined && { continuation: { wish, ceilingYen: number(ceiling) } }),
      },
    }),
  },
  {
    words: 'quote add',
    operand: 'REGION',
    options: {
      words: { value: 'TEXT', says: 'what was said', isRequired: true },
      said: { value: 'MOMENT', says: MOMENT, isRequired: true },
      agreed: { value: 'MOMENT', says: 'when its speaker agreed that it is shown; without it, it is not' },
      firm: OF_ONE_FIRM,
    },
    says: 'keep what somebody said of the programme',
    request: ({ operand, options: { words, said, agreed, firm } }) => ({
      method: 'POST',
      path: '/quotes',
      body: { regionId: operand, words: text(words), saidAt: said, agreedAt: agreed, firmId: firm },
    }),
  },
]
