import { findSession, type StoredSession } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { NATIONAL, NATIONAL_FIRMS } from '#engine/diagnosis/groups.ts'
import type { Proposal } from '#engine/diagnosis/measure.ts'
import { questionsOf } from '#engine/dialogue/questionnaire.ts'
import type { Part, Text } from '#engine/message.ts'
import { shortOf, titleOf } from '../content/questionnaire-texts.ts'
import type { FlowContext } from '../flow.ts'
import type { Radar } from '../pictures/radar.ts'
import type { Sheet } from '../pictures/sheet.ts'
import { type Reader, sayText } from '../say.ts'
import { progressTexts } from './progress.ts'
import { type FirmResult, resultOfSession } from './result.ts'
import { becauseText, goalTexts, safeText, weakTexts } from './result-message.ts'
import { regionOf } from './work.ts'

const LINK_LIFE_MS = 30 * 86_400_000

/** The picture, the page and the paper of a result, for as long as a chat is looked back at. */
export function linkParts({ id }: Pick<StoredSession, 'id'>, { link, now }: FlowContext): Part[] {
  const to = (kind: Parameters<typeof link>[1]): string => link(id, kind, now + LINK_LIFE_MS)
  return [
    { kind: 'image', url: to('png'), alt: { key: 'sheet.picture' } },
    { kind: 'link', label: { key: 'sheet.page' }, url: to('page') },
    { kind: 'link', label: { key: 'sheet.print' }, url: to('pdf') },
  ]
}

/** What stands on the sheet now: the means may have moved since the answers were given. Undefined when there is no result. */
export async function sheetOfSession(tx: Tx, id: string): Promise<Sheet | undefined> {
  const stored = await findSession(tx, id)
  if (!stored?.finishedAt) return undefined
  const reader = await regionOf(tx, stored.regionId)
  return sheetFor(await resultOfSession(tx, stored), stored.finishedAt, reader)
}

function sheetFor(of: FirmResult, finishedAt: number, reader: Reader): Sheet {
  const { firm, questionnaire, result, openNotices, watch, progress } = of
  const { points, max, band } = result.score
  const said = (text: Text): string => sayText(text, reader)
  const answer = (about: 'what' | 'goal' | 'safe', texts: readonly Text[]) => ({
    heading: said({ key: `result.${about}.heading` }),
    lines: texts.map(said),
  })
  return {
    kind: 'result',
    locale: reader.locale,
    title: said({ key: 'result.heading', params: { title: titleOf(questionnaire) } }),
    firm: said({ typed: firm.name }),
    date: new Intl.DateTimeFormat(reader.locale, { dateStyle: 'long', timeZone: reader.timezone }).format(finishedAt),
    score: {
      points: said({ key: 'sheet.points', params: { points } }),
      of: said({ key: 'sheet.of', params: { max } }),
    },
    band: said({ key: `result.band.${band}` }),
    progress: progressTexts(progress).map(said),
    radar: radarOf(of, said),
    figures: said({ key: 'sheet.figures' }),
    national: nationalOf(of, said),
    answers: [
      answer('what', weakTexts(questionnaire, result)),
      answer('goal', goalTexts(questionnaire, result)),
      answer('safe', [safeText({ questionnaire, openNotices, watch })]),
    ],
    measures: {
      heading: said({ key: 'sheet.measures' }),
      columns: { cost: said({ key: 'sheet.cost' }), time: said({ key: 'sheet.time' }) },
      rows: result.proposals.map((one) => rowOf(of, one, said)),
    },
    notes: notesOf(of).map(said),
  }
}

type Said = (text: Text) => string

/** Of single items; of the picture's axes, and of work at home, there are none. */
function nationalOf({ questionnaire }: FirmResult, said: Said): Sheet['national'] {
  const known = questionsOf(questionnaire).filter(({ id }) => id in NATIONAL)
  return {
    heading: said({ key: 'sheet.national.heading', params: { firms: NATIONAL_FIRMS } }),
    rows: known.map((question) => ({
      what: said(shortOf(questionnaire, question)),
      share: said({ key: 'sheet.national.share', params: { percent: Math.round((NATIONAL[question.id] ?? 0) * 100) } }),
    })),
  }
}

function radarOf({ result: { axes, goal, groups } }: FirmResult, said: Said): Radar {
  // Where the goal is the participants' mean already, it is not drawn twice.
  const others = goal?.base === 'industry' ? groups.participants : null
  const percent = (share: number | null): number | null => (share === null ? null : share * 100)
  return {
    axes: axes.map((one) => ({
      label: said({ key: `result.axis.${one.axis}` }),
      own: percent(one.own),
      goal: percent(one.goal),
      others: percent(others?.shares[one.axis] ?? null),
    })),
    legend: {
      own: said({ key: 'sheet.own' }),
      goal: goal ? said({ key: `sheet.goal.${goal.base}`, params: { firms: goal.firms } }) : '',
      others: others ? said({ key: 'sheet.others', params: { firms: others.firms } }) : '',
    },
    caption: said({ key: goal ? 'sheet.caption' : 'sheet.caption-alone' }),
  }
}

const rowOf = ({ questionnaire }: FirmResult, { question, cost, minutes, because }: Proposal, said: Said) => ({
  what: said({
    key: 'result.safe.reason',
    params: { measure: { key: `measures.what.${question}` }, because: becauseText(questionnaire, because) },
  }),
  cost: said({ key: `measures.cost.${cost}` }),
  time: said({ key: 'sheet.minutes', params: { minutes } }),
})

/** Whose means these are; what is not known is said, too. */
function notesOf({ questionnaire, result: { goal, score } }: FirmResult): Text[] {
  const base: Text = goal
    ? { key: `sheet.note.${goal.base}`, params: { firms: goal.firms } }
    : { key: 'sheet.note.none' }
  return [
    base,
    { key: 'sheet.note.national' },
    { key: 'sheet.note.version', params: { title: titleOf(questionnaire), version: score.version } },
  ]
}
