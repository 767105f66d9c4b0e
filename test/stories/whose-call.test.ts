import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../support/events.ts'
import { eveLease } from '../support/sensor-lines.ts'
import { DAY, notify } from './notified.ts'
import { scan } from './scan.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

const PCS = [
  ['192.168.1.21', '00:50:56:aa:bb:01', 'DESKTOP-7Q12ABC'],
  ['192.168.1.22', '00:50:56:aa:bb:02', 'CHIBA-PC'],
] as const
const CALL = '電話をお願いします：佐々木水産'
const calls = ({ slack }: Story): string[] => slack.cards('desk').filter((card) => card.includes('チャットでは返事が'))
const owners = async ({ admin, firmId }: Story): Promise<string[]> =>
  (await admin('GET', `/assets?firmId=${firmId}`)).body.items.map(({ owner }: { owner: string }) => owner)

/** A Tuesday at eleven: a box sees two PCs at a firm of two, and it lets the roll calls of Wednesday and Friday be. */
async function letBe(rules: object = {}): Promise<Story> {
  const story = await openStory({ startsAt: '2026-11-24T11:00:00+09:00' })
  const { body } = await story.admin('GET', `/regions/${story.regionId}/rules`)
  await story.admin('PUT', `/regions/${story.regionId}/rules`, { ...body, ...rules })
  await story.line.enrol('佐々木', 'owner')
  await story.line.enrol('千葉', 'worker')
  await sees(story)
  await story.pass(6 * DAY - HOUR)
  return story
}

async function sees(story: Story): Promise<void> {
  for (const [ip, mac, name] of PCS) await sends(story, eveLease({ at: story.clock.now() - HOUR, ip, mac, name }))
}

describe('whose a firm’s PCs are, once chat has asked on two days in vain', () => {
  it('is asked by telephone, one PC after the other, before anything has happened', async () => {
    const story = await letBe()
    const { slack, line } = story
    expect(calls(story)).toEqual([])
    await story.pass(15 * MINUTE)
    expect(calls(story)).toHaveLength(1)
    expect(calls(story)[0]).toContain(CALL)
    expect(calls(story)[0]).toMatch(/1台目（2台のうち）[\s\S]*まだだれも引き受けていません/)
    await slack.presses('及川', '出なかった', 'desk')
    expect(calls(story)[0]).toMatch(/10:15 にかけましたが、出ませんでした（1回目）/)
    line.hears('千葉')
    const [first] = PCS.map(([, , name]) => name).toSorted((one, other) => place(story, one) - place(story, other))
    await slack.presses('及川', first === 'CHIBA-PC' ? '千葉' : '分からない', 'desk')
    expect(calls(story)[0]).toContain('2台目（2台のうち）')
    expect(calls(story)[0]).toContain('及川 さんが引き受けました')
    await slack.presses('及川', first === 'CHIBA-PC' ? '分からない' : '千葉', 'desk')
    expect(calls(story)[0]).toMatch(/及川 さんが聞きました[\s\S]*分かったもの：1台、分からないもの：1台/)
    expect(slack.buttons('desk')).not.toContain('出なかった')
    expect(await owners(story)).toContain('千葉')
    // Nobody's chat was needed for it, and an incident finds its PC known.
    expect(line.hears('千葉').join()).toBe('')
    await scan(story, { device: PCS[1][0], target: PCS[1][0] })
    await notify(story, 'medium')
    expect(line.hears('佐々木').join()).toContain('千葉さんのパソコン')
  })

  it('is asked no more of what somebody has said in chat meanwhile', async () => {
    const story = await letBe()
    const { line, slack } = story
    await story.pass(15 * MINUTE)
    await line.taps('千葉', 'CHIBA-PC')
    expect(calls(story)[0]).toContain('1台目（1台のうち）：Windowsのパソコン DESKTOP-7Q12ABC')
    await line.taps('佐々木', 'DESKTOP-7Q12ABC')
    expect(calls(story)[0]).toContain('もう電話はいりません')
    expect(slack.buttons('desk')).not.toContain('出なかった')
  })

  it('is asked five times at most of whoever does not pick up, and never again', async () => {
    const story = await letBe()
    const { slack } = story
    await story.pass(15 * MINUTE)
    for (const _try of [1, 2, 3, 4, 5]) await slack.presses('及川', '出なかった', 'desk')
    expect(calls(story)[0]).toContain('5回かけましたが、出ませんでした')
    await sees(story)
    await story.pass(7 * DAY)
    expect(calls(story)).toHaveLength(1)
    expect(calls(story)[0]).toContain('5回かけましたが')
  })

  it('is not asked of a firm that wants no calls', async () => {
    const story = await letBe()
    await story.pass(15 * MINUTE)
    await story.slack.presses('及川', '電話はいらない', 'desk')
    expect(calls(story)[0]).toContain('電話はいらないそうです')
    await story.pass(7 * DAY)
    expect(calls(story)).toHaveLength(1)
  })

  it('is asked of as many firms at a time as the region wants, whoever waits longest first', async () => {
    const story = await letBe({ whoseCalls: 0 })
    await story.pass(HOUR)
    expect(calls(story)).toEqual([])
    await sees(story)
    const { body } = await story.admin('GET', `/regions/${story.regionId}/rules`)
    expect(body.whoseCalls).toBe(0)
    await story.admin('PUT', `/regions/${story.regionId}/rules`, { ...body, whoseCalls: 1 })
    await story.pass(DAY)
    expect(calls(story)).toHaveLength(1)
  })

  it('is not asked while nobody’s PC is there, and then waits again', async () => {
    const story = await letBe({ whoseCalls: 0 })
    await story.pass(2 * DAY)
    const { body } = await story.admin('GET', `/regions/${story.regionId}/rules`)
    await story.admin('PUT', `/regions/${story.regionId}/rules`, { ...body, whoseCalls: 10 })
    await story.pass(DAY)
    expect(calls(story)).toEqual([])
    await sees(story)
    await story.pass(4 * DAY)
    expect(calls(story)).toHaveLength(1)
  })
})

const place = (story: Story, name: string): number => {
  const at = calls(story)[0]?.indexOf(name) ?? -1
  return at < 0 ? Infinity : at
}
