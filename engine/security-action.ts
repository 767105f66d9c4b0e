import type { Respondent, Session } from './dialogue/session.ts'
import { isPolicyStep, type Policy, type PolicyStep, policyOf } from './policy.ts'

/**
 * SECURITY ACTION: a firm declares by itself that it works on its protection. Nothing here says that somebody grants it.
 * Where a firm stands follows from what it answered in the questionnaires and from what it told since, by date.
 */
export type Wish = 'none' | 'one' | 'two'

/** 希望 → 準備 → GビズID → 宣言 → ID記録 → (★★) 方針公開: what a firm is at. `none` wishes nothing; `done` has it all. */
export const STANDINGS = ['none', 'wish', 'prepare', 'gbiz', 'declare', 'id', 'publish', 'done'] as const
export type Step = (typeof STANDINGS)[number]

/** What is to be done now. For ★★ the policy is published before the declaration, though it is recorded after it. */
export type Next =
  | 'nothing'
  | 'begin'
  | 'go-on'
  | 'pledge'
  | 'diagnose'
  | 'draft'
  | 'get-gbiz'
  | 'publish'
  | 'declare'
  | 'tell-id'

export type Happening =
  | { kind: 'pledged' | 'gbiz-applied' | 'gbiz-arrived' | 'declared' | 'published' }
  | { kind: 'id'; id: string; messageId?: string }
  /** The message with the number was taken back. */
  | { kind: 'id-unsent'; messageId: string }
  /** A question was sent after waiting. */
  | { kind: 'reminded'; of: Waiting }
  | PolicyStep

/** Only ever added to; words that were taken back are empty. `by` is null for what time did. */
export type SecurityActionStep = Happening & { at: number; by: Respondent | null }

/** What the questionnaires say. */
export interface Told {
  wish: Wish | null
  isBegun: boolean
  preparedAt: number | null
  isDiagnosed: boolean
  /** Rules that the firm does not pledge yet. */
  unpledged: readonly string[]
  appliedAt: number | null
  gbizAt: number | null
  declaredAt: number | null
  id: { id: string; at: number } | null
}

type Heard = Pick<Session, 'questionnaire' | 'state' | 'answers' | 'movedAt'>
type Answers = Session['answers']

/** Sessions of one firm, the oldest first: what was answered later counts. */
export function toldIn(sessions: readonly Heard[]): Told {
  const own = sessions.filter(({ questionnaire }) => questionnaire === 'security-action')
  const diagnoses = sessions.filter(({ questionnaire }) => questionnaire === 'office')
  const answers: Answers = Object.assign({}, ...own.map((one) => one.answers))
  const chose = (question: string, ...choices: string[]): number | null => {
    const answer = answers[question]
    return answer?.value.kind === 'choice' && choices.includes(answer.value.choice) ? answer.at : null
  }
  const { id } = answers
  return {
    wish: wishIn(answers, Object.assign({}, ...diagnoses.map((one) => one.answers))),
    isBegun: own.length > 0,
    preparedAt: own.findLast(({ state }) => state === 'finished')?.movedAt ?? null,
    isDiagnosed: diagnoses.some(({ state }) => state === 'finished'),
    unpledged: Object.keys(answers).filter((one) => one.startsWith('r-') && chose(one, 'not-yet') !== null),
    appliedAt: chose('gbiz-way', 'online', 'post'),
    gbizAt: chose('gbiz', 'prime', 'member'),
    declaredAt: chose('declared', 'yes'),
    id: id?.value.kind === 'text' ? { id: id.value.text, at: id.at } : null,
  }
}

/** A wish may be told in the diagnosis and in the questionnaire itself: the later one counts. */
function wishIn(own: Answers, diagnosis: Answers): Wish | null {
  const [latest] = [own.wish, diagnosis['b-wish']]
    .filter((answer) => answer !== undefined)
    .toSorted((a, b) => b.at - a.at)
  const choice = latest?.value.kind === 'choice' ? latest.value.choice : null
  return choice === 'one' || choice === 'two' || choice === 'none' ? choice : null
}

export interface Standing {
  wish: Wish | null
  step: Step
  next: Next
  /** By step, when it was reached; `null` while it is not. */
  reached: Readonly<Record<'prepare' | 'gbiz' | 'declare' | 'id' | 'publish', number | null>>
  appliedAt: number | null
  unpledged: readonly string[]
  id: string | null
  policy: Policy | undefined
}

