import type { Text } from '#engine/message.ts'
import { type Reader, sayText } from '../say.ts'

export type Said = (key: string, params?: Readonly<Record<string, string | number | Text>>) => string

const KEYS = {
  region: (key: string) => `region.${key}`,
  month: (key: string) => `month.${key}`,
  programme: (key: string) => `programme.${key}`,
  statistics: (key: string) => `statistics.${key}`,
}

/** Sentences of one part of the locales for one reader; what is a string is somebody's name, and never a key. */
export const saidBy =
  (part: keyof typeof KEYS, reader: Reader): Said =>
  (key, params = {}) =>
    sayText(
      {
        key: KEYS[part](key),
        params: Object.fromEntries(
          Object.entries(params).map(([name, value]): [string, Text | number] => [
            name,
            typeof value === 'string' ? { typed: value } : value,
          ]),
        ),
      },
      reader,
    )
