import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { notified } from './notified.ts'
import { buttonsOf, wordsOf } from './words.ts'
import { type Named, openStory, type Story } from './world.ts'

const DAY = 86_400_000
const HAPPENED = 'にせの請求書のメールを開きました。PCが動かなくなりました。'
const HELPED = 'すぐに線を抜いて、窓口に電話しました。'
const WRITTEN = { industry: '製造業', size: 'up-to-10', happened: HAPPENED, helped: HELPED, cost: '３万円' }
const MAKER = { industry: '製造業', employees: 8 }

/** Five small makers in one region, so that it may be said that it is one of them. */
async function makers({ made, admin, regionId }: Story): Promise<{ kamome: string; minato: string }> {
  const firm = async (name: string): Promise<string> => (await made('/firms', { regionId, name, ...MAKER })).id
  const [kamome, minato] = [await firm('かもめ水産'), await firm('みなと工業')]
  for (const name of ['一', '二', '三']) await firm(name)
  for (const id of [kamome, minato]) await admin('PUT', `/firms/${id}/responsible`, { responsible: { name: '代表' } })
  return { kamome, minato }
}

async function until({ clock, pass }: Story, moment: string): Promise<void> {
  await pass(Date.parse(moment) - clock.now())
}

async function types({ slack, playground, settle }: Story, name: Named, text: string): Promise<void> {
  const command = { command: '/otasuke', text, channel: playground.slack.channels.desk }
  await playground.control.slack.command(slack.id(name), command)
  await settle()
}

const card = ({ slack }: Story): string => slack.cards('desk').findLast((one) => one.startsWith('事例：')) ?? ''
const place = ({ slack }: Story): number => slack.cards('desk').findLastIndex((one) => one.startsWith('事例：'))
const heardAll = ({ line }: Story, name: Named): string => line.hears(name).join('\n')

/** What waits to be sent to somebody rests there, as while LINE cannot be reached. */
async function hold({ app, line }: Story, name: Named): Promise<void> {
  await app.db.transaction({ kind: 'system' }, (tx) =>
    query(
      tx,
      sql`update outbox_lanes set not_before = now() + interval '1 hour' where lane like ${`%${line.id(name)}`}`,
    ),
  )
}

/** A reminder that another node had armed beside the one that has fired. */
async function remindAgain({ app, admin, clock, settle }: Story): Promise<void> {
  const [{ id, regionId, firmId }] = (await admin('GET', '/examples')).body.items
  const payload = { command: 'remind', by: { personId: 'otasuke', name: 'otasuke' } }
  const row = { lane: `example:${id}`, kind: 'example', account: 'timer', eventId: 'beside', payload, at: clock.now() }
  await app.db.transaction({ kind: 'system' }, (tx) => receive(tx, [{ ...row, regionId, firmId }]))
  await settle()
}

/** Where a word of it still stands, but for what was typed into other chats. */
async function leftOf({ app }: Story, word: string): Promise<string[]> {
  const tables = ['examples', 'published_examples', 'outbox', 'inbox', 'audit', 'chats', 'actions', 'timers']
  const left: string[] = []
  for (const table of tables) {
    const rows = await app.db.transaction({ kind: 'system' }, (tx) =>
      query<{ row: string }>(
        tx,
        sql`select t::text as row from ${sql.identifier(table)} t where t::text like ${`%${word}%`}`,
      ),
    )
    left.push(...rows.map(({ row }) => `${table}: ${row.slice(0, 200)}`))
  }
  return left
}

const shown = ({ app }: Story) =>
  app.db.transaction({ kind: 'system' }, (tx) =>
    query<{ state: string; priority: number; route: string | null }>(
      tx,
      sql`select state, priority, route from outbox where subject like 'example-shown:%' order by seq`,
    ),
  )

/** What nobody has asked for. */
const pushes = async (story: Story) => (await shown(story)).filter(({ priority }) => priority === 4)

