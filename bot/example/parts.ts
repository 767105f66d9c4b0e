import type { ExampleBody } from '#engine/example.ts'
import { type Part, paragraph, type Text } from '#engine/message.ts'

/** An example as everybody reads it, and as consent is asked to it: the same parts, so that nothing is added afterwards. */
export const exampleParts = (body: ExampleBody): Part[] => [
  { kind: 'heading', text: { key: 'example.heading', params: { who: whoText(body) } } },
  paragraph({ key: 'example.happened', params: { text: { typed: body.happened } } }),
  paragraph({ key: 'example.helped', params: { text: { typed: body.helped } } }),
  paragraph(body.costYen === 0 ? { key: 'example.free' } : { key: 'example.cost', params: { yen: body.costYen } }),
  ...(body.source === null ? [] : [paragraph({ key: 'example.source', params: { source: body.source } })]),
]

export function whoText({ industry, size }: Pick<ExampleBody, 'industry' | 'size'>): Text {
  const sized: Text = { key: `example.size.${size}` }
  if (industry !== null)
    return size === null
      ? { key: 'example.who.trade', params: { industry } }
      : { key: 'example.who.both', params: { industry, size: sized } }
  return size === null ? { key: 'example.who.neither' } : { key: 'example.who.size', params: { size: sized } }
}
