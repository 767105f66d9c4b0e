import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { photoBehind } from '#bot/dialogue/shown-photo.ts'
import { eventsOf } from '#db/dialogues.ts'
import { query } from '#db/door.ts'
import { photosIn, replay, type Session } from '#engine/dialogue/session.ts'
import { asTaken, JPEG } from '../support/photos.ts'
import { DAY, MINUTE } from './notified.ts'
import { type Body, openStory, type Story } from './world.ts'

type Photo = Parameters<Story['playground']['control']['line']['photo']>[1]

const TAKEN: Photo = { base64: asTaken(JPEG).toString('base64'), type: 'image/jpeg' }

async function sends({ playground, line, settle }: Story, photo: Photo): Promise<string> {
  const { messageId } = await playground.control.line.photo(line.id('佐々木'), photo)
  await settle()
  return messageId ?? ''
}

const rows = <T>({ app }: Story, what: ReturnType<typeof sql>) =>
  app.db.transaction({ kind: 'system' }, (tx) => query<T>(tx, what))
const kept = (story: Story) =>
  rows<{ id: string; state: string; words: string }>(
    story,
    sql`select id, state, encode(sealed, 'escape') as words from dialogue_photos order by kept_at`,
  )

/** What whoever has a link has looked at, line by line of the audit log. */
const looksByLink = async ({ admin, firmId }: Story): Promise<string[]> => {
  const { body } = await admin('GET', `/audit?firmId=${firmId}&limit=200`)
  const looks = body.items.filter(({ what, actor }: Body) => what === 'looked-at' && actor === 'link:staff')
  return looks.map(({ subject }: Body) => subject)
}

/** The router is told of; its photo is asked for. */
async function atPhoto(story: Story): Promise<void> {
  const { line } = story
  await line.enrol('佐々木', 'owner')
  for (const text of ['設置確認', 'あとで', '1', '1', 'あとで']) await line.says('佐々木', text)
  expect(line.hears('佐々木').at(-1)).toContain('出入口の箱の写真')
}

async function session(story: Story): Promise<Session> {
  const [stored] = await rows<{ id: string; session: Session }>(story, sql`select id, session from dialogue_sessions`)
  if (!stored) throw new Error('no session')
  const events = await story.app.db.transaction({ kind: 'system' }, (tx) => eventsOf(tx, stored.id))
  expect(replay(events)).toEqual(stored.session)
  return stored.session
}

