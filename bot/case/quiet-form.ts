import type { Form, Text } from '#engine/message.ts'
import { SUPPRESSION_KNOBS } from '#engine/suppression.ts'

/** Says what would be kept quiet, until when, and in whose name, before it is. */
export function quietForm(token: string, { what, who, until }: { what: Text; who: string; until: number }): Form {
  const params = { what, who, until: { at: until, show: 'date' as const }, times: SUPPRESSION_KNOBS.growthMax }
  return {
    token,
    title: { key: 'case.quiet.form.title' },
    submit: { key: 'case.quiet.form.submit' },
    before: [
      { kind: 'paragraph', text: { key: 'case.quiet.form.what', params } },
      { kind: 'paragraph', text: { key: 'case.quiet.form.loud', params } },
      { kind: 'paragraph', text: { key: 'case.quiet.form.who', params } },
    ],
    fields: [
      { id: 'reason', label: { key: 'case.quiet.form.reason' }, kind: 'lines', lengthMax: 300, isOptional: true },
    ],
  }
}
