import { describe, expect, test } from 'vitest'
import { RULES } from '#engine/detect/rules/index.ts'
import { catalogs, DEFAULT_LOCALE, type Locale } from '#locales/index.ts'
import { leavesOf, placeholdersOf } from '#test/support/catalog.ts'
import { sourcesOf, withoutComments } from '#test/support/sources.ts'

/** Every language says the same things with the same data, and the code asks only for what can be said. */

const PLURAL = /_(zero|one|two|few|many|other)$/
const locales = Object.keys(catalogs) as Locale[]
const stemsOf = (locale: Locale): Map<string, string[]> => {
  const stems = new Map<string, string[]>()
  for (const { key } of leavesOf(catalogs[locale])) {
    const stem = key.replace(PLURAL, '')
    stems.set(stem, [...(stems.get(stem) ?? []), key])
  }
  return stems
}
const sentencesOf = (locale: Locale): Map<string, string> =>
  new Map(leavesOf(catalogs[locale]).map(({ key, sentence }) => [key, sentence]))

const others = locales.filter((locale) => locale !== DEFAULT_LOCALE)

describe.each(others)('%s and the default', (locale) => {
  const [ours, theirs] = [stemsOf(DEFAULT_LOCALE), stemsOf(locale)]

  test('have the same keys, both ways', () => {
    expect([...theirs.keys()].filter((key) => !ours.has(key))).toEqual([])
    expect([...ours.keys()].filter((key) => !theirs.has(key))).toEqual([])
  })

  test('have the same placeholders', () => {
    const [mine, other] = [sentencesOf(DEFAULT_LOCALE), sentencesOf(locale)]
    const placeholders = (sentences: Map<string, string>, keys: string[]): string =>
      [...new Set(keys.flatMap((key) => placeholdersOf(sentences.get(key) ?? '')))].sort().join(' ')
    const different = [...ours]
      .filter(([stem, keys]) => placeholders(mine, keys) !== placeholders(other, theirs.get(stem) ?? []))
      .map(([stem]) => stem)
    expect(different).toEqual([])
  })
})

describe.each(locales)('%s', (locale) => {
  test('has the plural forms its grammar asks for', () => {
    const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted()
    const wrong = [...stemsOf(locale)]
      .filter(([, keys]) => keys.some((key) => PLURAL.test(key)))
      .filter(
        ([, keys]) =>
          keys
            .map((key) => PLURAL.exec(key)?.[1] ?? '')
            .sort()
            .join() !== wanted.join(),
      )
      .map(([stem]) => stem)
    expect(wrong).toEqual([])
  })

  test('says something everywhere, and asks i18next for nothing but placeholders', () => {
    const odd = leavesOf(catalogs[locale]).filter(
      ({ sentence }) => sentence.trim() === '' || /\$t\(|{{-|{{[^}]*,/.test(sentence),
    )
    expect(odd).toEqual([])
  })
})

/** Keys as the code writes them: `{ key: 'notice.closed' }`, or with a part that is chosen at run time. */
const LITERAL = /\bkey: '([a-z][\w.-]*)'|\? '([a-z]+(?:\.[\w-]+)+)' : '([a-z]+(?:\.[\w-]+)+)'/g
const TEMPLATE = /\bkey: `([^`]+)`/g

const code = sourcesOf(['bot']).map((source) => ({ ...source, text: withoutComments(source.text) }))
const namespaces = new Set(Object.keys(catalogs[DEFAULT_LOCALE]))
const known = stemsOf(DEFAULT_LOCALE)

describe('the code asks only for sentences that exist', () => {
  test('by their whole name', () => {
    const asked = code.flatMap(({ path, text }) =>
      [...text.matchAll(LITERAL)]
        .flatMap(([, ...keys]) => keys.filter((key) => key !== undefined))
        .filter((key) => namespaces.has(key.split('.')[0] ?? ''))
        .map((key) => ({ path, key })),
    )
    expect(asked.length).toBeGreaterThan(20)
    expect(asked.filter(({ key }) => !known.has(key))).toEqual([])
  })

  test('or by a pattern that at least one sentence has', () => {
    const asked = code.flatMap(({ path, text }) =>
      [...text.matchAll(TEMPLATE)].map(([, template]) => ({ path, template: template ?? '' })),
    )
    const unknown = asked.filter(({ template }) => {
      if (!namespaces.has(template.split(/[.$]/)[0] ?? '')) return false
      const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w.-]+')}$`)
      return ![...known.keys()].some((key) => pattern.test(key))
    })
    expect(unknown).toEqual([])
  })
})

/** Keys that something asks for without writing them down as `key: '…'`: by a table, or by a name handed on. */
const QUOTED = /'([a-z]+(?:\.[\w-]+)+)'|`([a-z][\w-]*(?:\.[^`]*)?)`/g

test('every sentence is asked for by somebody', () => {
  const asked = sourcesOf(['bot', 'engine']).flatMap(({ text }) =>
    [...withoutComments(text).matchAll(QUOTED)].map(([, literal, template]) => literal ?? template ?? ''),
  )
  const patterns = [...new Set(asked)]
    .filter((key) => namespaces.has(key.split(/[.$]/)[0] ?? ''))
    .map((key) => new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w.-]+')}$`))
  const unasked = [...known.keys()].filter((key) => !patterns.some((pattern) => pattern.test(key)))
  expect(unasked).toEqual([])
})

test.each(locales)('%s says of each detection what it looks for, and of no other', (locale) => {
  expect(Object.keys(catalogs[locale].case.why.rules).toSorted()).toEqual(RULES.map(({ name }) => name).toSorted())
})
