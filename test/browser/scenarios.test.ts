import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eve } from '../support/sensor-lines.ts'
import { hasChromium, openBrowser, openPage, shoot } from './browser.ts'
import {
  becomes,
  copied,
  discordOn,
  joins,
  OWN_TALK,
  opens,
  phoneOn,
  press,
  reads,
  sensorOn,
  slackOn,
  takesPhone,
  types,
  waitsUntil,
  writes,
} from './people.ts'
import { type Program, startProgram } from './program.ts'

/** Three long stories of small firms, one after the other in one world, by whoever sits at the page. */
describe.skipIf(!hasChromium)('a person at the page (needs Debian’s chromium)', { timeout: 120_000 }, () => {
  let program: Program
  let browser: Browser
  beforeAll(async () => {
    ;[program, browser] = await Promise.all([startProgram(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await program?.end()
  })

  test('finds out at nine whose PC opened a false bank at night (S5)', async () => {
    const page = await openPage(browser, program.url)
    const [phone, slack] = [phoneOn(page), slackOn(page)]
    await joins(page, '千葉')
    await joins(page, '佐々木')
    await waitsUntil(page, '火', '2:10')
    await sensorOn(page)
      .getByRole('button', { name: /にせの銀行/ })
      .click()
    const card = newest(slack, /フィッシングサイト.*：佐々木水産/)
    await notify(slack, card, '中')

    // In the middle of the night, and nobody of the desk between.
    await press(phone, '忙しい')
    for (const way of ['代わりに探す', '保守へ渡す']) await phone.getByRole('button', { name: way }).waitFor()
    await shoot(page, '30-busy-at-night')
    await press(phone, '朝9時に')
    await reads(phone, /9:00 にもう一度お知らせします/)
    await waitsUntil(page, (await copied(phone, /(?<=\()[日月火水木金土](?=\) 9:00 にもう一度)/)) ?? '', '9:01')

    await takesPhone(page, '千葉')
    await reads(phone, /umineko-bank\[\.\]example を開きましたか/)
    await shoot(page, '31-whose-pc')
    await press(phone, 'はい')
    await reads(phone, /1\/2 そのパソコンを使った人に/)
    await reads(card, '千葉さんのパソコン')
    await press(phone, 'できた')
    await reads(phone, /2\/2 .*パスワードを変えて/)
    await press(phone, 'できた')
    await reads(card, /千葉 さんが「できた」と答えました/)
    await shoot(page, '32-changed')
    await press(card, '完了にする')
    await takesPhone(page, '佐々木')
    await reads(phone, 'だれの機器か分かりました。「千葉さんのパソコン」です。してほしいことは、本人に伝えました。')
    await reads(phone, /もう心配ありません/)
  })

  test('lets a maintenance company in, has it mend something, and takes everything from it again (S6)', async () => {
    const page = await openPage(browser, program.url)
    const [phone, slack] = [phoneOn(page), slackOn(page)]
    await joins(page, '菊池')
    await types(phone, '保守の会社')
    await press(phone, '保守の会社を呼ぶ')
    await reads(phone, /次の文字を、保守の会社の人だけに送ってください/)
    const code = await copied(phone, /[2-9A-Z]{4}-[2-9A-Z]{4}/)

    await becomes(page, '村上')
    await writes(slack, `/otasuke 参加 ${code}`)
    await opens(slack, OWN_TALK)
    await reads(slack, /南部建設 さんの保守の人として登録します/)
    await press(slack, 'はい')
    await press(slack, '同意する')
    await reads(slack, /お名前を教えてください/)
    await writes(slack, '高橋')
    await reads(slack, /高橋 さんですね/)
    await reads(phone, /さんが、保守の会社の人として入りました/)
    await shoot(page, '33-contractor')

    await seesUrlScan(page)
    await becomes(page, '小野（アナリスト）')
    await opens(slack, /analysts/)
    await notify(slack, newest(slack, /URLスキャン：南部建設/), '低')
    await reads(phone, '会社のホームページが、知らない人に調べられました。いま被害は見つかっていません。')
    expect(await phone.getByRole('log').textContent()).not.toMatch(/404|admin0/)
    await becomes(page, '村上')
    await opens(slack, OWN_TALK)
    await reads(slack, /\d+:\d\d　203\[\.\]0\[\.\]113\[\.\]5 → 192\.168\.1\.10:80　404 \/admin0/)
    await shoot(page, '34-technical')

    await press(slack, '直した')
    await reads(slack, /したことを、1通で書いてください/)
    await writes(slack, 'PHPを更新、ログイン履歴に不審なし')
    await reads(phone, /直りました。高橋 さん（保守の会社）/)
    await reads(phone, 'PHPを更新、ログイン履歴に不審なし')
    await shoot(page, '35-mended')

    await types(phone, '保守の会社')
    await press(phone, '高橋 さんを外す')
    await reads(phone, /これからは、何も見えません/)
    await reads(slack, /保守の係が終わりました/)
    await slack.getByText(/404 \/admin0/).waitFor({ state: 'detached' })
    expect(await slack.getByRole('button', { name: '直せない' }).count()).toBe(0)
    await shoot(page, '36-removed')
    const had = await slack.getByRole('article').count()
    await sensorOn(page)
      .getByRole('button', { name: /探り回る/ })
      .click()
    await becomes(page, '小野（アナリスト）')
    await opens(slack, /analysts/)
    await notify(slack, newest(slack, /ポートスキャン：南部建設/), '低')
    await reads(phone, /開いている入口をさがす動きが見つかりました/)
    await becomes(page, '村上')
    await opens(slack, OWN_TALK)
    expect(await slack.getByRole('article').count()).toBe(had)
  })

  test('is held to ransom on a Friday evening, and is helped until somebody is on the way (S7)', async () => {
    const page = await openPage(browser, program.url)
    const [phone, slack, discord] = [phoneOn(page), slackOn(page), discordOn(page)]
    const modal = slack.getByRole('dialog')
    const code = await vendorCode(program)
    await press(slack, 'Discordを見る')
    await discord.getByLabel('あなたは').selectOption({ label: '千田' })
    await writes(discord, `/otasuke 参加 ${code}`)
    await opens(discord, OWN_TALK)
    await reads(discord, /お名前を教えてください/)
    await writes(discord, '村上')
    await reads(discord, /村上 さんですね/)
    await press(discord, 'Slackを見る')

    await waitsUntil(page, '金', '18:40')
    await sensorOn(page)
      .getByRole('button', { name: /入られてしまう/ })
      .click()
    await takesPhone(page, '千葉')
    await phone.getByRole('button', { name: '写真を送る' }).click()
    await reads(phone, /写真をありがとうございます/)
    await types(phone, 'ファイルが開けない、お金を払えと出ている')
    await reads(phone, /線をぬいてください/)
    await reads(phone, /電源は切らないでください/)
    await reads(phone, /お金は払わないでください。ファイルも画面も消さないでください/)
    for (const whom of ['cs-support@ipa.go.jp', /#9110/, /jpcert/]) await reads(phone, whom)
    await shoot(page, '40-ransom')

    await becomes(page, '及川（窓口）')
    await opens(slack, /desk/)
    const emergency = newest(slack, '【緊急】助けを求めています：佐々木水産')
    await press(emergency, '引き受ける')
    await press(emergency, '遠隔で助ける')
    await reads(phone, /はなれた所から、お手伝いしてよいですか/)
    await press(phone, '同意する')
    const help = newest(slack, '遠隔の支援：佐々木水産')
    await press(help, '始める')
    await press(help, '結果を書く')
    await modal.getByLabel('結果', { exact: true }).selectOption({ label: '困難（遠隔では直せない）' })
    await modal.getByLabel('したこと').fill('画面が出ないので、遠隔では直せない')
    await modal.getByLabel(/^分/).fill('15')
    await press(modal, '保存')
    await press(help, '駆け付けを頼む')
    await modal.getByLabel('分類').selectOption({ label: 'インシデント対応(駆け付け)' })
    await modal.getByLabel(/^行く理由/).fill('線をぬいた機器を見る人が要ります')
    await modal.getByLabel('市町村').fill('大船渡市')
    await modal.getByLabel(/^住所/).fill('盛町1-1')
    await shoot(page, '41-visit-asked')
    await modal.locator('button[type=submit]').click()
    await modal.waitFor({ state: 'hidden' })

    // What it costs is read before anybody is sent.
    await takesPhone(page, '佐々木')
    for (const words of ['30,000円', '50,000円', '5,000円', 'あなたが同意するまで、だれも行きません。'])
      await reads(phone, words)
    await press(phone, '同意する')
    await press(slack, 'Discordを見る')
    await reads(discord, '駆け付けの依頼です')
    expect(await discord.getByRole('log').textContent()).not.toMatch(/佐々木|盛町/)
    await press(discord, '引き受ける')
    await reads(discord, /盛町1-1/)
    await reads(discord, '行ける日を、2つ選んでください')
    const [one = '', other = ''] = await discord.getByRole('button', { name: /^\d+月\d+日/ }).allTextContents()
    await press(discord, one)
    await reads(discord, /あと1つ/)
    await press(discord, other)
    await press(phone, one)
    await reads(discord, `${one} に決まりました`)
    await press(discord, '出発した')
    await reads(phone, /三陸IT の 村上 さんが、出発しました/)
    await shoot(page, '42-on-the-way')
    await press(discord, 'Slackを見る')

    // Who has looked into it holds all three conditions together, and promises nothing.
    await becomes(page, '小野（アナリスト）')
    await opens(slack, /analysts/)
    const card = newest(slack, '総当たりでのログイン成功：佐々木水産')
    await press(card, '通報する')
    await modal.getByLabel(/危険度/).selectOption({ label: '高' })
    await press(modal, '承認を頼む')
    await becomes(page, '山田（アナリスト）')
    await press(card, '承認して送る')
    await press(card, '発動記録')
    await opens(slack, /desk/)
    const record = newest(slack, '発動記録：佐々木水産')
    await reads(record, /要件充足：保険対象の可能性/)
    expect(await record.textContent()).not.toMatch(/支払います|支払われます/)
    await shoot(page, '43-insurance')

    await types(phone, '漏えい')
    for (const [count, answer] of [
      ['1/4', 'はい'],
      ['2/4', 'いいえ'],
      ['3/4', 'いいえ'],
      ['4/4', '分からない'],
    ] as const) {
      await reads(phone, new RegExp(count))
      await press(phone, answer)
    }
    await reads(phone, '国への報告が要りそうです')
    await reads(phone, /^速報の目安/)
    await phone
      .getByText(/\d+月\d+日\(.\) まで/)
      .nth(1)
      .waitFor()
    await reads(phone, '最終判断は、会社と専門家がします。')
    await shoot(page, '44-leak')
    await types(phone, '保険は必ず出る？')
    await reads(phone, /保険会社が決めます。ここでは、お金の約束はできません/)
    await shoot(page, '45-insurer-decides')
  })
})

const newest = (slack: Locator, words: string | RegExp): Locator =>
  slack.getByRole('article').filter({ hasText: words }).last()

async function notify(slack: Locator, card: Locator, severity: '低' | '中'): Promise<void> {
  const modal = slack.getByRole('dialog')
  await press(card, '通報する')
  await modal.getByLabel(/危険度/).selectOption({ label: severity })
  await press(modal, '送る')
  await modal.waitFor({ state: 'hidden' })
}

const NAMES = ['admin', 'login', 'backup', 'config', 'shell', 'phpinfo', 'old', 'test', 'setup', 'install']

/** A stranger asks the web server of 南部建設 for one page after the other that is not there. */
async function seesUrlScan(page: Page): Promise<void> {
  const sensor = sensorOn(page)
  const lines = Array.from({ length: 40 }, (_, id) => {
    const at = Date.UTC(2026, 9, 5) + id * 1_000
    const url = `/${NAMES[id % NAMES.length]}${id}.php`
    const http = { hostname: 'www.nanbu.example', url, http_method: 'GET', protocol: 'HTTP/1.1', status: 404 }
    return eve(
      'http',
      { at, source: '203.0.113.5', sourcePort: 40_000 + id, target: '192.168.1.10', targetPort: 80, id },
      { http },
    )
  })
  await sensor.getByLabel('どこのセンサーか').selectOption({ label: '南部建設・盛岡の事務所' })
  await sensor.getByLabel('ファイルの時刻を「いま」に合わせる').check()
  await sensor
    .locator('input[type=file]')
    .setInputFiles({ name: 'url-scan.json', mimeType: 'application/json', buffer: Buffer.from(lines.join('\n')) })
  await reads(sensor, '送り終えました')
}

/** What the operator has entered before: who goes to firms, what it costs, and an invitation for them. */
async function vendorCode({ url, dataDir }: Program): Promise<string> {
  const token = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim()
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/admin/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    expect(answer.ok, `${method} ${path}`).toBe(true)
    return answer.json()
  }
  const regionId = (await ask('GET', '/regions')).items[0].id
  const skills = ['incident', 'network']
  const vendor = { regionId, name: '三陸IT', areas: ['大船渡市'], skills, hours: 'mon-sun 0:00-24:00' }
  const { id: vendorId } = await ask('POST', '/vendors', vendor)
  const terms = { category: 'incident', costYen: 30_000, limitYen: 50_000, selfPayYen: 5_000 }
  await ask('PUT', `/regions/${regionId}/visit-terms`, terms)
  return (await ask('POST', '/invites', { role: 'vendor', vendorId })).code
}
