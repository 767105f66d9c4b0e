import { describe, expect, it } from 'vitest'
import { readAnswer } from '#engine/dialogue/answer.ts'
import { momentIn } from '#engine/dialogue/moment.ts'
import { numberIn } from '#engine/dialogue/number.ts'
import { findQuestion } from '#engine/dialogue/session.ts'
import { listening, NOW, SAMPLE } from './sample.ts'

const read = (question: string, typed: string) => {
  const asked = findQuestion(SAMPLE, question)
  if (!asked) throw new Error(question)
  const reading = readAnswer(asked, typed, listening())
  if (reading.kind === 'refused') return reading.reason
  if (reading.kind === 'not-understood') return 'not-understood'
  const { value } = reading
  return value.kind === 'choice' ? value.choice : value.kind === 'choices' ? value.choices.join('+') : value
}

describe('an answer that is typed', () => {
  it.each([
    ['q1', '1', 'done'],
    ['q1', '１', 'done'],
    ['q1', '一', 'done'],
    ['q1', '①', 'done'],
    ['q1', '1番', 'done'],
    ['q1', '２番です', 'part'],
    ['q1', '4でお願いします', 'unknown'],
    ['q1', 'やっている', 'done'],
    ['q1', 'やってる。', 'done'],
    ['q1', 'やってるよ', 'not-understood'],
    ['q1', '「一部」', 'part'],
    ['q1', 'わからないです', 'unknown'],
    ['q1', '分からないかな', 'unknown'],
    ['q1', '5', 'not-understood'],
    ['q1', '0', 'not-understood'],
    ['q1', '😀', 'not-understood'],
    ['q1', '1と2', 'only-one'],
    ['home', 'はい', 'yes'],
    ['home', 'うん', 'yes'],
    ['home', 'ええ', 'yes'],
    ['home', 'あります', 'yes'],
    ['home', 'ちがう', 'no'],
    ['home', 'いいえ！', 'no'],
    ['home', '2', 'no'],
    ['assets', '1', 'personal'],
    ['assets', '1と2', 'personal+technical'],
    ['assets', '12', 'personal+technical'],
    ['assets', '2,1', 'personal+technical'],
    ['assets', '１、２', 'personal+technical'],
    ['assets', '個人情報と技術情報', 'personal+technical'],
    ['assets', '技術情報、お客さんの情報', 'personal+technical'],
    ['assets', '個人情報 技術情報', 'personal+technical'],
    ['assets', '特にない', 'none'],
    ['assets', 'ないです', 'none'],
    ['assets', '特にないと個人情報', 'not-alone'],
    ['assets', '1,3', 'not-alone'],
    ['assets', '個人情報とりんご', 'not-understood'],
    ['pcs', '8', { kind: 'number', number: 8 }],
    ['pcs', '８台です', { kind: 'number', number: 8 }],
    ['pcs', '約二十五', { kind: 'number', number: 25 }],
    ['pcs', 'だいたい10台くらい', { kind: 'number', number: 10 }],
    ['pcs', '10から20', 'not-understood'],
    ['pcs', '1,000', 'too-large'],
    ['pcs', 'たくさん', 'not-understood'],
    ['name', ' 佐々木 ', { kind: 'text', text: '佐々木' }],
    ['name', '😀😀', 'not-understood'],
    ['name', 'あ'.repeat(21), 'too-long'],
    ['visit', '明日', 'no-time'],
    ['visit', '明日の10時', { kind: 'moment', at: Date.UTC(2026, 10, 24, 1) }],
    ['visit', '13月1日 10時', 'not-understood'],
    ['visit', '12月1日 25時', 'not-understood'],
  ])('%s: %s is %j', (question, typed, meant) => {
    expect(read(question, typed)).toEqual(meant)
  })
})

it.each([
  ['8', 8],
  ['８人', 8],
  ['二十五', 25],
  ['百二', 102],
  ['二〇', 20],
  ['1,200', 1200],
  ['5万円', 50_000],
  ['1億2千万', 120_000_000],
  ['2.5万', 25_000],
  ['万', 10_000],
  ['十', 10],
  ['なし', undefined],
  ['3〜5', undefined],
])('the number in %s is %s', (typed, number) => {
  expect(numberIn(typed)).toBe(number)
})

const tokyo = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Tokyo').epochMilliseconds

it.each([
  ['9月16日 14:30', '2027-09-16T14:30'],
  ['９／１６　１４：３０', '2027-09-16T14:30'],
  ['12/1の午後2時半', '2026-12-01T14:30'],
  ['2026-12-01 9:05', '2026-12-01T09:05'],
  ['今日の夕方5時', '2026-11-23T17:00'],
  ['あさって', '2026-11-25T00:00'],
  ['金曜の10時', '2026-11-27T10:00'],
  ['来週の火曜 10時', '2026-12-01T10:00'],
  ['2月29日', undefined],
  ['そのうち', undefined],
])('the moment in %s is %s', (typed, moment) => {
  expect(momentIn(typed, NOW, 'Asia/Tokyo')?.at).toBe(moment === undefined ? undefined : tokyo(moment))
})
