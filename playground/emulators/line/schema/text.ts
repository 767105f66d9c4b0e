import * as z from 'zod'

/**
 * LINE counts most texts in UTF-16 units, but labels and what a tap says in graphemes (a flag or a family emoji is one).
 * https://developers.line.biz/en/docs/messaging-api/text-character-count/
 */
export const utf16 = (max: number, min = 1) =>
  z.string().refine((text) => text.length >= min && text.length <= max, {
    // zod's own `max` counts code points.
    abort: true,
    error: ({ input }) => (input === '' ? 'May not be empty' : `Length must be between ${min} and ${max}`),
  })

export const graphemes = (max: number, min = 1) =>
  z.string().refine(
    (text) => {
      const count = graphemeCount(text)
      return count >= min && count <= max
    },
    { message: `Length must be between ${min} and ${max}`, abort: true },
  )

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' })

export function graphemeCount(text: string): number {
  let count = 0
  for (const _ of segmenter.segment(text)) count += 1
  return count
}

/** Pictures and sound: https only. */
export const httpsUrl = utf16(2000).refine(isHttps, { message: 'Must be a valid HTTPS URL' })

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}

const LINK_SCHEMES = new Set(['http:', 'https:', 'line:', 'tel:'])

export const linkUri = utf16(1000).refine((text) => URL.canParse(text) && LINK_SCHEMES.has(new URL(text).protocol), {
  message: 'Invalid URI scheme',
})

export const color = z.string().regex(/^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$/)
