import { ATTENDEE_KINDS, MEETING_KINDS } from '#engine/meeting.ts'
import { CONTINUATION_WISHES, MEDIA } from '#engine/recruiting.ts'
import { type Command, list, number, type Option, REGION, text } from '../command.ts'

const MOMENT = 'such as 2026-12-10T14:30:00+09:00'
const OF_ONE_FIRM: Option = { value: 'ID', says: 'the firm, where it is one of the region’s' }

/** Meetings, recruiting, and who applied. */
export const RECRUITING_COMMANDS: readonly Command[] = [
  {
    words: 'meeting add',
    operand: 'NAME',
    options: {
      region: REGION,
      kind: { value: MEETING_KINDS.join('|'), says: '説明会, 個別説明会 or 報告会', isRequired: true },
      place: { value: 'PLACE', says: 'without it, on the web' },
      starts: { value: 'MOMENT', says: MOMENT, isRequired: true },
      ends: { value: 'MOMENT', says: 'when it is over', isRequired: true },
    },
    says: 'add a meeting（説明会・報告会）',
    request: ({ operand, options: { region, kind, place, starts, ends } }) => ({
      method: 'POST',
      path: '/meetings',
      body: { regionId: region, name: operand, kind, place, startsAt: starts, endsAt: ends },
    }),
  },
  list(
    'meeting',
    'meetings of a region, with companies and people',
    ['id', 'startsAt', 'kind', 'name', 'companies', 'people'],
    {
      region: REGION,
    },
  ),
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
      done: { value: 'MOMENT', says: MOMENT },
      url: { value: 'URL', says: 'where it can be read' },
    },
    says: 'add a way in which firms are told of the programme',
    request: ({ operand, options: { region, medium, reach, done, url } }) => ({
      method: 'POST',
      path: '/recruitings',
      body: { regionId: region, organisation: operand, medium, reach: number(reach), doneAt: done, url },
    }),
  },
  list(
    'recruiting',
    'ways of recruiting, those first that most firms started by',
    ['id', 'organisation', 'medium', 'reach', 'decided'],
    {
      region: REGION,
    },
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
