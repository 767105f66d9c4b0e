import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { MIGRATIONS } from '#db/migrations.ts'
import { fireDue } from '#db/timers.ts'
import { DAY, HOUR, MINUTE, notified } from './notified.ts'
import { openStory, type Story } from './world.ts'

/** Everything that LINE counts, since it is sent unasked. */
async function pushes({ app }: Story): Promise<{ priority: number; key: string }[]> {
  return app.db.transaction({ kind: 'system' }, (tx) =>
    query(
      tx,
      sql`select priority, retry_key as key from outbox where platform = 'line' and route = 'push' and state = 'sent' order by seq`,
    ),
  )
}

async function until({ clock, pass }: Story, moment: string): Promise<void> {
  await pass(Date.parse(moment) - clock.now())
}

const checks = async ({ admin, firmId }: Story) =>
  (await admin('GET', `/diagnoses?firmId=${firmId}&questionnaire=operation`)).body.items

/** The timer of the firm fires on two nodes at once, and what it fired is handed in once more. */
async function fireTwice({ app, clock, settle }: Story): Promise<void> {
  const due = await app.db.transaction({ kind: 'system' }, (tx) =>
    query<{
      key: string
      armed: number
      dueAt: Date
      lane: string
      kind: string
      payload: object
      regionId: string
      firmId: string
    }>(
      tx,
      sql`select key, armed::int as armed, due_at as "dueAt", lane, kind, payload, region_id as "regionId", firm_id as "firmId"
      from timers where kind = 'monthly-check'`,
    ),
  )
  clock.advanceTo(Math.max(...due.map(({ dueAt }) => new Date(dueAt).getTime())))
  const fire = () => app.db.transaction({ kind: 'system' }, (tx) => fireDue(tx, clock.now()))
  await Promise.all([fire(), fire()])
  const again = due.flatMap(({ key, armed, dueAt: _, ...row }) =>
    // The same firing once more, and one that a node armed beside it.
    [`${key}#${armed}`, `${key}#0`].map((eventId) => ({ ...row, account: 'timer', eventId, at: clock.now() })),
  )
  await app.db.transaction({ kind: 'system' }, (tx) => receive(tx, again))
  await settle()
}

/** As if everybody had joined before there was a monthly check: its migration is lived through now. */
async function migrateAnew({ app, settle }: Story): Promise<Date[]> {
  const name = readdirSync(MIGRATIONS).find((one) => one.endsWith('monthly_check_of_firms_already_here.sql')) ?? ''
  const statements = readFileSync(join(MIGRATIONS, name), 'utf8').split('--> statement-breakpoint')
  const insert = statements.find((one) => one.includes('insert into timers')) ?? ''
  const timers = (change: string) => app.db.transaction({ kind: 'system' }, (tx) => query(tx, sql.raw(change)))
  await timers("delete from timers where kind = 'monthly-check'")
  await timers(insert)
  await settle()
  const due = await timers("select due_at as due from timers where kind = 'monthly-check'")
  return (due as { due: Date }[]).map((one) => one.due)
}

