import { describe, expect, test } from 'vitest'
import { type DraftFacts, draftFor, NOTICE_TEMPLATES } from '#bot/content/notice-templates.ts'
import { shown } from '#engine/defang.ts'
import type { Holder } from '#engine/device.ts'
import { faultsOf } from '#engine/notice.ts'
import { findingsOf } from '#engine/plainness.ts'
import { catalogs } from '#locales/index.ts'
import { glossary } from '#locales/ja/glossary.ts'
import { leavesOf, placeholdersOf } from '#test/support/catalog.ts'

/** Every Japanese text that a firm can see passes the gate, also when the data in it are as bad as can be. */

const WORST: Record<string, string> = {
  firm: '株式会社岩手県沿岸水産加工協同組合連合会釜石支所',
  name: '佐々木一二三四五六七八九十之助衛門太郎',
  who: '勅使河原美智子',
  title: 'にせのサイトを開いたかもしれません',
  device: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
  counterpart: 'hxxps://login[.]very-long-name-of-a-bad-bank-that-never-ends[.]example/p',
  at: '12月31日(木) 23:59',
  count: '1,399',
  first: '',
}
const worstOf = (placeholder: string): string => WORST[placeholder] ?? '◇'.repeat(8)
// LINE and Slack are names as well: nothing plainer can be said for them.
const names = [...Object.values(WORST), 'LINE', 'Slack'].filter((name) => name !== '')

/** Read by analysts, the desk and operators; `enrolment.slack` and the names of kinds and stages, too. */
const STAFF_ONLY =
  /^(call|case|desk|operations)\.|^enrolment\.slack\.|^kinds\.stage\.|^kinds\.[a-z-0-9]+\.name$|\.firm\.staff$/
/** What is compared with typed words, never shown. */
const SYNONYMS =
  /^(converse|dialogue)\.(words|answers|questionnaires)\.|^questionnaires\..*\bword\.|^answers\.[a-z-]+\.also$|^installation\.symptom-words\./

/** Too few kanji is no fault where a sentence is short. */
const faults = (text: string, isNotice: boolean, data: string[] = []) =>
  findingsOf(text, glossary, { names: data, isNotice }).filter(({ rule }) => rule !== 'kana-only')

const visible = leavesOf(catalogs.ja).filter(({ key }) => !STAFF_ONLY.test(key) && !SYNONYMS.test(key))

test('there are such texts, and the staff’s are known by their names', () => {
  expect(visible.length).toBeGreaterThan(150)
  expect(visible.map(({ key }) => key)).toContain('notice.reply.done')
})

test.each(visible)('$key', ({ sentence }) => {
  const filled = placeholdersOf(sentence).reduce(
    (text, name) => text.replaceAll(`{{${name}}}`, worstOf(name)),
    sentence,
  )
  expect(faults(filled, false, names)).toEqual([])
})

const namesIn = (holder: Holder): string[] =>
  (holder.kind === 'ambiguous' ? holder.among : holder.kind === 'unknown' ? [] : [holder])
    .map(({ name }) => name)
    .filter((name) => name !== '')

describe('a notice as it stands in the form when it is begun', () => {
  const reader = { locale: 'ja', timezone: 'Asia/Tokyo' }
  const now = Date.UTC(2026, 10, 24)
  const unknown = { kind: 'unknown' } as const
  const mac = '68:5d:43:8b:f9:de'
  const long = '経理の人のノート'.repeat(20)
  const ipv6 = 'fd00:85a3:8d3:1319:8a2e:370:7348:1'
  const worst: DraftFacts[] = [
    { device: '192.168.10.23', counterpart: '', holder: unknown },
    { device: '', counterpart: '203.0.113.5', holder: unknown },
    { device: ipv6, counterpart: '2001:db8:85a3:8d3:1319:8a2e:370:7348', holder: { kind: 'known', mac, name: '' } },
    {
      device: ipv6,
      counterpart: `${'a'.repeat(63)}.`.repeat(4),
      holder: { kind: 'known', mac, name: long },
    },
    { device: ipv6, counterpart: '', holder: { kind: 'stale', mac, name: long, seenAt: now } },
    {
      device: ipv6,
      counterpart: '',
      holder: {
        kind: 'ambiguous',
        among: [
          { mac, name: long },
          { mac, name: '' },
        ],
      },
    },
    { device: '10.0.0.1', counterpart: '', holder: { kind: 'known', mac, name: 'https://bad.example/＠everyone' } },
    {
      device: '10.0.0.1',
      counterpart: `http://xn--malware-in-a-name.example/${'path/'.repeat(80)}`,
      holder: unknown,
    },
  ]
  const cases = NOTICE_TEMPLATES.flatMap((template) => worst.map((facts) => ({ kind: template.kind, facts })))

  test.each(cases)('$kind, $facts', ({ kind, facts }) => {
    const draft = draftFor(kind, facts, reader, now)
    expect(faultsOf(draft, now)).toEqual([])
    expect(faults([draft.title, ...draft.steps, draft.what].join('\n'), true)).toEqual([])
    const names = namesIn(facts.holder).flatMap((name) => [60, 24].map((length) => shown(name, { lengthMax: length })))
    expect(faults(draft.clue, false, names)).toEqual([])
    expect(`${draft.what}${draft.clue}`).not.toMatch(/https?:\/\/|\.example|203\.0\.113/)
  })

  test('each of the sixteen kinds has one, in both languages', () => {
    expect(NOTICE_TEMPLATES.map(({ kind }) => kind)).toHaveLength(16)
    for (const { kind } of NOTICE_TEMPLATES) {
      expect(
        draftFor(kind, { device: '', counterpart: '', holder: unknown }, { ...reader, locale: 'en' }, now).title,
      ).toMatch(/^[A-Z]/)
    }
  })
})

describe('the glossary keeps to what it teaches', () => {
  test('it has its sixty terms, each once', () => {
    expect(glossary).toHaveLength(60)
    const spellings = glossary.flatMap(({ term, forms }) => [term, ...forms])
    expect(new Set(spellings).size).toBe(spellings.length)
  })

  test.each(glossary)('$term', ({ plain, explained, term }) => {
    expect(faults(plain, false)).toEqual([])
    expect(faults(explained, false)).toEqual([])
    expect(explained.match(/。/g)).toHaveLength(2)
    expect(findingsOf(`${plain}（${term}）の心配があります。`, glossary).filter(({ blocks }) => blocks)).toEqual([])
    expect(findingsOf(`${term}の心配があります。`, glossary).filter(({ blocks }) => blocks)).toMatchObject([
      { rule: 'jargon', where: term },
    ])
  })
})
