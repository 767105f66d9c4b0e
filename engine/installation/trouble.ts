import { folded } from '../chat.ts'

export const SYMPTOMS = ['print', 'scan', 'slow', 'wifi', 'offline'] as const
/** 印刷できない, スキャンできない, 遅い, Wi-Fi が切れる, ネットにつながらない. */
export type Symptom = (typeof SYMPTOMS)[number]

/** What one turn shows: something to try, how to put all back as it was, or that a person is needed. */
export type TroubleNode = { kind: 'try'; fix: string } | { kind: 'restore' } | { kind: 'human' }

/** What is tried for a symptom, one after the other; what comes after the last is the way out. */
export type TroubleGuide = Readonly<Record<Symptom, readonly TroubleNode[]>>

export const TURNS_MAX = 3
/** So many „できない“, and somebody is offered to come. */
export const CANNOTS_MAX = 2

/** Where somebody stands with a symptom: the turn they were shown last, from 0. */
export interface Trouble {
  symptom: Symptom
  turn: number
  cannots: number
}

export type TroubleOutcome = 'fixed' | 'restored' | 'human'
export type TroubleNext =
  | { kind: 'turn'; trouble: Trouble; node: TroubleNode }
  | { kind: 'over'; outcome: TroubleOutcome }
  | { kind: 'visit'; trouble: Trouble }

/** The first turn of a symptom. */
export function troubleBegun(guide: TroubleGuide, symptom: Symptom): TroubleNext {
  return turn(guide, { symptom, turn: 0, cannots: 0 })
}

/** The turn after 「なおった」 or 「なおらない」; a person takes it where nothing is left to try, and somebody may come after two. */
export function troubleAfter(guide: TroubleGuide, trouble: Trouble, answer: 'done' | 'cannot'): TroubleNext {
  const node = guide[trouble.symptom][trouble.turn]
  if (answer === 'done') return { kind: 'over', outcome: node?.kind === 'restore' ? 'restored' : 'fixed' }
  const next = { ...trouble, turn: trouble.turn + 1, cannots: trouble.cannots + 1 }
  return next.cannots >= CANNOTS_MAX ? { kind: 'visit', trouble: next } : turn(guide, next)
}

function turn(guide: TroubleGuide, trouble: Trouble): TroubleNext {
  const node = guide[trouble.symptom][trouble.turn] ?? { kind: 'human' }
  return node.kind === 'human' ? { kind: 'over', outcome: 'human' } : { kind: 'turn', trouble, node }
}

/** Words that a symptom is told by; all of a group must be there, any of its row. */
export type SymptomWords = Readonly<Record<Symptom, readonly (readonly string[])[]>>

/** The symptom that somebody has typed: 「プリンターが動きません」 is `print`. The first that fits, so the narrow ones stand first. */
export function symptomMeant(typed: string, words: SymptomWords): Symptom | undefined {
  const said = folded(typed)
  const has = (row: string): boolean => row.split('|').some((word) => said.includes(folded(word)))
  return SYMPTOMS.find((symptom) => words[symptom].some((group) => group.every(has)))
}
