import { describe, expect, it } from 'vitest'
import { discordDesk } from './discord-desk.ts'
import { openStory, type Story } from './world.ts'

const START = '機器のお届け'
const place = ({ slack }: Story): number => slack.cards('desk').findLastIndex((one) => one.startsWith(START))
const card = (story: Story): string => story.slack.cards('desk').at(place(story)) ?? ''
const buttons = (story: Story): string[] => story.slack.buttons('desk', place(story))
const presses = (story: Story, label: string): Promise<void> => story.slack.presses('及川', label, 'desk', place(story))
const heard = ({ line }: Story): string => line.hears('佐々木').join('\n')
const orders = async (story: Story) => (await story.admin('GET', `/orders?firmId=${story.firmId}`)).body.items

const asks = async ({ slack, playground, settle }: Story): Promise<void> => {
  const command = { command: '/otasuke', text: 'お届け 佐々木水産', channel: playground.slack.channels.desk }
  await playground.control.slack.command(slack.id('及川'), command)
  await settle()
}

/** A firm whose office has no sensor yet. */
async function withoutSensor(): Promise<Story> {
  const story = await openStory()
  await story.line.enrol('佐々木', 'owner')
  const [sensor] = (await story.admin('GET', '/sensors')).body.items
  await story.admin('DELETE', `/sensors/${sensor.id}`)
  heard(story)
  return story
}

/** Chosen, drawn and made ready. */
async function kitted(): Promise<Story> {
  const story = await withoutSensor()
  await asks(story)
  await presses(story, '種類を選ぶ')
  await story.slack.fills('及川', { type: 'office', switch: 'switch-8' })
  for (const step of ['ヒアリング済', '接続図を送った', 'キッティング']) await presses(story, step)
  return story
}

async function shipped(): Promise<Story> {
  const story = await kitted()
  await presses(story, '発送した')
  await story.slack.fills('及川', { carrier: 'ヤマト運輸', number: '1234-5678-9012' })
  return story
}

/** What is said where a 1 will not do. */
const ANSWERS = [
  ['写真を送って', 'とばす'],
  ['電話', '0192000001'],
  ['数字で書いて', '8'],
] as const

