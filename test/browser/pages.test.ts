import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Fastify from 'fastify'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pages, type Shown } from '#bot/http/pages.ts'
import { wiringSheet } from '#bot/installation/sheet.ts'
import { linksFrom } from '#bot/links.ts'
import { createLog } from '#bot/log.ts'
import { sheetFor as invoiceSheetFor } from '#bot/money/sheet.ts'
import { paint } from '#bot/pictures/paint.ts'
import type { RecordSheet } from '#bot/pictures/record.ts'
import type { RegionSheet } from '#bot/pictures/region-sheet.ts'
import { secretsFrom } from '#bot/secrets.ts'
import { LINKED } from '#bot/shown.ts'
import { wiringFor } from '#engine/installation/wiring.ts'
import { invoiceOf } from '#engine/invoice.ts'
import { type Body, sharedOffice } from '../bot/http/office.ts'
import { openTestDatabase } from '../support/database.ts'
import { HEALTH_MONTHS } from '../support/health-months.ts'
import { NETWORKS, SENSORS } from '../support/networks.ts'
import { sheetOf } from '../support/sheet.ts'
import { faultsOf, walk } from './accessible.ts'
import { hasChromium, openBrowser } from './browser.ts'
import { type Program, startProgram } from './program.ts'

/**
 * Every page that somebody opens, as whoever sees badly, has no mouse, a slow telephone or no JavaScript meets it. A page
 * that is not named here fails the first test.
 */
const TYPED = { locale: 'ja', title: 'おたすけのページ' }
const RECORD: RecordSheet = {
  ...{ kind: 'record', ...TYPED, notes: ['この会社のことです。'], columns: { what: 'もの', value: '数' }, data: {} },
  sections: [{ title: '佐々木水産', rows: [{ what: '案件', value: '12' }] }],
  files: [{ label: 'まとめて受け取る', kind: 'tgz' }],
}
const FIGURES: RegionSheet = {
  ...{ kind: 'region', ...TYPED, region: '岩手', date: '2026年11月24日', madeUp: '架空の地域です。', notes: ['注'] },
  means: {
    ...{ title: '平均', madeUp: '架空', legend: { own: '建設業 12社', whole: '全体 71社' }, whole: 48 },
    axes: [{ label: 'パスワード', percent: 40, isWeak: true }],
  },
  charts: [
    { kind: 'bars', title: '種類ごと', rows: [{ label: 'ポートスキャン', value: 569, shown: '569' }] },
    { kind: 'points', title: 'パソコンと動き', axes: { x: '台', y: '件' }, points: [[3, 40]] },
  ],
  tables: [
    {
      ...{ heading: '業種ごと', columns: ['業種', '会社', '台', '件'], note: '5社未満は出しません。' },
      rows: [
        { cells: ['製造業', '14', '120', '800'], share: 0.5, isApart: false },
        { cells: ['分からない', '出しません'], share: null, isApart: true },
      ],
    },
  ],
}
const health = (name: string): Shown | undefined => HEALTH_MONTHS.find((one) => one.name === name)?.sheet
const invoiceSheet = (): Shown => {
  const issuer = { name: '大船渡商工会議所', registration: 'T8700110005901', address: '', phone: '', bank: '岩手銀行' }
  const lines = [{ on: '2026-11-01', says: '見守り（11月分）', yen: 4_166, rate: 10 as const }]
  const draft = { number: 12, to: '佐々木水産', month: '2026-11', issuedOn: '2026-12-01', lines }
  return invoiceSheetFor(invoiceOf({ ...draft, issuer: { ...issuer, dueDays: 30 } }), TYPED_READER)
}
const TYPED_READER = { locale: 'ja', timezone: 'Asia/Tokyo' }
/** A month's statement stands on the same paper. */
const INVOICE = invoiceSheet()
const guide = (): Shown | undefined =>
  SENSORS[0] &&
  NETWORKS[0] &&
  wiringSheet(
    { wiring: wiringFor(SENSORS[0], NETWORKS[0]) },
    { firm: '佐々木水産', reader: { locale: 'ja', timezone: 'Asia/Tokyo' }, shown: 'overview' },
  )

/** By what its link speaks of. */
const PAGES: Readonly<Record<string, Shown | undefined>> = {
  dialogue: sheetOf(),
  health: health('long-D'),
  firm: {
    ...{ kind: 'policy', ...TYPED, firm: '佐々木水産', signature: ['代表 佐々木'] },
    sections: [{ title: '守ること', text: '更新します。\n控えを取ります。' }],
  },
  installation: guide(),
  ...{ invoice: INVOICE, statement: INVOICE },
  ...{ office: FIGURES, telework: FIGURES, survey: { ...FIGURES, means: null, charts: [] } },
  ...{ statistics: FIGURES, statisticswhole: FIGURES, programme: FIGURES, programmewhole: FIGURES, month: FIGURES },
  round: {
    ...{
      kind: 'round',
      ...TYPED,
      label: 'アンケート',
      name: '説明会',
      lines: ['一', '二'],
      link: 'https://line.me/R/a',
    },
    ...{ scan: ['読み取る'], typed: { how: ['送る'], text: 'アンケート K7Q2-ABCD' }, until: '12月10日まで' },
  },
  ...{ export: RECORD, notebook: RECORD, return: RECORD, record: RECORD, certificate: RECORD },
}
/** These are paper or pictures alone. */
const NO_PAGE = ['claim', 'door', 'flyer', 'how', 'introduction', 'kitting', 'photo', 'picture', 'trifold']
/** What is said in a page's place. */
const REFUSALS = ['expired', 'unknown']

