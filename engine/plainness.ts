import { withoutData } from './plainness/data-words.ts'
import { jargonIn, type Term } from './plainness/jargon.ts'
import { type Measures, measure } from './plainness/measures.ts'
import { sentencesOf } from './plainness/sentences.ts'

/**
 * The plainness gate: what keeps a Japanese text from being understood at once by an owner who is no computer person.
 * Jargon without its replacement blocks sending; everything else is advice. The limits are domain knowledge (RS is the
 * readability score of 建石・小野・山田 1988), the measures need no dictionary.
 */
export const LIMITS = {
  meanLength: 35,
  sentenceLength: 50,
  kanjiShare: 30,
  /** Below this it is only harder: adults stumble over too much hiragana. */
  kanjiShareMin: 8,
  kanjiRun: 5,
  katakanaRun: 9,
  commasPerStop: 1.5,
  readability: 65,
  sentences: 6,
  /** Means and shares say nothing about a label: they are judged from this many characters on. */
  passageLength: 40,
}

export type Rule =
  | 'jargon'
  | 'sentence-length'
  | 'mean-length'
  | 'kanji-share'
  | 'kana-only'
  | 'kanji-run'
  | 'katakana-run'
  | 'commas'
  | 'readability'
  | 'double-negative'
  | 'sentence-count'
  | 'first-sentence'

export interface Finding {
  rule: Rule
  /** The word or the sentence it is about; '' when it is about the text as a whole. */
  where: string
  limit: number
  measured: number
  /** Jargon only: what to say instead. */
  instead?: string
  /** Whether the text must not be sent like this. */
  blocks: boolean
}

export type { Term }

export interface GateOptions {
  /** Words that are data (a firm, a person, a PC); like addresses and host names they are no style of ours. */
  names?: readonly string[]
  /** A notice says first what to do or how bad it is; an answer in a conversation need not. */
  isNotice?: boolean
}

export function findingsOf(
  text: string,
  glossary: readonly Term[],
  { names = [], isNotice = true }: GateOptions = {},
): Finding[] {
  const plain = withoutData(text, names)
  const sentences = sentencesOf(plain)
  return [
    ...jargonFindings(plain, glossary),
    ...(isNotice ? firstSentenceFindings(sentences) : []),
    ...sentences.flatMap(sentenceFindings),
    ...runFindings(plain),
    ...passageFindings(plain, measure(plain)),
  ]
}

function jargonFindings(text: string, glossary: readonly Term[]): Finding[] {
  return jargonIn(text, glossary).map(({ word, plain }) => ({
    rule: 'jargon',
    where: word,
    limit: 0,
    measured: 1,
    instead: plain,
    blocks: true,
  }))
}

const advice = (rule: Rule, where: string, limit: number, measured: number): Finding => ({
  rule,
  where,
  limit,
  measured: Math.round(measured * 10) / 10,
  blocks: false,
})

function sentenceFindings(sentence: string): Finding[] {
  const length = [...sentence].length
  const tooLong = length > LIMITS.sentenceLength
  const negative = DOUBLE_NEGATIVE.exec(sentence)
  return [
    ...(tooLong ? [advice('sentence-length', sentence, LIMITS.sentenceLength, length)] : []),
    ...(negative ? [advice('double-negative', negative[0], 0, 1)] : []),
  ]
}

/** なくはない, ないわけではない, しなければならない, 〜ないと〜できません: say it with one negation or none. */
const DOUBLE_NEGATIVE =
  /なくは(ない|なく|あり)|ない(こと|わけ|もの)(は|も|でも|では|にも)?(ない|なく|あり|いか)|ないとは?(限|言え|いえ)|なければ(なら|なり|いけ)|なくては(なら|なり|いけ)|ざるを(得|え)|ずには(い|お|す)|ないと(?!き)[^、。]{0,12}(ません|できない|られない)/

function runFindings(text: string): Finding[] {
  const kanji = (text.match(/[\p{sc=Han}々〆ヶ]+/gu) ?? []).filter((run) => run.length > LIMITS.kanjiRun)
  const katakana = (text.match(/[ァ-ヺー]+/gu) ?? []).filter((run) => run.length > LIMITS.katakanaRun)
  return [
    ...kanji.map((run) => advice('kanji-run', run, LIMITS.kanjiRun, run.length)),
    ...katakana.map((run) => advice('katakana-run', run, LIMITS.katakanaRun, run.length)),
  ]
}

function passageFindings(text: string, measures: Measures): Finding[] {
  const over: [Rule, number, number][] = [
    ['mean-length', LIMITS.meanLength, measures.meanLength],
    ['kanji-share', LIMITS.kanjiShare, measures.kanjiShare],
    ['commas', LIMITS.commasPerStop, measures.commasPerStop],
  ]
  const under: [Rule, number, number][] = [
    ['readability', LIMITS.readability, measures.readability],
    ['kana-only', LIMITS.kanjiShareMin, measures.kanjiShare],
  ]
  const count = measures.stops > LIMITS.sentences
  return [
    ...(count ? [advice('sentence-count', '', LIMITS.sentences, measures.stops)] : []),
    ...(text.length < LIMITS.passageLength
      ? []
      : [
          ...over.filter(([, limit, measured]) => measured > limit),
          ...under.filter(([, limit, measured]) => measured < limit),
        ].map(([rule, limit, measured]) => advice(rule, '', limit, measured))),
  ]
}

/** As far as words tell: a request, an all-clear, or how bad it is; nothing else may come first in a passage. */
function firstSentenceFindings(sentences: readonly string[]): Finding[] {
  const [first] = sentences.filter((sentence) => sentence.endsWith('。'))
  if (first === undefined || sentences.length < 2) return []
  return PREAMBLE.test(first) || !(REQUEST.test(first) || GRAVITY.test(first))
    ? [advice('first-sentence', first, 0, 1)]
    : []
}

const PREAMBLE =
  /お世話になって|平素|いつも(ありがとう|お世話)|拝啓|時下|このたびは?、|さて、|につきまして|について(お知らせ|ご連絡|のご)/
const REQUEST = /ください|お願い|ましょう|必要は?ありません|大丈夫|しないで|いりません|急ぎません/
const GRAVITY =
  /よう(です|に見え)|かもしれ|心配|あぶな|危な|危険|おそれ|被害|攻撃|ねら(われ|って)|ぬす|盗|にせ|ウイルス|悪(さ|い)|あやし|(ら|さ|か|ま|わ|た)れ(た|て|ま)|見つか|入ろうとして|送られて|弱い|操|だれか/
