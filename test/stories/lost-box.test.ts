import { describe, expect, it } from 'vitest'
import { type Box, boxOf, enrols, type Kitted, kittedBox, talk } from './boxes.ts'
import { openStory, type Story } from './world.ts'

const card = ({ slack }: Story): string => slack.cards('desk').findLast((one) => one.startsWith('箱の設定')) ?? ''

async function standing(): Promise<Kitted & { box: Box }> {
  const kitted = await kittedBox(await openStory())
  const box = boxOf(kitted.story, (await enrols(kitted.story, kitted.code)).body)
  await box.beats()
  kitted.told()
  return { ...kitted, box }
}

describe('a box that was lost or stolen', () => {
  it('is stopped by the firm’s own tap from that moment on, and another one is on its way', async () => {
    const { story, box, told, state } = await standing()
    const { line, clock } = story
    await line.says('千葉', '箱をなくした')
    expect(told()).toMatch(/本店）をなくしましたか[\s\S]*すぐに止めます/)
    expect(await box.beats()).toMatchObject({ status: 200 })
    await line.taps('千葉', 'なくした')
    expect(told()).toMatch(/本店）を止めました[\s\S]*代わりの箱[\s\S]*警察/)
    expect(await box.beats()).toMatchObject({ status: 401 })
    expect((await box.config()).status).toBe(401)
    await expect(box.ships([talk(clock.now(), '192.168.1.20', '192.0.2.1')])).rejects.toThrow('revoked')
    expect(await state()).toBe('resending')
    expect(card(story)).toMatch(/失効（.*千葉/)
    await line.taps('千葉', 'なくした')
    expect(told()).toContain('もう止めてあります')
    await line.says('千葉', '箱が盗まれた')
    expect(told()).toContain('止められる箱がありません')
  })

  it('is stopped by the desk, and the firm is told; of one that came without an order, an order begins', async () => {
    const { story } = await standing()
    const { slack, line, playground, app } = story
    await line.enrol('佐々木', 'owner')
    const command = { command: '/otasuke', text: '失効 佐々木水産', channel: playground.slack.channels.desk }
    await playground.control.slack.command(slack.id('及川'), command)
    await story.settle()
    const place = slack.cards('desk').findLastIndex((one) => one.startsWith('箱の設定：佐々木水産'))
    await slack.presses('小野', '失効する（箱をなくした）', 'desk', place)
    const beats = async () => {
      const headers = { authorization: `Bearer ${story.sensorToken}` }
      return (await app.server.inject({ method: 'GET', url: '/sensor/v1/config', headers })).statusCode
    }
    // An analyst’s finger stops no box.
    expect(await beats()).toBe(200)
    await slack.presses('及川', '失効する（箱をなくした）', 'desk', place)
    expect(await beats()).toBe(401)
    expect(line.hears('佐々木').join()).toContain('事務所）を止めました')
    expect((await story.admin('GET', `/orders?firmId=${story.firmId}`)).body.items).toMatchObject([
      { state: 'received' },
    ])
    const { items } = (await story.admin('GET', `/audit?firmId=${story.firmId}`)).body
    expect(items).toContainEqual(expect.objectContaining({ what: 'sensor-revoked', reason: 'lost' }))
  })
})