//
describe('a sensor on its way to a firm', () => {
  it('is one card whose steps have their time and person, and the firm hears what comes next at each', async () => {
    const story = await withoutSensor()
    const { slack, line } = story
    await asks(story)
    expect(card(story)).toMatch(/佐々木水産（事務所）[\s\S]*未定[\s\S]*受付\*\n11月24日\(火\) 10:00 及川[\s\S]*🟡 受付/)
    expect(buttons(story)).toEqual(['種類を選ぶ', 'ヒアリング済', '接続図を送った', '取り消す'])
    expect(heard(story)).toMatch(/見守りの箱（事務所）のお申し込みを受けました[\s\S]*次は、いまのつなぎ方/)
    await presses(story, '種類を選ぶ')
    await slack.fills('及川', { type: 'office', switch: 'switch-8' })
    // That is nothing the firm has to know.
    expect(heard(story)).toBe('')
    await story.pass(3_600_000)
    await presses(story, 'ヒアリング済')
    expect(card(story)).toMatch(/オフィス用[\s\S]*8ポート[\s\S]*ヒアリング済\*\n11月24日\(火\) 11:00 及川/)
    expect(heard(story)).toMatch(/つなぎ方を、確かめました[\s\S]*次は、つなぎ方の図/)
    await presses(story, '接続図を送った')
    await presses(story, 'キッティング')
    expect(heard(story)).toMatch(/図を、お送りしました[\s\S]*用意しています/)
    await presses(story, '発送した')
    const wrong = await slack.fills('及川', { carrier: 'ヤマト運輸', number: 'ただいま' })
    expect(wrong.errors?.number).toContain('伝票番号')
    await slack.fills('及川', { carrier: 'ヤマト運輸', number: '１２３４-5678-9012' })
    expect(card(story)).toMatch(/伝票\*\nヤマト運輸 1234-5678-9012/)
    expect(heard(story)).toMatch(/ヤマト運輸の番号は 1234-5678-9012 です[\s\S]*「届いた」を押して/)
    await line.taps('佐々木', '届いた')
    expect(heard(story)).toMatch(/届きました[\s\S]*次は、箱をつなぎます/)
    expect(card(story)).toMatch(/到着\*\n11月24日\(火\) 11:00 佐々木[\s\S]*🟡 到着/)
    await line.taps('佐々木', '届いた')
    expect(heard(story)).toMatch(/もう、そうなっています[\s\S]*届きました/)

    for (const question of ['いまどこ？', '機器はいつ？', '箱はどこ']) {
      await line.says('佐々木', question)
      expect(heard(story)).toMatch(/見守りの箱（事務所）が届きました[\s\S]*次は、箱をつなぎます/)
    }
    expect(await orders(story)).toMatchObject([
      {
        state: 'arrived',
        deviceType: 'office',
        needsSwitch: 'switch-8',
        parcelNumber: '1234-5678-9012',
        site: '事務所',
      },
    ])
    const [{ id }] = await orders(story)
    expect((await story.admin('GET', `/orders/${id}`)).body.steps).toMatchObject([
      ...['received', 'chosen', 'heard', 'guided', 'kitted', 'shipped'].map((step) => ({ step, by: '及川' })),
      { step: 'arrived', by: '佐々木', at: '2026-11-24T02:00:00.000Z' },
    ])
  })

  it('begins when the questions about the wiring are answered, once, and knows what it was told', async () => {
    const story = await withoutSensor()
    const { line } = story
    await line.says('佐々木', '機器はいつ？')
    expect(heard(story)).toContain('お届けの途中の箱はありません')
    await line.says('佐々木', '設置')
    for (let turn = 0; turn < 40 && (await orders(story)).length === 0; turn++) {
      const asked = line.hears('佐々木').at(-1) ?? ''
      const [, answer = '1'] = ANSWERS.find(([about]) => asked.includes(about)) ?? []
      await line.says('佐々木', answer)
    }
    expect(await orders(story)).toMatchObject([{ state: 'heard', deviceType: 'office' }])
    expect(heard(story)).toMatch(/つなぎ方を、確かめました[\s\S]*次は、つなぎ方の図/)
    expect(card(story)).toMatch(/受付\*\n.*佐々木[\s\S]*ヒアリング済\*\n.*佐々木/)
    expect(buttons(story)).toEqual(['接続図を送った', 'キッティング', '取り消す', '種類を選ぶ'])
    await asks(story)
    expect(await orders(story)).toHaveLength(1)
  })

  it('is sent again when it was lost, and a button of the lost box moves nothing', async () => {
    const story = await shipped()
    const { line, slack } = story
    const late = line.choices('佐々木').find(({ label }) => label === '届いた')
    expect(late).toBeDefined()
    await presses(story, '再送する')
    expect(card(story)).toMatch(/🟡 再送/)
    expect(card(story)).not.toContain('1234-5678-9012')
    await presses(story, 'キッティング')
    await presses(story, '発送した')
    await slack.fills('及川', { carrier: 'ゆうパック', number: '9999-0000-1111' })
    expect(card(story)).toMatch(/送り直し\*\n2台目/)
    heard(story)
    await story.playground.control.line.tap(line.id('佐々木'), late?.data ?? '')
    await story.settle()
    expect(heard(story)).toMatch(/いまは、できません[\s\S]*ゆうパックの番号は/)
    expect((await orders(story))[0]).toMatchObject({ state: 'shipped', round: 2 })
    await line.taps('佐々木', '届いた')
    expect((await orders(story))[0]).toMatchObject({ state: 'arrived', round: 2 })
  })

  it('leads to a visit that the firm asks for, and the visit’s end is the order’s step', async () => {
    const story = await shipped()
    const { line } = story
    await line.taps('佐々木', '届いた')
    heard(story)
    await line.taps('佐々木', '来てほしい')
    expect(heard(story)).toMatch(/お伺いする日を決めています[\s\S]*次は、日にち/)
    expect(card(story)).toMatch(/訪問依頼\*\n.*佐々木[\s\S]*🔴 訪問依頼|🟠 訪問依頼|⚠️? 訪問依頼/)
    expect(buttons(story)).toEqual(expect.arrayContaining(['訪問が済んだ', '駆け付けを頼む']))
    await presses(story, '訪問が済んだ')
    expect((await orders(story))[0]).toMatchObject({ state: 'visited' })
  })

  it('is nobody else’s to move: a worker has no button, and an analyst’s finger does nothing', async () => {
    const story = await shipped()
    const { slack } = story
    await slack.presses('小野', '到着した', 'desk', place(story))
    expect(slack.hears('小野').at(-1)).toBeDefined()
    expect((await orders(story))[0]).toMatchObject({ state: 'shipped' })
  })

  it('goes the same way where the desk sits on Discord', async () => {
    const story = await openStory({ staffOn: 'discord' })
    const desk = discordDesk(story)
    await desk.joins('今', 'desk')
    await story.line.enrol('佐々木', 'owner')
    heard(story)
    await desk.commands('今', 'お届け 佐々木水産', 'desk')
    await desk.presses('今', '種類を選ぶ', 'desk')
    await desk.fills('今', { type: 'home', switch: 'none' })
    await desk.presses('今', 'キッティング', 'desk')
    expect(desk.hears('今').join('\n')).toMatch(/キッティング票/)
    await desk.presses('今', '発送した', 'desk')
    await desk.fills('今', { carrier: 'ゆうパック', number: '1111-2222-3333' })
    expect(desk.cards('desk').at(-1)).toMatch(/在宅用[\s\S]*ゆうパック 1111-2222-3333[\s\S]*発送/)
    expect(heard(story)).toContain('ゆうパックの番号は')
    expect((await orders(story))[0]).toMatchObject({ state: 'shipped', deviceType: 'home' })
  })

  it('is moved by the visit that is asked for about it', async () => {
    const story = await shipped()
    await story.line.taps('佐々木', '届いた')
    await presses(story, '訪問を頼む')
    const terms = { category: 'trouble', costYen: 1, limitYen: 1, selfPayYen: 0 }
    await story.admin('PUT', `/regions/${story.regionId}/visit-terms`, terms)
    await presses(story, '駆け付けを頼む')
    await story.slack.fills('及川', { category: 'trouble', reason: 'つながりません', municipality: '久慈市' })
    const [{ id }] = await orders(story)
    expect((await story.admin('GET', '/dispatches')).body.items).toMatchObject([{ about: id, state: 'requested' }])
    expect((await orders(story))[0]).toMatchObject({ state: 'visit-asked' })
  })
})
