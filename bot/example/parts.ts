import type { ExampleBody } from '#engine/example.ts'
import type { Part, Text } from '#engine/message.ts'

/** An example as everybody reads it, and as consent is asked to it: the same parts, so that nothing is added afterwards. */
export function exampleParts(body: ExampleBody): Part[] {
  const { happened, helped, costYen, source } = body
  const row = (label: string, value: Text) => ({ label: { key: `example.row.${label}` }, value })
  return [
    { kind: 'heading', text: { key: 'example.heading', params: { who: whoText(body) } } },
    {
      kind: 'facts',
      rows: [
        row('happened', { typed: happened }),
        row('helped', { typed: helped }),
        row('cost', costYen === 0 ? { key: 'example.free' } : { key: 'example.cost', params: { yen: costYen } }),
        ...(source === null ? [] : [row('source', { typed: source })]),
      ],
    },
  ]
}

export function whoText({ industry, size }: Pick<ExampleBody, 'industry' | 'size'>): Text {
  const sized: Text = { key: `example.size.${size}` }
  if (industry !== null)
    return size === null
      ? { key: 'example.who.trade', params: { industry } }
      : { key: 'example.who.both', params: { industry, size: sized } }
  return size === null ? { key: 'example.who.neither' } : { key: 'example.who.size', params: { size: sized } }
}
