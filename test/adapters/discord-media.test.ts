import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeBody } from '#adapters/discord/decode.ts'
import { createDiscordAdapter } from '#adapters/discord/index.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { png } from '../support/photos.ts'
import { type Asked, provesMedia } from './media-contract.ts'

let playground: Playground
beforeAll(async () => {
  playground = await startPlayground({ seed: 3, rateLimits: false })
})
afterAll(() => playground.stop())

const BYTES = png()
const PICTURE = { name: 'a b?.png', contentType: 'image/png', base64: BYTES.toString('base64') }
const hands = () => playground.control.discord
const mention = (): string => `<@${playground.discord.botUserId}>`

/** As `decode` calls it: the file of a message to us, in #desk. */
function posted(files = [PICTURE]): string {
  const channel = playground.discord.channels.desk
  const { messageId } = hands().post(hands().users()[0]?.id ?? '', { channel, text: mention(), files })
  const file = hands()
    .messages(channel)
    .find(({ id }) => id === messageId)?.attachments?.[0]
  return `${messageId}/${file?.id ?? ''}@${channel}`
}

const named = (name: string) => {
  const [, messageId = '', file = '', channel = ''] = /^(.+)\/(.+)@(.+)$/.exec(name) ?? []
  return { messageId, file, channel }
}

async function fetched(name: string, { fault, token, bytesMax = 1_000 }: Asked = {}) {
  const { control, discord } = playground
  control.faults.clear()
  if (fault) control.faults.add({ platform: 'discord', route: 'file', kind: fault, times: 5 })
  const words = { thread: '', command: '', commandText: '' }
  const access = { ...discord, ...(token && { botToken: token }) }
  const adapter = createDiscordAdapter({ ...access, words: words as never })
  return adapter.fetchMedia(name, bytesMax, AbortSignal.timeout(5_000))
}

provesMedia('Discord', () => ({
  ...{ bytes: BYTES, posted: async () => posted(), fetched },
  deletes: (name) => hands().deleteMessage(named(name)),
  takesOut: (name) => hands().withoutFile(named(name)),
  downloads: () => playground.control.transcript().filter(({ route }) => route === 'file').length,
}))

describe('a file in Discord', () => {
  it('has an address that is good for a day, and only as it was given', async () => {
    const { messageId, channel } = named(posted())
    const { discord } = playground
    const shown = await fetch(`${discord.apiUrl}/v10/channels/${channel}/messages/${messageId}`, {
      headers: { authorization: `Bot ${discord.botToken}` },
    })
    const { attachments } = (await shown.json()) as { attachments: { url: string }[] }
    const url = new URL(attachments[0]?.url ?? '')
    expect((await fetch(url)).status).toBe(200)
    url.searchParams.set('ex', (Number.parseInt(url.searchParams.get('ex') ?? '', 16) + 60).toString(16))
    expect((await fetch(url)).status).toBe(404)
  })

  it('of more than 10 MB, or an eleventh one, nobody can post', () => {
    const large = { ...PICTURE, base64: Buffer.alloc(10 * 1024 * 1024 + 1).toString('base64') }
    expect(() => posted([large])).toThrow('10 MB')
    expect(() => posted(Array.from({ length: 11 }, () => PICTURE))).toThrow('10 files')
  })

  const message = (more: object) => ({
    t: 'MESSAGE_CREATE',
    d: { id: '70', type: 0, channel_id: '5', author: { id: '9' }, content: '', ...more },
  })
  it.each([
    ['image/png', 'photo'],
    ['video/mp4', 'video'],
    ['audio/ogg', 'voice'],
    ['application/pdf', 'file'],
    [undefined, 'file'],
  ])('of the type %s is a %s, with its words beside it and without them', (content_type, media) => {
    const attachments = [{ id: '1', content_type }]
    const file = { eventId: '70:1', content: { type: 'media', media, messageId: '70/1@5' } }
    expect(decodeBody(message({ attachments }), 'app')).toMatchObject([file])
    expect(decodeBody(message({ attachments, content: 'これです' }), 'app')).toMatchObject([
      { content: { type: 'text', text: 'これです' } },
      file,
    ])
    // In a server, the thread bears the id of the message it hangs on.
    expect(decodeBody(message({ attachments, content: '<@1>', guild_id: '3' }), 'app')).toMatchObject([
      { content: { type: 'text' } },
      { ...file, content: { ...file.content, threadId: '5' } },
    ])
  })

  it('and what is left after an edit are told; what others write to each other is not', () => {
    const edited = {
      t: 'MESSAGE_UPDATE',
      d: { id: '70', channel_id: '5', author: { id: '9' }, attachments: [{ id: '2' }] },
    }
    expect(decodeBody(edited, 'app')).toMatchObject([
      { content: { type: 'message-edited', messageId: '70', files: ['2@5'] } },
    ])
    expect(decodeBody(message({ guild_id: '3' }), 'app')).toEqual([])
  })
})
