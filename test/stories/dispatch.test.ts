import { sql } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { query } from '#db/door.ts'
import { asTaken, JPEG } from '../support/photos.ts'
import { discordDesk } from './discord-desk.ts'
import { leftOf } from './left.ts'
import { type Named, openStory, type Story } from './world.ts'

const DATES = /\d+月\d+日\(.\) \d+:\d+/g
const MINUTE = 60_000
const DAY = 86_400_000
const TERMS = { costYen: 30_000, limitYen: 50_000, selfPayYen: 5_000 }

async function vendor(story: Story, name: string, more: object = {}): Promise<string> {
  const { made, regionId } = story
  const body = { regionId, name, areas: ['久慈市'], skills: ['incident', 'network'], hours: 'mon-fri 9:00-18:00' }
  return (await made('/vendors', { ...body, ...more })).id
}

async function onLine({ line, made }: Story, name: Named, vendorId: string): Promise<void> {
  await line.follow(name)
  await line.says(name, (await made('/invites', { role: 'vendor', vendorId })).code)
  for (const words of ['はい', '同意する', name]) await line.says(name, words)
  line.hears(name)
}

async function onSlack({ slack, made }: Story, name: Named, vendorId: string): Promise<void> {
  await slack.joins(name, (await made('/invites', { role: 'vendor', vendorId })).code)
}

const placeIn = ({ slack }: Story, channel: 'desk' | 'dispatch', words: string): number =>
  slack.cards(channel).findLastIndex((one) => one.includes(words))
const card = (story: Story): string => story.slack.cards('dispatch').at(placeIn(story, 'dispatch', '駆け付け：')) ?? ''
const heard = ({ line }: Story, name: Named = '佐々木'): string => line.hears(name).join('\n')
const last = ({ slack }: Story, name: Named): string => slack.hears(name).at(-1) ?? ''

/** 佐々木 asks the desk; a visit is asked for in the thread's card. */
async function requested(story: Story, values: object): Promise<Record<string, string> | undefined> {
  const { slack } = story
  await slack.presses('及川', '駆け付けを頼む', 'desk', placeIn(story, 'desk', '相談が来ています'))
  const usual = { category: 'incident', reason: 'PCの画面が止まりました', municipality: '久慈市' }
  return (await slack.fills('及川', { ...usual, ...values })).errors
}

const dispatches = async ({ admin }: Story) => (await admin('GET', '/dispatches')).body.items

