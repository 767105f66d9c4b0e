import type { Locator, Page } from 'playwright-core'

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

export async function types(phone: Locator, text: string): Promise<void> {
  await phone.getByLabel('メッセージ', { exact: true }).fill(text)
  await phone.getByLabel('メッセージ', { exact: true }).press('Enter')
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
