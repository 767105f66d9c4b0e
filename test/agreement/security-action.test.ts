import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { catalogs } from '#locales/index.ts'
import { leavesOf } from '#test/support/catalog.ts'
import { ROOT } from '#test/support/sources.ts'

/** A SECURITY ACTION star is declared by the firm itself: no text of ours may say that somebody grants it. */

const GRANTED = /認定|認証|取得|certif|accredit|\bawarded\b|\bobtain/iu
const STAR = /security ?action|セキュリティ ?アクション|星|★|宣言|\bstars?\b/iu
/** All of these speak of the stars, whatever words are in a sentence. */
const OF_STARS = /^star\.|^questionnaires\.security-action\.|\.b-wish\.|\.scs-/u

/** They say that nothing is granted. */
const ALLOWED = [
  'これは★3の取得や適合を示すものではありません。',
  'This does not show that ★3 has been obtained or is met.',
]

interface Said {
  where: string
  text: string
}

const faultsIn = (said: readonly Said[]): string[] =>
  said
    .filter(({ where, text }) => OF_STARS.test(where) || STAR.test(text))
    .filter(({ text }) => !ALLOWED.includes(text) && GRANTED.test(text))
    .map(({ where }) => where)

const sentences = Object.entries(catalogs).flatMap(([locale, catalog]) =>
  leavesOf(catalog).map(({ key, sentence }) => ({ locale, where: key, text: sentence })),
)

describe.each(Object.keys(catalogs))('%s', (locale) => {
  test('speaks of the stars, and never as if somebody granted them', () => {
    const own = sentences.filter((one) => one.locale === locale)
    expect(own.filter(({ where }) => OF_STARS.test(where)).length).toBeGreaterThan(100)
    expect(faultsIn(own)).toEqual([])
  })
})

test('nor does anything that is written about this program', () => {
  const papers = ['**/*.md'].flatMap((glob) => globSync(glob, { cwd: ROOT, exclude: ['node_modules/**', 'data/**'] }))
  expect(papers).toContain('README.md')
  const lines = papers.flatMap((path) =>
    readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .map((text, line) => ({ where: `${path}:${line + 1}`, text })),
  )
  expect(faultsIn(lines)).toEqual([])
})

test('what is allowed is said, and no more than that', () => {
  const said = sentences.map(({ text }) => text)
  expect(ALLOWED.filter((text) => !said.includes(text))).toEqual([])
})

test.each([
  ['star.told.declared', 'おめでとうございます。認定されました。'],
  ['converse.help.report', '二つ星を取得しましょう。'],
  ['README.md:1', 'A firm is certified by SECURITY ACTION'],
])('%s would be found: %s', (where, text) => {
  expect(faultsIn([{ where, text }])).toEqual([where])
})

test.each([
  ['result.axis.password', '二要素認証を使いましょう。'],
  ['README.md:2', 'sudo certbot certificates'],
])('%s is about something else: %s', (where, text) => {
  expect(faultsIn([{ where, text }])).toEqual([])
})