describe('a visit', () => {
  it('is agreed to at its price, offered ring after ring, carried over, done and signed (R-084, R-144)', async () => {
    const story = await openStory()
    const { line, slack, admin, regionId } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    const sanriku = await vendor(story, '三陸IT')
    const night = await vendor(story, '夜の会社', { hours: 'mon-sun 18:00-24:00' })
    const far = await vendor(story, '遠い会社', { areas: ['大船渡市'] })
    const stopped = await vendor(story, '休む会社', { hours: 'mon-sun 18:00-24:00' })
    await onLine(story, '菊池', sanriku)
    await onSlack(story, '村上', night)
    await onSlack(story, '山田', far)
    await onLine(story, '熊谷', stopped)
    await line.says('佐々木', '相談')
    heard(story)

    // Without a price nobody can agree to one.
    expect((await requested(story, {}))?.category).toContain('料金が決まっていません')
    await admin('PUT', `/regions/${regionId}/visit-terms`, { category: 'incident', ...TERMS })
    expect(await requested(story, { municipality: '' })).toHaveProperty('municipality')
    expect(await requested(story, { address: '川崎町1-1' })).toBeUndefined()
    expect(card(story)).toMatch(/駆け付け：佐々木水産[\s\S]*遠隔の支援なし[\s\S]*5,000円[\s\S]*同意を待っています/)
    expect(heard(story)).toMatch(/30,000円[\s\S]*50,000円[\s\S]*5,000円[\s\S]*だれも行きません/)
    expect(heard(story, '菊池')).toBe('')

    // Nobody is asked before the owner has agreed; whoever only works there cannot.
    const [agree] = line.choices('佐々木')
    await story.playground.control.line.tap(line.id('千葉'), agree?.data ?? '', '同意する')
    await story.settle()
    expect(heard(story, '菊池')).toBe('')
    await line.taps('佐々木', '同意する')
    expect(heard(story)).toContain('行ける会社を探します')

    // The first ring is who is at work and covers the place: told where and what, and not whose.
    const offer = heard(story, '菊池')
    expect(offer).toMatch(/駆け付けの依頼[\s\S]*久慈市[\s\S]*10:15/)
    expect(offer).not.toMatch(/佐々木|川崎町|止まりました/)
    expect(slack.hears('山田').join()).not.toContain('依頼')
    await admin('POST', `/vendors/${stopped}/suspend`)
    await line.taps('菊池', 'いそがしい')
    expect(slack.thread('dispatch', placeIn(story, 'dispatch', '駆け付け：')).join()).toMatch(
      /菊池 さんがことわりました（いそがしい）[\s\S]*つぎの業者に聞きました/,
    )
    expect(last(story, '村上')).toContain('駆け付けの依頼')
    // Whoever is suspended meanwhile is asked no more.
    expect(heard(story, '熊谷')).toBe('')

    // Nobody answers in time: the desk has to find somebody, and may offer it again.
    await story.pass(15 * MINUTE)
    expect(card(story)).toContain('引き受ける業者がいません')
    expect(slack.cards('desk').at(-1)).toContain('電話で探してください')
    await slack.taps('村上', '引き受ける')
    expect(last(story, '村上')).toContain('もう終わって')
    await slack.presses('及川', 'もう一度募集する', 'dispatch', placeIn(story, 'dispatch', '駆け付け：'))
    await story.pass(15 * MINUTE)
    expect(heard(story, '菊池')).toContain('駆け付けの依頼')

    // The first finger wins, and only the winner learns whose it is; that it did is written down.
    await slack.taps('村上', '引き受ける')
    expect(slack.hears('村上').join()).toMatch(/佐々木水産[\s\S]*0192-00-0001[\s\S]*川崎町1-1[\s\S]*行ける日を、2つ/)
    expect(heard(story, '菊池')).toContain('ほかの会社に決まりました')
    await line.taps('菊池', '引き受ける')
    expect(heard(story, '菊池')).toContain('もう決まりました')
    expect(heard(story)).toContain('夜の会社 の 村上 さんに決まりました')
    const provisions = await story.app.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`select recipient, items, agreed_by as "agreedBy" from provisions`),
    )
    expect(provisions).toMatchObject([
      { recipient: { kind: 'vendor', id: night }, items: expect.arrayContaining(['address']) },
    ])

    // Two days are offered, and one is tapped, the price above it.
    await slack.taps('村上', '11月24日(火) 12:00')
    expect(last(story, '村上')).toContain('あと1つ')
    await slack.taps('村上', '11月24日(火) 18:00')
    expect(heard(story)).toMatch(/来てもらう日[\s\S]*5,000円/)
    expect(line.offered('佐々木')).toEqual(['11月24日(火) 12:00', '11月24日(火) 18:00', 'どちらも合わない'])
    await line.taps('佐々木', '11月24日(火) 18:00')
    expect(last(story, '村上')).toContain('11月24日(火) 18:00 に決まりました')
    // Late at setting out: the desk hears of it.
    await story.pass(8 * 60 * MINUTE)
    expect(slack.cards('desk').at(-1)).toContain('出発していません')
    heard(story)
    await slack.taps('村上', '出発した')
    expect(heard(story)).toContain('村上 さんが、出発しました')
    await slack.taps('村上', '着いた')
    expect(heard(story)).toContain('着きました')
    for (const label of ['はい', 'はい', 'まだ', 'はい']) await slack.taps('村上', label)
    expect(last(story, '村上')).toContain('何分')
    await slack.taps('村上', '60分')
    await slack.taps('村上', '持越し（部品を待つ）')
    expect(heard(story)).toMatch(/続きが残っています[\s\S]*60分[\s\S]*部品を待つ[\s\S]*まだ/)
    expect(card(story)).toMatch(/1回、60分[\s\S]*持越し/)

    // The second visit needs a day, and its price, again.
    await slack.taps('村上', '出発した')
    expect(last(story, '村上')).toContain('いまは、それはできません')
    const days = slack.hears('村上').findLast((one) => one.includes('行ける日を')) ?? ''
    const [one = '', two = ''] = days.match(DATES) ?? []
    await slack.taps('村上', one)
    await slack.taps('村上', two)
    await line.taps('佐々木', 'どちらも合わない')
    await slack.taps('村上', one)
    await slack.taps('村上', two)
    await line.taps('佐々木', two)
    for (const label of ['出発した', '着いた', 'はい', 'はい', 'はい', 'はい', '30分', '完了'])
      await slack.taps('村上', label)
    expect(heard(story)).toContain('作業が終わりました')
    await line.taps('佐々木', '佐々木 の名前でサインする')
    expect(heard(story)).toContain('サインを受け取りました')
    expect(card(story)).toMatch(/2回、90分[\s\S]*完了/)
    expect(await dispatches(story)).toMatchObject([
      {
        state: 'done',
        category: 'incident',
        visits: 2,
        minutes: 90,
        consentedBy: '佐々木',
        signedBy: '佐々木',
        ...TERMS,
      },
    ])
    expect((await admin('GET', `/regions/${regionId}/visits`)).body.items).toEqual([
      { month: '2026-11', category: 'incident', visits: 2, minutes: 90 },
    ])
  })

  it('to a home needs whoever lives there, and thirty days later nobody knows where it was (R-124)', async () => {
    const story = await openStory()
    const { line, slack, admin, regionId } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    const sanriku = await vendor(story, '三陸IT')
    await onSlack(story, '村上', sanriku)
    await onLine(story, '菊池', sanriku)
    await onSlack(story, '山田', await vendor(story, '沿岸ネット', { skills: ['network'] }))
    await admin('PUT', `/regions/${regionId}/visit-terms`, { category: 'trouble', ...TERMS })
    await line.says('佐々木', '相談')
    const [chiba] = (await admin('GET', `/firms/${story.firmId}/contacts`)).body.items.slice(-1)
    const canary = '長内町カナリア荘202'
    const home = { category: 'trouble', home: chiba.personId, address: '' }
    expect((await requested(story, home))?.address).toContain('住所を書いて')
    // What they did not want told is forgotten at once, and no later request tells it.
    expect(await requested(story, { ...home, address: '長内町ヒバリ荘101' })).toBeUndefined()
    await line.taps('千葉', '伝えないでほしい')
    expect(await leftOf(story, 'ヒバリ')).toEqual([])
    expect(await requested(story, { ...home, address: canary })).toBeUndefined()
    line.hears('千葉')
    heard(story)
    await line.taps('佐々木', '同意する')
    expect(heard(story)).toContain('もう1人の返事')
    expect(slack.hears('村上').join()).not.toContain('依頼')
    await line.taps('千葉', '伝えてよい')
    await slack.taps('村上', '引き受ける')
    expect(slack.hears('村上').join()).toContain(canary)
    // Whoever gives the job back reads no more of whose it was, and their old buttons move nothing.
    await slack.taps('村上', '行けなくなった')
    expect(slack.hears('村上').join()).not.toMatch(/カナリア|佐々木水産|0192-00-0001/)
    expect(slack.hears('村上').join()).toContain('くわしい内容は、消しました')
    const dated = slack.hears('村上').findLast((one) => one.includes('行ける日を')) ?? ''
    await slack.taps('村上', dated.match(/\d+月\d+日\(.\) \d+:\d+/)?.[0] ?? '')
    expect(last(story, '村上')).toContain('いまは、あなたの仕事ではありません')
    // The others are asked at once; where nobody of them can, the desk hears of it.
    expect(last(story, '山田')).toContain('駆け付けの依頼')
    expect(last(story, '山田')).not.toContain('カナリア')
    await slack.taps('山田', '遠くて行けない')
    expect(slack.cards('desk').at(-1)).toContain('電話で探してください')
    await slack.presses('及川', 'もう一度募集する', 'dispatch', placeIn(story, 'dispatch', '駆け付け：'))
    await slack.taps('村上', '引き受ける')
    expect(slack.hears('村上').join()).toContain(canary)
    const days = slack.hears('村上').findLast((one) => one.includes('行ける日を')) ?? ''
    const [one = '', two = ''] = days.match(DATES) ?? []
    for (const label of [one, two]) await slack.taps('村上', label)
    await line.taps('佐々木', one)
    await line.taps('菊池', '出発した')
    await line.taps('菊池', '着いた')
    // Nobody is taken out of the middle of a visit, and of none once it is over.
    const { items: staff } = (await admin('GET', `/regions/${regionId}/staff`)).body
    const kikuchi = staff.find((one: { name: string }) => one.name === '菊池').personId
    expect((await admin('DELETE', `/staff/${kikuchi}`)).status).toBe(409)
    const photo = { base64: asTaken(JPEG).toString('base64'), type: 'image/jpeg' }
    await story.playground.control.line.photo(line.id('菊池'), photo)
    await story.settle()
    expect(heard(story, '菊池')).toContain('（1枚目）')
    expect(card(story)).toContain('写真を見る（1枚目）')
    for (const label of ['はい', 'はい', 'まだ', 'はい', '30分', '完了']) await line.taps('菊池', label)
    expect(heard(story, '菊池')).toContain('おつかれさまでした')
    expect((await admin('DELETE', `/staff/${kikuchi}`)).status).toBe(204)
    expect((await leftOf(story, 'カナリア')).length).toBeGreaterThan(0)
    expect((await leftOf(story, 'カナリア')).filter((row) => row.startsWith('inbox'))).toEqual([])

    await story.pass(30 * DAY - MINUTE)
    expect(slack.hears('村上').join()).toContain(canary)
    await story.pass(MINUTE)
    expect(await leftOf(story, 'カナリア')).toEqual([])
    expect(slack.hears('村上').join()).not.toContain('カナリア')
    expect(slack.hears('村上').join()).toContain('佐々木水産')
  })

  it('goes the same way for a vendor on Discord: let pass, refused, taken, done and signed', async () => {
    const story = await openStory({ hasDiscord: true, rateLimits: false })
    const { line, slack, admin, regionId } = story
    await line.enrol('佐々木', 'owner')
    const onDiscord = discordDesk(story)
    await onDiscord.joins('千田', 'vendor', await vendor(story, '三陸IT'))
    const last = (): string => onDiscord.hears('千田').at(-1) ?? ''
    await admin('PUT', `/regions/${regionId}/visit-terms`, { category: 'incident', ...TERMS })
    await line.says('佐々木', '相談')
    await requested(story, { address: '川崎町1-1' })
    heard(story)
    await line.taps('佐々木', '同意する')
    expect(last()).toMatch(/駆け付けの依頼[\s\S]*久慈市[\s\S]*10:15/)
    expect(last()).not.toMatch(/佐々木|川崎町/)
    const again = () => slack.presses('及川', 'もう一度募集する', 'dispatch', placeIn(story, 'dispatch', '駆け付け：'))

    await story.pass(15 * MINUTE)
    expect(card(story)).toContain('引き受ける業者がいません')
    await onDiscord.taps('千田', '引き受ける')
    expect(last()).toContain('もう終わって')
    await again()
    await onDiscord.taps('千田', '遠くて行けない')
    expect(last()).toContain('ほかの会社に聞きます')
    expect(card(story)).toContain('引き受ける業者がいません')
    await again()
    await onDiscord.taps('千田', '引き受ける')
    expect(onDiscord.hears('千田').join('\n')).toMatch(
      /佐々木水産[\s\S]*0192-00-0001[\s\S]*川崎町1-1[\s\S]*行ける日を、2つ/,
    )
    expect(heard(story)).toContain('三陸IT の 千田 さんに決まりました')

    const [one = '', two = ''] = onDiscord.hears('千田').at(-1)?.match(DATES) ?? []
    for (const label of [one, two]) await onDiscord.taps('千田', label)
    await line.taps('佐々木', one)
    expect(last()).toContain(`${one} に決まりました`)
    await onDiscord.taps('千田', '出発した')
    expect(heard(story)).toContain('千田 さんが、出発しました')
    await onDiscord.taps('千田', '着いた')
    // What they photograph there, with a word beside it, stands in the visit's record.
    const people = story.playground.control.discord
    const photo = { name: 'a.jpg', contentType: 'image/jpeg', base64: asTaken(JPEG).toString('base64') }
    people.post(onDiscord.id('千田'), { channel: people.directMessage(onDiscord.id('千田')), text: '', files: [photo] })
    await vi.waitFor(async () => {
      await story.settle()
      expect(last()).toContain('（1枚目）')
    }, 5_000)
    expect(card(story)).toContain('写真を見る（1枚目）')
    for (const label of ['はい', 'まだ', 'はい', 'はい']) await onDiscord.taps('千田', label)
    expect(last()).toContain('何分')
    await onDiscord.taps('千田', '30分')
    await onDiscord.taps('千田', '完了')
    expect(heard(story)).toMatch(/作業が終わりました[\s\S]*30分[\s\S]*まだ/)
    await line.taps('佐々木', '佐々木 の名前でサインする')
    expect(card(story)).toMatch(/1回、30分[\s\S]*完了/)
    expect(await dispatches(story)).toMatchObject([{ state: 'done', visits: 1, minutes: 30, signedBy: '佐々木' }])
    // Whose place it was is forgotten in this chat as well.
    expect(onDiscord.hears('千田').join()).toContain('川崎町')
    await story.pass(30 * DAY)
    expect(onDiscord.hears('千田').join()).not.toContain('川崎町')
    expect(await leftOf(story, '川崎町')).toEqual([])
    expect(story.playground.control.invariants().violations).toEqual([])
  })

  it('is played as a drill by one person, and nobody else hears of it', async () => {
    const story = await openStory()
    const { line, slack, admin, regionId } = story
    await line.enrol('佐々木', 'owner')
    await onSlack(story, '村上', await vendor(story, '三陸IT'))
    const before = {
      dispatch: slack.cards('dispatch').length,
      vendor: slack.hears('村上').length,
      desk: slack.hears('及川').length,
    }
    const { items } = (await admin('GET', '/people')).body
    const oikawa = items.find(({ name }: { name: string }) => name === '及川')
    expect((await admin('POST', '/dispatches/drill', { regionId, personId: oikawa.id })).status).toBe(202)
    await story.settle()
    await slack.taps('及川', '同意する')
    await slack.taps('及川', 'いそがしい')
    await slack.taps('及川', '引き受ける')
    const days = slack.hears('及川').findLast((one) => one.includes('行ける日を')) ?? ''
    const [one = '', two = ''] = days.match(DATES) ?? []
    for (const label of [one, two, one, '出発した', '着いた', 'はい', 'はい', 'はい', 'はい', '30分', '完了'])
      await slack.taps('及川', label)
    await slack.taps('及川', '及川 の名前でサインする')
    const told = slack.hears('及川').slice(before.desk)
    expect(told.length).toBeGreaterThan(20)
    expect(told.filter((words) => !words.includes('訓練'))).toEqual([])
    expect(slack.cards('dispatch')).toHaveLength(before.dispatch)
    expect(slack.hears('村上')).toHaveLength(before.vendor)
    expect(heard(story)).toBe('')
    expect(await dispatches(story)).toMatchObject([{ state: 'done', isDrill: true, firmId: null }])
    expect((await admin('GET', `/regions/${regionId}/visits`)).body.items).toEqual([])
  })
})
