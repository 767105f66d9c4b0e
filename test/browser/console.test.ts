import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seededList } from '../support/firm-list.ts'
import { faultsOf } from './accessible.ts'
import { hasChromium, openBrowser, openPage, shoot } from './browser.ts'
import { becomes, OWN_TALK, opens, reads, slackOn, writes } from './people.ts'
import { type Program, startProgram } from './program.ts'

describe.skipIf(!hasChromium)('the console (needs Debian’s chromium)', { timeout: 240_000 }, () => {
  let program: Program
  let browser: Browser
  beforeAll(async () => {
    ;[program, browser] = await Promise.all([startProgram({ ADMIN_TOKEN }), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await program?.end()
  })

  test('is opened from Slack, and everything in it is done with the keyboard alone', async () => {
    const chat = await openPage(browser, program.url)
    const slack = slackOn(chat)
    const { items } = await api('GET', '/regions')
    const { code } = await api('POST', '/invites', { regionId: items[0].id, role: 'chamber' })
    await becomes(chat, '村上')
    await opens(slack, OWN_TALK)
    await writes(slack, `/otasuke 参加 ${code}`)
    await reads(slack, /お名前を教えてください/)
    await writes(slack, '村上')
    await reads(slack, /村上 さんですね/)
    await writes(slack, '/otasuke 画面')
    const link = slack.getByRole('link', { name: '画面を開く' }).last()
    await link.waitFor()
    const path = new URL((await link.getAttribute('href')) ?? '').pathname
    const page = await openPage(browser, `${program.url}${path}`, { javaScriptEnabled: false })

    await tabTo(page, '画面を開く')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '今日すること' }).waitFor()
    await both(page, '60-console-start')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('本文へ進む')

    await goes(page, 'まとめて登録')
    await both(page, '61-console-import')
    const { csv } = seededList({ lines: 400, faults: 30, seed: 5 })
    await page
      .getByLabel('名簿のファイル')
      .setInputFiles({ name: '会員名簿.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await tabTo(page, '中を調べる')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '名簿を調べました' }).waitFor()
    await both(page, '62-console-checked')
    await tabTo(page, '直す30行を除いて、370社を登録する')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('370社を登録しました。').waitFor()
    await both(page, '63-console-imported')

    await goes(page, '企業')
    await tabTo(page, 'さがす言葉')
    await page.keyboard.type('見本12')
    await page.keyboard.press('Enter')
    await page.getByText(/社あります/).waitFor()
    await both(page, '64-console-firms')
    await tabTo(page, '株式会社見本12商店')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '登録の内容' }).waitFor()
    await both(page, '65-console-firm')

    await goes(page, '招待コード')
    await tabTo(page, 'コードを作る')
    await page.keyboard.press('Enter')
    await page
      .getByRole('status')
      .getByText(/社のコードを作りました/)
      .waitFor()
    await both(page, '66-console-invites')
    await tabTo(page, '印刷する（QRコード）')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '招待コードの印刷' }).waitFor()
    await both(page, '67-console-sheet')

    await goes(page, '駆け付けの会社')
    await tabTo(page, '会社の名前')
    await page.keyboard.type('三陸ITサポート')
    await page.keyboard.press('Tab')
    await page.keyboard.type('大船渡市、釜石市')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await tabTo(page, '会社を加える')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('「三陸ITサポート」を加えました。').waitFor()
    await tabTo(page, '休みにする')
    await page.keyboard.press('Enter')
    await page
      .getByRole('status')
      .getByText(/を休みにしました/)
      .waitFor()
    await both(page, '68-console-vendors')
    await tabTo(page, '元に戻す')
    await page.keyboard.press('Enter')
    await page
      .getByRole('status')
      .getByText(/また頼めます/)
      .waitFor()

    for (const [name, shot] of [
      ['有料の見守り', '69-console-plans'],
      ['報告と数字', '70-console-reports'],
      ['地域のようす', '73-console-overview'],
      ['請求書', '71-console-invoices'],
      ['月ごとの明細', '72-console-statements'],
      ['設定', '74-console-settings'],
    ] as const) {
      await goes(page, name)
      await both(page, shot)
    }
    await goes(page, 'まとめて登録')
    await page.getByRole('table').getByRole('link').first().press('Enter')
    await tabTo(page, 'この登録を取り消す')
    await page.keyboard.press('Enter')
    await page
      .getByRole('status')
      .getByText(/370社を消しました/)
      .waitFor()
    await tabTo(page, '画面を閉じる')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '画面を閉じました' }).waitFor()
  })

  async function api(method: 'GET' | 'POST', path: string, body?: object) {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, ...(body && { 'content-type': 'application/json' }) }
    const answer = await fetch(`${program.url}/admin/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    return answer.json()
  }
})

const ADMIN_TOKEN = 'the-admin-token-of-this-test'
const TABS_MAX = 120

/** What has the keyboard, by its name. */
const focused = (page: Page): Promise<string> =>
  page.locator(':focus').evaluate((element) => {
    const { labels, textContent } = element as HTMLInputElement
    return (labels?.[0]?.textContent ?? textContent ?? '').trim()
  })

/** As somebody without a mouse gets there. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    await page.keyboard.press('Tab')
    if ((await page.locator(':focus').count()) > 0 && (await focused(page)) === name) return
  }
  throw new Error(`the keyboard does not get to ${name}`)
}

async function goes(page: Page, name: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
  await page.locator(`nav [aria-current]`).getByText(name, { exact: true }).waitFor()
}

/** At a desk and on a phone, where nothing is wider than the phone; and as whoever sees badly meets it. */
async function both(page: Page, name: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    const wide = await page.locator('html').evaluate((html) => html.scrollWidth)
    expect([name, width, wide]).toEqual([name, width, Math.min(wide, width)])
    await shoot(page, `${name}-${width}`)
  }
  // What looks for faults is a script, which the page itself does without.
  const scripted = await page
    .context()
    .browser()
    ?.newContext({ storageState: await page.context().storageState() })
  if (!scripted) throw new Error('the browser is gone')
  const twin = await scripted.newPage()
  await twin.goto(page.url())
  expect([name, await faultsOf(twin)]).toEqual([name, []])
  await scripted.close()
}
