import { describe, expect, it } from 'vitest'
import { eveLease } from '../support/sensor-lines.ts'
import { HOUR, MINUTE, noticeOf, notify } from './notified.ts'
import { scan } from './scan.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

const PC = '192.168.1.23'
const REMINDED = 'まだ返事をもらっていません'
const desk = ({ slack }: Story): string => slack.cards('desk').at(-1) ?? ''
const owners = async (story: Story): Promise<string[]> =>
  (await story.admin('GET', '/next-steps')).body.items.map(
    ({ step, owner }: { step: string; owner: { name: string } }) => `${step} ${owner.name}`,
  )

/** 佐々木 leads the firm and has a notice about the PC of 千葉, of which nobody has said whose it is; at ten on a Tuesday. */
async function begun(): Promise<Story & { silence: () => void }> {
  const story = await openStory()
  const { line } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  await line.enrol('菊池', 'worker')
  await sends(story, eveLease({ at: story.clock.now() - HOUR, ip: PC, mac: '00:50:56:aa:bb:01', name: 'CHIBA-PC' }))
  await scan(story, { device: PC, target: PC })
  await notify(story, 'medium')
  return Object.assign(story, { silence: () => (['佐々木', '千葉', '菊池'] as const).map((name) => line.hears(name)) })
}

describe('a notice about somebody’s PC', () => {
  it('is read by whoever says in it whose that is, and from then on it is that person who is reminded, then their leader, and no colleague', async () => {
    const story = await begun()
    const { line } = story
    await line.taps('佐々木', '千葉')
    expect(await noticeOf(story)).toMatchObject({ state: 'read' })
    expect(await owners(story)).toEqual(['answer 千葉'])
    story.silence()
    await story.pass(4 * HOUR + MINUTE)
    expect(line.hears('千葉').join()).toContain(REMINDED)
    expect(line.hears('佐々木').join()).not.toContain(REMINDED)
    await story.pass(4 * HOUR)
    expect(line.hears('佐々木').join()).toContain(REMINDED)
    expect(line.everythingHeard('菊池').join()).not.toMatch(/ほかの方から返事がない|まだ返事/)
  })

  it('goes to them as well where it is known beforehand whose that is, and who leads the firm reads that it did', async () => {
    const story = await openStory()
    const { line, firmId } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    await sends(story, eveLease({ at: story.clock.now() - HOUR, ip: PC, mac: '00:50:56:aa:bb:01', name: 'CHIBA-PC' }))
    const file = Buffer.from('機器名,利用者\nCHIBA-PC,千葉').toString('base64')
    await story.admin('POST', `/firms/${firmId}/asset-list`, { file })
    await scan(story, { device: PC, target: PC })
    await notify(story, 'medium')
    expect(line.hears('佐々木').join()).toMatch(/千葉さんのパソコン[\s\S]*本人にも伝えました/)
    expect(line.hears('千葉').join()).toMatch(/あなたのパソコンのことで[\s\S]*1\/2/)
    expect(await owners(story)).toEqual(['answer 千葉'])
    await line.taps('千葉', 'ぜんぶ済んだ')
    expect(await owners(story)).toEqual(['check 小野'])
  })

  it('is theirs to go on with once the desk has telephoned: the step stands in their chat, and they are reminded anew', async () => {
    const story = await begun()
    const { line, slack } = story
    await line.taps('佐々木', '千葉')
    await story.pass(26 * HOUR)
    expect(desk(story)).toContain('通報に返事がありません')
    story.silence()
    await slack.presses('及川', '電話を終えた', 'desk')
    expect(line.hears('千葉').join()).toMatch(/お電話でお話しした件です[\s\S]*1\/2/)
    expect(line.hears('佐々木')).toEqual([])
    expect(await owners(story)).toEqual(['answer 千葉'])
    await story.pass(4 * HOUR + MINUTE)
    expect(line.hears('千葉').join()).toContain(REMINDED)
    await line.taps('千葉', 'ぜんぶ済んだ')
    expect(await owners(story)).toEqual(['check 小野'])
  })

  it('may be done while the desk telephones: an analyst looks whether it is over', async () => {
    const story = await begun()
    const { slack } = story
    await story.pass(26 * HOUR)
    await slack.presses('及川', '「できた」と聞いた', 'desk')
    expect(desk(story)).toContain('及川 さんが終えました')
    expect(await noticeOf(story)).toMatchObject({ state: 'verifying', receipt: 'answered' })
    expect(slack.cards('analysts').at(-1)).toContain('おさまったか確かめてください')
    expect(await owners(story)).toEqual(['check 小野'])
    await slack.presses('小野', '完了にする')
    expect(await owners(story)).toEqual([])
  })

  it('that the desk was asked to look for goes on by itself once somebody says that it is theirs', async () => {
    const story = await begun()
    const { line } = story
    await line.taps('佐々木', '忙しい')
    await line.taps('佐々木', '代わりに探す')
    expect(desk(story)).toContain('代わりに探してほしい')
    await story.pass(23 * HOUR)
    story.silence()
    await line.taps('千葉', 'はい')
    expect(line.hears('千葉').join()).toContain('これを1つだけ')
    expect(desk(story)).toContain('もう電話はいりません')
    expect(await owners(story)).toEqual(['answer 千葉'])
    await story.pass(4 * HOUR + MINUTE)
    expect(line.hears('千葉').join()).toContain(REMINDED)
  })
})
