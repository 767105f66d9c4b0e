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
  ['SAKURA-2026A', '●●●●'],
  ['TARO-1985AB', '●●●●'],
  ['Wsr-1800ax4', '●●●●'],
  ['ken-1985ab', '●●●●'],
  ['tako-8nabe', '●●●●'],
  ['abc-1234d', '●●●●'],
  ['wsr-1800ax4!', '●●●●'],
  ['AKX7-Q2M4-ZP9T', '●●●●'],
  ['K7QX-M2ZP-9TRA', '●●●●'],
  ['WSR-1800AX4!', '●●●●'],
  ['WSR_1800AX4', '●●●●'],
  ['Archer-2026x', '●●●●'],
  ['Aterm2026pass', '●●●●'],
  ['パスワードはWSR-1800AX4', 'パスワードは●●●●'],
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
  ...['RTX1220', 'RTX830', 'NVR510', 'IX2106', 'HG8045Q', 'Aterm WG2600HP4', 'Aterm-WG2600HP4', 'EA7500v2'],
  ...['WSR-1800AX4', 'WSR-1800AX4S/DWH', 'WSR-2533DHP3-BK', 'WXR-6000AX12P', 'WHR-1166DHP2', 'WZR-HP-G300NH'],
  ...['PR-500KI', 'RX-600KI', 'RT-S300NE', 'PA-WX3600HP', 'RT-AX86U', 'TL-WR841N', 'TL-WR841Nv14', 'WN-DX1200GR'],
  ...['WRC-X3000GS2-B', 'WRC-2533GST2', 'FG-60F', 'FortiGate-60F', 'FortiGate60F', 'Archer-AX73', 'AT-AR2050V'],
  ...['wsr-1800ax4', 'wxr-6000ax12p', 'pr-500ki', 'ＷＳＲ－１８００ＡＸ４'],
  '佐々木',
  '1,2',
  '5012345678901',
])('%s stays as it is', (typed) => {
  expect(withoutSecrets(typed)).toEqual({ text: typed, hadSecret: false })
})
