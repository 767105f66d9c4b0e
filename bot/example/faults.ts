import { type Clues, tellingIn } from '#engine/anonymity.ts'
import type { ExampleBody } from '#engine/example.ts'
import type { Text } from '#engine/message.ts'
import { findingsOf } from '#engine/plainness.ts'
import { glossary } from '#locales/ja/glossary.ts'

/** Why a text cannot go out as it is: it is missing, it tells whose it is, or it is hard to understand. */
export interface Fault {
  field: Written
  why: 'missing' | 'telling' | 'jargon'
  words: string[]
}

const WRITTEN = ['industry', 'happened', 'helped', 'source'] as const
export type Written = (typeof WRITTEN)[number]
/** Industry is not told of every firm, and a source stands where another published it. */
const NEEDED: readonly Written[] = ['happened', 'helped']

export const faultsIn = (body: Pick<ExampleBody, Written>, clues: Clues): Fault[] =>
  WRITTEN.flatMap((field) => faultsOfField(field, body[field] ?? '', clues))

function faultsOfField(field: Written, text: string, clues: Clues): Fault[] {
  if (text === '') return NEEDED.includes(field) ? [{ field, why: 'missing', words: [] }] : []
  const fault = faultOf(text, clues)
  return fault ? [{ field, ...fault }] : []
}

/** What of a text that any firm may read would tell whose it is, or is hard to understand. */
export function faultOf(text: string, clues: Clues): Omit<Fault, 'field'> | undefined {
  const telling = tellingIn(text, clues).map(({ word }) => word)
  if (telling.length > 0) return { why: 'telling', words: telling }
  const hard = findingsOf(text, glossary, { isNotice: false }).filter(({ rule }) => rule === 'jargon')
  return hard.length === 0
    ? undefined
    : { why: 'jargon', words: hard.map(({ where, instead }) => `${where} → ${instead}`) }
}

/** Each word in its brackets, as both languages write them. */
export const faultText = ({ why, words }: Omit<Fault, 'field'>): Text => ({
  key: `example.fault.${why}`,
  params: { words: words.map((word) => `「${word}」`).join('') },
})
