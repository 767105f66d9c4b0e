import { describe, expect, it } from 'vitest'
import { DAY } from './notified.ts'
import { scan } from './scan.ts'
import { openStory, type Story } from './world.ts'

const QUIET = '同じものをまとめて静かにする（30日）'
const HOUR = 3_600_000

/** The same scan, hour after hour, each a false alarm. */
async function falseAlarms(story: Story, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await scan(story, { id: `noise-${time}` })
    await story.slack.presses('小野', '誤検知')
    await story.pass(HOUR)
  }
}

/** Three of them, and the fourth is kept quiet from now on. */
async function kept(): Promise<Story> {
  const story = await openStory()
  await falseAlarms(story, 3)
  await scan(story, { id: 'noise-4th' })
  await story.slack.presses('小野', QUIET)
  await story.slack.fills('小野', { reason: '社内の点検です' })
  await story.pass(HOUR)
  return story
}

const listed = async (story: Story) => (await story.admin('GET', '/suppressions')).body.items

describe('what was a false alarm again and again', () => {
  it('is not offered to be kept quiet after two', async () => {
    const story = await openStory()
    await falseAlarms(story, 2)
    await scan(story, { id: 'third' })
    expect(story.slack.buttons('analysts')).not.toContain(QUIET)
  })

  it('is offered after three, says what and until when, and is accepted by name', async () => {
    const story = await openStory()
    const { slack } = story
    await falseAlarms(story, 3)
    await scan(story, { id: 'grave', severity: 'high', device: '192.168.1.24', target: '192.168.1.24' })
    expect(slack.buttons('analysts')).not.toContain(QUIET)
    await scan(story, { id: 'fourth' })
    expect(slack.buttons('analysts')).toContain(QUIET)
    await slack.presses('山田', QUIET)
    expect(slack.modal('山田').join()).toContain(
      '192.168.1.23 と 203[.]0[.]113[.]5 の「ポートスキャン」を、12月24日(木)までカードに出しません',
    )
    expect(slack.modal('山田').join()).toContain('山田 さんが決めたことと理由は、記録に残ります')
    await slack.fills('山田', { reason: '点検' })
    const [card, own] = slack.cards('analysts').slice(-2)
    expect(card).toContain('山田 さんが誤検知としました')
    expect(own).toContain('静かにしています')
    expect(own).toContain('山田')
    expect(slack.thread('analysts', -2).join()).toMatch(/山田 さんが、同じものを.*まで静かにしました。点検/)
    expect(await listed(story)).toMatchObject([
      {
        kind: 'port-scan',
        device: '192.168.1.23',
        counterpart: '203.0.113.5',
        acceptedBy: { name: '山田' },
        endedAt: null,
        quiet: 0,
      },
    ])
    const { body } = await story.admin('GET', '/audit')
    expect(body.items).toContainEqual(expect.objectContaining({ what: 'suppression-accepted', reason: '点検' }))
  })

  it('is accepted once of two who press at once', async () => {
    const story = await openStory()
    const { slack } = story
    await falseAlarms(story, 3)
    await scan(story, { id: 'fourth' })
    await slack.presses('小野', QUIET)
    await slack.presses('山田', QUIET)
    await Promise.all([slack.fills('小野', { reason: '' }), slack.fills('山田', { reason: '' })])
    await story.settle()
    expect(await listed(story)).toHaveLength(1)
    expect(slack.thread('analysts', -2).join()).toMatch(/さん：この案件は/)
    expect(story.playground.control.invariants()).toMatchObject({ ok: true })
  })
})

