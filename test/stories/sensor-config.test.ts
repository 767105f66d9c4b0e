import { describe, expect, it } from 'vitest'
import { MINUTE } from '../support/events.ts'
import { type Box, boxOf, enrols, type Kitted, kittedBox } from './boxes.ts'
import { openStory } from './world.ts'

const desk = ({ story }: Kitted): string =>
  story.slack.cards('desk').findLast((one) => one.startsWith('箱の設定')) ?? ''

async function opened(type: 'office' | 'small-office' = 'small-office'): Promise<Kitted & { box: Box }> {
  const kitted = await kittedBox(await openStory(), type)
  const { story, code, told } = kitted
  const box = boxOf(story, (await enrols(story, code)).body)
  await box.beats()
  told()
  return { ...kitted, box }
}

/** The box lives through so many minutes with these settings. */
async function lives({ story }: Kitted, box: Box, minutes: number, configVersion: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    await story.pass(MINUTE)
    await box.beats({ configVersion })
  }
}

//
describe('what a firm changes of its box', () => {
  it('is asked for, put to work, confirmed after ten minutes, and can be taken back', async () => {
    const kitted = await opened()
    const { box, taps, told } = kitted
    const first = await box.config()
    expect([first.status, first.etag, JSON.parse(first.body).version]).toEqual([200, '"1"', 1])
    expect((await box.config({ 'if-none-match': '"1"' })).status).toBe(304)
    await taps('Wi-Fiを止める')
    expect(told()).toMatch(/10分ほど様子を見て、箱から何も届かなければ、もとに戻します/)
    expect(desk(kitted)).toMatch(/箱の設定：釜石商店（本店）[\s\S]*止めている[\s\S]*変更依頼（.*千葉/)
    expect(await box.beats()).toMatchObject({ configVersion: 2 })
    const wish = await box.config({ 'if-none-match': '"1"', accept: 'text/plain' })
    expect([wish.status, wish.etag, wish.body]).toEqual([
      200,
      '"2"',
      'version=2\naddress=dhcp\nwifi=off\nchannel=auto\n',
    ])
    expect(desk(kitted)).toContain('箱が受け取りました')
    await lives(kitted, box, 10, 2)
    expect(desk(kitted)).toContain('適用')
    expect(told()).toBe('')
    await lives(kitted, box, 1, 2)
    expect(desk(kitted)).toContain('確認')
    expect(told()).toMatch(/設定を変えました[\s\S]*止めている/)
    await taps('もとに戻す')
    expect(told()).toContain('もとの設定に戻します')
    expect(JSON.parse((await box.config()).body)).toMatchObject({ version: 3, settings: { wifi: { isOn: true } } })
    expect(desk(kitted)).toMatch(/戻しました（.*千葉/)
  })

  it('is undone when the box is silent for ten minutes after it', async () => {
    const kitted = await opened()
    const { story, box, taps, told } = kitted
    await taps('チャンネルを11に')
    await box.config({ 'if-none-match': '"1"' })
    told()
    await story.pass(9 * MINUTE)
    expect(told()).toBe('')
    await story.pass(MINUTE)
    expect(told()).toMatch(/10分、何も届きません。もとの設定に戻しました/)
    expect(desk(kitted)).toContain('変えたあと、10分届きません')
    expect(JSON.parse((await box.config()).body)).toMatchObject({ version: 3, settings: { wifi: { channel: 'auto' } } })
  })

  it('is undone when the box fell silent some minutes after it had come back', async () => {
    const kitted = await opened()
    const { story, box, taps, told } = kitted
    await taps('チャンネルを1に')
    await box.config({ 'if-none-match': '"1"' })
    await lives(kitted, box, 4, 2)
    told()
    await story.pass(9 * MINUTE)
    expect(told()).toBe('')
    await story.pass(MINUTE)
    expect(told()).toContain('もとの設定に戻しました')
  })

  it('is undone when the box says that it has gone back by itself', async () => {
    const kitted = await opened()
    const { story, box, taps, told } = kitted
    await taps('チャンネルを6に')
    await box.config({ 'if-none-match': '"1"' })
    told()
    await story.pass(MINUTE)
    expect(await box.beats({ configVersion: 1, refusedVersion: 2 })).toMatchObject({ status: 200 })
    expect(told()).toContain('新しい設定ではこちらに届きませんでした')
    expect(JSON.parse((await box.config()).body)).toMatchObject({ version: 3, settings: { wifi: { channel: 'auto' } } })
  })

  it('is one thing at a time, and waits a day for a box that is switched off', async () => {
    const kitted = await opened()
    const { story, taps, told } = kitted
    const { line } = story
    await line.says('千葉', '箱の設定')
    const late = line.choices('千葉').find(({ label }) => label === 'チャンネルを11に')
    await taps('Wi-Fiを止める')
    told()
    await line.says('千葉', '箱の設定')
    expect(line.buttons('千葉')).not.toContain('Wi-Fiを出す')
    expect(told()).toContain('変えている途中です')
    await story.playground.control.line.tap(line.id('千葉'), late?.data ?? '')
    await story.settle()
    expect(told()).toContain('そのあと設定が変わりました')
    await story.pass(24 * 60 * MINUTE)
    expect(told()).toContain('一日たっても設定が届きませんでした')
  })

  it('keeps the address that it has, without anybody knowing one', async () => {
    const kitted = await opened('office')
    const { box, taps, story } = kitted
    await story.line.says('千葉', '箱の設定')
    // A box on a mirror port has no Wi-Fi.
    expect(story.line.buttons('千葉').filter((one) => one.includes('Wi-Fi'))).toEqual([])
    await taps('いまのアドレスに固定')
    expect((await box.config({ accept: 'text/plain' })).body).toContain(
      'address=fixed\nip=192.168.1.9/24\ngateway=192.168.1.1\n',
    )
  })

  it('is nothing that a worker, or another firm, can see or change', async () => {
    const kitted = await opened()
    const { story, firmId, told } = kitted
    const { line } = story
    await line.enrol('菊池', 'worker', firmId)
    line.hears('菊池')
    await line.says('菊池', '箱の設定')
    expect(line.hears('菊池').join()).not.toContain('アドレス')
    await line.says('千葉', '箱の設定')
    const mine = line.choices('千葉').find(({ label }) => label === 'Wi-Fiを止める')
    const other = await story.made('/firms', { regionId: story.regionId, name: '南部建設' })
    await line.enrol('佐々木', 'owner', other.id)
    await line.says('佐々木', '箱の設定')
    expect(line.hears('佐々木').join()).not.toContain('アドレス')
    for (const name of ['菊池', '佐々木'] as const)
      await story.playground.control.line.tap(line.id(name), mine?.data ?? '')
    await story.settle()
    expect(desk(kitted)).toBe('')
    expect(told()).toContain('いまの設定です')
  })
})
