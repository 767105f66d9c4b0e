import type { VNode } from 'preact'
import type { Json } from '../world.ts'
import { mrkdwn, type Names, unescaped } from './mrkdwn.ts'

/** What drawn blocks need to know and can do. */
export interface Desk {
  names: Names
  picture: (url: unknown) => string | undefined
  /** A file that a person has posted. */
  file?: (id: string, name: string) => VNode
  /** Whoever wrote a message may delete it. */
  remove?: (ts: string) => void
  /** Presses a button, chooses from a menu. */
  press: (blockId: string, element: Json, value: string | undefined) => Promise<unknown>
  /** Of a modal: what stands in its fields. */
  fields?: Fields
}

/** What a person entered, as the control API takes it. */
export type Entered = string | number | string[] | null

export interface Fields {
  errors: Record<string, string>
  value: (blockId: string, element: Json) => Entered
  /** `isOver`: the person finished (Enter, a choice), rather than typed one more letter. */
  change: (blockId: string, element: Json, value: Entered, input: Json, isOver: boolean) => void
}

export const plain = (text: unknown): string => unescaped(String((text as { text?: string } | undefined)?.text ?? ''))

export function words(text: unknown, names: Names): (string | VNode)[] {
  const { type, text: raw = '' } = (text ?? {}) as { type?: string; text?: string }
  return type === 'mrkdwn' ? mrkdwn(raw, names) : [unescaped(raw)]
}
