import { describe, expect, it } from 'vitest'
import { HOUR } from '../support/events.ts'
import { eveLease } from '../support/sensor-lines.ts'
import { DAY } from './notified.ts'
import { scan } from './scan.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

const PCS = [
  ['192.168.1.21', '00:50:56:aa:bb:01', 'DESKTOP-7Q12ABC'],
  ['192.168.1.22', '00:50:56:aa:bb:02', 'KEIRI-PC'],
  ['192.168.1.23', '00:50:56:aa:bb:03', ''],
] as const
const seesAll = async (story: Story): Promise<void> => {
  for (const [ip, mac, name] of PCS) await sends(story, eveLease({ at: story.clock.now() - HOUR, ip, mac, name }))
}
const hears = ({ line }: Story, name: Parameters<Story['line']['hears']>[0]): string => line.hears(name).join('\n')
/** Since they came. */
const heard = ({ line }: Story, name: Parameters<Story['line']['hears']>[0]): string =>
  line.everythingHeard(name).join('\n')
const CALL = 'どれが、あなたのパソコンですか'

describe('PCs that nobody has spoken for', () => {
  it('are shown by name to each of the firm on the next business day at ten, and one tap is enough before anything happens', async () => {
    const story = await openStory({ startsAt: '2026-11-27T10:00:00+09:00' })
    const { line } = story
    await line.enrol('佐々木', 'owner')
    for (const name of ['千葉', '菊池'] as const) await line.enrol(name, 'worker')
    await seesAll(story)
    await story.pass(3 * DAY - HOUR)
    for (const name of ['佐々木', '千葉', '菊池'] as const) expect(hears(story, name)).not.toContain(CALL)
    await story.pass(2 * HOUR)
    for (const name of ['佐々木', '千葉', '菊池'] as const) expect(hears(story, name)).toContain(CALL)
    expect(line.offered('千葉')).toEqual(['KEIRI-PC', 'DESKTOP-7Q12ABC', 'ない・わからない'])
    // With it comes where Windows tells the name, drawn.
    const { items } = story.playground.control.line.chat(line.id('千葉'))
    const [path = ''] = /\/r\/how_pcnamewindows_ja~[^"]+\.png/.exec(JSON.stringify(items.at(-1))) ?? []
    expect((await story.app.server.inject(path)).headers['content-type']).toBe('image/png')
    await line.taps('千葉', 'KEIRI-PC')
    expect(hears(story, '千葉')).toContain('「千葉さんのパソコン」と書きました')
    await line.taps('佐々木', 'ない・わからない')
    expect(hears(story, '佐々木')).toContain('分からなくても大丈夫です')
    // Who was quicker has it, and nobody learns who that was.
    await line.taps('菊池', 'KEIRI-PC')
    expect(hears(story, '菊池')).not.toContain('千葉')

    // On the same day nothing else is asked of them, and what is known needs no question at all.
    await scan(story, { id: 'scan-1', device: PCS[1][0], target: PCS[1][0] })
    await scan(story, { id: 'scan-2', device: PCS[2][0], target: PCS[2][0] })
    for (const device of PCS.slice(1)) {
      const place = story.slack.cards('analysts').findLastIndex((card) => card.includes(device[0]))
      await story.slack.presses('小野', '通報する', 'analysts', place)
      await story.slack.fills('小野', { severity: 'medium' })
    }
    expect(hears(story, '佐々木')).toContain('千葉さんのパソコン')
    await story.pass(6 * HOUR)
    expect(hears(story, '菊池')).toBe('')
    // The next morning the others are asked about the open case, and not whoever has a PC: everybody used one.
    await story.pass(16 * HOUR)
    expect(hears(story, '菊池')).toContain('会社でパソコンを使っていましたか')
    expect(hears(story, '千葉')).not.toContain('使っていましたか')
  })

  it('are asked about the day after, and of the last one its only possible owner is proposed, never taken for granted', async () => {
    const story = await openStory({ startsAt: '2026-11-24T11:00:00+09:00' })
    const { line } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    for (const [ip, mac, name] of PCS.slice(0, 2))
      await sends(story, eveLease({ at: story.clock.now() - HOUR, ip, mac, name: name.replace('KEIRI', 'CHIBA') }))
    await story.pass(22 * HOUR)
    expect(hears(story, '千葉')).not.toContain(CALL)
    await story.pass(2 * HOUR)
    expect(hears(story, '千葉')).toContain(CALL)
    // The one whose name speaks of them comes first.
    expect(line.offered('千葉')).toEqual(['CHIBA-PC', 'DESKTOP-7Q12ABC', 'ない・わからない'])
    expect(line.offered('佐々木')[0]).toMatch(/CHIBA|DESKTOP/)
    await line.taps('佐々木', 'DESKTOP-7Q12ABC')
    await story.pass(DAY)
    hears(story, '佐々木')
    await story.pass(DAY)
    const proposal = hears(story, '佐々木')
    expect(proposal).toMatch(/のこりの1台は、千葉さんのパソコンですか[\s\S]*CHIBA-PC/)
    expect(hears(story, '千葉')).toContain(CALL)
    const { body } = await story.admin('GET', `/assets?firmId=${story.firmId}`)
    expect(body.items.filter(({ owner }: { owner: string }) => owner === '千葉')).toEqual([])
    await line.taps('佐々木', 'はい')
    expect(hears(story, '佐々木')).toContain('「千葉さんのパソコン」と書きました')
  })

  it('are shown to whoever joins while they are there, in the minute in which they tell their name', async () => {
    const story = await openStory({ startsAt: '2026-11-28T19:00:00+09:00' })
    await seesAll(story)
    await story.line.enrol('佐々木', 'owner')
    expect(heard(story, '佐々木')).toMatch(/佐々木 さんですね[\s\S]*どれが、あなたのパソコンですか/)
    expect(story.line.offered('佐々木')).toEqual(['KEIRI-PC', 'DESKTOP-7Q12ABC', 'ない・わからない'])
    await story.line.taps('佐々木', 'DESKTOP-7Q12ABC')
    expect(hears(story, '佐々木')).toContain('「佐々木さんのパソコン」と書きました')
  })

  it('are asked about three times at most, not of whoever has none, and not once all are known', async () => {
    const story = await openStory({ startsAt: '2026-11-27T10:00:00+09:00' })
    const { line } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    const calls = (name: '佐々木' | '千葉'): number =>
      line.everythingHeard(name).filter((said) => said.includes(CALL)).length
    for (let week = 0; week < 5; week++) {
      await seesAll(story)
      await story.pass(week === 0 ? 4 * DAY : 7 * DAY)
      if (week === 0) await line.taps('佐々木', 'ない・わからない')
    }
    expect([calls('佐々木'), calls('千葉')]).toEqual([1, 3])
  })

  it('wait for a day of their own only while there is somebody to be asked', async () => {
    const story = await openStory({ startsAt: '2026-11-24T11:00:00+09:00' })
    const { line } = story
    const isArmed = async (): Promise<boolean> =>
      (await story.admin('GET', '/schedule')).body.items.some(({ kind }: { kind: string }) => kind === 'roll-call')
    await line.enrol('佐々木', 'owner')
    expect(await isArmed()).toBe(false)
    await seesAll(story)
    expect(await isArmed()).toBe(true)
    await story.pass(DAY)
    await line.taps('佐々木', 'ない・わからない')
    await story.pass(DAY)
    expect(await isArmed()).toBe(false)
    hears(story, '佐々木')
    // Whoever comes in later is asked as well, as soon as their name is known.
    await line.enrol('千葉', 'worker')
    expect(await isArmed()).toBe(true)
    expect(heard(story, '千葉')).toContain(CALL)
    await story.pass(DAY)
    expect(hears(story, '千葉') + hears(story, '佐々木')).not.toContain(CALL)
    await story.pass(3 * DAY)
    expect(hears(story, '千葉')).toContain(CALL)
    await line.taps('千葉', 'KEIRI-PC')
    expect(hears(story, '千葉')).toContain('「千葉さんのパソコン」と書きました')
  })
})
