import { describe, expect, it } from 'vitest'
import { scanLines } from '../support/eve.ts'
import { HOUR, MINUTE } from '../support/events.ts'
import { arpLine, eveStats } from '../support/sensor-lines.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

const beats = (story: Story): Promise<void> => sends(story, [eveStats({ at: story.clock.now(), startedAt: 0 })])

// a sensor that was heard and is silent is an alert of its own, to operations alone.
describe('a sensor that falls silent', () => {
  it('is told once, with firm, site, since when and what to look at first', async () => {
    const story = await openStory()
    const { slack } = story
    await beats(story)
    await story.pass(29 * MINUTE)
    expect(slack.cards('operations')).toEqual([])
    await story.pass(MINUTE)
    const [card = '', ...more] = slack.cards('operations')
    expect(more).toEqual([])
    expect(card).toMatch(/佐々木水産（事務所）の見守りの箱から、11月24日\(火\) 10:00 を最後に何も届いていません/)
    expect(card).toContain('まず、箱の電源とLANのケーブルを確かめてください')
    expect(card).toContain('不通')
    await story.pass(3 * 24 * HOUR)
    expect(slack.cards('operations')).toEqual([card])
    expect(slack.cards('analysts')).toEqual([])
  })

  it('and comes back changes that message, and is looked after again', async () => {
    const story = await openStory()
    const { slack } = story
    await beats(story)
    await story.pass(2 * HOUR)
    await Promise.all([beats(story), sends(story, scanLines({ at: story.clock.now() - MINUTE, ports: 3 }))])
    const [card = '', ...more] = slack.cards('operations')
    expect(more).toEqual([])
    expect(card).toContain('また届きはじめました')
    expect(card).toMatch(/10:00 から .*12:00 まで（2時間）/)
    expect(card).not.toContain('確かめてください')
    await story.pass(30 * MINUTE)
    expect(slack.cards('operations')).toHaveLength(2)
    expect(slack.cards('operations').at(-1)).toContain('12:00 を最後に')
  })

  it('each night, where it is switched off, is one message a night', async () => {
    const story = await openStory()
    for (let day = 0; day < 3; day++) {
      await beats(story)
      await story.pass(25 * MINUTE)
      await beats(story)
      await story.pass(24 * HOUR - 25 * MINUTE)
    }
    expect(story.slack.cards('operations')).toHaveLength(3)
  })

  it('is not told while it speaks, however seldom', async () => {
    const story = await openStory()
    for (let turn = 0; turn < 12; turn++) {
      await beats(story)
      await story.pass(29 * MINUTE)
    }
    expect(story.slack.cards('operations')).toEqual([])
  })

  it('is told although the list of devices beside it still comes', async () => {
    const story = await openStory()
    const device = { ip: '192.168.1.23', mac: '00:50:56:aa:bb:01', name: '' }
    await beats(story)
    for (let quarter = 0; quarter < 3; quarter++) {
      await story.pass(15 * MINUTE)
      await sends(story, [arpLine({ ...device, at: story.clock.now() })])
    }
    expect(story.slack.cards('operations').join()).toContain('10:00 を最後に何も届いていません')
  })

  it('is not told of a sensor that was never heard, nor of one whose token was revoked', async () => {
    const story = await openStory()
    const { admin, firmId, slack } = story
    await story.pass(24 * HOUR)
    await beats(story)
    const { body } = await admin('GET', `/sensors?firmId=${firmId}`)
    expect((await admin('DELETE', `/sensors/${body.items[0].id}`)).status).toBe(204)
    await story.pass(24 * HOUR)
    expect(slack.cards('operations')).toEqual([])
  })
})

describe('a silent sensor whose token is revoked', () => {
  it('is no longer told as silent', async () => {
    const story = await openStory()
    const { admin, firmId, slack, settle } = story
    await beats(story)
    await story.pass(HOUR)
    const { body } = await admin('GET', `/sensors?firmId=${firmId}`)
    expect((await admin('DELETE', `/sensors/${body.items[0].id}`)).status).toBe(204)
    await settle()
    const [card = '', ...more] = slack.cards('operations')
    expect(more).toEqual([])
    expect(card).toMatch(/使うのをやめました。.* 10:00 から届いていませんでした。\n✅ 停止中/)
  })
})

describe('when Otasuke itself was not there', () => {
  it('sensors have time to come back before anybody is told of them', async () => {
    const story = await openStory()
    const { slack, clock } = story
    await beats(story)
    // Nobody is awake for the timers in between.
    clock.advanceTo(clock.now() + 3 * HOUR)
    await story.settle()
    expect(slack.cards('operations')).toEqual([])
    await story.pass(5 * MINUTE)
    await beats(story)
    await story.pass(10 * MINUTE)
    expect(slack.cards('operations')).toEqual([])
    await story.pass(20 * MINUTE)
    expect(slack.cards('operations').join()).toMatch(/13:05 を最後に/)
  })

  it('and those that do not come back are told all the same', async () => {
    const story = await openStory()
    await beats(story)
    story.clock.advanceTo(story.clock.now() + 3 * HOUR)
    await story.settle()
    await story.pass(10 * MINUTE)
    expect(story.slack.cards('operations').join()).toMatch(/10:00 を最後に/)
  })
})
