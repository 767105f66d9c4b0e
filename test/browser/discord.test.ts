import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openBrowser, openPage, shoot } from './browser.ts'
import { discordOn, joins, phoneOn, press, reads, sensorOn, slackOn } from './people.ts'
import { type Program, startProgram } from './program.ts'

describe.skipIf(!hasChromium)('a person at the page (needs Debian’s chromium)', { timeout: 120_000 }, () => {
  let program: Program
  let browser: Browser
  beforeAll(async () => {
    ;[program, browser] = await Promise.all([startProgram({ STAFF_CHAT: 'discord' }), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await program?.end()
  })

  test('judges a case on Discord, by keyboard where one would, and on a narrow screen', async () => {
    const page = await openPage(browser, program.url)
    const [phone, discord] = [phoneOn(page), discordOn(page)]
    await joins(page, '佐々木')
    await press(slackOn(page), 'Discordを見る')
    await sensorOn(page)
      .getByRole('button', { name: /1,399回/ })
      .click()
    await reads(discord, /総当たり.*：佐々木水産/)
    await discord.getByRole('button', { name: '引き受ける' }).focus()
    await page.keyboard.press('Enter')
    await reads(discord, /今 さんが引き受けました/)
    await shoot(page, '20-discord-card')

    await press(discord, '通報する')
    const modal = discord.getByRole('dialog')
    // The first field has the keyboard.
    expect(await modal.getByLabel('危険度').evaluate((field) => field === document.activeElement)).toBe(true)
    await modal.getByLabel('起きたこと').fill('マルウェアに感染しました。')
    await shoot(page, '21-discord-form')
    await press(modal, '送信')
    await reads(discord, 'あなただけに見えています')
    await reads(discord, /「マルウェア」は専門用語です/)
    await press(discord, '続きを書く')
    await modal.getByLabel(/いつまで/).waitFor()
    await press(modal, '送信')
    await press(discord, '直す')
    await modal.getByLabel('起きたこと').fill('悪さをするソフトが入りました。')
    await page.keyboard.press('Escape')
    await modal.waitFor({ state: 'hidden' })
    await press(discord, '直す')
    await modal.getByLabel('起きたこと').fill('悪さをするソフトが入りました。')
    await press(modal, '送信')
    await press(discord, '続きを書く')
    await press(modal, '送信')
    await reads(discord, '受け取りました。')
    await reads(phone, /悪さをするソフトが入りました/)
    await shoot(page, '22-discord-sent')

    await page.setViewportSize({ width: 375, height: 720 })
    await page.getByRole('tab', { name: /^Discord/ }).click()
    await shoot(page, '23-discord-narrow')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
    await discord.getByRole('tab', { name: /analysts/ }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await discord.getByRole('tab', { name: /desk/, selected: true }).waitFor()
  })
})
