import { expect, it } from 'vitest'
import { withoutSecrets } from '#engine/secret-typed.ts'

it.each([
  ['パスワードはhunter2です', 'パスワードは●●●●です'],
  ['パスワード：Sakura1234', 'パスワード:●●●●'],
  ['Password: abcd1234!', 'Password: ●●●●'],
  ['暗証番号は「1234」', '暗証番号は「●●●●」'],
  ['pw tako8nabe', 'pw ●●●●'],
  ['Sasaki#2026', '●●●●'],
  ['aB3$aB3$aB3$', '●●●●'],
  ['Passw0rd123', '●●●●'],
  ['Passw0rd', '●●●●'],
  ['これです Sakura#2026x\nパスワード Sakura#2026x', 'これです ●●●●\nパスワード ●●●●'],
  ['メールのです\nSakura#2026', 'メールのです\n●●●●'],
  ['暗証番号は1234。電話は0192-12-1234', '暗証番号は●●●●。電話は0192-12-1234'],
])('%s is kept as %s', (typed, kept) => {
  expect(withoutSecrets(typed)).toEqual({ text: kept, hadSecret: true })
})

it.each([
  'パスワードは長くしています',
  'パスワードは使い回していない',
  'パスワードを変えました',
  'ABCD-2345',
  'abcd2345',
  '2AB3-4C5D',
  'A2bc3d4e',
  'https://example.jp/Path1?a=b',
  'Taro.Yamada1@example.jp',
  'www.example.jp',
  '2026-12-01 14:30',
  'Windows11',
  '佐々木',
  '1,2',
  '5012345678901',
])('%s stays as it is', (typed) => {
  expect(withoutSecrets(typed)).toEqual({ text: typed, hadSecret: false })
})
