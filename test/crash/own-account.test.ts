import { expect, test } from 'vitest'
import { nextOpen } from '#engine/calendar/calendar.ts'
import { hoursWith } from '#engine/calendar/hours.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'
import { wordsOf } from '../stories/words.ts'
import { isPostgres } from '../support/database.ts'
import { isProof } from '../support/proof.ts'
import { peopleOf } from './people.ts'
import { ADMIN_TOKEN, openStage } from './stage.ts'

const DAY_MS = 86_400_000
const NONE_OF_ITS_OWN = { LINE_CHANNEL_ACCESS_TOKEN: '', LINE_CHANNEL_SECRET: '' }

/** Where a process ends that is just about to say something, or has said it and not written it down; of the embedded database the harder alone. */
const POINTS = isProof || isPostgres() ? ['send-before', 'send-after'] : ['send-after']

const makes =
  (url: string) =>
  async (path: string, body: object): Promise<{ id: string; code: string }> => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/admin/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    expect([201, 202], path).toContain(answer.status)
    return (await answer.json()) as { id: string; code: string }
  }

test.each(POINTS)(
  'a region’s own account says once what it had to say when the process was killed at %s',
  { timeout: 120_000 },
  async (point) => {
    const { playground, nodes, close } = await openStage({ settings: NONE_OF_ITS_OWN })
    const [node] = nodes
    if (!node) throw new Error('there is no node')
    try {
      await node.start()
      const { control } = playground
      const people = peopleOf({ playground, nodes })
      const made = makes(node.url)
      const { id: regionId } = await made('/regions', { name: '宮城' })
      const { accessToken: channelAccessToken, channelSecret } = control.line.credentials()
      const credentials = { channelAccessToken, channelSecret }
      const account = await made('/accounts', { regionId, platform: 'line', credentials })
      playground.setWebhooks({ line: `${node.url}/webhooks/line/${account.id}` })
      const { id: firmId } = await made('/firms', { regionId, name: '気仙水産' })
      const { code } = await made('/invites', { firmId, role: 'owner' })

      const { userId } = control.line.addUser({ displayName: '小野寺' })
      await people.follows('小野寺')
      for (const text of [code, 'はい', '同意する', '小野寺']) {
        await people.says('小野寺', text)
        await people.settles()
      }
      // So that what follows is the next that is sent.
      await people.allSaid()
      await node.end()
      await node.start({ point, nth: 1 })
      const heard = () => control.line.chat(userId).items.filter(({ from }) => from === 'bot')
      const before = heard().length
      const { calendar } = hoursWith(japaneseHolidayDays())({ timezone: 'Asia/Tokyo', days: {} })
      const startsAt = new Date(nextOpen(calendar, control.now() + DAY_MS)).toISOString()
      const booking = { firmId, startsAt, channel: 'phone', place: '0226-00-0001', interviewer: '及川' }
      // It may end before it has answered; what it was asked is kept.
      await made('/hearings', booking).catch((error: unknown) => expect(error).toBeInstanceOf(TypeError))
      expect(await node.gone()).toBe('killed')
      await node.start()
      await control.until(() => heard().length > before, 60_000)
      await node.end()
      expect(
        heard()
          .slice(before)
          .map(({ message }) => wordsOf(message)),
      ).toEqual([expect.stringContaining('及川')])
      expect(control.invariants()).toMatchObject({ ok: true })
    } finally {
      await close()
    }
  },
)

const NO_WORKSPACE = { SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '' }

test.each(POINTS)(
  'a region’s own workspace is answered once when the process was killed at %s',
  { timeout: 120_000 },
  async (point) => {
    const { playground, nodes, close } = await openStage({ settings: NO_WORKSPACE })
    const [node] = nodes
    if (!node) throw new Error('there is no node')
    try {
      await node.start()
      const { control, slack } = playground
      const made = makes(node.url)
      const { id: regionId } = await made('/regions', { name: '宮城' })
      const { analysts, desk, operations } = slack.channels
      const channels = { analysts, desk, operations }
      const credentials = control.slack.credentials()
      const account = await made('/accounts', { regionId, platform: 'slack', credentials, channels })
      playground.setWebhooks({ slack: `${node.url}/webhooks/slack/${account.id}` })
      const { code } = await made('/invites', { regionId, role: 'analyst' })
      const murakami = control.slack.users().find(({ realName }) => realName === '村上')?.id ?? ''
      const asks = (text: string) => control.slack.command(murakami, { command: '/otasuke', text, channel: analysts })
      const heard = () =>
        control.slack.messages(control.slack.directMessage(murakami)).filter(({ user }) => user === slack.botUserId)
      await asks(`参加 ${code}`)
      await control.until(() => heard().length > 0, 60_000)

      await node.end()
      await node.start({ point, nth: 1 })
      const before = heard().length
      await asks('ヘルプ')
      expect(await node.gone()).toBe('killed')
      await node.start()
      await control.until(() => heard().length > before, 60_000)
      await node.end()
      expect(heard()).toHaveLength(before + 1)
      expect(control.invariants()).toMatchObject({ ok: true })
    } finally {
      await close()
    }
  },
)
