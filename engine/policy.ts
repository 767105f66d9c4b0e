/** 情報セキュリティ基本方針: what a firm with ★★ says in public. It is drafted once and then the firm's own text. */
export const SECTIONS = ['aim', 'lead', 'assets', 'measures', 'teach', 'incident', 'review'] as const
export type Section = (typeof SECTIONS)[number]

export type Sections = Readonly<Record<Section, string>>

/** Seven of them and a signature have a place on one printed page. */
export const SECTION_LENGTH_MAX = 240
const SECTION_LINES_MAX = 9

export type PolicyStep =
  | { kind: 'policy-drafted'; sections: Sections }
  /** `messageId`: the words came in a message of a chat, which can still be taken back there. */
  | { kind: 'policy-edited'; section: Section; text: string; messageId?: string }
  /** The version before stands again; what was undone stays in the list. */
  | { kind: 'policy-undone' }
  /** The message of a change was taken back: that change is no more, whatever came after it. */
  | { kind: 'policy-unsent'; messageId: string }

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
  const standing = standingIn(steps)
  let sections: Sections | undefined
  for (const step of standing)
    if (step.kind === 'policy-drafted') sections = step.sections
    else if (sections) sections = { ...sections, [step.section]: step.text }
  if (!sections) return undefined
  return { sections, version: steps.length, changedAt: steps.at(-1)?.at ?? 0, mayUndo: standing.length > 1 }
}

type Change = Extract<PolicyStep, { kind: 'policy-drafted' | 'policy-edited' }>

/** The draft and the changes that were not taken back; one without words was, or is about to be. */
function standingIn(steps: readonly PolicyStep[]): Change[] {
  const standing: Change[] = []
  for (const step of steps) {
    if (step.kind === 'policy-drafted' || (step.kind === 'policy-edited' && standing.length > 0)) standing.push(step)
    else if (step.kind === 'policy-undone' && standing.length > 1) standing.pop()
    else if (step.kind === 'policy-unsent') {
      const place = standing.findIndex((one) => one.kind === 'policy-edited' && one.messageId === step.messageId)
      if (place >= 0) standing.splice(place, 1)
    }
  }
  return standing.filter((one) => one.kind === 'policy-drafted' || one.text !== '')
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
