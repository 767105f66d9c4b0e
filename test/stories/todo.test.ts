import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { contactsOf, endMembership } from '#db/people.ts'
import { todoEventsOf, todosOf } from '#db/todos.ts'
import { deskFills, PAGES } from './desk-fills.ts'
import { DAY, HOUR } from './notified.ts'
import { openStory, type Story } from './world.ts'

/** Nothing of the 25 is done: three measures that cost nothing. The desk fills the pages, which is quicker than typing. */
async function diagnosed(story: Story): Promise<void> {
  const { line } = story
  await line.says('佐々木', '診断')
  if (line.offered('佐々木').includes('もう一度する')) await line.taps('佐々木', 'もう一度する')
  await line.says('佐々木', '1')
  await line.says('佐々木', '1')
  await line.says('佐々木', '個人の情報と技術・ノウハウ')
  for (const page of Object.keys(PAGES)) await deskFills(story, [page], nothingOf(page))
}

const nothingOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    Object.keys(PAGES[page] ?? {})
      .filter((id) => /^q\d/.test(id))
      .map((id) => [id, 'not']),
  )

const todos = ({ app, firmId }: Story) => app.db.transaction({ kind: 'system' }, (tx) => todosOf(tx, firmId))
const states = async (story: Story): Promise<string[]> => (await todos(story)).map(({ state }) => state)

async function pushes({ app }: Story): Promise<number> {
  const rows = await app.db.transaction({ kind: 'system' }, (tx) =>
    query(tx, sql`select 1 from outbox where platform = 'line' and route = 'push'`),
  )
  return rows.length
}

/** The newest link of this name that the person was given, as they open it. */
async function opened({ app, playground, line }: Story, name: '佐々木', label: string): Promise<string> {
  const { items } = playground.control.line.chat(line.id(name))
  const links = JSON.stringify(items).matchAll(/"label":"([^"]+)","uri":"([^"]+)"/g)
  const url = [...links].findLast(([, said]) => said === label)?.[2] ?? ''
  return (await app.server.inject({ url: new URL(url).pathname })).body
}

/** Of all that is said in months, the reminders. */
const reminders = (heard: string[]): string[] => heard.filter((one) => one.includes('その後はどうですか'))
const oneCard = (heard: string): boolean => heard.includes('これからのことです')

