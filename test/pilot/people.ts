import { createHash } from 'node:crypto'
import { type Button, buttonsOf, wordsOf } from '../stories/words.ts'
import { chance } from '../support/answered.ts'
import type { SimulatedPerson } from './firms.ts'

/**
 * How a simulated person answers. They see what a phone shows, know whether they used the PC then, and nothing else; the
 * chances are assumptions, and stand here alone.
 */
export const HABITS = {
  /** Of those who would answer the notice, so many are too busy for it at first. */
  busy: 0.5,
  /** So many know their own PC by what is told of it; the others are unsure, however often they are asked. */
  admits: 0.9,
  /** So many are sure that it is not theirs; the others are unsure, however often they are asked. */
  denies: 0.85,
  /** Who is told one thing to do by themselves does it, or cannot; so does who is led through it by telephone, where the PC is known. */
  does: 0.75,
  /** Of so many PCs whoever leads the firm knows whose they are; asking again does not teach them. */
  knows: 0.5,
  /** So many used a PC of their own at that hour, and say so where nothing else is asked. */
  works: 0.7,
  /** Of so many calls of the desk somebody picks up, each for itself; it is whoever leads the firm, and they know what they know in chat. */
  picksUp: 0.5,
} as const

/** The desk tries so often about a notice, and so long apart; about what has happened to nobody until its card is over, twice a day. */
export const CALLS = { max: 3, apartMs: 2 * 3_600_000, patientMs: 4 * 3_600_000 } as const

/** How long a message that is answered waits on average, nights apart. */
export const ANSWER_MEAN_MS = 2 * 3_600_000

/**
 * Dice that fall by what they are thrown for, and by nothing that was thrown before: two runs that differ in one thing alone
 * are then lived through by the same people.
 */
export function diceFor(seed: number, ...about: readonly (string | number)[]): () => number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...about]))
    .digest()
  return chance(digest.readUInt32LE(0))
}

/** What a person knows, once and for all. */
export interface Mind {
  knowsOwn: boolean
  knowsOthers: boolean
  worked: boolean
  /** Whether whoever leads the firm knows this person's PC. */
  isKnown: boolean
}

export const mindOf = (roll: () => number): Mind => ({
  knowsOwn: roll() < HABITS.admits,
  knowsOthers: roll() < HABITS.denies,
  worked: roll() < HABITS.works,
  isKnown: roll() < HABITS.knows,
})

export interface Seeing {
  message: unknown
  person: SimulatedPerson
  mind: Mind
  colleagues: readonly { person: SimulatedPerson; mind: Mind }[]
  /** Who really had the PC, once there is a notice about it. */
  user: { person: SimulatedPerson; mind: Mind } | undefined
}

/** Somebody is asked by yes or no whether it was them. */
export const isQuestion = (message: unknown): boolean =>
  ['はい', 'わからない'].every((label) => buttonsOf(message).some((one) => one.label === label))

/** The button that is pressed, or undefined for a message that is let be. */
export function answerTo({ user: who, ...seeing }: Seeing, roll: () => number): Button | undefined {
  const { message, person, mind } = seeing
  const buttons = buttonsOf(message)
  const labelled = (label: string): Button | undefined => buttons.find((one) => one.label === label)
  const isSure = roll()
  if (labelled('ない・わからない'))
    return (mind.knowsOwn ? labelled(person.pc.host) : undefined) ?? labelled('ない・わからない')
  const proposed = labelled('ちがう・わからない')
  if (proposed) return (isRight(seeing) ? labelled('はい') : undefined) ?? proposed
  if (!who) return undefined
  const { person: user } = who
  const isMine = person.name === user.name
  const isTold = wordsOf(message).includes(`${user.name}さんのパソコン`)
  if (isQuestion(message)) return labelled(says(seeing, isMine))
  const isKnown = isMine ? mind.knowsOwn : who.mind.isKnown
  const theirs = (isMine ? labelled('わたしの') : undefined) ?? labelled(user.name) ?? labelled('持ち主を選ぶ')
  if (theirs && isKnown && !isTold) return theirs
  if (labelled('代わりに探す')) return labelled('代わりに探す')
  if (!labelled('できた')) return undefined
  if (isMine && isSure < HABITS.does) return labelled('ぜんぶ済んだ') ?? labelled('できた')
  if (isMine) return labelled('できない')
  // It is somebody else's: they see to it themselves, if it is said whose it is.
  if (isTold) return labelled(isSure < HABITS.does ? 'ぜんぶ済んだ' : '忙しい')
  return labelled(isSure < HABITS.busy ? '忙しい' : 'これは？')
}

/** Whether a colleague really has the PC that is said to be theirs, and whoever leads the firm knows it. */
const isRight = ({ message, colleagues }: Pick<Seeing, 'message' | 'colleagues'>): boolean =>
  colleagues.some(({ person: { name, pc }, mind }) => {
    const isShown = wordsOf(message).includes(pc.host || pc.mac.slice(-5))
    return isShown && wordsOf(message).includes(`${name}さんのパソコンですか`) && mind.isKnown
  })

/** Asked by telephone: whether whoever leads the firm knows whose it is. */
export const knowsWhose = ({ person, mind }: { person: SimulatedPerson; mind: Mind }): boolean =>
  person.isOwner ? mind.knowsOwn : mind.isKnown

function says({ message, mind }: Pick<Seeing, 'message' | 'mind'>, isMine: boolean): string {
  if (isMine) return mind.knowsOwn ? 'はい' : 'わからない'
  // Who used a PC then is asked of everybody who did.
  if (wordsOf(message).includes('会社でパソコンを使っていましたか') && mind.worked) return 'はい'
  return mind.knowsOthers ? 'いいえ' : 'わからない'
}
