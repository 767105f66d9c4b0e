import { type Part, paragraph } from '#engine/message.ts'
import type { WarningBody } from '#engine/warning.ts'

/** A warning as every firm reads it, and as it is looked at before it is sent: the same parts. */
export const warningParts = ({ first, second, todo }: WarningBody): Part[] => [
  { kind: 'heading', text: { key: 'warning.heading' } },
  paragraph({ typed: first }),
  paragraph({ typed: second }),
  { kind: 'facts', rows: [{ label: { key: 'warning.todo' }, value: { typed: todo } }] },
]