describe('while it is kept quiet', () => {
  it('the same is stored and counted, stands last in the queue, and makes no card', async () => {
    const story = await kept()
    const before = story.slack.cards('analysts')
    await scan(story, { id: 'again' })
    await scan(story, { id: 'again', count: 40 })
    expect(story.slack.cards('analysts')).toEqual(before)
    expect(await listed(story)).toMatchObject([{ quiet: 1 }])
    await scan(story, { id: 'other', device: '192.168.1.99', target: '192.168.1.99' })
    const { body } = await story.admin('GET', '/queue')
    expect(body.items.map(({ device }: { device: string }) => device)).toEqual(['192.168.1.99', '192.168.1.23'])
    expect(body.items[1]).toMatchObject({ eventCount: 40, quietBy: expect.stringContaining('quiet_') })
    await story.pass(2 * DAY)
    expect(story.slack.cards('operations').join()).not.toContain('192.168.1.23')
  })

  it.each([
    ['grave', { severity: 'high' as const }, '危険度が「高」になりました'],
    ['far more than was judged', { count: 500 }, '件数がこれまでより大きく増えました'],
  ])('what becomes %s gets its card, and why', async (_name, changes, why) => {
    const story = await kept()
    const before = story.slack.cards('analysts').length
    await scan(story, { id: 'again' })
    await scan(story, { id: 'again', count: 20, ...changes })
    expect(story.slack.cards('analysts')).toHaveLength(before + 1)
    expect(story.slack.thread('analysts').join('\n')).toMatch(
      new RegExp(`静かにしていた案件を出しました。${why}[^]*根拠|根拠[^]*${why}`),
    )
    expect(story.slack.buttons('analysts')).toContain('通報する')
    expect(await listed(story)).toMatchObject([{ quiet: 0 }])
  })

  it('another kind and another device make their cards', async () => {
    const story = await kept()
    const before = story.slack.cards('analysts').length
    await scan(story, { id: 'web', kind: 'url-scan' })
    await scan(story, { id: 'pc-2', device: '192.168.1.24', target: '192.168.1.24' })
    await scan(story, { id: 'from-elsewhere', source: '198.51.100.9' })
    expect(story.slack.cards('analysts')).toHaveLength(before + 3)
  })

  it('anybody of the analysts can stop it, and what it kept quiet gets its card', async () => {
    const story = await kept()
    await scan(story, { id: 'again' })
    const before = story.slack.cards('analysts').length
    await story.slack.presses('山田', 'やめて、案件を出す')
    expect(story.slack.cards('analysts')).toHaveLength(before + 1)
    expect(story.slack.cards('analysts').at(-2)).toContain('静かにするのを終えました')
    expect(story.slack.thread('analysts').join()).toContain('出すように言われました')
    await scan(story, { id: 'again-2', source: '203.0.113.5' })
    expect(await listed(story)).toMatchObject([{ quiet: 0, endedBy: { name: '山田' } }])
  })

  it('the operator can, too, once', async () => {
    const story = await kept()
    await scan(story, { id: 'again' })
    const before = story.slack.cards('analysts').length
    const [{ id }] = await listed(story)
    expect((await story.admin('POST', `/suppressions/${id}/end`)).status).toBe(202)
    expect((await story.admin('POST', `/suppressions/${id}/end`)).status).toBe(202)
    await story.settle()
    expect(story.slack.cards('analysts')).toHaveLength(before + 1)
    expect((await story.admin('POST', `/suppressions/${id}/end`)).status).toBe(409)
    expect((await story.admin('POST', '/suppressions/nothing/end')).status).toBe(404)
  })
})

describe('after thirty days', () => {
  it('it ends by itself and tells how many cases made no card; from then on they do', async () => {
    const story = await kept()
    await scan(story, { id: 'again' })
    await story.pass(30 * DAY)
    expect(story.slack.cards('analysts').at(-1)).toContain('カードを出さなかった案件は1件です')
    const before = story.slack.cards('analysts').length
    await scan(story, { id: 'a-month-later' })
    expect(story.slack.cards('analysts')).toHaveLength(before + 1)
  })

  it('it can be extended, once of two taps, and goes on', async () => {
    const story = await kept()
    const { slack } = story
    const card = slack.cards('analysts').length - 1
    await story.pass(30 * DAY)
    const channel = story.playground.slack.channels.analysts
    const button = slack.button('analysts', '延長する（30日）')
    await slack.presses('山田', '延長する（30日）')
    const before = slack.cards('analysts').length
    await scan(story, { id: 'a-month-later' })
    expect(slack.cards('analysts')).toHaveLength(before)
    expect(await listed(story)).toMatchObject([{ quiet: 1, endedAt: null, acceptedBy: { name: '山田' } }])
    await story.playground.control.slack.press(slack.id('小野'), { channel, ...button })
    await story.settle()
    expect(slack.thread('analysts', card).join()).toMatch(/小野 さん：.*まで静かにしています/)
    await story.pass(30 * DAY)
    expect(slack.cards('analysts').at(-1)).toContain('カードを出さなかった案件は1件です')
  })

  it('what it kept quiet can still be shown', async () => {
    const story = await kept()
    await scan(story, { id: 'again' })
    await story.pass(30 * DAY)
    const before = story.slack.cards('analysts').length
    await story.slack.presses('小野', '出さなかった案件を出す')
    expect(story.slack.cards('analysts')).toHaveLength(before + 1)
    expect(story.slack.buttons('analysts')).toContain('引き受ける')
    expect(await listed(story)).toMatchObject([{ quiet: 0 }])
  })
})