describe('an example', () => {
  it('is written without what tells whose it is, shown after consent to that very text, and gone once it is withdrawn (R-110)', async () => {
    const story = await openStory({ startsAt: '2026-11-10T10:00:00+09:00' })
    const { line, slack, made, regionId, playground } = story
    const { kamome, minato } = await makers(story)
    const builder = await made('/firms', { regionId, name: '山の家工務店', industry: '建設業', employees: 30 })
    await line.enrol('菊池', 'owner', kamome)
    await line.enrol('佐々木', 'owner', minato)
    await line.enrol('千葉', 'owner', builder.id)

    // An analyst writes it; what tells whose it is, and what is hard to read, is named beside its field.
    await types(story, '小野', '事例 かもめ水産')
    expect(slack.hears('小野').at(-1)).toContain('事例を、相談の部屋に出しました')
    expect(card(story)).toContain('まだ書いていません')
    await slack.presses('小野', '書く', 'desk', place(story))
    expect(slack.modal('小野').join()).toContain('製造業')
    const named = await slack.fills('小野', {
      ...WRITTEN,
      happened: '菊池さんがカモメの事務所で開きました。',
      helped: 'マルウェアを消しました。',
      cost: '少し',
    })
    expect(named.errors?.happened).toMatch(/「カモメ」[\s\S]*「菊池」/)
    expect(named.errors?.helped).toContain('「マルウェア →')
    expect(named.errors?.cost).toContain('数字')
    expect(card(story)).toContain('まだ書いていません')
    expect(await slack.fills('小野', WRITTEN)).not.toHaveProperty('errors')
    expect(card(story)).toMatch(/製造業・10人以下の会社[\s\S]*企業の返事を待っています/)
    expect(slack.buttons('desk', place(story))).toEqual(['直す', '取り下げる'])

    // The owner reads the very text, is reminded once, by day, and is left in peace.
    const asked = heardAll(story, '菊池')
    for (const words of [
      '見せるのは、つぎの文だけです',
      HAPPENED,
      HELPED,
      '30,000円',
      '取り下げられます',
      '消せません',
    ])
      expect(asked).toContain(words)
    expect(line.offered('菊池')).toEqual(['出してよい', '出さない', '直してほしい'])
    const [old] = line.choices('菊池')
    await story.pass(3 * DAY - 1)
    expect(heardAll(story, '菊池')).toBe('')
    await story.pass(1)
    expect(heardAll(story, '菊池')).toMatch(/もうお聞きしません[\s\S]*PCが動かなくなりました/)
    await remindAgain(story)
    await until(story, '2026-11-18T10:00:00+09:00')
    expect(heardAll(story, '菊池')).toBe('')

    // It is changed as they wish, and consent to the text before is none.
    await line.says('菊池', '直してほしい')
    expect(heardAll(story, '菊池')).toContain('もう一度見てもらいます')
    expect(slack.cards('desk').at(-1)).toMatch(/直してほしいそうです：かもめ水産（菊池）/)
    await slack.presses('及川', '直す', 'desk', place(story))
    await slack.fills('及川', { ...WRITTEN, happened: 'にせのメールを開きました。', cost: '0' })
    expect(heardAll(story, '菊池')).toMatch(/にせのメールを開きました。[\s\S]*かかったお金\nかかりませんでした/)
    await playground.control.line.tap(line.id('菊池'), old?.data ?? '', '出してよい')
    await story.settle()
    expect(heardAll(story, '菊池')).toMatch(/前の文のもの[\s\S]*にせのメールを開きました。/)
    expect(slack.buttons('desk', place(story))).not.toContain('公開する')
    await line.says('菊池', '出してよい')
    expect(card(story)).toContain('菊池 さんが「出してよい」と答えました')
    await line.says('千葉', '事例')
    expect(heardAll(story, '千葉')).toContain('まだ、見せられる事例がありません')
    await slack.presses('及川', '公開する', 'desk', place(story))
    expect(heardAll(story, '菊池')).toContain('見せはじめました')
    expect(card(story)).toContain('公開しています')

    // Others of the region read it without a name; the firm itself does not read it as somebody else's.
    await line.says('千葉', '事例')
    const read = heardAll(story, '千葉')
    expect(read).toMatch(/製造業・10人以下の会社[\s\S]*にせのメールを開きました。[\s\S]*すぐに線を抜いて/)
    expect(read).not.toMatch(/かもめ|菊池/)
    expect(await shown(story)).toMatchObject([{ state: 'sent', route: 'reply' }])
    await line.says('菊池', '事例')
    expect(heardAll(story, '菊池')).toContain('まだ、見せられる事例がありません')

    // While the month's waits to be sent to another, it is withdrawn: nobody hears of it any more.
    heardAll(story, '佐々木')
    await until(story, '2026-11-24T09:59:00+09:00')
    await hold(story, '佐々木')
    await story.pass(60_000)
    expect(await pushes(story)).toMatchObject([{ state: 'pending' }])
    await line.says('菊池', '事例を取り下げる')
    expect(heardAll(story, '菊池')).toMatch(/取り下げました[\s\S]*消せません/)
    expect(await pushes(story)).toMatchObject([{ state: 'cancelled' }])
    await story.wake()
    for (const name of ['佐々木', '千葉'] as const) {
      await line.says(name, '事例')
      expect(heardAll(story, name)).not.toContain('にせのメール')
    }
    expect(card(story)).toMatch(/取り下げました[\s\S]*文は残っていません/)
    const { items } = (await story.admin('GET', `/examples?regionId=${regionId}`)).body
    expect(items).toMatchObject([{ state: 'withdrawn', firmId: kamome, happened: null, consentedBy: null }])
    const audit = (await story.admin('GET', `/audit?firmId=${kamome}&limit=200`)).body.items
    expect(audit.map(({ what }: { what: string }) => what)).toEqual(
      expect.arrayContaining(['example-write', 'example-ask', 'example-agree', 'example-publish', 'example-withdraw']),
    )
    await line.says('菊池', '事例を取り下げる')
    expect(heardAll(story, '菊池')).toContain('いま、この会社の事例はありません')
    // Nor is a word of it left where it was written, sent, or waited.
    expect(await leftOf(story, 'にせの')).toEqual([])
  })

  it('of a case that is over is written from its card, asked for once somebody can be asked, and left when refused', async () => {
    const story = await openStory()
    await notified(story, 'high')
    const { line, slack } = story
    await line.taps('佐々木', 'ぜんぶ済んだ')
    await slack.presses('小野', '完了にする')
    await story.app.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`update identities set is_reachable = false where platform = 'line'`),
    )
    await slack.presses('小野', '事例を書く')
    const [modal = ''] = slack.modal('小野')
    expect(modal.length).toBeGreaterThan(100)
    expect(await slack.fills('小野', { ...WRITTEN, industry: '' })).not.toHaveProperty('errors')
    // Of one firm in the region nothing may be said of its kind.
    expect(slack.hears('小野').at(-1)).toContain('「10人以下の会社」と書くと、どの会社か分かってしまいます')
    expect(card(story)).toMatch(/身近な事例：地域の会社[\s\S]*LINEで届く代表の人がいない/)
    await slack.presses('及川', '企業に聞く', 'desk', place(story))
    expect(slack.hears('及川').at(-1)).toContain('届く代表の人がいない')
    await line.follow('佐々木')
    await slack.presses('及川', '企業に聞く', 'desk', place(story))
    const { desk } = story.playground.slack.channels
    const shown = story.playground.control.slack.messages(desk).findLast((one) => wordsOf(one).startsWith('事例：'))
    const late = buttonsOf(shown).find(({ label }) => label === '取り下げる')
    heardAll(story, '佐々木')

    // Whoever only works there decides nothing of it.
    const [agree] = line.choices('佐々木')
    await story.playground.control.line.tap(line.id('千葉'), agree?.data ?? '', '出してよい')
    await line.says('千葉', '事例を取り下げる')
    expect(heardAll(story, '千葉')).toMatch(/会社の代表の人が決めます/)
    await line.says('佐々木', '出さない')
    expect(heardAll(story, '佐々木')).toContain('どこにも出しません')
    expect(card(story)).toContain('企業が「出さない」と答えました')
    await story.pass(8 * DAY)
    expect(heardAll(story, '佐々木')).not.toContain(HAPPENED)

    // They may change their mind, and change it back; a late finger of the desk takes nothing from anybody.
    await line.taps('佐々木', '出してよい')
    await slack.presses('及川', '公開する', 'desk', place(story))
    await line.taps('佐々木', '出さない')
    expect(heardAll(story, '佐々木')).toContain('取り下げました')
    await story.playground.control.slack.press(slack.id('及川'), {
      ...{ channel: desk, ts: shown?.ts ?? '', actionId: late?.actionId ?? '', value: late?.data ?? '' },
    })
    await story.settle()
    expect(slack.hears('及川').at(-1)).toContain('もう、そうなっています')
    expect(await leftOf(story, HELPED)).toEqual([])
  })

  it('is sent once a month to whom it is like, not twice, not after いらない, and to no other region', async () => {
    const story = await openStory({ startsAt: '2026-10-01T10:00:00+09:00' })
    const { line, made, admin, regionId } = story
    const { kamome, minato } = await makers(story)
    const elsewhere = await made('/regions', { name: '宮城' })
    const far = await made('/firms', { regionId: elsewhere.id, name: '松島製造', ...MAKER })
    await line.enrol('菊池', 'owner', kamome)
    await line.enrol('佐々木', 'owner', minato)
    await line.enrol('千葉', 'owner', far.id)
    const outside = { regionId, source: 'IPA', happened: HAPPENED, helped: HELPED, costYen: 0 }
    const first = await made('/examples', { ...outside, industry: '製造業', happened: '一つ目の話です。' })
    await made('/examples', { ...outside, industry: '製造業', size: 'small', happened: '二つ目の話です。' })
    await made('/examples', { ...outside, industry: '建設業', happened: '三つ目の話です。' })
    for (const name of ['菊池', '佐々木', '千葉'] as const) heardAll(story, name)

    // The closest first; of another trade none is sent, though it can be read.
    await until(story, '2026-10-21T09:59:00+09:00')
    expect(heardAll(story, '佐々木')).toBe('')
    await story.pass(60_000)
    expect(await pushes(story)).toHaveLength(2)
    expect(heardAll(story, '佐々木')).toMatch(/月に1回[\s\S]*二つ目の話です。[\s\S]*出どころ\nIPA/)
    expect(line.offered('佐々木')).toEqual(['ほかの事例', 'いらない'])
    await line.says('佐々木', 'いらない')
    expect(heardAll(story, '佐々木')).toContain('もう送りません')
    await line.taps('菊池', 'ほかの事例')
    expect(heardAll(story, '菊池')).toMatch(/二つ目の話です。[\s\S]*一つ目の話です。/)
    await line.taps('菊池', 'ほかの事例')
    expect(heardAll(story, '菊池')).toContain('三つ目の話です。')
    await until(story, '2026-11-25T10:00:00+09:00')
    // One wants none, the other has seen them all.
    expect(await pushes(story)).toHaveLength(2)

    // The word brings it again; what was read by it is not sent.
    await line.says('佐々木', '事例')
    expect(heardAll(story, '佐々木')).toContain('二つ目の話です。')
    await until(story, '2026-12-22T10:00:00+09:00')
    expect(heardAll(story, '佐々木')).toContain('一つ目の話です。')
    await until(story, '2027-02-28T10:00:00+09:00')
    expect(await pushes(story)).toHaveLength(3)

    // Of another region nobody hears of any of it; a withdrawn one is passed over where somebody reads on.
    await line.says('千葉', '事例')
    const elsewhereHeard = heardAll(story, '千葉')
    expect(elsewhereHeard).toContain('まだ、見せられる事例がありません')
    expect(elsewhereHeard).not.toContain('話です')
    await line.says('佐々木', '事例')
    const [other] = buttonsOf(story.playground.control.line.chat(line.id('佐々木')).items.at(-1)?.message)
    expect((await admin('POST', `/examples/${first.id}/withdraw`)).status).toBe(202)
    await story.settle()
    await story.playground.control.line.tap(line.id('佐々木'), other?.data ?? '', 'ほかの事例')
    await story.settle()
    expect(heardAll(story, '佐々木')).toMatch(/二つ目の話です。[\s\S]*三つ目の話です。/)
    expect((await admin('GET', `/examples/${first.id}`)).body).toMatchObject({ state: 'withdrawn', happened: null })
  })
})
