import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { hearingEvents, type StoredHearing } from '#db/hearings.ts'
import { replay } from '#engine/hearing.ts'
import { buttonsOf, wordsOf } from './words.ts'
import { openStory, type Story } from './world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const local = (time: string): number => Date.parse(`${time}:00+09:00`)

/** `/otasuke …`, said by the desk. */
async function says({ slack, playground, settle }: Story, text: string): Promise<void> {
  const command = { command: '/otasuke', text, channel: playground.slack.channels.desk }
  await playground.control.slack.command(slack.id('及川'), command)
  await settle()
}

async function opened(): Promise<Story> {
  const story = await openStory()
  await story.line.enrol('佐々木', 'owner')
  await says(story, 'ヒアリング 佐々木水産')
  return story
}

const rows = <T>({ app }: Story, what: ReturnType<typeof sql>) =>
  app.db.transaction({ kind: 'system' }, (tx) => query<T>(tx, what))

/** A Thursday; the story begins on the Tuesday before. */
const THURSDAY = '2026-11-26T14:00'

async function booked(values: Record<string, string | number> = {}): Promise<Story> {
  const story = await opened()
  await story.slack.presses('及川', '予約する', 'desk')
  const entered = { day: local(THURSDAY) / 1000, channel: 'phone', place: '', ...values }
  expect(await story.slack.fills('及川', entered)).not.toHaveProperty('errors')
  return story
}

/** The snapshot is what the events add up to. */
async function stored({ app }: Story): Promise<StoredHearing['hearing']> {
  return app.db.transaction({ kind: 'system' }, async (tx) => {
    const [one] = await query<StoredHearing>(tx, sql`select id, hearing from hearings order by starts_at desc limit 1`)
    if (!one) throw new Error('no hearing')
    expect(replay(await hearingEvents(tx, one.id))).toEqual(one.hearing)
    return one.hearing
  })
}

/** The desk's one card of it. */
const card = ({ slack }: Story): string => slack.cards('desk').findLast((one) => one.startsWith('ヒアリング：')) ?? ''

/** What stands under the card. */
function thread({ playground }: Story): string[] {
  const { desk } = playground.slack.channels
  const root = playground.control.slack.messages(desk).find((one) => wordsOf(one).startsWith('ヒアリング：'))
  return playground.control.slack.messages(desk, root?.ts).slice(1).map(wordsOf)
}

