import { expect } from 'vitest'
import type { Story } from './world.ts'

const items = (from: number, to: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: to - from + 1 }, (_, n) => [`q${from + n}`, 'done']))

/** What a firm says on the telephone, by the page it stands on. */
export const PAGES: Readonly<Record<string, Record<string, string>>> = {
  基本の守り: items(1, 5),
  毎日の仕事: items(6, 18),
  会社としての決まり: items(19, 25),
  会社のようす: {
    ...{ 'b-stop': 'day', 'b-mail': 'yes', 'b-web': 'no', 'b-carry': 'no', 'b-guest': 'no', 'b-helper': 'own' },
    ...{ 'b-time': 'hour', 'b-budget': 'zero', 'b-telework': 'no', 'b-wish': 'none' },
  },
  受け持つ人: { 'b-lead': '佐々木', 'b-staff': '千葉', 'b-deputy': '菊池', 'b-first': 'lead' },
}

/** The firm's diagnosis, page after page, as the desk fills it while they talk. */
export async function deskFills(
  { slack, playground, settle }: Story,
  pages: readonly string[],
  others: Record<string, string> = {},
): Promise<void> {
  const command = { command: '/otasuke', text: '診断 佐々木水産', channel: playground.slack.channels.desk }
  await playground.control.slack.command(slack.id('及川'), command)
  await settle()
  for (const page of pages) {
    await slack.presses('及川', page, 'desk')
    expect(await slack.fills('及川', { ...PAGES[page], ...others })).not.toHaveProperty('errors')
  }
}
