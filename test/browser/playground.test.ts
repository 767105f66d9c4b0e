import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openBrowser, openPage, shoot } from './browser.ts'
import { becomes, clockOn, joins, phoneOn, press, reads, sensorOn, slackOn, takesPhone } from './people.ts'
import { type Program, startProgram } from './program.ts'

/**
 * One program and one browser for all of these: they are the acts of one play, and each goes on in the world the one
 * before it left behind, as a person at the page would.
 */
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

  test('plays one alert from the invitation to its end', async () => {
    const page = await openPage(browser, program.url)
    const [phone, slack, sensor] = [phoneOn(page), slackOn(page), sensorOn(page)]
    await shoot(page, '01-first-sight')
    await joins(page, '佐々木')
    await shoot(page, '02-joined')

    await sensor.getByRole('button', { name: /1,399回/ }).click()
    await reads(sensor, '送り終えました')
    await reads(slack, /総当たり.*：佐々木水産/)
    await reads(slack, /イベント 1,399件/)
    expect(await slack.getByRole('article').count()).toBe(1)
    await shoot(page, '03-card')

    await press(slack, '引き受ける')
    await reads(slack, /小野 さんが引き受けました/)
    await press(slack, '通報する')
    const modal = slack.getByRole('dialog')
    const what = modal.getByLabel('起きたこと')
    const asItWas = await what.inputValue()
    await what.fill('マルウェアに感染しました。')
    await reads(modal, '専門用語が残っているので、このままでは送れません。')
    await press(modal, '送る')
    await modal.getByRole('alert').filter({ hasText: 'マルウェア' }).waitFor()
    await shoot(page, '04-jargon')
    await what.fill(asItWas)
    await modal.getByLabel(/危険度/).selectOption({ label: '中' })
    await reads(modal, '読みやすい文です。')
    await press(modal, '送る')
    await modal.waitFor({ state: 'hidden' })

    await phone.getByRole('button', { name: 'できた', exact: true }).waitFor()
    await shoot(page, '05-notice')
    await press(phone, '忙しい')
    await phone.getByRole('button', { name: 'あとで', exact: true }).last().waitFor()
    await reads(slack, /「忙しい」と答えました/)
    await shoot(page, '06-busy')
    await press(phone, 'できた')
    await reads(slack, /「できた」と答えました/)
    await press(slack, '完了にする')
    await reads(phone, /もう心配ありません/)
    await slack.getByRole('button', { name: /件の返信/ }).click()
    await reads(slack.getByRole('complementary', { name: 'スレッド' }), /完了にしました/)
    await slack.getByRole('tab', { name: /desk/ }).click()
    await reads(slack, /通報の写し/)
    await shoot(page, '07-done')
    await page.getByRole('listitem').filter({ hasText: '完了にする（済み）' }).waitFor()
  })

  test('is asked twice before a grave notice goes out', async () => {
    const page = await openPage(browser, program.url)
    const [phone, slack, sensor] = [phoneOn(page), slackOn(page), sensorOn(page)]
    await sensor.getByRole('button', { name: /入られてしまう/ }).click()
    await reads(slack, /総当たりの成功|侵入|成功/)
    const card = slack.getByRole('article').last()
    await press(card, '通報する')
    const modal = slack.getByRole('dialog')
    await modal.getByLabel(/危険度/).selectOption({ label: '高' })
    await press(modal, '承認を頼む')
    await reads(slack, /承認を待っています/)
    await becomes(page, '山田（アナリスト）')
    await press(slack, '承認して送る')
    await phone.getByRole('button', { name: 'できない', exact: true }).last().waitFor()
    await shoot(page, '08-approved')
  })

  test('begins the diagnosis from the menu below the talk', async () => {
    const page = await openPage(browser, program.url)
    const phone = phoneOn(page)
    await takesPhone(page, '佐々木')
    await phone.getByRole('button', { name: 'メニュー', expanded: false }).click()
    await phone.getByRole('group', { name: 'メニュー' }).getByRole('button', { name: '診断' }).click()
    await reads(phone, /25の質問/)
    await phone.getByRole('button', { name: '社長が見ている', exact: true }).waitFor()
    await shoot(page, '16-menu')
  })

  test('finds everything again after the program was killed', async () => {
    const page = await openPage(browser, program.url)
    const phone = phoneOn(page)
    await takesPhone(page, '佐々木')
    await reads(phone, /もう心配ありません/)
    const before = await phone.getByRole('article').count()
    await program.kill()
    await reads(page.locator('body'), 'つないでいます…')
    await page.evaluate(() => document.body.setAttribute('data-before-the-kill', ''))
    await program.start()
    // The page loads itself anew, because the emulators have a new address.
    await page.locator('body:not([data-before-the-kill])').waitFor()
    await reads(phone, /もう心配ありません/)
    expect(await phone.getByRole('article').count()).toBe(before)
    await slackOn(page)
      .getByRole('tab', { name: /analysts/ })
      .click()
    expect(await slackOn(page).getByLabel('あなたは').locator('option').allTextContents()).toEqual([
      '小野（アナリスト）',
      '山田（アナリスト）',
      '及川（窓口）',
      '村上',
    ])
    expect(await sensorOn(page).getByLabel('どこのセンサーか').locator('option').count()).toBe(2)
  })

  test('waits a day without an answer, and the desk is asked to call', async () => {
    const page = await openPage(browser, program.url)
    const [phone, slack, sensor] = [phoneOn(page), slackOn(page), sensorOn(page)]
    await joins(page, '菊池')
    await sensor.getByLabel('どこのセンサーか').selectOption({ label: '南部建設・盛岡の事務所' })
    await sensor.getByRole('button', { name: /にせの銀行/ }).click()
    const card = slack.getByRole('article').filter({ hasText: '南部建設' })
    await press(card, '通報する')
    const modal = slack.getByRole('dialog')
    await modal.getByLabel(/危険度/).selectOption({ label: '中' })
    await press(modal, '送る')
    await phone.getByRole('button', { name: 'できた', exact: true }).waitFor()
    await press(clockOn(page), '＋1日')
    await press(clockOn(page), '＋1日')
    await reads(phone, /まだ返事をもらっていません/)
    await slack.getByRole('tab', { name: /desk/ }).click()
    await reads(slack, /電話をお願いします：南部建設/)
    await reads(slack, /019-000-0002/)
    await reads(clockOn(page), /ほんとうの時刻より/)
    await shoot(page, '09-desk')
  })

  test('gets along with the keyboard alone', async () => {
    const page = await openPage(browser, program.url)
    const slack = slackOn(page)
    await slack.getByRole('tab', { name: /analysts/ }).focus()
    await page.keyboard.press('ArrowDown')
    await slack.getByRole('tab', { name: /desk/, selected: true }).waitFor()
    await page.keyboard.press('Home')
    await slack.getByRole('tab', { name: /analysts/, selected: true }).waitFor()

    await sensorOn(page)
      .getByRole('button', { name: /探り回る/ })
      .focus()
    await page.keyboard.press('Enter')
    const card = slack.getByRole('article').filter({ hasText: 'ポートスキャン' })
    const button = card.getByRole('button', { name: '通報する' })
    await button.focus()
    await page.keyboard.press('Enter')
    const modal = slack.getByRole('dialog')
    await modal.waitFor()
    const isInside = (): Promise<boolean> => modal.evaluate((frame) => frame.contains(document.activeElement))
    expect(await isInside()).toBe(true)
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    expect(await isInside()).toBe(true)
    await shoot(page, '10-keyboard')
    await page.keyboard.press('Escape')
    await modal.waitFor({ state: 'hidden' })
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('learns which lines of a file could not be read, and that an outage loses nothing', async () => {
    const page = await openPage(browser, program.url)
    const [slack, sensor, clock] = [slackOn(page), sensorOn(page), clockOn(page)]
    const lines = ['{"timestamp":"2026-10-05T00:30:00.000000+0000","event_type":"stats"}', 'not json', '{"a":1}', '']
    await sensor
      .locator('input[type=file]')
      .setInputFiles({ name: 'own.log', mimeType: 'text/plain', buffer: Buffer.from(lines.join('\n')) })
    await reads(sensor, '2行目：JSONではありません')
    await reads(sensor, '3行目：SuricataでもZeekでもありません')

    await clock.getByText('うまくいかない日').click()
    await press(clock, 'Slackが止まる')
    await reads(clock, 'なおすまで')
    await sensor.getByLabel('どこのセンサーか').selectOption({ label: '南部建設・盛岡の事務所' })
    await sensor.getByRole('button', { name: /1,399回/ }).click()
    await reads(sensor, '送り終えました')
    await press(clock, '全部なおす')
    await reads(slack, /総当たり.*：南部建設/)
    await press(clock, '約束が守られたか調べる')
    await reads(clock, /守られています/)
    await shoot(page, '15-outage')
  })

  test('has everything on a phone’s width, in the dark too', async () => {
    const page = await openPage(browser, program.url, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
    await page.getByRole('tab', { name: 'LINE' }).waitFor()
    await phoneOn(page).getByLabel('メッセージ', { exact: true }).waitFor()
    await shoot(page, '11-narrow-line')
    for (const [name, pane, shot] of [
      ['Slack', slackOn(page), '12-narrow-slack'],
      ['センサー', sensorOn(page), '13-narrow-sensor'],
      ['時計', clockOn(page), '14-narrow-clock'],
    ] as const) {
      await page.getByRole('tab', { name }).click()
      await pane.waitFor()
      expect(await phoneOn(page).isVisible()).toBe(false)
      await shoot(page, shot)
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