describe('the to-dos of a diagnosis', () => {
  it('are a list after the result, worked off by taps and by typed words, and none of it is pushed', async () => {
    const story = await openStory()
    const { line } = story
    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', 'やること')
    expect(line.hears('佐々木').join()).toContain('やることは、まだありません')
    await diagnosed(story)
    const before = await pushes(story)
    expect(await states(story)).toEqual(['offered', 'offered', 'offered'])
    line.hears('佐々木')
    await line.taps('佐々木', 'やることリスト')
    const [list, ...cards] = line.hears('佐々木')
    expect(list).toMatch(/3つあります[\s\S]*□{10}/)
    expect(cards.filter(oneCard)).toHaveLength(3)
    expect(cards[0]).toMatch(/0円・\d+分[\s\S]*を守るため/)
    expect(line.offered('佐々木')).toEqual(['着手', 'できた', 'あとで', '見送り'])

    // The number opens one, for LINE on a computer; then words are enough.
    await line.says('佐々木', '２')
    expect(line.hears('佐々木').join()).toContain('これからのことです')
    await line.says('佐々木', '着手')
    expect(line.hears('佐々木').join()).toMatch(/着手しています。12月1日\D*に、ようすを聞きます/)
    expect(await states(story)).toEqual(['offered', 'started', 'offered'])
    await line.says('佐々木', 'リスト')
    await line.says('佐々木', '3')
    await line.says('佐々木', '3')
    expect(line.hears('佐々木').at(-1)).toContain('あとでにしています。12月8日')
    await line.says('佐々木', 'todo')
    await line.says('佐々木', '1')
    await line.says('佐々木', 'できました')
    expect(line.hears('佐々木').at(-1)).toMatch(/3つのうち1つできました。\n■■■□□□□□□□/)
    expect(await states(story)).toEqual(['done', 'started', 'later'])
    expect(await pushes(story)).toBe(before)
  })

  it('are taken back by a tap or a word, and a finger that comes late reads how it stands', async () => {
    const story = await openStory()
    const { line } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    await diagnosed(story)
    await line.taps('佐々木', 'やることリスト')
    await line.taps('佐々木', 'できた')
    expect((await states(story)).at(-1)).toBe('done')
    await line.says('佐々木', '取り消す')
    expect(line.hears('佐々木').at(-1)).toMatch(/取り消しました[\s\S]*これからのことです/)
    expect((await states(story)).at(-1)).toBe('offered')
    await line.taps('佐々木', '見送り')
    line.hears('佐々木')
    await line.taps('佐々木', '見送り')
    expect(line.hears('佐々木').join()).toMatch(/もう、そうなっています[\s\S]*見送りました/)
    // The first undo is of a state that has changed since.
    await line.taps('佐々木', 'できた')
    await line.says('千葉', 'やること')
    expect(line.hears('千葉').join()).toContain('3つのうち1つできました')
    const [last] = (await todos(story)).slice(-1)
    const events = await story.app.db.transaction({ kind: 'system' }, (tx) => todoEventsOf(tx, last?.id ?? ''))
    expect(events.map(({ what, by }) => [what, by?.name])).toEqual([
      ['offered', undefined],
      ['done', '佐々木'],
      ['undone', '佐々木'],
      ['declined', '佐々木'],
      ['done', '佐々木'],
    ])
  })

  it('are asked after once a week, all in one message, and never more than three times without an answer', async () => {
    const story = await openStory({ startsAt: '2026-11-24T21:00:00+09:00' })
    const { line } = story
    await line.enrol('佐々木', 'owner')
    await diagnosed(story)
    for (const number of ['1', '2']) {
      await line.says('佐々木', 'やること')
      await line.says('佐々木', number)
      await line.says('佐々木', '着手')
    }
    await line.says('佐々木', 'やること')
    await line.says('佐々木', '3')
    await line.says('佐々木', 'あとで')
    line.hears('佐々木')
    await story.pass(7 * DAY + 11 * HOUR)
    expect(line.hears('佐々木')).toEqual([])
    // At nine in the morning, not in the evening when it fell due.
    await story.pass(2 * HOUR)
    const [reminder, ...others] = line.hears('佐々木')
    expect(others).toEqual([])
    expect(reminder).toMatch(/その後はどうですか[\s\S]*1[\s\S]*2/)
    expect(reminder).not.toMatch(/3\. /)
    await line.says('佐々木', '1')
    await line.says('佐々木', 'できた')
    line.hears('佐々木')
    await story.pass(7 * DAY)
    // The other one, and the one for later: still a single message.
    expect(line.hears('佐々木')).toHaveLength(1)
    await story.pass(30 * DAY)
    expect(reminders(line.hears('佐々木'))).toHaveLength(2)
    await line.says('佐々木', 'やること')
    line.hears('佐々木')
    await story.pass(8 * DAY)
    expect(reminders(line.hears('佐々木'))).toHaveLength(1)
  })

  it('are asked after with nobody who has left or blocked us', async () => {
    const story = await openStory()
    const { line, app, firmId } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    await diagnosed(story)
    await line.taps('佐々木', 'やることリスト')
    await line.taps('佐々木', '着手')
    line.hears('佐々木')
    line.hears('千葉')
    await app.db.transaction({ kind: 'system' }, async (tx) => {
      const owner = (await contactsOf(tx, firmId)).find(({ role }) => role === 'owner')
      await endMembership(tx, { personId: owner?.personId ?? '', firmId, at: story.clock.now() })
    })
    await story.pass(8 * DAY)
    expect(line.hears('佐々木')).toEqual([])
    expect(line.hears('千葉').join()).toContain('その後はどうですか')
    await line.unfollow('千葉')
    const before = await pushes(story)
    await story.pass(30 * DAY)
    expect(await pushes(story)).toBe(before)
    // What nobody got was left unanswered by nobody.
    await line.follow('千葉')
    line.hears('千葉')
    await story.pass(8 * DAY)
    expect(line.hears('千葉').join()).toContain('その後はどうですか')
  })

  it('keep their states over the next diagnosis; what is missing again is offered anew', async () => {
    const story = await openStory()
    const { line } = story
    await line.enrol('佐々木', 'owner')
    await diagnosed(story)
    await line.taps('佐々木', 'やることリスト')
    await line.taps('佐々木', '着手')
    await line.says('佐々木', 'やること')
    await line.says('佐々木', '1')
    await line.says('佐々木', 'できた')
    expect(await states(story)).toEqual(['done', 'offered', 'started'])
    await story.pass(DAY)
    await diagnosed(story)
    expect(await states(story)).toEqual(['offered', 'offered', 'started'])
    expect((await todos(story)).map(({ round }) => round)).toEqual([2, 1, 1])
    // What has changed since, on LINE and on the page.
    const result = line.hears('佐々木').find((one) => one.includes('前回'))
    expect(result).toMatch(/前回（11月24日\D*）は0点、今回は0点です[\s\S]*やることが1つできました/)
    expect(result).not.toContain('同じ質問だけ')
    const page = await opened(story, '佐々木', '結果を大きく見る')
    expect(page).toMatch(/前回（11月24日\D*）は0点、今回は0点です[\s\S]*やることが1つできました/)
    const { items } = (await story.admin('GET', '/diagnoses')).body
    expect(items).toMatchObject([
      {
        state: 'finished',
        score: { points: 0, max: 100 },
        band: 'danger',
        sheet: { state: 'read', readAt: expect.any(String) },
      },
      { sheet: { state: 'read' } },
    ])
    expect((await story.admin('GET', '/todos')).body.items).toHaveLength(3)
  })

  it('of one firm are touched by nobody of another', async () => {
    const story = await openStory()
    const { line, made, regionId, playground } = story
    const other = await made('/firms', { regionId, name: '南部塗装' })
    await line.enrol('佐々木', 'owner')
    await line.enrol('菊池', 'owner', other.id)
    await diagnosed(story)
    await line.taps('佐々木', 'やることリスト')
    await line.says('菊池', 'やること')
    expect(line.hears('菊池').join()).toContain('やることは、まだありません')
    const granted = await story.app.db.transaction({ kind: 'system' }, (tx) =>
      query<{ token: string }>(tx, sql`select token from actions where command like 'done:%'`),
    )
    await playground.control.line.tap(line.id('菊池'), granted[0]?.token ?? '', 'できた')
    await story.settle()
    expect(line.hears('菊池').join()).toContain('ほかの方のため')
    expect(await states(story)).toEqual(['offered', 'offered', 'offered'])
  })
})
