import { healthSheetFor } from '#bot/health/sheet.ts'
import type { HealthSheet } from '#bot/pictures/health-sheet.ts'
import { countMonth, type Figures, gradeOf, type Letter, type SeenCase } from '#engine/health-check.ts'
import { type Middle, type TrendMonth, trendUntil } from '#engine/health-comparison.ts'
import { drafted } from '#engine/health-course.ts'
import { type TaskCase, taskFor } from '#engine/health-task.ts'

/** A month's health check of each letter at three firms that differ in whatever changes the look of it. */

interface LookedAt {
  id: string
  name: string
  figures: Figures
  /** Of each kind that is found. */
  times: number
  comment: string | null
  middle: Middle | null
  known: readonly TrendMonth['letter'][]
  isFirst: boolean
  quiet: number
}

const FIRMS: readonly LookedAt[] = [
  {
    ...{ id: 'small', name: '佐々木水産', times: 1, comment: null, middle: null, known: [], isFirst: true, quiet: 0 },
    figures: figuresOf({ coverage: 0.994, devices: 3, securityEvents: 12, trafficEvents: 0 }),
  },
  {
    ...{
      id: 'long',
      name: '有限会社三陸いさりび冷蔵冷凍運輸倉庫サービス久慈港営業所',
      times: 2,
      isFirst: false,
      quiet: 3,
    },
    comment:
      '事務所の古い複合機が、パスワードを読める形で送っています。設定を変えると、来月は見つからなくなる見込みです。年末の大そうじの前に、いっしょに直しましょう。',
    middle: { found: 1.5, firms: 12 },
    known: ['A', 'B', 'B', null, 'C', 'A', 'A', 'B', 'D', 'C', 'B'],
    figures: figuresOf(
      { coverage: 0.913, devices: 28, securityEvents: 8_412, trafficEvents: 96 },
      { dark: [{ site: '久慈港営業所の冷蔵庫わきの事務室', days: 2 }], bare: ['小袖さんの自宅'], lossyHours: 5 },
    ),
  },
  {
    ...{ id: 'large', name: 'B&Gリゾート <浜の屋>', times: 14, comment: null, isFirst: false, quiet: 128 },
    middle: { found: 2, firms: 71 },
    known: ['D', 'D', 'C', 'C', 'B', 'B', 'B', 'B', 'A', 'A', 'A'],
    figures: figuresOf({ coverage: 1, devices: 164, securityEvents: 1_234_567, trafficEvents: 89_012 }),
  },
]

function figuresOf(
  seen: Omit<Figures, 'unseen'>,
  unseen: Figures['unseen'] = { dark: [], bare: [], lossyHours: 0 },
): Figures {
  return { ...seen, unseen }
}

const at = (day: number, month = 11): number =>
  Date.parse(`2026-${month}-${String(day).padStart(2, '0')}T10:00:00+09:00`)
const NOVEMBER = { from: at(1) - 36_000_000, until: at(1, 12) - 36_000_000 }
const OCTOBER = { from: at(1, 10) - 36_000_000, until: NOVEMBER.from }

type Seen = Pick<SeenCase, 'kind' | 'severity' | 'state' | 'closedAt'>
const HABIT: Seen = { kind: 'cleartext-credentials', severity: 'low', state: 'advised', closedAt: at(20) }
const ADMIN: Seen = { kind: 'privileged-account', severity: 'low', state: 'advised', closedAt: at(21) }
const GRAVE: Seen = { kind: 'known-c2', severity: 'high', state: 'notified', closedAt: null }
const FILES: Seen = { kind: 'internal-file-transfer', severity: 'medium', state: 'claimed', closedAt: null }
const ENDED: Seen = { ...GRAVE, state: 'closed', closedAt: at(12) }

const SEEN: Readonly<Record<Letter, { now: Seen[]; before: Seen[] }>> = {
  A: { now: [], before: [HABIT] },
  B: { now: [HABIT, ADMIN], before: [] },
  C: { now: [HABIT, ENDED], before: [] },
  D: { now: [GRAVE, FILES, HABIT, ADMIN], before: [HABIT] },
}

const casesOf = (seen: Seen[], { times, quiet }: LookedAt, { from }: { from: number }): SeenCase[] =>
  [
    ...seen.flatMap((one) =>
      Array.from({ length: times }, (_, place) => ({ ...one, id: `${one.kind}-${place}`, isQuiet: false })),
    ),
    ...Array.from({ length: quiet }, (_, place) => ({ ...GRAVE, id: `quiet-${place}`, isQuiet: true })),
  ].map((one) => ({ ...one, isOurs: true, firstSeenAt: from + 86_400_000 * 9, lastSeenAt: from + 86_400_000 * 10 }))

function monthOf(firm: LookedAt, letter: Letter): HealthSheet {
  const region = { id: 'region', name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja' }
  const of = { id: 'health', regionId: region.id, firmId: firm.id }
  const counted = countMonth(casesOf(SEEN[letter].now, firm, NOVEMBER), firm.figures, NOVEMBER)
  const earlier = countMonth(casesOf(SEEN[letter].before, firm, OCTOBER), firm.figures, OCTOBER)
  const before = { ...of, month: '2026-10', countedAt: NOVEMBER.from, counted: earlier }
  const grade = gradeOf(counted, undefined)
  if (grade.letter !== letter) throw new Error(`the month of ${firm.id} was to be ${letter}, and is ${grade.letter}`)
  const check = drafted({ ...of, month: '2026-11', countedAt: at(1, 12), counted, grade })
  const known = firm.known.map((one, place) => ({
    month: Temporal.PlainYearMonth.from('2025-12').add({ months: place }).toString(),
    letter: one ?? null,
  }))
  return healthSheetFor(
    {
      check: { ...check, comment: firm.comment },
      before: firm.isFirst ? undefined : drafted({ ...before, grade: gradeOf(earlier, undefined) }),
      firm: { ...of, id: firm.id, name: firm.name, industry: null, employees: null, pcs: null, phone: null },
      region,
    },
    {
      middle: firm.middle,
      trend: trendUntil('2026-11', [...known, { month: '2026-11', letter }]),
      tasks: counted.findings.map(({ finding, caseIds }) => ({
        finding,
        task: taskFor(caseIds.map((id) => taskCase(id, letter))),
      })),
    },
  )
}

/** As each kind is found after a month: what is grave is being answered, the file copies are nobody's, one habit is settled. */
function taskCase(id: string, letter: Letter): TaskCase {
  const isOf = ({ kind }: Seen): boolean => id.startsWith(kind)
  const isOver = isOf(ADMIN) || (isOf(GRAVE) && letter === 'C')
  return {
    ...{ id, closedAt: isOver ? at(21) : null, isNamed: !isOf(FILES) },
    notice: isOf(GRAVE) ? (isOver ? 'done' : 'sent') : null,
    advisory: isOf(HABIT) ? 'sent' : isOf(ADMIN) ? 'done' : null,
  }
}

export const HEALTH_MONTHS: readonly { name: string; sheet: HealthSheet }[] = FIRMS.flatMap((firm) =>
  (['A', 'B', 'C', 'D'] as const).map((letter) => ({ name: `${firm.id}-${letter}`, sheet: monthOf(firm, letter) })),
)
