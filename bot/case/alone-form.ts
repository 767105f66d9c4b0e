import type { Form } from '#engine/message.ts'

/** Asks the author for the reason to send a grave notice without a second pair of eyes; it is kept in the audit log. */
export function aloneForm(token: string): Form {
  return {
    token,
    title: { key: 'case.alone.title' },
    submit: { key: 'case.alone.submit' },
    before: [{ kind: 'paragraph', text: { key: 'case.alone.intro' } }],
    fields: [{ id: 'reason', label: { key: 'case.alone.reason' }, kind: 'lines', lengthMax: 300 }],
  }
}
