import { isStopped, sentencesOf } from './sentences.ts'

export interface Measures {
  /** Sentences that end with a stop. */
  stops: number
  meanLength: number
  longest: number
  /** Per cent of all characters. */
  kanjiShare: number
  commasPerStop: number
  /** RS of 建石・小野・山田 (1988): higher is easier, 50 is the mean of newspapers and books. */
  readability: number
}

/** Lengths count every character of the sentence, punctuation included. */
export function measure(text: string): Measures {
  const sentences = sentencesOf(text)
  const stopped = sentences.filter(isStopped)
  const judged = stopped.length > 0 ? stopped : sentences
  const lengths = judged.map((sentence) => [...sentence].length)
  const meanLength = mean(lengths)
  const commasPerStop = countOf(judged.join(''), /、/gu) / Math.max(1, judged.length)
  const characters = [...sentences.join('')].length
  return {
    stops: stopped.length,
    meanLength,
    longest: Math.max(0, ...lengths),
    kanjiShare: (100 * countOf(text, /[\p{sc=Han}々〆ヶ]/gu)) / Math.max(1, characters),
    commasPerStop,
    readability: readability(text, meanLength, commasPerStop),
  }
}

function readability(text: string, meanLength: number, commasPerStop: number): number {
  const run = (pattern: RegExp): number => mean((text.match(pattern) ?? []).map((found) => found.length))
  return (
    -0.12 * meanLength -
    1.37 * run(/[A-Za-z]+/gu) +
    7.4 * run(/[ぁ-ゖ]+/gu) -
    23.18 * run(/[\p{sc=Han}々〆ヶ]+/gu) -
    5.4 * run(/[ァ-ヺー]+/gu) -
    4.67 * commasPerStop +
    115.79
  )
}

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