describe('the monthly check', () => {
  it('is pushed once a month, answered in three taps, kept as a history, and leaves whoever is silent in peace (R-111)', async () => {
    const story = await openStory({ startsAt: '2026-11-02T10:00:00+09:00' })
    const { line, slack, playground } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    await until(story, '2026-11-11T09:59:00+09:00')
    const before = (await pushes(story)).length
    line.hears('千葉')
    line.hears('佐々木')

    // November: two nodes, one push, to the owner alone, behind everything else.
    await fireTwice(story)
    const sent = (await pushes(story)).slice(before)
    expect(sent).toHaveLength(1)
    expect(sent[0]?.priority).toBe(4)
    expect(line.hears('佐々木').join()).toMatch(/月に1回、3つだけ[\s\S]*1\/3[\s\S]*やめる/)
    expect(line.hears('千葉')).toEqual([])
    for (const answer of ['ついている', '全部読んだ', '両方した']) await line.taps('佐々木', answer)
    expect(line.hears('佐々木').at(-1)).toMatch(
      /これまでの確かめ[\s\S]*11月11日[\s\S]*できている。箱のランプは「ついている」/,
    )

    // Named again in the same month it shows what was answered, and a second answer takes the place of the first.
    await line.says('佐々木', '運用')
    expect(line.hears('佐々木').at(-1)).toMatch(/11月11日\D*に終わっています[\s\S]*できている/)
    await story.pass(MINUTE)
    await line.taps('佐々木', 'もう一度する')
    for (const answer of ['ついている', '一部だけ読んだ', '両方した']) await line.says('佐々木', answer)
    const corrected = line.hears('佐々木').at(-1) ?? ''
    expect(corrected).toMatch(/一部できている/)
    expect(corrected.match(/11月11日/gu)).toHaveLength(1)
    expect(await checks(story)).toMatchObject([{ upkeep: 'part', answers: { messages: 'some' }, score: null }])

    // December: put off while another questionnaire is open, then asked; what was kept up and is not leads to a person.
    await until(story, '2026-12-11T09:59:00+09:00')
    await line.says('佐々木', '診断')
    line.hears('佐々木')
    await story.pass(2 * MINUTE)
    expect(line.hears('佐々木')).toEqual([])
    await line.says('佐々木', 'やめる')
    line.hears('佐々木')
    await until(story, '2026-12-14T10:01:00+09:00')
    expect(line.hears('佐々木').join()).toContain('1/3')
    for (const answer of ['消えている', '読んでいない', 'どちらもまだ']) await line.taps('佐々木', answer)
    expect(line.hears('佐々木').at(-1)).toMatch(
      /見守れません[\s\S]*できていたことが[\s\S]*12月14日[\s\S]*できていない[\s\S]*11月11日[\s\S]*一部できている/,
    )
    expect(line.offered('佐々木')).toContain('人に相談')
    await line.taps('佐々木', '人に相談')
    expect(slack.cards('desk').at(-1)).toContain('佐々木水産')
    expect((await checks(story)).map(({ upkeep }: { upkeep: string }) => upkeep)).toEqual(['not', 'part'])
    const command = { command: '/otasuke', text: '診断 佐々木水産', channel: playground.slack.channels.desk }
    await playground.control.slack.command(slack.id('及川'), command)
    await story.settle()
    expect(slack.cards('desk').at(-1)).toMatch(/12月14日[\s\S]*できていない[\s\S]*11月11日[\s\S]*一部できている/)

    // Two months without an answer: one push each, no reminder of it, and then nothing.
    await until(story, '2026-12-31T10:00:00+09:00')
    const answered = (await pushes(story)).length
    await until(story, '2027-02-10T10:00:00+09:00')
    expect(await pushes(story)).toHaveLength(answered + 1)
    await until(story, '2027-03-10T10:00:00+09:00')
    expect(await pushes(story)).toHaveLength(answered + 2)
    await until(story, '2027-06-01T10:00:00+09:00')
    expect(await pushes(story)).toHaveLength(answered + 2)
    // Until somebody names it, whatever was half answered long ago.
    line.hears('佐々木')
    await line.says('佐々木', '運用')
    expect(line.hears('佐々木').at(-1)).toContain('1/3')
    const named = (await pushes(story)).length
    await until(story, '2027-07-13T10:00:00+09:00')
    expect(await pushes(story)).toHaveLength(named + 1)
  })

  it('waits while a grave case is open, asks nothing of a firm without anything to look after, and begins anew each month', async () => {
    const story = await openStory({ startsAt: '2026-11-10T10:00:00+09:00' })
    const { line, slack, made, regionId } = story
    const bare = await made('/firms', { regionId, name: '南部建設' })
    await line.enrol('菊池', 'owner', bare.id)
    await notified(story, 'high')
    const due = Date.parse('2026-11-11T10:00:00+09:00')
    expect((await migrateAnew(story)).map((at) => new Date(at).getTime())).toEqual([due, due])
    await until(story, '2026-11-11T10:01:00+09:00')
    expect(line.hears('佐々木').join()).not.toContain('1/3')
    await until(story, '2026-11-20T10:00:00+09:00')
    expect(line.everythingHeard('佐々木').join()).not.toContain('1/3')
    expect(line.everythingHeard('菊池').join()).not.toContain('1/3')
    expect(slack.cards('operations').filter((card) => !card.startsWith('今月のLINEは'))).toEqual([])

    await line.says('佐々木', '運用')
    await line.says('佐々木', 'ついている')
    await line.says('佐々木', 'やめる')
    await until(story, '2026-12-01T10:00:00+09:00')
    line.hears('佐々木')
    await line.says('佐々木', '運用')
    expect(line.hears('佐々木').at(-1)).toContain('1/3')
    await story.pass(HOUR + DAY)
  })

  it('waits for a day after a warning', async () => {
    const story = await openStory({ startsAt: '2026-11-10T15:00:00+09:00' })
    const { line, slack, playground, settle } = story
    await line.enrol('佐々木', 'owner')
    const { analysts } = playground.slack.channels
    await playground.control.slack.command(slack.id('小野'), { command: '/otasuke', text: '注意報', channel: analysts })
    await settle()
    const card = slack.cards('analysts').findLastIndex((one) => one.startsWith('注意報：'))
    await slack.presses('小野', '書く', 'analysts', card)
    const words = {
      first: 'にせの請求書が届いています。',
      second: '急がせる言葉があります。',
      todo: '消してください。',
    }
    await slack.fills('小野', { area: 'whole-region', ...words, audience: 'everybody' })
    await slack.presses('山田', '送る', 'analysts', card)
    expect(line.hears('佐々木').join()).toContain('にせの請求書')
    await until(story, '2026-11-11T10:05:00+09:00')
    expect(line.hears('佐々木')).toEqual([])
    await until(story, '2026-11-12T10:05:00+09:00')
    expect(line.hears('佐々木').join()).toContain('1/3')
  })

  it('ends at a word of whoever leads the firm, and comes again once they ask for it', async () => {
    const story = await openStory({ startsAt: '2026-11-10T15:00:00+09:00' })
    const { line } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    await until(story, '2026-11-11T10:05:00+09:00')
    expect(line.hears('佐々木').join()).toMatch(/1\/3[\s\S]*「確かめはいらない」/)
    await line.says('千葉', '確かめはいらない')
    expect(line.hears('千葉').join()).toContain('代表か担当の人が止められます')
    await line.says('佐々木', '確かめはいらない')
    expect(line.hears('佐々木').join()).toContain('もう送りません')
    // Nor is there anything left to go on with.
    await line.says('佐々木', '機器')
    expect(line.hears('佐々木').join()).not.toContain('質問の続き')
    await until(story, '2027-01-20T10:00:00+09:00')
    expect(line.hears('佐々木').join()).not.toContain('1/3')
    await line.says('佐々木', '運用')
    expect(line.hears('佐々木').at(-1)).toContain('1/3')
    await until(story, '2027-02-12T10:05:00+09:00')
    expect(line.hears('佐々木').join()).toContain('1/3')
  })
})
