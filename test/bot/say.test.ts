import { afterEach, describe, expect, test, vi } from 'vitest'
import { say, sayForm, sayText, whenSentenceIsMissing } from '#bot/say.ts'
import type { Form, Message, Text } from '#engine/message.ts'

const ja = { locale: 'ja', timezone: 'Asia/Tokyo' }
const en = { locale: 'en', timezone: 'Asia/Tokyo' }
const NOV_24_9_05 = Date.UTC(2026, 10, 24, 0, 5)

const throwing = (key: string, locale: string): never => {
  throw new Error(`no sentence for ${key} in ${locale}`)
}
afterEach(() => whenSentenceIsMissing(throwing))
whenSentenceIsMissing(throwing)

describe('a key becomes a sentence of the reader', () => {
  test.each([
    [{ key: 'notice.answer.done' }, 'できた', 'Done'],
    [
      { key: 'enrolment.firm.confirm', params: { firm: '佐々木水産' } },
      '佐々木水産 さんで まちがいないですか。',
      'You belong to 佐々木水産. Is that right?',
    ],
    [
      { key: 'case.card.fallback', params: { firm: '佐々木水産', kind: { key: 'kinds.port-scan.name' }, count: 1399 } },
      '佐々木水産：ポートスキャン（1,399件）',
      '佐々木水産: Port scan (1,399)',
    ],
    [
      { key: 'notice.fact.due-value', params: { at: { at: NOV_24_9_05 } } },
      '11月24日(火) 9:05 まで',
      'by Tue, November 24 at 9:05 AM',
    ],
    [{ key: 'notice.fact.due-value', params: { at: { at: NOV_24_9_05, show: 'time' } } }, '9:05 まで', 'by 9:05 AM'],
    [
      { key: 'notice.fact.due-value', params: { at: { at: NOV_24_9_05, show: 'date' } } },
      '11月24日(火) まで',
      'by Tue, November 24',
    ],
    [
      { key: 'notice.fact.due-value', params: { at: { spanMs: 90 * 60_000 } } },
      '1時間30分 まで',
      'by 1 hour, 30 minutes',
    ],
    [{ key: 'notice.fact.due-value', params: { at: { spanMs: 3 * 86_400_000 } } }, '3日 まで', 'by 3 days'],
    [{ key: 'notice.fact.due-value', params: { at: { spanMs: 400 } } }, '1秒 まで', 'by 1 second'],
    [
      { key: 'converse.status.open', params: { count: 1 } },
      'いま、返事を待っているお知らせが1件あります。',
      '1 notice waits for your answer.',
    ],
    [
      { key: 'converse.status.open', params: { count: 2 } },
      'いま、返事を待っているお知らせが2件あります。',
      '2 notices wait for your answer.',
    ],
  ] satisfies [Text, string, string][])('%j', (text, japanese, english) => {
    expect(sayText(text, ja)).toBe(japanese)
    expect(sayText(text, en)).toBe(english)
  })

  test('the same moment is told in the reader’s zone', () => {
    const due = { key: 'notice.fact.due-value', params: { at: { at: NOV_24_9_05 } } }
    expect(sayText(due, { locale: 'ja', timezone: 'UTC' })).toBe('11月24日(火) 0:05 まで')
  })

  test('a language we do not have is answered in Japanese', () => {
    expect(sayText({ key: 'notice.answer.done' }, { locale: 'fr', timezone: 'Asia/Tokyo' })).toBe('できた')
  })
})

describe('what somebody typed is data', () => {
  test.each(['{{who}}', '$t(common.yes)', '{{- who}}', '<b>', '*太字*', 'notice.answer.done', '<!channel>'])(
    '%s',
    (typed) => {
      expect(sayText({ typed }, ja)).toBe(typed)
      expect(sayText({ key: 'converse.hello', params: { name: typed } }, ja)).toBe(`こんにちは、${typed} さん。`)
    },
  )

  test('marks that turn the line are taken out, line breaks of a whole text stay', () => {
    expect(sayText({ typed: '一行目\n二行目\u202E' }, ja)).toBe('一行目\n二行目')
    expect(sayText({ key: 'converse.hello', params: { name: '千葉\n\u202Eさん' } }, ja)).toBe(
      'こんにちは、千葉 さん さん。',
    )
  })
})