describe('a photo that a question asks for', () => {
  it('is kept sealed and without its place, the next question follows, and the desk opens it from its card, in the firm’s own scope', async () => {
    const story = await openStory()
    const { line, slack, app, playground } = story
    await atPhoto(story)
    await sends(story, TAKEN)
    expect(line.hears('佐々木').join()).toMatch(/写真を受け取りました。（1枚目）[\s\S]*線と無線/)
    await sends(story, TAKEN)
    expect(line.hears('佐々木').join()).toMatch(/（2枚目）[\s\S]*線と無線/)
    const photos = await kept(story)
    expect(photosIn(await session(story))).toEqual(photos.map(({ id }) => id))
    expect(photos.map(({ state }) => state)).toEqual(['kept', 'kept'])
    expect(JSON.stringify(photos)).not.toContain('JFIF')
    expect(slack.cards('desk').at(-1)).toMatch(
      /この画面では受け取れません[\s\S]*写真を見る（1枚目）[\s\S]*写真を見る（2枚目）/,
    )
    const card = JSON.stringify(playground.control.slack.messages(playground.slack.channels.desk))
    const [, path = ''] = /https:\/\/otasuke\.example(\/r\/photo_[^"|>\\]+)/.exec(card) ?? []
    const shown = await app.server.inject(path)
    expect(shown.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' })
    expect(shown.headers['content-security-policy']).toContain('sandbox')
    expect(shown.rawPayload.includes('KESENNUMA-3')).toBe(false)
    expect(shown.rawPayload.subarray(0, 2)).toEqual(JPEG.subarray(0, 2))
    expect((await app.server.inject(path.replace(/~(.)/, '~z$1'))).statusCode).toBe(404)
    // Each look is in the audit log, once in ten minutes; what showed nothing is none.
    expect(await looksByLink(story)).toEqual([`visits:${story.firmId}`])
    await story.pass(11 * MINUTE)
    await app.server.inject(path)
    expect(await looksByLink(story)).toHaveLength(2)
    const scope = await app.db.transaction({ kind: 'system' }, async (tx) => {
      expect(await photoBehind(app.secrets)(tx, photos[0]?.id ?? '')).toMatchObject({ type: 'image/jpeg' })
      return query(tx, sql`select current_user as role, current_setting('otasuke.firm') as firm`)
    })
    expect(scope).toEqual([{ role: 'otasuke_tenant', firm: story.firmId }])
    await story.pass(8 * DAY)
    expect(await app.server.inject(path)).toMatchObject({
      statusCode: 410,
      body: expect.stringContaining('会社のカード'),
    })
    expect(await looksByLink(story)).toHaveLength(2)
    await story.leap(366 * DAY)
    expect(await kept(story)).toEqual([])
  })

  it('is shown to the desk together with another that was sent at the same time', async () => {
    const story = await openStory()
    await atPhoto(story)
    const { playground, line, app, slack } = story
    for (let n = 0; n < 2; n++) await playground.control.line.photo(line.id('佐々木'), TAKEN)
    await story.settle()
    expect(line.hears('佐々木').join()).toMatch(/（1枚目）[\s\S]*（2枚目）/)
    const ids = photosIn(await session(story))
    expect(ids).toHaveLength(2)
    expect((await kept(story)).map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(slack.cards('desk').at(-1)).toMatch(/写真を見る（1枚目）[\s\S]*写真を見る（2枚目）/)
    const card = JSON.stringify(playground.control.slack.messages(playground.slack.channels.desk).at(-1))
    const links = [...card.matchAll(/https:\/\/otasuke\.example(\/r\/photo_[^"|>\\]+)/g)].map(([, path = '']) => path)
    expect(new Set(links).size).toBe(2)
    for (const path of links) expect((await app.server.inject(path)).statusCode).toBe(200)
  })

  it.each([
    ['of 40 MB', { sizeBytes: 40_000_000 }, '大きすぎて'],
    [
      'that is none',
      { base64: Buffer.from('%PDF-1.7').toString('base64'), type: 'image/jpeg' },
      '写真ではないようです',
    ],
    ['that is cut off', { base64: JPEG.subarray(0, 200).toString('base64') }, '途中で切れている'],
  ])('%s is refused kindly, and asked for again', async (_, photo, words) => {
    const story = await openStory()
    await atPhoto(story)
    await sends(story, photo)
    expect(story.line.hears('佐々木').join()).toMatch(new RegExp(`${words}[\\s\\S]*出入口の箱の写真`))
    expect(await kept(story)).toEqual([])
    await sends(story, TAKEN)
    expect(story.line.hears('佐々木').join()).toContain('写真を受け取りました')
  })

  it('that LINE has no longer is asked for again; what it is still preparing is waited for', async () => {
    const story = await openStory()
    const { playground, line } = story
    await atPhoto(story)
    const { messageId } = await playground.control.line.photo(line.id('佐々木'), TAKEN)
    playground.control.line.forgetContent(messageId ?? '')
    await story.settle()
    expect(line.hears('佐々木').join()).toMatch(/見つかりませんでした[\s\S]*出入口の箱の写真/)
    await sends(story, { ...TAKEN, preparing: 1 })
    await rows(story, sql`update dialogue_photos set not_before = now()`)
    await story.settle()
    expect(line.hears('佐々木').join()).toContain('写真を受け取りました')
  })

  it('is fetched again when nobody lived to keep it, and is there once', async () => {
    const story = await openStory()
    await atPhoto(story)
    story.playground.control.faults.add({ platform: 'line', route: 'content', kind: '500' })
    await sends(story, TAKEN)
    // As a node leaves it that was killed between the fetch and the commit.
    await rows(
      story,
      sql`update dialogue_photos set owner = '1:gone', lease_until = now() + interval '1 hour', not_before = now()`,
    )
    await story.settle()
    expect(story.line.hears('佐々木').filter((words) => words.includes('写真を受け取りました'))).toHaveLength(1)
    expect(photosIn(await session(story))).toHaveLength(1)
  })

  it('is not kept when it arrives after its questionnaire was begun anew', async () => {
    const story = await openStory()
    const { line } = story
    await atPhoto(story)
    await sends(story, { ...TAKEN, preparing: 1 })
    await rows(story, sql`update dialogue_photos set not_before = now() + interval '1 hour'`)
    // As if the rest had been answered in the meantime.
    await rows(
      story,
      sql`update dialogue_sessions set state = 'finished', finished_at = moved_at, session = jsonb_set(session, '{state}', '"finished"')`,
    )
    await line.says('佐々木', '設置確認')
    await line.taps('佐々木', 'もう一度する')
    line.hears('佐々木')
    expect(await rows(story, sql`select from dialogue_sessions`)).toHaveLength(2)
    expect((await kept(story)).map(({ state }) => state)).toEqual(['wanted'])
    await rows(story, sql`update dialogue_photos set not_before = now()`)
    await story.settle()
    expect(line.hears('佐々木')).toHaveLength(1)
    expect(await kept(story)).toEqual([])
  })

  it('is replaced after 戻る, and one that is taken back is not kept', async () => {
    const story = await openStory()
    const { line, playground } = story
    await atPhoto(story)
    await sends(story, TAKEN)
    await line.says('佐々木', '戻る')
    const messageId = await sends(story, TAKEN)
    expect(await kept(story)).toHaveLength(1)
    expect(photosIn(await session(story))).toHaveLength(1)
    await playground.control.line.unsend(line.id('佐々木'), messageId)
    await story.settle()
    expect(await kept(story)).toEqual([])
  })

  it('that comes while something else is asked keeps the place, and after three it is enough', async () => {
    const story = await openStory()
    const { line } = story
    await atPhoto(story)
    for (let n = 0; n < 4; n++) await sends(story, TAKEN)
    expect(line.hears('佐々木').at(-1)).toMatch(/3枚まで[\s\S]*線と無線/)
    await line.says('佐々木', '1')
    await sends(story, TAKEN)
    expect(line.hears('佐々木').at(-1)).toContain('言葉か番号で答えてください')
    expect(await kept(story)).toHaveLength(3)
  })
})
