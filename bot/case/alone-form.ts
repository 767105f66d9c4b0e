import type { FormValues } from '#adapters/adapter.ts'
import type { Form, Text } from '#engine/message.ts'

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

export const aloneReason = (values: FormValues): string => (values.reason ?? '').trim()

/** A reason of blanks gets past Slack, which only asks that something was typed. */
export const aloneBlocks = (values: FormValues): { field: string; text: Text }[] =>
  aloneReason(values) === ''
    ? [{ field: 'reason', text: { key: 'case.form.fault.missing', params: { field: { key: 'case.alone.reason' } } } }]
    : []
