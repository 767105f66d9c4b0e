import { expect, test } from 'vitest'
import { FOUND_NAMES, factRows, foundText } from '#bot/case/found.ts'
import { sayText } from '#bot/say.ts'
import type { DetectedAlert } from '#engine/alert.ts'
import type { Text } from '#engine/message.ts'
import { lists, rangeCaptures } from '../score/captures.ts'
import { detector, finalAlerts } from '../support/detect.ts'

/** What analysts read of what the rules found in the range's recordings. */

const said = (text: Text): string => sayText(text, { locale: 'ja', timezone: 'Asia/Tokyo' })
const ALERTS = rangeCaptures().flatMap(({ events }) => {
  const running = detector({ intelligence: lists })
  return finalAlerts([running.detect(events), running.finish()]) as DetectedAlert[]
})

test('every alert is told in a sentence with all that it speaks of, and its facts by their names', () => {
  expect(new Set(ALERTS.map(({ rule }) => rule)).size).toBeGreaterThan(14)
  for (const alert of ALERTS) {
    const text = foundText(alert)
    expect(text, `${alert.rule}: ${alert.reason}`).toBeDefined()
    expect(text && said(text)).not.toMatch(/\{\{|undefined|null|\[object/)
    for (const { label } of factRows(alert.evidence)) expect(label).toHaveProperty('key')
  }
})

test('what a rule says of its own is said in the reader’s language', () => {
  const OWN = ['signs', 'outcome', 'shape', 'pace', 'sort', 'way', 'deed']
  const values = ALERTS.filter(({ rule }) => rule !== 'unwanted-software').flatMap(({ evidence }) =>
    Object.entries(evidence).flatMap(([fact, value]) => (OWN.includes(fact) ? [{ [fact]: value }] : [])),
  )
  expect(values.length).toBeGreaterThan(20)
  for (const facts of values)
    for (const { value } of factRows({ windowMs: 0, threshold: 1, events: [], ...facts }))
      expect(said(value), JSON.stringify(facts)).not.toMatch(/[a-z]{3}/)
})

test('as it reads', () => {
  const first = new Map(
    ALERTS.toReversed().flatMap((alert) => {
      const text = foundText(alert)
      return text && 'key' in text ? [[text.key.replace('case.found.', ''), said(text)] as const] : []
    }),
  )
  expect(FOUND_NAMES).toEqual(expect.arrayContaining([...first.keys()]))
  expect([...first].toSorted().map(([name, sentence]) => `${name}: ${sentence}`)).toMatchInlineSnapshot(`
    [
      "administrator: 管理者の administrator が、192.168.10.12 から 1 回ログインしました。初めての機器：なし",
      "beat: 192.168.10.12 が 192[.]0[.]2[.]77[:]80 に、1分59秒ごとにつなぎました（59 回の間隔のうち 100% が同じ）。変わった点：暗号なし",
      "cleartext: 192.168.10.13 が 192.168.10.5 の ftp へ、だれでも読める形でパスワードを送りました。",
      "cleartext-account: 198[.]51[.]100[.]66 が 192.168.10.5 の ftp へ、だれでも読める形でパスワードを送りました（利用者名：sato）。",
      "download: 192.168.10.5 が 198[.]51[.]100[.]66 から、プログラムを受け取りました。変わった点：スクリプトで、名前のない相手から、暗号なし",
      "download-place: 192.168.10.12 が、一覧にある配布元 cdn-delivery[.]example に行きました。",
      "file-deeds: 192.168.10.13 が 192.168.10.5 に：プログラムを置いた、管理者用の共有を使った。",
      "files: 192.168.10.11、192.168.10.12 のあいだで、ファイルのやり取りがありました。",
      "flood: 192.168.10.5 のポート 80 へ、始めるだけで続けない接続が 3,600 件ありました。送り手の数：1（1つの送り手）",
      "got-in: 198[.]51[.]100[.]66 が 192.168.10.5 の ftp に、17 回失敗したあとでログインしました。",
      "guessing: 198[.]51[.]100[.]66 が ssh のログインに、1 台で 13 回失敗しました。",
      "listed: 192.168.10.13 と、一覧にある 192[.]0[.]2[.]77[:]4443：つながった。",
      "made-up: 192.168.10.13 が、でたらめに見える名前やない名前を問い合わせました（違う名前 30 個、ない名前 30 個）。",
      "ordered: 198[.]51[.]100[.]66 が 192.168.10.5 に命令を送りました（パスの横断）。結果：試みただけ。手がかり：なし",
      "pages: 198[.]51[.]100[.]66 が 192.168.10.5 に、ないページや見せないページを求めました（推測 0 個、知られた弱点 930 個）。",
      "phishing: 192.168.10.12 と、一覧にある偽サイト mizuho-login[.]example：開いた。",
      "scan: 192.168.10.12 が、答えないか断られる入口を 991 個試しました（機器 1 台、ポート 991 個）。",
      "software: 192.168.10.12 で AnyDesk（遠隔操作）が動いています。手がかり：relay-1a2b3c4d[.]net[.]anydesk[.]com",
      "spraying: 192.168.10.13 が smb のログインに、1 台で 12 個の違う利用者名を使って失敗しました。",
      "tunnel: 192.168.10.11 が、データを詰めた違う名前を 14 個問い合わせました（tunnel[.]example の下、1つに最大 574 バイト）。",
    ]
  `)
})

test.each([
  ['a rule that there is no more', { rule: 'bygone', evidence: {} }],
  ['what says too little', { rule: 'port-scan', evidence: { doors: 3 } }],
])('is not made of %s', (_, { rule, evidence }) => {
  const alert = { rule, source: '', target: '', device: '', count: 1 }
  expect(foundText({ ...alert, evidence: { windowMs: 0, threshold: 1, events: [], ...evidence } })).toBeUndefined()
})
