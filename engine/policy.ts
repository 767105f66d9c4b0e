/** 情報セキュリティ基本方針: what a firm with ★★ says in public. It is drafted once and then the firm's own text. */
export const SECTIONS = ['aim', 'lead', 'assets', 'measures', 'teach', 'incident', 'review'] as const
export type Section = (typeof SECTIONS)[number]

export type Sections = Readonly<Record<Section, string>>

/** Seven of them and a signature have a place on one printed page. */
export const SECTION_LENGTH_MAX = 240
const SECTION_LINES_MAX = 9

export type PolicyStep =
  | { kind: 'policy-drafted'; sections: Sections }
  | { kind: 'policy-edited'; section: Section; text: string }
  /** The version before stands again; what was undone stays in the list. */
  | { kind: 'policy-undone' }

export interface Policy {
  sections: Sections
  /** Each draft, change and taking back is one more. */
  version: number
  /** Epoch ms of the last of them. */
  changedAt: number
  mayUndo: boolean
}

export const isSection = (id: string): id is Section => (SECTIONS as readonly string[]).includes(id)

export const isPolicyStep = <Step extends { kind: string }>(step: Step): step is Step & PolicyStep =>
  step.kind.startsWith('policy-')

export function policyOf(steps: readonly (PolicyStep & { at: number })[]): Policy | undefined {
  const standing: Sections[] = []
  for (const step of steps) {
    const last = standing.at(-1)
    if (step.kind === 'policy-drafted') standing.push(step.sections)
    else if (step.kind === 'policy-edited' && last) standing.push({ ...last, [step.section]: step.text })
    else if (step.kind === 'policy-undone' && standing.length > 1) standing.pop()
  }
  const sections = standing.at(-1)
  if (!sections) return undefined
  return { sections, version: steps.length, changedAt: steps.at(-1)?.at ?? 0, mayUndo: standing.length > 1 }
}

export type Written = { kind: 'text'; text: string } | { kind: 'empty' | 'too-long' | 'granted' }

/** Somebody grants nothing: a firm that writes so of its stars would be told off for it. */
const GRANTED = /認定|認証|取得|certif|accredit/iu
const STAR = /security ?action|セキュリティ ?アクション|★|一つ星|二つ星/iu

/** Somebody's own words for a section. */
export function sectionWritten(typed: string): Written {
  const text = typed.trim().replace(/\n{2,}/gu, '\n')
  if (!/[\p{L}\p{N}]/u.test(text)) return { kind: 'empty' }
  if (GRANTED.test(text) && STAR.test(text)) return { kind: 'granted' }
  const isTooLong = [...text].length > SECTION_LENGTH_MAX || text.split('\n').length > SECTION_LINES_MAX
  return isTooLong ? { kind: 'too-long' } : { kind: 'text', text }
}
