import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query, type Scope } from '#db/door.ts'
import { HOUR } from './notified.ts'
import { openStory, type Story } from './world.ts'

const DAY = 24 * HOUR

async function published({ admin, made, regionId }: Story, name: string) {
  const { id } = await made('/survey-rounds', { regionId, name })
  const { body } = await admin('POST', `/survey-rounds/${id}/publish`)
  return body as { id: string; code: string; link: string }
}

/** Scanned: the words stand there already and have only to be sent. */
const scanned = ({ link }: { link: string }): string => decodeURIComponent(link.slice(link.indexOf('?') + 1))

const counted = async ({ admin, regionId }: Story) => {
  const { items } = (await admin('GET', `/survey-rounds?regionId=${regionId}`)).body
  return Object.fromEntries(
    items.map(({ name, none, partway, finished }: Record<string, string>) => [name, [none, partway, finished]]),
  )
}

const tenants = ({ app }: Story, scope: Scope): Promise<{ firm: string }[]> =>
  app.db.transaction(scope, (tx) =>
    query(tx, sql`select firm_id as firm from dialogue_sessions order by started_at, id`),
  )

const sentTo = async ({ app }: Story, address: string): Promise<number> => {
  const [row] = await app.db.transaction({ kind: 'system' }, (tx) =>
    query<{ count: number }>(tx, sql`select count(*)::int as count from outbox where address = ${address}`),
  )
  return row?.count ?? 0
}

/** Whatever is asked, the first answer; several are confirmed. */
async function answersTheRest({ line }: Story): Promise<void> {
  for (let said = 0; said < 40 && line.offered('千葉').includes('あとで'); said++)
    await line.says('千葉', line.offered('千葉').includes('これでよい') ? 'これでよい' : '1')
}