const BYTES_MAX = 200_000
const PHONE = { viewport: { width: 390, height: 844 }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' }

test('every page there is stands here', () => {
  expect([...Object.keys(PAGES), ...NO_PAGE].sort()).toEqual([...LINKED].sort())
  const bot = fileURLToPath(new URL('../../bot/', import.meta.url))
  const speaking = readdirSync(bot, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && readFileSync(`${bot}${file}`, 'utf8').includes('text/html'))
    .sort()
  // The links' pages, and the playground's; the console's have a test of their own, and `/admin/docs` is Swagger's.
  expect(speaking).toEqual(['http/console/index.ts', 'http/pages.ts', 'http/playground.ts'])
})

describe.skipIf(!hasChromium)('a page (needs Debian’s chromium)', { timeout: 120_000 }, () => {
  let browser: Browser
  let seeing: BrowserContext
  let scriptless: BrowserContext
  let program: Program
  let url: string
  const opened = Fastify({ forceCloseConnections: true })
  const links = linksFrom(secretsFrom('a-secret-key-of-thirty-two-characters-or-more'), '')

  beforeAll(async () => {
    const { db } = await openTestDatabase()
    await pages(opened, {
      ...{ db, links, painter: { paint, close: async () => {} }, now: () => NOW },
      ...{ drawnAhead: { taken: () => undefined }, log: createLog({ level: 'silent' }) },
      sheetOf: async (_, subject) => PAGES[subject.slice(0, subject.indexOf('_'))],
      ...{ photoOf: async () => undefined, filesOf: async () => undefined, onOpened: async () => {} },
    })
    ;[url, browser, program] = await Promise.all([opened.listen(), openBrowser(), startProgram()])
    seeing = await browser.newContext(PHONE)
    scriptless = await browser.newContext({ ...PHONE, javaScriptEnabled: false })
  })
  afterAll(async () => {
    await browser?.close()
    await program?.end()
    await opened.close()
  })

  const addressOf = (subject: string): string => {
    if (subject === 'unknown') return `${url}/r/nothing`
    return `${url}${links.to(`${subject}_01`, 'page', subject === 'expired' ? NOW - 60_000 : NOW + 60_000)}`
  }

  /** Pages that are drawn from the same sheet are one page. */
  const DRAWN = Object.keys(PAGES).filter(
    (subject, place, all) => all.findIndex((one) => PAGES[one] === PAGES[subject]) === place,
  )
  test.each([...DRAWN, ...REFUSALS])('%s', async (subject) => {
    await canBeRead(addressOf(subject), { seeing, scriptless })
  })

  test('the playground', async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP' })
    await page.goto(program.url)
    await page.getByRole('region', { name: 'LINE' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('本文へ')
    await walk(page)
    await page.close()
    const still = await scriptless.newPage()
    await still.goto(program.url)
    expect(await still.locator('body').innerText()).toContain('JavaScriptが必要です')
  })
})

describe.skipIf(!hasChromium)('the pilot’s figures as pages (needs Debian’s chromium)', { timeout: 120_000 }, () => {
  const shared = sharedOffice()
  let browser: Browser
  let phone: Record<'seeing' | 'scriptless', BrowserContext>
  let url: string
  let regionId: string

  beforeAll(async () => {
    const office = shared.it()
    let pilot: Body
    do pilot = (await office.post('/pilot', { part: pilot?.done ?? 0 })).body
    while (pilot.done < pilot.steps)
    regionId = pilot.regionId
    for (const reason of [null, '数え直したため'])
      await office.made(`/regions/${regionId}/programme-reports`, { by: '山田 花子', ...(reason && { reason }) })
    ;[url, browser] = await Promise.all([office.server.listen(), openBrowser()])
    phone = {
      seeing: await browser.newContext(PHONE),
      scriptless: await browser.newContext({ ...PHONE, javaScriptEnabled: false }),
    }
  }, 180_000)
  afterAll(() => browser?.close())

  const reads = async (about: string): Promise<string> => {
    const { body } = await shared.it().get(`/regions/${regionId}/view-link?about=${about}`)
    return canBeRead(`${url}${new URL(body.url).pathname}`, phone)
  }

  test.each(['', '&whole=yes'])('a report that is finished, in each of its versions%s', async (whole) => {
    expect(await reads(`programme&version=1${whole}`)).toMatch(
      /確定：第1版.*新しい版があります（第2版）[\s\S]*数え直したため/,
    )
    expect(await reads(`programme${whole}`)).toContain('確定：第2版')
  })

  test.each(['', '&whole=yes'])('the statistics%s', async (whole) => {
    expect(await reads(`statistics${whole}`)).toContain('3,539')
  })
})

/** By whoever opens it on a phone: light, without a fault, with Tab alone, and without JavaScript in the same words. */
async function canBeRead(address: string, { seeing, scriptless }: Record<'seeing' | 'scriptless', BrowserContext>) {
  const page = await seeing.newPage()
  const answer = await page.goto(address)
  expect((await answer?.body())?.length).toBeLessThan(BYTES_MAX)
  expect(await faultsOf(page)).toEqual([])
  await walk(page)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  const words = await page.locator('body').innerText()
  await page.goto('about:blank')
  await page.close()
  const still = await scriptless.newPage()
  await still.goto(address)
  expect(await still.locator('body').innerText()).toBe(words)
  expect(words.length).toBeGreaterThan(20)
  await still.close()
  return words
}

const NOW = Date.parse('2026-11-25T10:00:00+09:00')