describe('a hearing', () => {
  it('is booked by the desk, told to the firm with how and by whom, and confirmed with a tap', async () => {
    const story = await booked()
    const { line, slack } = story
    const [news = ''] = line.hears('佐々木')
    expect(news).toMatch(/聞く日が決まりました/)
    expect(news).toContain('11月26日(木) 14:00 から')
    expect(news).toContain('0192-00-0001')
    expect(news).toContain('及川')
    expect(line.offered('佐々木')).toEqual(['この日でよい', '日を変えたい'])
    expect(card(story)).toContain('まだ返事がありません')
    await line.taps('佐々木', 'この日でよい')
    expect(line.hears('佐々木').join()).toContain('その時間に待っていてください')
    expect(card(story)).toContain('この日でよい')
    expect(slack.cards('desk').filter((one) => one.startsWith('ヒアリング：'))).toHaveLength(1)
    expect(await stored(story)).toMatchObject({ state: 'booked', answer: 'suits', startsAt: local(THURSDAY) })
  })

  it('is booked only while the desk is open to the end of it, and a meeting only with its address', async () => {
    const story = await opened()
    const { slack } = story
    await slack.presses('及川', '予約する', 'desk')
    const fills = (values: object) =>
      slack.fills('及川', { day: local(THURSDAY) / 1000, channel: 'phone', place: '', ...values })
    for (const [values, field, why] of [
      [{ day: local('2026-11-26T17:00') / 1000 }, 'day', '窓口が開いている時間'],
      [{ day: local('2026-11-28T14:00') / 1000 }, 'day', '窓口が開いている時間'],
      [{ day: local('2026-11-24T09:00') / 1000 }, 'day', 'これからの時間'],
      [{ channel: 'web' }, 'place', 'アドレス'],
      [{ channel: 'web', place: 'http://meet.example/a' }, 'place', 'アドレス'],
    ] as const)
      expect((await fills(values)).errors?.[field]).toContain(why)
    expect(story.line.hears('佐々木')).toEqual([])
  })

  it('is reminded of on the working day before; a meeting ten minutes before, with the way in', async () => {
    const story = await booked({ channel: 'web', place: 'https://meet.example/otasuke' })
    const { line, clock } = story
    line.hears('佐々木')
    await story.pass(local('2026-11-25T14:59') - clock.now())
    expect(line.hears('佐々木')).toEqual([])
    await story.pass(60_000)
    expect(line.hears('佐々木').join()).toContain('近づきました')
    await story.pass(local('2026-11-26T13:50') - clock.now())
    expect(line.hears('佐々木').join()).toContain('まもなく')
    const last = JSON.stringify(story.playground.control.line.chat(line.id('佐々木')).items.at(-1))
    expect(last).toContain('https://meet.example/otasuke')
    expect(story.slack.cards('desk').at(-1)).toContain('まもなくヒアリングです：佐々木水産')
  })

  it('is moved when the firm asks for another day, and an old button tells the new one', async () => {
    const story = await booked()
    const { line, slack } = story
    line.hears('佐々木')
    await line.taps('佐々木', '日を変えたい')
    expect(line.hears('佐々木').join()).toContain('別の日を相談しに連絡します')
    expect(slack.cards('desk').at(-1)).toMatch(/日を変えたいそうです：佐々木水産[\s\S]*0192-00-0001/)
    await slack.presses('及川', '日を変える', 'desk')
    await slack.fills('及川', { day: local('2026-11-27T10:00') / 1000, channel: 'phone', place: '' })
    expect(line.hears('佐々木').join()).toMatch(/変わりました[\s\S]*11月27日\(金\) 10:00/)
    const { items } = story.playground.control.line.chat(line.id('佐々木'))
    const old = JSON.stringify(items.find(({ message }) => JSON.stringify(message).includes('11月26日')))
    const data = /"data":"([^"]+)"/u.exec(old)?.[1] ?? ''
    await story.playground.control.line.tap(line.id('佐々木'), data, 'この日でよい')
    await story.settle()
    expect(line.hears('佐々木').join()).toMatch(/前の日のもの[\s\S]*11月27日\(金\) 10:00/)
    expect(await stored(story)).toMatchObject({ answer: 'none', bookings: 2 })
    // The first day's reminders are gone with it.
    await story.pass(local('2026-11-26T14:30') - story.clock.now())
    expect(slack.cards('desk').filter((one) => one.includes('まもなくヒアリング'))).toEqual([])
  })

  it('booked anew after it was cancelled hears nothing of the buttons of the one before', async () => {
    const story = await booked()
    const { line, slack, clock } = story
    const [old] = buttonsOf(story.playground.control.line.chat(line.id('佐々木')).items.at(-1)?.message)
    await story.pass(local('2026-11-26T15:00') - clock.now())
    const reminder = slack.cards('desk').findLastIndex((one) => one.includes('記録がまだです'))
    const place = slack.cards('desk').findIndex((one) => one.startsWith('ヒアリング：'))
    await slack.presses('及川', '実施した', 'desk', reminder)
    await slack.presses('及川', '取りやめる', 'desk', place)
    const day = { startsAt: '2026-11-27T10:00:00+09:00', channel: 'phone', interviewer: '村上' }
    await story.admin('POST', '/hearings', { firmId: story.firmId, ...day })
    await story.settle()
    line.hears('佐々木')
    await story.playground.control.line.tap(line.id('佐々木'), old?.data ?? '', 'この日でよい')
    await story.settle()
    expect(line.hears('佐々木').join()).toMatch(/前の日のもの[\s\S]*11月27日\(金\) 10:00/)
    await story.pass(local('2026-11-27T10:30') - clock.now())
    line.hears('佐々木')
    // The form stood open meanwhile: what was typed is not lost with it.
    const { errors } = await slack.fills('及川', { minutes: '40', operation: 'operated' })
    expect(errors?.minutes).toMatch(/前の予約のもの[\s\S]*11月27日\(金\) 10:00/)
    for (const label of ['来なかった', '実施した']) {
      await slack.presses('及川', label, 'desk', reminder)
      expect(slack.hears('及川').at(-1)).toMatch(/佐々木水産 さんの前の予約のもの[\s\S]*11月27日\(金\) 10:00/)
    }
    expect(line.hears('佐々木')).toEqual([])
    expect(await stored(story)).toMatchObject({ state: 'booked', answer: 'none', misses: 0 })
  })

  it('booked once more just as it is changes nothing and tells nobody, unless the firm wishes for another day', async () => {
    const story = await opened()
    const { line, slack } = story
    const day = { startsAt: `${THURSDAY}:00+09:00`, channel: 'phone', interviewer: '村上' }
    const books = async (): Promise<void> => {
      await story.admin('POST', '/hearings', { firmId: story.firmId, ...day })
      await story.settle()
    }
    await books()
    await line.taps('佐々木', 'この日でよい')
    line.hears('佐々木')
    const cards = slack.cards('desk')
    await books()
    expect(line.hears('佐々木')).toEqual([])
    expect(slack.cards('desk')).toEqual(cards)
    expect(await stored(story)).toMatchObject({ bookings: 1, answer: 'suits' })
    await line.taps('佐々木', '日を変えたい')
    line.hears('佐々木')
    await books()
    expect(line.hears('佐々木').join()).toContain('変わりました')
    expect(await stored(story)).toMatchObject({ bookings: 2, answer: 'none' })
  })

  it('that nobody came to asks the firm kindly for another day, and is booked again', async () => {
    const story = await booked()
    const { line, slack } = story
    await slack.presses('及川', '来なかった', 'desk')
    expect(slack.hears('及川').at(-1)).toContain('まだ始まっていません')
    await story.pass(local('2026-11-26T15:00') - story.clock.now())
    expect(slack.cards('desk').at(-1)).toContain('記録がまだです：佐々木水産')
    line.hears('佐々木')
    await slack.presses('及川', '来なかった', 'desk')
    expect(line.hears('佐々木').join()).toMatch(/お会いできませんでした[\s\S]*都合のよい日/)
    expect(await stored(story)).toMatchObject({ state: 'missed', misses: 1 })
    await line.taps('佐々木', '日を変えたい')
    expect(slack.cards('desk').at(-1)).toContain('日を変えたいそうです')
    await slack.presses('及川', '日を変える', 'desk')
    await slack.fills('及川', { day: local('2026-11-30T10:00') / 1000, channel: 'phone', place: '' })
    expect(await stored(story)).toMatchObject({ state: 'booked', misses: 1, bookings: 2 })
    expect(card(story)).toContain('1回')
  })

  it('is written down: minutes, by whom, notes, what was asked, and 「導入したまま」; it confirms what was finished before it (R-040)', async () => {
    const story = await booked()
    const { slack } = story
    await story.line.says('佐々木', '診断')
    await rows(
      story,
      sql`update dialogue_sessions set state = 'finished', finished_at = moved_at, session = jsonb_set(session, '{state}', '"finished"')`,
    )
    const diagnosis = async () => {
      await says(story, '診断 佐々木水産')
      return slack.cards('desk').findLast((one) => one.includes('基本の守り')) ?? ''
    }
    expect(await diagnosis()).toMatch(/終わりました。(?!.*確認済)/)
    await story.pass(2 * DAY + 5 * HOUR - 30 * 60_000)
    const place = slack.cards('desk').findIndex((one) => one.startsWith('ヒアリング：'))
    await slack.presses('及川', '実施した', 'desk', place)
    const report = { operation: 'just-installed', questions: 'なにからすればよい?', notes: '箱は棚の上' }
    expect((await slack.fills('及川', { minutes: '長い', ...report })).errors?.minutes).toContain('数字')
    expect(await slack.fills('及川', { minutes: '４０分', ...report })).not.toHaveProperty('errors')
    expect(card(story)).toMatch(
      /40分[\s\S]*導入したまま[\s\S]*なにからすればよい\?[\s\S]*箱は棚の上[\s\S]*実施しました/,
    )
    expect(await diagnosis()).toContain('ヒアリングで確かめました（確認済）')
    const { items } = (await story.admin('GET', `/hearings?firmId=${story.firmId}`)).body
    expect(items).toMatchObject([{ state: 'held', minutes: 40, operation: 'just-installed', interviewer: '及川' }])
    // Over is over; a late finger is told so.
    await slack.presses('及川', '予約する', 'desk', place)
    await slack.fills('及川', { day: local('2026-12-01T10:00') / 1000, channel: 'phone', place: '' })
    expect((await story.admin('GET', '/hearings')).body.items).toHaveLength(2)
  })

  it('has a script with its minutes, which marks what is filled of the diagnosis', async () => {
    const story = await opened()
    const { slack, line } = story
    expect(card(story)).toMatch(/基本の守り（7分）[\s\S]*診断 0\/5/)
    await line.says('佐々木', '診断')
    for (const word of ['1', '1', '個人の情報', 'これでよい']) await line.says('佐々木', word)
    const place = slack.cards('desk').findIndex((one) => one.startsWith('ヒアリング：'))
    await slack.presses('及川', '台本を見る', 'desk', place)
    const [script = ''] = thread(story)
    expect(script).toContain('台本（全部で45分）')
    expect(script).toContain('済み')
  })
})