describe('a round of the survey', () => {
  it('is answered on LINE by people who are no members, each by themselves, over two days', async () => {
    const story = await openStory()
    const { line, regionId } = story
    const round = await published(story, '説明会')
    expect(scanned(round)).toBe(`アンケート ${round.code}`)

    await line.follow('千葉')
    expect(line.hears('千葉').join()).toContain('アンケートの紙を読み取った方')
    await line.says('千葉', 'アンケート')
    expect(line.hears('千葉').join()).toContain('コードを、いっしょに')
    await line.says('千葉', scanned(round))
    expect(line.hears('千葉').join()).toMatch(
      /「説明会」のアンケートです[\s\S]*岩手[\s\S]*お名前や会社の名前は聞きません[\s\S]*自由です/,
    )
    expect(await tenants(story, { kind: 'system' })).toEqual([])
    await line.says('千葉', 'えーと')
    expect(line.hears('千葉').join()).toContain('始めてもいいですか')
    await line.taps('千葉', 'はじめる')
    expect(line.hears('千葉').join()).toContain('19の質問')
    for (const answer of ['説明会のあと', '2', '1', '3']) await line.says('千葉', answer)
    await line.says('千葉', 'いまどこ？')
    expect(line.hears('千葉').at(-1)).toContain('□')
    expect(await counted(story)).toEqual({ 説明会: [0, 1, 0] })

    // What else there is, is members'.
    for (const word of ['診断', '状況', '機器', 'レポート', '結果', 'やること', '星']) {
      await line.says('千葉', word)
      expect(line.hears('千葉').join(), word).toMatch(/会員の会社が使えます[\s\S]*招待コード/)
    }
    await line.says('千葉', '相談')
    expect(line.hears('千葉').join()).toMatch(/会員の会社のためのものです[\s\S]*電話/)
    await line.says('千葉', 'ヘルプ')
    expect(line.hears('千葉').join()).toMatch(/いま、できること[\s\S]*つづき/)
    expect(story.slack.cards('desk').join()).not.toContain('千葉')

    // Another one, who scans twice and comes back to where they were.
    await line.follow('菊池')
    await line.says('菊池', scanned(round).replace('アンケート ', ''))
    await line.says('菊池', 'はい')
    await line.says('菊池', '1')
    line.hears('菊池')
    await line.says('菊池', scanned(round))
    expect(line.hears('菊池').join()).toContain('会社のこと')
    expect(await counted(story)).toEqual({ 説明会: [0, 2, 0] })
    const [one, other] = await tenants(story, { kind: 'region', regionId })
    if (!one || !other) throw new Error('two guests')
    expect(await tenants(story, { kind: 'firm', regionId, firmId: one.firm })).toEqual([one])
    // No list of firms, people or diagnoses knows them.
    for (const path of ['/firms', '/people', '/diagnoses', '/todos', `/regions/${regionId}/diagnosis-view`])
      expect(JSON.stringify((await story.admin('GET', path)).body), path).not.toMatch(/guest_|千葉/)
    const { funnel } = (await story.admin('GET', `/regions/${regionId}/diagnosis-view`)).body
    expect(funnel).toMatchObject({ firms: 1, members: 0, started: 0 })

    await story.pass(DAY)
    expect(line.hears('千葉').join()).toContain('続きはどうですか')
    await line.says('千葉', 'やめる')
    await line.says('千葉', 'つづき')
    await answersTheRest(story)
    expect(line.hears('千葉').at(-1)).toMatch(/ありがとうございました[\s\S]*名前のない数[\s\S]*会員になりたいとき/)
    expect(await counted(story)).toEqual({ 説明会: [0, 1, 1] })
    await line.says('千葉', scanned(round))
    expect(line.hears('千葉').join()).toContain('終わっています')

    await story.admin('POST', `/survey-rounds/${round.id}/close`)
    await line.says('菊池', '1')
    expect(line.hears('菊池').at(-1)).toMatch(/もう終わりました[\s\S]*そのままとってあります/)
    await story.pass(40 * DAY)
    expect(line.hears('菊池')).toEqual([])
    expect(await counted(story)).toEqual({ 説明会: [0, 1, 1] })
  })

  it('has a code that opens while it is published, and a member answers for their firm', async () => {
    const story = await openStory()
    const { line, admin, made, regionId, firmId } = story
    const draft = await made('/survey-rounds', { regionId, name: '次の会' })
    const closed = await published(story, '前の会')
    await admin('POST', `/survey-rounds/${closed.id}/close`)
    await line.follow('菊池')
    for (const [code, said] of [
      [draft.code, 'まだ始まっていません'],
      [closed.code, 'もう終わりました'],
      ['K7Q2-2222', '見つかりませんでした'],
    ]) {
      line.hears('菊池')
      await line.says('菊池', `アンケート ${code}`)
      expect(line.hears('菊池').join(), code).toContain(said)
    }
    const round = await published(story, '説明会')
    await line.says('菊池', scanned(round))
    await line.says('菊池', 'やめる')
    expect(line.hears('菊池').at(-1)).toContain('何も残していません')
    for (let wrong = 0; wrong < 4; wrong++) await line.says('菊池', `アンケート K7Q2-222${wrong + 3}`)
    await line.says('菊池', scanned(round))
    expect(line.hears('菊池').at(-1)).toContain('少しお休みします')
    await story.pass(2 * HOUR)

    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', '診断')
    await line.says('佐々木', scanned(round))
    expect(line.hears('佐々木').join()).toContain('19の質問')
    await line.says('佐々木', '1')
    expect(await tenants(story, { kind: 'firm', regionId, firmId })).toHaveLength(2)
    expect(await counted(story)).toEqual({ 説明会: [0, 1, 0], 前の会: [0, 0, 0], 次の会: [0, 0, 0] })

    // A guest who is invited later is a member; what they answered stays the round's.
    await line.says('菊池', scanned(round))
    await line.taps('菊池', 'はじめる')
    await line.says('菊池', '1')
    await line.unfollow('菊池')
    const before = await sentTo(story, line.id('菊池'))
    await story.pass(2 * DAY)
    expect(await sentTo(story, line.id('菊池'))).toBe(before)
    line.hears('菊池')
    await line.follow('菊池')
    expect(line.hears('菊池').join()).toMatch(/お帰りなさい[\s\S]*「つづき」/)
    await line.enrol('菊池', 'manager')
    await line.says('菊池', '状況')
    expect(line.hears('菊池').join()).toContain('佐々木水産')
    await line.says('菊池', scanned(round))
    expect(line.hears('菊池').join()).toContain('会社のこと')
    expect(await counted(story)).toMatchObject({ 説明会: [0, 2, 0] })
    const guest = await story.app.db.transaction({ kind: 'system' }, (tx) =>
      query(
        tx,
        sql`select became_firm_id as became, is_reachable as reachable from survey_participants where user_id is not null`,
      ),
    )
    expect(guest).toEqual([{ became: firmId, reachable: false }])
    // With two firms they say which.
    const other = await made('/firms', { regionId, name: '南部建設' })
    await line.enrol('菊池', 'manager', other.id)
    await line.says('菊池', scanned(round))
    await line.taps('菊池', '南部建設')
    await line.says('菊池', '1')
    expect(await tenants(story, { kind: 'firm', regionId, firmId: other.id })).toHaveLength(1)
    expect(await counted(story)).toMatchObject({ 説明会: [0, 3, 0] })
  })
})
