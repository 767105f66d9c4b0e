import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { HOUR } from '../support/events.ts'
import { asTaken, JPEG } from '../support/photos.ts'
import { eveLease } from '../support/sensor-lines.ts'
import { DAY } from './notified.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

type Name = Parameters<Story['line']['hears']>[0]
const hears = ({ line }: Story, name: Name): string => line.hears(name).join('\n')

/** Chiba’s PC is in the ledger. */
async function owned(): Promise<Story> {
  const story = await openStory()
  for (const [name, role] of [
    ['佐々木', 'owner'],
    ['千葉', 'worker'],
    ['菊池', 'worker'],
  ] as const)
    await story.line.enrol(name, role)
  const pc = { ip: '192.168.1.23', mac: '00:50:56:aa:bb:01', name: 'DESKTOP-7Q12ABC' }
  await sends(story, eveLease({ at: story.clock.now() - HOUR, ...pc }))
  await opens(story, '千葉')
  await story.line.taps('千葉', 'わたしの')
  await story.line.says('千葉', '総務の机')
  await opens(story, '千葉')
  return story
}

async function opens(story: Story, name: Name): Promise<void> {
  await story.line.says(name, '機器')
  await story.line.says(name, '1')
}

async function photo({ playground, line, settle }: Story, base64: string): Promise<string> {
  const { messageId } = await playground.control.line.photo(line.id('千葉'), { base64, type: 'image/jpeg' })
  await settle()
  return messageId ?? ''
}
const LABEL = asTaken(JPEG).toString('base64')

/** The paths of photos that somebody was shown so far. */
const shown = ({ playground, line }: Story, name: Name): string[] =>
  [
    ...JSON.stringify(playground.control.line.chat(line.id(name)).items).matchAll(
      /https:\/\/otasuke\.example(\/r\/photo_[^"\\]+)/g,
    ),
  ]
    .map(([, path = '']) => path)
    .filter((path, place, all) => all.indexOf(path) === place)

const kept = async ({ app }: Story): Promise<number> =>
  (await app.db.transaction({ kind: 'system' }, (tx) => query(tx, sql`select id from dialogue_photos`))).length

describe('a photo of a device', () => {
  it('is kept with it for a year, and shown to its owner and to whoever leads the firm, and to nobody else', async () => {
    const story = await owned()
    const { line, app } = story
    await line.taps('千葉', '写真を残す')
    expect(hears(story, '千葉')).toContain('シールの写真を送ってください')
    await line.says('千葉', 'えっと')
    expect(hears(story, '千葉')).toContain('シールの写真を送ってください')
    await photo(story, Buffer.from('%PDF-1.7').toString('base64'))
    expect(hears(story, '千葉')).toMatch(/これは写真ではないようです[\s\S]*シールの写真を送ってください/)
    await photo(story, LABEL)
    expect(hears(story, '千葉')).toContain('写真を残しました')
    for (const name of ['千葉', '佐々木', '菊池'] as const) await opens(story, name)
    const [path = ''] = shown(story, '佐々木')
    const page = await app.server.inject(path)
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'image/jpeg'])
    expect(shown(story, '千葉')).not.toEqual([])
    expect(shown(story, '菊池')).toEqual([])
    // Its link ends after a week, and the photo after a year.
    await story.pass(8 * DAY)
    expect((await app.server.inject(path)).statusCode).not.toBe(200)
    expect(await kept(story)).toBe(1)
    await story.leap(358 * DAY)
    expect(await kept(story)).toBe(0)
    const before = shown(story, '佐々木').length
    await opens(story, '佐々木')
    expect(shown(story, '佐々木')).toHaveLength(before)
  }, 120_000)

  it('makes room for the next, is taken back with it, and is nobody’s where the device went to another meanwhile', async () => {
    const story = await owned()
    const { line, playground } = story
    for (let time = 0; time < 3; time++) {
      await line.taps('千葉', '写真を残す')
      await photo(story, LABEL)
    }
    // The one before can come back by 取り消す, the first cannot.
    expect(await kept(story)).toBe(2)
    await line.taps('千葉', '取り消す')
    expect(await kept(story)).toBe(1)
    await line.taps('千葉', '写真を残す')
    await opens(story, '佐々木')
    await line.taps('佐々木', '持ち主を選ぶ')
    await line.taps('佐々木', '菊池')
    await photo(story, LABEL)
    expect(hears(story, '千葉')).toContain('その機器は、いまは見られません')
    expect(await kept(story)).toBe(1)
    // And it is gone when it is taken back in the chat.
    await opens(story, '菊池')
    const before = shown(story, '菊池').length
    expect(before).toBeGreaterThan(0)
    await line.taps('菊池', '写真を残す')
    const { messageId = '' } = await playground.control.line.photo(line.id('菊池'), {
      base64: LABEL,
      type: 'image/jpeg',
    })
    await story.settle()
    await playground.control.line.unsend(line.id('菊池'), messageId)
    await story.settle()
    const then = shown(story, '菊池').length
    await opens(story, '菊池')
    expect(shown(story, '菊池')).toHaveLength(then)
  })
})
