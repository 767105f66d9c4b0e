import type { NoticeDraft } from '#engine/notice.ts'
import { type Finding, findingsOf } from '#engine/plainness.ts'
import { glossary } from '#locales/ja/glossary.ts'

/** What the plainness gate says of a draft. The clue is left out: it holds addresses, and is shown as a fact. */
export function gate(draft: NoticeDraft): Finding[] {
  return findingsOf([draft.title, ...draft.steps, draft.what].join('\n'), glossary)
}