describe('a sentence that is missing', () => {
  test.each<[string, Text]>([
    ['no such key', { key: 'notice.nothing-like-this' }],
    ['a key of a whole branch', { key: 'notice.reply' }],
    ['a name from every object', { key: 'notice.constructor' }],
    ['a placeholder without its value', { key: 'converse.hello' }],
  ])('%s throws in tests', (_name, text) => {
    expect(() => sayText(text, ja)).toThrow(/no sentence/)
  })

  test('is noted in production, and something is said', () => {
    const noted = vi.fn()
    whenSentenceIsMissing(noted)
    expect(sayText({ key: 'notice.nothing-like-this' }, ja)).toBe('（この文は準備中です）')
    expect(sayText({ key: 'converse.hello' }, ja)).toBe('こんにちは、 さん。')
    expect(noted).toHaveBeenCalledTimes(2)
    expect(noted).toHaveBeenCalledWith('notice.nothing-like-this', 'ja')
  })
})

test('a whole message is said, and its tokens and tones stay', () => {
  const text: Text = { key: 'notice.answer.done' }
  const message: Message = {
    purpose: 'notice',
    fallback: text,
    parts: [
      { kind: 'heading', text },
      { kind: 'paragraph', text },
      { kind: 'facts', rows: [{ label: text, value: { typed: 'pc-7' } }] },
      { kind: 'steps', items: [text, { typed: '抜く' }] },
      { kind: 'image', url: 'https://otasuke.example/a.png', alt: text },
      { kind: 'link', label: text, url: 'https://otasuke.example/' },
      { kind: 'status', tone: 'warn', text },
      { kind: 'divider' },
      { kind: 'choice', lasts: 'now', options: [{ label: text, token: 'abc', style: 'primary' }] },
    ],
  }
  expect(say(message, ja)).toEqual({
    purpose: 'notice',
    fallback: 'できた',
    parts: [
      { kind: 'heading', text: 'できた' },
      { kind: 'paragraph', text: 'できた' },
      { kind: 'facts', rows: [{ label: 'できた', value: 'pc-7' }] },
      { kind: 'steps', items: ['できた', '抜く'] },
      { kind: 'image', url: 'https://otasuke.example/a.png', alt: 'できた' },
      { kind: 'link', label: 'できた', url: 'https://otasuke.example/' },
      { kind: 'status', tone: 'warn', text: 'できた' },
      { kind: 'divider' },
      { kind: 'choice', lasts: 'now', options: [{ label: 'できた', token: 'abc', style: 'primary' }] },
    ],
  })
})

test('a whole form is said, and what stands in its fields stays', () => {
  const form: Form = {
    token: 'abc',
    title: { key: 'case.form.title' },
    submit: { key: 'case.form.submit' },
    before: [{ kind: 'divider' }],
    fields: [
      {
        id: 'title',
        label: { key: 'case.form.field.title' },
        kind: 'line',
        value: '{{who}}',
        lengthMax: 60,
        isLive: true,
      },
      {
        id: 'severity',
        label: { key: 'case.form.field.severity' },
        hint: { key: 'case.form.hint.steps' },
        kind: 'one-of',
        options: [{ value: 'high', label: { key: 'case.severity.high' } }],
      },
    ],
    after: [{ kind: 'paragraph', text: { key: 'case.form.preview' } }],
  }
  const said = sayForm(form, ja)
  expect(said).toMatchObject({ token: 'abc', title: '通報を書く', submit: '送る', before: [{ kind: 'divider' }] })
  expect(said.fields[0]).toEqual({
    id: 'title',
    label: '題名',
    kind: 'line',
    value: '{{who}}',
    lengthMax: 60,
    isLive: true,
  })
  expect(said.fields[1]?.options).toEqual([{ value: 'high', label: '高' }])
  expect(said.after).toEqual([{ kind: 'paragraph', text: '企業に見える形' }])
})
