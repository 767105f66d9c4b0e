import { expect, test } from 'vitest'
import { catalogs } from '#locales/index.ts'
import { leavesOf } from '#test/support/catalog.ts'

/** The insurer decides: no sentence of ours says that it pays, will pay, or that somebody should buy it. */
const PROMISES = {
  ja: /保険(?!会社が決め).*(?:払われます|払います|支払います|出ます|おります|下ります|もらえます|使えます|まかなえ|カバー|補償されます|保証|必ず|おすすめ|入りましょう)/u,
  en: /insur\w*.*\b(?:pays|will pay|covers|will cover|is covered|guarantee|recommend|you should (?:buy|take))/iu,
}
/** What is compared with typed words is none of ours. */
const SYNONYMS = /^(converse|dialogue)\.(words|answers|questionnaires)\./

test.each(Object.entries(PROMISES))('nothing in %s promises that insurance pays', (locale, promise) => {
  const sentences = leavesOf(catalogs[locale as keyof typeof catalogs]).filter(({ key }) => !SYNONYMS.test(key))
  expect(sentences.filter(({ sentence }) => sentence.includes('保険') || /insur/i.test(sentence))).not.toEqual([])
  expect(sentences.filter(({ sentence }) => promise.test(sentence))).toEqual([])
})

test.each([
  ['ja', '保険で払われます。'],
  ['ja', '費用は保険から必ず出ます。'],
  ['en', 'Your insurance will pay.'],
] as const)('and such a sentence would be seen: %s %s', (locale, sentence) => {
  expect(PROMISES[locale].test(sentence)).toBe(true)
})
