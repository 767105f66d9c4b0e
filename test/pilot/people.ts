import { type Button, buttonsOf, wordsOf } from '../stories/words.ts'
import type { SimulatedFirm, SimulatedPerson } from './firms.ts'

/**
 * How a simulated person answers. They see what a phone shows, know whether they used the PC then, and nothing else; the
 * chances are assumptions, and stand here alone.
 */
export const HABITS = {
  /** Of those who would answer the notice, so many are too busy for it at first. */
  busy: 0.5,
  /** Who did it says so, if asked; the others know that they did not. */
  admits: 0.9,
  denies: 0.85,
  /** Who is told one thing to do by themselves does it, or cannot. */
  does: 0.75,
  /** Whoever leads the firm knows whose PC it is. */
  knows: 0.5,
} as const

/** How long a message that is answered waits on average, nights apart. */
export const ANSWER_MEAN_MS = 2 * 3_600_000

export interface Seeing {
  message: unknown
  person: SimulatedPerson
  firm: SimulatedFirm
  /** Who really had the PC. */
  user: SimulatedPerson
}

/** The button that is pressed, or undefined for a message that is let be. */
export function answerTo({ message, person, firm, user }: Seeing, roll: () => number): Button | undefined {
  const buttons = buttonsOf(message)
  const labelled = (label: string): Button | undefined => buttons.find((one) => one.label === label)
  const isMine = person.name === user.name
  const isSure = roll()
  if (labelled('わからない')) return labelled(isMine ? yes(isSure) : no(isSure))
  if (labelled('持ち主を選ぶ'))
    return isSure < HABITS.knows ? (labelled(user.name) ?? labelled('持ち主を選ぶ')) : undefined
  if (firm.people.some(({ name }) => labelled(name))) return labelled(user.name)
  if (labelled('代わりに探す')) return labelled('代わりに探す')
  if (!labelled('できた')) return undefined
  if (isMine && isSure < HABITS.does) return labelled('ぜんぶ済んだ') ?? labelled('できた')
  if (isMine) return labelled('できない')
  // It is somebody else's: they see to it themselves, if it is said whose it is.
  if (wordsOf(message).includes(`${user.name}さんのパソコン`))
    return labelled(isSure < HABITS.does ? 'ぜんぶ済んだ' : '忙しい')
  return labelled(isSure < HABITS.busy ? '忙しい' : 'これは？')
}

const yes = (isSure: number): string => (isSure < HABITS.admits ? 'はい' : 'わからない')
const no = (isSure: number): string => (isSure < HABITS.denies ? 'いいえ' : 'わからない')
