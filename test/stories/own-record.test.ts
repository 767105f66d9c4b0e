import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { tablesWith } from '../support/planted.ts'
import { openStory, type Story } from './world.ts'

const DAY_MS = 86_400_000
const OWN = 'ちばのかなりあ4711'
const OTHERS = 'きくちのかなりあ0815'
const COLLEAGUES = 'ささきのかなりあ2342'

function linkOf({ playground, line }: Story, name: '千葉' | '菊池'): string {
  const chat = JSON.stringify(playground.control.line.chat(line.id(name)).items)
  const url = [...chat.matchAll(/"uri":"([^"]+record_[^"]+)"/g)].at(-1)?.[1]
  if (!url) throw new Error(`${name} sees no link`)
  return new URL(url).pathname
}

async function threePeople(): Promise<Story> {
  const story = await openStory()
  const { line, made, regionId } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  const other = await made('/firms', { regionId, name: '南部建設' })
  await line.enrol('菊池', 'owner', other.id)
  for (const [name, words] of [
    ['千葉', OWN],
    ['菊池', OTHERS],
    ['佐々木', COLLEAGUES],
  ] as const) {
    await line.says(name, '相談')
    await line.says(name, words)
    line.hears(name)
  }
  return story
}

describe('one’s own record', () => {
  // S10: 「わたしの記録を全部見せて」→本人の分だけ、他社の分は出ない.
  it('is shown by one word, for a day, to whoever asks and of nobody else', async () => {
    const story = await threePeople()
    const { app, line, pass } = story
    await line.says('千葉', 'わたしの記録を全部見せて')
    const path = linkOf(story, '千葉')
    const page = await app.server.inject({ url: path })
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.body).not.toContain('<script')
    expect(page.body).toMatch(/千葉 さん[\s\S]*佐々木水産 worker/)
    expect(page.body).toContain(OWN)
    const json = (await app.server.inject({ url: `${path}.json` })).body
    expect(JSON.parse(json).asked).toMatchObject([{ text: OWN }])
    for (const shown of [page.body, json]) {
      expect(shown).toContain(line.id('千葉'))
      for (const foreign of [OTHERS, COLLEAGUES, '菊池', '南部建設', line.id('佐々木'), line.id('菊池')])
        expect(shown).not.toContain(foreign)
    }
    // Another person's number in the address opens nothing: the signature is of this one.
    await line.says('菊池', '私の記録')
    const theirs = linkOf(story, '菊池')
    const forged = path.replace(/record_[0-9a-z]+/, /record_[0-9a-z]+/.exec(theirs)?.[0] ?? '')
    expect((await app.server.inject({ url: forged })).statusCode).toBe(404)
    await pass(DAY_MS + 60_000)
    expect((await app.server.inject({ url: path })).statusCode).toBe(410)
  })

  it('is erased after a second word; what stays is named with why and until when, and has no name in it', async () => {
    const story = await threePeople()
    const { app, line, slack, pass } = story
    const before = await tablesWith(app.db, COLLEAGUES)
    await line.says('千葉', 'わたしの記録を消して')
    expect(line.hears('千葉').join()).toMatch(/名前、トークの番号[\s\S]*5年まで[\s\S]*3年まで[\s\S]*本当に消しますか/)
    expect(await tablesWith(app.db, OWN)).toContain('consultation_words')
    await line.taps('千葉', 'わたしの記録を本当に消す')
    expect(line.hears('千葉').join()).toContain('記録を消しました')
    expect(await tablesWith(app.db, OWN)).toEqual([])
    // What was said to others and has the name in it goes after its ninety days.
    const named = await tablesWith(app.db, '"千葉"')
    expect(named.filter((table) => !['inbox', 'outbox', 'chats'].includes(table))).toEqual([])
    expect(slack.cards('desk').join()).toContain('自分の記録を消して')
    expect(JSON.stringify(story.playground.control.slack.messages(story.playground.slack.channels.desk))).not.toContain(
      OWN,
    )
    // They are a stranger from now on.
    await line.says('千葉', '状況')
    expect(line.hears('千葉').join()).not.toContain('佐々木水産')
    expect(await tablesWith(app.db, COLLEAGUES)).toEqual(before)

    const [erasure] = await app.db.transaction({ kind: 'system' }, (tx) =>
      query<{ rows: number }>(tx, sql`select rows from erasures`),
    )
    expect(erasure?.rows).toBeGreaterThan(5)
    await pass(31 * DAY_MS)
    await line.says('佐々木', '状況')
    expect(line.hears('佐々木').join()).toContain('佐々木水産')
  })

  it('of the only owner stays until the whole firm leaves', async () => {
    const story = await threePeople()
    const { app, line } = story
    await line.says('佐々木', 'わたしの記録を消して')
    expect(line.hears('佐々木').join()).toContain('「やめたい」')
    await line.says('佐々木', 'わたしの記録を本当に消す')
    expect(line.hears('佐々木').join()).toContain('「やめたい」')
    expect(await tablesWith(app.db, COLLEAGUES)).toContain('consultation_words')
  })

  it('of two owners who say so at once stays of one of them, so that somebody answers for the firm', async () => {
    const story = await openStory()
    const { app, line, playground, settle } = story
    const owners = ['佐々木', '千葉'] as const
    for (const name of owners) await line.enrol(name, 'owner')
    for (const name of owners) await line.says(name, 'わたしの記録を消して')
    for (const name of owners) line.hears(name)
    await Promise.all(owners.map((name) => playground.control.line.text(line.id(name), 'わたしの記録を本当に消す')))
    await settle()
    const left = await app.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`select id from memberships where role = 'owner' and ended_at is null`),
    )
    expect(left).toHaveLength(1)
    expect(owners.map((name) => line.hears(name).join().includes('「やめたい」')).toSorted()).toEqual([false, true])
  })
})
