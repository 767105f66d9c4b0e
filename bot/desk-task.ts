import type { Firm } from '#db/firms.ts'
import type { Message, Part, Text } from '#engine/message.ts'

/** The card of what the desk telephones a firm about: whom, by which number and what for; below, what there is to say and to press. */
export const deskTask = (
  { name, phone }: Pick<Firm, 'name' | 'phone'>,
  about: readonly { label: Text; value: Text }[],
  below: readonly Part[],
): Message => ({
  purpose: 'desk-task',
  fallback: { key: 'desk.task.fallback', params: { firm: name, phone: phone ?? '' } },
  parts: [
    { kind: 'heading', text: { key: 'desk.task.heading', params: { firm: name } } },
    {
      kind: 'facts',
      rows: [
        { label: { key: 'desk.task.phone' }, value: phone ? { typed: phone } : { key: 'desk.task.no-phone' } },
        ...about,
      ],
    },
    ...below,
  ],
})
