import { undecidedCases } from '#db/cases.ts'
import { findFirm } from '#db/firms.ts'
import { talliesOf } from '#db/triage.ts'
import type { Case } from '#engine/case.ts'
import type { Text } from '#engine/message.ts'
import { lessonsFrom } from '#engine/triage/score.ts'
import { queuePlace, type Standing, standingOf } from '../case/standing.ts'
import { staffRegion } from './desk-firm.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

const SHOWN_MAX = 10

/** `/otasuke 一覧`: what waits for an analyst of this person's region, the likeliest first, to them alone. */
export async function showQueue(talk: Talk): Promise<void> {
  const region = staffRegion(talk, { verb: 'write', datum: 'alerts' })
  if (region === undefined) return introduce(talk)
  const lessons = lessonsFrom(await talliesOf(talk.tx, region))
  const waiting = (await undecidedCases(talk.tx, { regionId: region })).map((subject) => ({
    subject,
    standing: standingOf(subject, lessons),
  }))
  const loud = waiting.filter(({ subject }) => subject.quietBy === null).sort(byPlace)
  talk.say({ key: loud.length > 0 ? 'case.queue.heading' : 'case.queue.none', params: { count: loud.length } })
  for (const [place, entry] of loud.slice(0, SHOWN_MAX).entries()) talk.say(await lineOf(talk, place + 1, entry))
  if (loud.length > SHOWN_MAX) talk.say({ key: 'case.queue.more', params: { count: loud.length - SHOWN_MAX } })
  const quiet = waiting.length - loud.length
  if (quiet > 0) talk.say({ key: 'case.queue.quiet', params: { count: quiet } })
}

interface Entry {
  subject: Case
  standing: Standing | undefined
}

const byPlace = (one: Entry, other: Entry): number =>
  queuePlace(other.subject, other.standing?.score.value) - queuePlace(one.subject, one.standing?.score.value) ||
  (one.subject.id < other.subject.id ? -1 : 1)

async function lineOf(talk: Talk, place: number, { subject, standing }: Entry): Promise<Text> {
  const firm = await findFirm(talk.tx, subject.firmId)
  const params = {
    place,
    kind: { key: `kinds.${subject.kind}.name` },
    firm: firm?.name ?? '',
    device: subject.device ? { typed: subject.device } : { key: 'case.fact.none' },
    standing: standing?.line ?? { key: `case.severity.${subject.severity}` },
  }
  return {
    key: subject.claimedBy ? 'case.queue.held' : 'case.queue.row',
    params: { ...params, who: subject.claimedBy?.name ?? '' },
  }
}
