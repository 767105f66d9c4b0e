import { describe, expect, test } from 'vitest'
import { messageProblems, modalProblems } from '#playground/emulators/discord/check.ts'

const text = (length: number) => 'あ'.repeat(length)
const many = <T>(count: number, one: (place: number) => T): T[] =>
  Array.from({ length: count }, (_, place) => one(place))
const button = (more: object = {}) => ({ type: 2, style: 2, label: '見る', custom_id: 'tap:0:a', ...more })
const row = (buttons: object[]) => ({ type: 1, components: buttons })
const rows = (count: number, inRow = 1) =>
  many(count, (at) => row(many(inRow, (place) => button({ custom_id: `tap:${at}:${place}` }))))
const said = (...components: object[]) => ({ flags: 1 << 15, components })
const words = (length: number) => ({ type: 10, content: text(length) })
const gallery = (more: object) => ({ type: 12, items: [{ media: { url: 'https://a.example/a.png' }, ...more }] })
const input = (more: object = {}) => ({ type: 4, custom_id: 'text:a', style: 1, ...more })
const label = (component: object, more: object = {}) => ({ type: 18, label: '題', component, ...more })
const modal = (more: object = {}) => ({ custom_id: 'form:1/1:a', title: '題', components: [label(input())], ...more })
const select = (count: number, more: object = {}) => ({
  type: 3,
  custom_id: 'choice:a',
  options: many(count, (at) => ({ label: `${at}`, value: `${at}` })),
  ...more,
})

describe('a message of Discord', () => {
  test.each<[string, object, object]>([
    ['text without components', { content: text(2_000) }, { content: text(2_001) }],
    ['nonce', { content: 'a', nonce: 'n'.repeat(25) }, { content: 'a', nonce: 'n'.repeat(26) }],
    ['embeds', { embeds: many(10, () => ({ description: 'a' })) }, { embeds: many(11, () => ({ description: 'a' })) }],
    ['an embed', { embeds: [{ description: text(4_096) }] }, { embeds: [{ description: text(4_097) }] }],
    [
      'all embeds',
      { embeds: [{ description: text(4_000) }, { description: text(2_000) }] },
      { embeds: [{ description: text(4_000) }, { description: text(2_001) }] },
    ],
    [
      'rows without components of version 2',
      { content: 'a', components: rows(5) },
      { content: 'a', components: rows(6) },
    ],
    ['components', said(...rows(20)), said(...rows(20), { type: 14 })],
    ['all texts', said(words(2_000), words(2_000)), said(words(2_000), words(2_001))],
    ['a text', said(words(1)), said({ type: 10, content: ' \n' })],
    ['buttons in a row', said(...rows(1, 5)), said(...rows(1, 6))],
    ['a button’s label', said(row([button({ label: text(80) })])), said(row([button({ label: text(81) })]))],
    [
      'a custom_id',
      said(row([button({ custom_id: 'c'.repeat(100) })])),
      said(row([button({ custom_id: 'c'.repeat(101) })])),
    ],
    ['custom_ids', said(...rows(1, 2)), said(row([button(), button()]))],
    ['a picture’s words', said(gallery({ description: text(1_024) })), said(gallery({ description: text(1_025) }))],
    ['properties', said({ type: 14, spacing: 1 }), said({ type: 14, spaces: 1 })],
    ['words beside components', said(words(1)), { ...said(words(1)), content: 'a' }],
  ])('%s: just inside, and just outside', (_, inside, outside) => {
    expect(messageProblems(inside)).toEqual([])
    expect(messageProblems(outside)).not.toEqual([])
  })
})

describe('a modal of Discord', () => {
  const five = (count: number) => many(count, (at) => label(input({ custom_id: `text:${at}` })))
  test.each<[string, object, object]>([
    ['things in it', modal({ components: five(5) }), modal({ components: five(6) })],
    ['the title', modal({ title: text(45) }), modal({ title: text(46) })],
    ['the custom_id', modal({ custom_id: 'c'.repeat(100) }), modal({ custom_id: 'c'.repeat(101) })],
    [
      'a label',
      modal({ components: [label(input(), { label: text(45) })] }),
      modal({ components: [label(input(), { label: text(46) })] }),
    ],
    [
      'a description',
      modal({ components: [label(input(), { description: text(100) })] }),
      modal({ components: [label(input(), { description: text(101) })] }),
    ],
    [
      'a length',
      modal({ components: [label(input({ max_length: 4_000 }))] }),
      modal({ components: [label(input({ max_length: 4_001 }))] }),
    ],
    [
      'a value',
      modal({ components: [label(input({ max_length: 3, value: 'あいう' }))] }),
      modal({ components: [label(input({ max_length: 3, value: 'あいうえ' }))] }),
    ],
    ['options', modal({ components: [label(select(25))] }), modal({ components: [label(select(26))] })],
    [
      'choices',
      modal({ components: [label(select(2, { max_values: 2 }))] }),
      modal({ components: [label(select(2, { max_values: 3 }))] }),
    ],
    [
      'what is required',
      modal({ components: [label(select(2, { min_values: 0, required: false }))] }),
      modal({ components: [label(select(2, { min_values: 0 }))] }),
    ],
    ['inputs outside labels', modal(), modal({ components: [row([input()])] })],
  ])('%s: just inside, and just outside', (_, inside, outside) => {
    expect(modalProblems(inside)).toEqual([])
    expect(modalProblems(outside)).not.toEqual([])
  })
})
