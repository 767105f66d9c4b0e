import { listCases, undecidedCases } from '#db/cases.ts'
import type { Tx } from '#db/door.ts'
import { findByCase } from '#db/notices.ts'
import { keyOf, type Page, type PageRequest, pageOf } from '#db/page.ts'
import { findRegion } from '#db/regions.ts'
import { talliesOf } from '#db/triage.ts'
import type { Case } from '#engine/case.ts'
import { type FollowUp, followUpOf } from '#engine/follow-up.ts'
import { type Lessons, lessonsFrom, rankOf } from '#engine/triage/score.ts'
import { ownerIn } from '../../case/device.ts'
import { standingText } from '../../case/follow-up.ts'
import { queuePlace, standingOf } from '../../case/standing.ts'
import { type Reader, sayText } from '../../say.ts'

/** Cases with their place in the queue, by what their regions have learned up to now. */
export async function casesWithTriage(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listCases(tx, request)
  return { items: await withTriage(tx, items), nextCursor }
}

/** How far the firm has come with the notice; null while none has gone out. */
async function followUpIn(tx: Tx, subject: Case, region: Reader): Promise<Shown['followUp']> {
  if (subject.state !== 'notified' && subject.state !== 'closed') return null
  const notice = await findByCase(tx, subject.id)
  const followUp = notice && followUpOf(notice, (await ownerIn(tx, subject)) !== undefined)
  return followUp ? { ...followUp, shown: sayText(standingText(followUp), region) } : null
}

/** Everything undecided, the likeliest first, what is kept quiet behind it. All of it, page by page: nothing is left out. */
export async function queue(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const [below, afterId] = (keyOf(request, 'number', 'id') ?? []) as [number?, string?]
  const cases = await withTriage(tx, await undecidedCases(tx, { firmId: request.firmId }))
  const placed = cases
    .map((item) => ({ item, place: queuePlace(item, item.triage?.score) }))
    .toSorted((one, other) => other.place - one.place || (one.item.id < other.item.id ? -1 : 1))
    .filter(({ item, place }) => below === undefined || place < below || (place === below && item.id > (afterId ?? '')))
  return pageOf(
    placed,
    request,
    ({ item, place }) => [place, item.id],
    ({ item }) => item,
  )
}

type Shown = Omit<Case, 'sight' | 'learned'> & {
  triage: Triage | null
  followUp: (FollowUp & { shown: string }) | null
}
interface Triage {
  score: number
  rank: string
  reason: string
  pushes: { feature: string; value: string; weight: number }[]
}

interface Background extends Reader {
  lessons: Lessons
}

async function withTriage(tx: Tx, cases: readonly Case[]): Promise<Shown[]> {
  const regions = new Map<string, Background>()
  for (const id of new Set(cases.map(({ regionId }) => regionId))) {
    const region = await findRegion(tx, id)
    const { locale = 'ja', timezone = 'Asia/Tokyo' } = region ?? {}
    regions.set(id, { lessons: lessonsFrom(await talliesOf(tx, id)), locale, timezone })
  }
  const lines: Shown[] = []
  for (const subject of cases) {
    const { sight, learned, ...shown } = subject
    const region = regions.get(shown.regionId)
    const triage = region ? triageOf(subject, region) : null
    lines.push({ ...shown, triage, followUp: region ? await followUpIn(tx, subject, region) : null })
  }
  return lines
}

function triageOf(subject: Case, region: Background): Triage | null {
  const { sight } = subject
  const standing = standingOf(subject, region.lessons)
  if (!standing || !sight) return null
  const { score, line } = standing
  const pushes = score.pushes.map(({ feature, weight }) => ({
    feature,
    value: sight.features[feature],
    weight: Math.round(weight * 100) / 100,
  }))
  return { score: score.value, rank: rankOf(score), reason: sayText(line, region), pushes }
}
