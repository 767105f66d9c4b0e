import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a person sees and presses, pane by pane. */
export const phoneOn = (page: Page): Locator => page.getByRole('region', { name: 'LINE' })
export const slackOn = (page: Page): Locator => page.getByRole('region', { name: 'Slack' })
export const discordOn = (page: Page): Locator => page.getByRole('region', { name: 'Discord' })
export const sensorOn = (page: Page): Locator => page.getByRole('region', { name: 'センサー' })
export const clockOn = (page: Page): Locator => page.getByRole('region', { name: '時計' })

export const press = (place: Locator, name: string): Promise<void> =>
  place.getByRole('button', { name, exact: true }).last().click()

/** Waits until somebody could read these words. */
export const reads = (place: Locator, words: string | RegExp): Promise<void> => place.getByText(words).last().waitFor()

export async function becomes(page: Page, name: string): Promise<void> {
  await slackOn(page).getByLabel('あなたは').selectOption({ label: name })
}

export const takesPhone = (page: Page, name: string): Promise<void> =>
  phoneOn(page)
    .getByRole('tab', { name: new RegExp(`^${name}`) })
    .click()

export const types = (phone: Locator, text: string): Promise<void> =>
  sends(phone.getByLabel('メッセージ', { exact: true }), text)

/** Into whatever channel, or talk with the bot, is open on Slack or Discord; `/otasuke` works, too. */
export const writes = (chat: Locator, text: string): Promise<void> => sends(chat.getByLabel(/ へのメッセージ（/), text)

async function sends(field: Locator, text: string): Promise<void> {
  await field.fill(text)
  await field.press('Enter')
}

/** Opens a channel of Slack or Discord, or the person's own talk with the bot. */
export const opens = (chat: Locator, place: RegExp): Promise<void> => chat.getByRole('tab', { name: place }).click()
export const OWN_TALK = /1対1/

/** The newest word of this form in the talk on the phone, as a person would copy it. */
export async function copied(phone: Locator, form: RegExp): Promise<string> {
  const talk = (await phone.getByRole('log').textContent()) ?? ''
  return [...talk.matchAll(new RegExp(form, 'g'))].at(-1)?.[0] ?? ''
}

const UNITS = [
  ['日', 1_440],
  ['時間', 60],
  ['分', 1],
] as const

/** Moves the clock on to the next such minute, as a person does who reads its face; `day` is one of 日月火水木金土. */
export async function waitsUntil(page: Page, day: string, time: string): Promise<void> {
  const clock = clockOn(page)
  let left = ((await minutesTo(clock, day, time)) + WEEK_MINUTES) % WEEK_MINUTES
  for (const [unit, minutes] of UNITS) {
    const count = Math.floor(left / minutes)
    left -= count * minutes
    if (count === 0) continue
    await clock.getByLabel('単位').selectOption({ label: unit })
    await clock.getByLabel('進める長さ').fill(String(count))
    await press(clock, '進める')
    await clock.locator('[aria-busy=false]').waitFor()
  }
  // A real minute may have gone by.
  expect(Math.abs(await minutesTo(clock, day, time))).toBeLessThan(5)
}

const WEEK_MINUTES = 7 * 1_440

async function minutesTo(clock: Locator, day: string, time: string): Promise<number> {
  const face = (await clock.locator('.clock-face').textContent()) ?? ''
  const [, today = '', hour, minute] = /(.)曜日\D*(\d+):(\d+)/.exec(face) ?? []
  const [toHour, toMinute] = time.split(':').map(Number)
  const days = ('日月火水木金土'.indexOf(day) - '日月火水木金土'.indexOf(today) + 7) % 7
  return days * 1_440 + (Number(toHour) - Number(hour)) * 60 + Number(toMinute) - Number(minute)
}

/** From a stranger to a member with a name. */
export async function joins(page: Page, name: string): Promise<void> {
  await takesPhone(page, name)
  const phone = phoneOn(page)
  await press(phone, '友だちに追加')
  await reads(phone, '受け取った招待コードを送ってください')
  await phone.getByRole('button', { name: /^招待コードを送る/ }).click()
  await press(phone, 'はい')
  await reads(phone, '同意しますか')
  await press(phone, '同意する')
  await reads(phone, 'お名前を教えてください')
  await types(phone, name)
  await reads(phone, `${name} さんですね`)
}
