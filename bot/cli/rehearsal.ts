import type { Rehearsed } from '../rehearsal.ts'

type Shown = Omit<Rehearsed, 'at'> & { at: string }

/** One line for each thing that would come, and one for each kind of message in it. */
export function rehearsalShown(answer: Readonly<Record<string, unknown>>): string {
  const items = answer.items as Shown[]
  if (items.length === 0) return 'Nothing would be sent.\n'
  return items
    .map(({ at, kind, count, tried, left, messages }) =>
      [
        `${at}  ${kind}: ${count} would come, ${tried} were tried${left > 0 ? `; what follows for ${left} more was only counted` : ''}`,
        ...messages.map(
          (one) => `  ${one.count} to ${one.to} (${one.priority})${one.example ? `: ${one.example}` : ''}`,
        ),
      ].join('\n'),
    )
    .concat('')
    .join('\n')
}
