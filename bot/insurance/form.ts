import type { FormValues } from '#adapters/adapter.ts'
import type { Fact } from '#engine/claim.ts'
import { harmless } from '#engine/defang.ts'
import { VISIT_CATEGORIES } from '#engine/dispatch.ts'
import type { Form, Text } from '#engine/message.ts'

const EVIDENCE_MAX = 1_000
const label = (id: string): Text => ({ key: `desk.claim.form.${id}` })

/** What can be tapped: the detection is the system's own and is read, never written. */
const FINDINGS = {
  'remote-difficult': { condition: 'remote-difficult', holds: true },
  'remote-solved': { condition: 'remote-difficult', holds: false },
  ...Object.fromEntries(
    VISIT_CATEGORIES.map((category) => [`visit-${category}`, { condition: 'visit-needed', holds: true, category }]),
  ),
  'visit-not-needed': { condition: 'visit-needed', holds: false, category: 'incident' },
} as Readonly<Record<string, Finding>>

export type Finding =
  | Pick<Extract<Fact, { condition: 'remote-difficult' }>, 'condition' | 'holds'>
  | Pick<Extract<Fact, { condition: 'visit-needed' }>, 'condition' | 'holds' | 'category'>

export const factForm = (token: string): Form => ({
  ...{ token, title: label('title'), submit: label('submit') },
  fields: [
    {
      ...{ id: 'found', kind: 'one-of', label: label('found') },
      options: Object.keys(FINDINGS).map((value) => ({ value, label: label(value) })),
    },
    { id: 'evidence', kind: 'lines', label: label('evidence'), hint: label('evidence-hint'), lengthMax: EVIDENCE_MAX },
  ],
})

/** What was filled in, or beside which field it is wrong. */
export function factIn(values: FormValues): { finding: Finding; evidence: string } | { field: 'found' | 'evidence' } {
  const finding = Object.entries(FINDINGS).find(([name]) => name === values.found)?.[1]
  const evidence = harmless(values.evidence ?? '', EVIDENCE_MAX).trim()
  if (!finding) return { field: 'found' }
  return evidence === '' ? { field: 'evidence' } : { finding, evidence }
}
