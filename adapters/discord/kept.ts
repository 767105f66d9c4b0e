import type { Field } from '#engine/message.ts'
import type { FormValues } from '../adapter.ts'
import { Fitting, shortened } from '../fit.ts'
import { markdown } from './safe-text.ts'

/**
 * What was written on one page of a form is kept by Discord itself: in a message that only its writer sees, and that comes
 * back with the button for the next page. So nothing half written is kept here, and it outlives any of our processes. Each
 * value stands in a code block, where words are only words, with its field's id in the place of a language.
 */
export function keptEmbeds(fields: readonly Kept[], more: string): { description: string }[] {
  const embeds: string[] = []
  for (const piece of fields.map(pieceOf)) {
    const last = embeds.at(-1)
    if (last !== undefined && last.length + piece.length < DESCRIPTION_MAX)
      embeds[embeds.length - 1] = `${last}\n${piece}`
    else embeds.push(piece)
  }
  const room = EMBED_CHARS_MAX - embeds.reduce((sum, text) => sum + text.length, 0)
  const beside = more.trim() === '' || room < 10 ? [] : [shortened(more, Math.min(room, DESCRIPTION_MAX))]
  return [...embeds, ...beside].map((description) => ({ description }))
}

export interface Kept extends Pick<Field<string>, 'id'> {
  label?: string
  value: string
}

const DESCRIPTION_MAX = 4_096
const EMBED_CHARS_MAX = 6_000
const LABEL_MAX = 60
/** Shows nothing; a block with nothing at all in it would be no block. */
const NOTHING = '\u2060'

function pieceOf({ id, label, value }: Kept): string {
  const name = label === undefined ? '' : `${markdown(new Fitting().text('label', label, LABEL_MAX))}\n`
  return `${name}\`\`\`${id}\n${value === '' ? NOTHING : value.replaceAll('`', `\`${NOTHING}`)}\n\`\`\``
}

/** The same values back, by field id. */
export function keptIn(descriptions: readonly string[]): FormValues {
  const blocks = descriptions.flatMap((text) => [...text.matchAll(/```([\w.-]+)\n([\s\S]*?)\n```/g)])
  return Object.fromEntries(blocks.map(([, id = '', value = '']) => [id, value.replaceAll(NOTHING, '')]))
}