export function standingOf(told: Told, steps: readonly SecurityActionStep[]): Standing {
  const when = (kind: SecurityActionStep['kind']): number | null =>
    steps.findLast((one) => one.kind === kind)?.at ?? null
  const unsent = steps.flatMap((one) => (one.kind === 'id-unsent' ? [one.messageId] : []))
  const typed = steps.findLast((one) => one.kind === 'id' && one.id !== '' && !unsent.includes(one.messageId ?? ''))
  const id = typed?.at ?? told.id?.at ?? null
  const declare = when('declared') ?? told.declaredAt ?? id
  const policy = policyOf(steps.filter(isPolicyStep))
  const facts = {
    wish: told.wish,
    reached: {
      prepare: told.preparedAt,
      // Nothing can be declared without a GビズID.
      gbiz: when('gbiz-arrived') ?? told.gbizAt ?? declare,
      declare,
      id,
      publish: when('published'),
    },
    appliedAt: when('gbiz-applied') ?? told.appliedAt,
    unpledged: when('pledged') === null ? told.unpledged : [],
    id: typed?.kind === 'id' ? typed.id : (told.id?.id ?? null),
    policy,
  }
  return { ...facts, ...placeOf(told, facts) }
}

function placeOf(told: Told, facts: Omit<Standing, 'step' | 'next'>): Pick<Standing, 'step' | 'next'> {
  const { reached, policy, unpledged } = facts
  if (told.wish === null || told.wish === 'none') return { step: 'none', next: 'nothing' }
  if (!told.isBegun) return { step: 'wish', next: 'begin' }
  const preparing = preparationLeft(told, unpledged, policy)
  if (preparing) return { step: 'prepare', next: preparing }
  if (reached.gbiz === null) return { step: 'gbiz', next: 'get-gbiz' }
  const mustPublish = told.wish === 'two' && reached.publish === null
  if (reached.declare === null) return { step: 'declare', next: mustPublish ? 'publish' : 'declare' }
  if (reached.id === null) return { step: 'id', next: 'tell-id' }
  return mustPublish ? { step: 'publish', next: 'publish' } : { step: 'done', next: 'nothing' }
}

/** A star is a pledge of every rule; two stars need the self-diagnosis and a policy as well. */
function preparationLeft(told: Told, unpledged: readonly string[], policy: Policy | undefined): Next | undefined {
  if (told.preparedAt === null) return 'go-on'
  if (unpledged.length > 0) return 'pledge'
  if (told.wish !== 'two') return undefined
  if (!told.isDiagnosed) return 'diagnose'
  return policy ? undefined : 'draft'
}

export type Waiting = 'gbiz' | 'declare' | 'id'

/** Days of waiting after which it is asked; then never again. */
const ASKED_AFTER: Readonly<Record<Waiting, readonly number[]>> = {
  gbiz: [7, 30],
  declare: [14, 28, 42],
  id: [14, 28, 42],
}
const DAY_MS = 86_400_000

/** What is asked next if nothing is heard until then. */
export function reminderOf(
  standing: Standing,
  steps: readonly SecurityActionStep[],
): { of: Waiting; at: number } | undefined {
  const waited = waitOf(standing)
  if (!waited) return undefined
  const { of, since } = waited
  const asked = steps.filter((one) => one.kind === 'reminded' && one.of === of && one.at >= since).length
  const days = ASKED_AFTER[of][asked]
  return days === undefined ? undefined : { of, at: since + days * DAY_MS }
}

/** GビズID is waited for while everything else is prepared. */
function waitOf({ step, reached, appliedAt }: Standing): { of: Waiting; since: number } | undefined {
  if (step === 'none' || step === 'wish') return undefined
  if (reached.gbiz === null) return appliedAt === null ? undefined : { of: 'gbiz', since: appliedAt }
  if (step === 'declare') return { of: 'declare', since: Math.max(reached.gbiz, reached.prepare ?? 0) }
  return step === 'id' && reached.declare !== null ? { of: 'id', since: reached.declare } : undefined
}

export type IdRead = { kind: 'id'; id: string } | { kind: 'refused'; why: 'no-digits' | 'old' | 'start' | 'length' }

/** 「５１２３４-５６７８９０」 and 「番号は51234567890です」 are ids; whatever is none is refused with what is wrong with it. */
export function readId(typed: string): IdRead {
  const [digits = ''] =
    typed
      .normalize('NFKC')
      .replace(/[\s‐-―−ー-]/gu, '')
      .match(/\d+/u) ?? []
  if (digits === '') return { kind: 'refused', why: 'no-digits' }
  if (digits.startsWith('4')) return { kind: 'refused', why: 'old' }
  if (!digits.startsWith('5')) return { kind: 'refused', why: 'start' }
  return digits.length === 11 ? { kind: 'id', id: digits } : { kind: 'refused', why: 'length' }
}
