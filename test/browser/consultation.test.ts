import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openBrowser, openPage, shoot } from './browser.ts'
import { becomes, joins, opens, phoneOn, press, reads, slackOn, types, waitsUntil } from './people.ts'
import { type Program, startProgram } from './program.ts'

describe.skipIf(!hasChromium)('the desk’s thread at the page (needs Debian’s chromium)', { timeout: 120_000 }, () => {
  let program: Program
  let browser: Browser
  beforeAll(async () => {
    ;[program, browser] = await Promise.all([startProgram(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await program?.end()
  })

  test('shows what each side has sent as a picture, and what is answered to', async () => {
    const page = await openPage(browser, program.url)
    const [phone, slack] = [phoneOn(page), slackOn(page)]
    const modal = slack.getByRole('dialog')
    await joins(page, '佐々木')
    await waitsUntil(page, '水', '10:00')
    await types(phone, '相談')
    await reads(phone, /担当の人に伝えました/)
    await types(phone, 'この箱が赤く光ります')
    await press(phone, '写真を送る')
    await reads(phone, /写真を、担当の人に渡します/)
    expect(await seenIn(phone, '写真')).toBe(360)

    await becomes(page, '及川（窓口）')
    await opens(slack, /desk/)
    await slack
      .getByRole('button', { name: /件の返信/ })
      .last()
      .click()
    const thread = slack.getByRole('complementary', { name: 'スレッド' })
    await reads(thread, /写真を見る（佐々木 さん/)
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      thread
        .getByText(/写真を見る/)
        .last()
        .click(),
    ])
    await opened.waitForLoadState()
    expect(opened.url()).toMatch(/\/r\/photo_/)
    await opened.close()

    await press(thread, '写真を置く')
    await reads(thread, /まだお客様に届いていません/)
    await shoot(page, '50-picture-in-the-thread')
    await press(thread, 'お客様へ送る')
    await modal.getByLabel(/いっしょに送る写真/).selectOption({ index: 1 })
    await modal.getByLabel(/どの言葉への返事か/).selectOption({ label: await labelOf(modal, 'この箱が赤く光ります') })
    await modal.getByLabel(/送る言葉/).fill('この線を抜いてください。')
    await reads(modal, /お客様には、こう見えます/)
    expect(await seenIn(modal, '相談の担当からの写真')).toBe(360)
    await shoot(page, '51-picture-before-it-is-sent')
    await press(modal, '送る')
    await reads(phone, /及川（相談の担当）より、写真です/)
    await phone.getByText('この箱が赤く光ります', { exact: true }).nth(1).waitFor()
    expect(await seenIn(phone, '画像')).toBe(360)
    await shoot(page, '52-picture-on-the-phone')

    await phone.getByRole('article').last().hover()
    await press(phone, '返信')
    await types(phone, '抜きました')
    await reads(thread, /「この線を抜いてください。」への返事/)
    await reads(thread, '抜きました')
    await shoot(page, '53-quoted')
  })
})

/** How wide the newest picture of this name is, once it is there. */
async function seenIn(place: Locator, name: string): Promise<number> {
  const picture = place.locator(`img[alt="${name}"]`).last()
  await picture.waitFor()
  return picture.evaluate(async (image) => {
    const { decode, naturalWidth } = image as HTMLImageElement
    await decode.call(image)
    return (image as HTMLImageElement).naturalWidth || naturalWidth
  })
}

async function labelOf(modal: Locator, words: string): Promise<string> {
  const labels = await modal
    .getByLabel(/どの言葉への返事か/)
    .locator('option')
    .allTextContents()
  return labels.find((label) => label.includes(words)) ?? ''
}
