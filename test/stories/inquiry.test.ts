import { describe, expect, it } from 'vitest'
import { contactsOf, endMembership } from '#db/people.ts'
import { HOUR, MINUTE } from '../support/events.ts'
import { eveLease, type Lease } from '../support/sensor-lines.ts'
import { DAY } from './notified.ts'
import { scan } from './scan.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

const PC = '192.168.1.23'
const SOMU = '00:50:56:aa:bb:01'
const lease = ({ clock }: Story, agoMs: number, changes: Partial<Lease> = {}): string[] =>
  eveLease({ at: clock.now() - agoMs, ip: PC, mac: SOMU, name: 'DESKTOP-7Q12ABC', ...changes })
const hears = ({ line }: Story, name: Parameters<Story['line']['hears']>[0]): string => line.hears(name).join('\n')
const card = ({ slack }: Story): string => slack.cards('analysts').at(-1) ?? ''
const thread = ({ slack }: Story): string => slack.thread('analysts').join('\n')

/** Somebody's PC has opened a phishing site, or what hands out malware. */
const phished = (story: Story, id: string, kind: 'phishing-site' | 'malware-download' = 'phishing-site') =>
  scan(story, {
    ...{ id, rule: kind, kind, severity: 'medium', count: 1 },
    ...{ device: PC, source: PC, target: 'bad.example' },
  })

async function notify({ slack }: Story): Promise<void> {
  await slack.presses('小野', '通報する')
  await slack.fills('小野', { severity: 'medium' })
}

describe('a notice about a PC that nobody knows', () => {
  it('is followed by one question to each at nine, and the answer is the ledger, the step and the end', async () => {
    const story = await openStory({ startsAt: '2026-11-24T10:00:00+09:00' })
    const { line, app, firmId } = story
    await line.enrol('佐々木', 'owner')
    for (const name of ['千葉', '熊谷', '菊池'] as const) await line.enrol(name, 'worker')
    // Kumagai said it was theirs, and has left since: the PC is free again, and nobody asks whoever left.
    await sends(story, lease(story, HOUR))
    await line.says('熊谷', '機器')
    await line.taps('熊谷', 'DESKTOP-7Q12ABC')
    await line.taps('熊谷', 'わたしの')
    await app.db.transaction({ kind: 'system' }, async (tx) => {
      const left = (await contactsOf(tx, firmId)).find(({ name }) => name === '熊谷')
      await endMembership(tx, { personId: left?.personId ?? '', firmId, at: story.clock.now() })
    })
    await story.pass(16 * HOUR + 10 * MINUTE)
    await phished(story, 'phished-1')
    expect(card(story)).not.toContain('だれの機器')
    for (const name of ['佐々木', '千葉', '熊谷', '菊池'] as const) line.hears(name)
    await notify(story)
    await line.taps('佐々木', '忙しい')
    expect(line.offered('佐々木')).toEqual(['代わりに探す', '保守へ渡す', '朝9時に', 'あとで', '人に相談'])
    await line.taps('佐々木', '朝9時に')
    expect(hears(story, '佐々木')).toContain('11月25日(水) 9:00 にもう一度')
    await story.pass(6 * HOUR + 49 * MINUTE)
    for (const name of ['佐々木', '千葉', '熊谷', '菊池'] as const) expect(hears(story, name)).toBe('')

    await story.pass(2 * MINUTE)
    const question = hears(story, '千葉')
    expect(question).toContain('今日の2時ごろ、bad[.]example を開きましたか。')
    expect(question).not.toMatch(/熊谷|佐々木|192\.168|DESKTOP/)
    expect(line.offered('千葉')).toEqual(['はい', 'いいえ', 'わからない'])
    expect(hears(story, '菊池')).toContain('bad[.]example を開きましたか。')
    expect(hears(story, '佐々木')).toMatch(
      /(?=[\s\S]*約束の時間になりました)(?=[\s\S]*bad\[\.\]example を開きましたか。)/,
    )
    expect(hears(story, '熊谷')).toBe('')

    await line.taps('佐々木', 'いいえ')
    expect(hears(story, '佐々木')).toContain('あなたがすることは、もうありません')
    // The same finger twice is once, and typing does as well as tapping.
    await line.says('千葉', 'はい')
    const asks = hears(story, '千葉')
    expect(asks).toMatch(/助かりました[\s\S]*これを1つだけ[\s\S]*1\//)
    expect(line.offered('千葉')).toContain('できた')
    await line.taps('千葉', 'はい')
    expect(hears(story, '千葉')).toContain('もう答えなくて大丈夫です')
    expect(hears(story, '佐々木')).toContain('だれの機器か分かりました。「千葉さんのパソコン」です。')
    expect(card(story)).toContain('千葉さんのパソコン')
    expect(thread(story)).toContain('千葉 さんの返事：これは「千葉さんのパソコン」')
    const { body } = await story.admin('GET', `/assets?firmId=${firmId}`)
    expect(body.items.find(({ mac }: Lease) => mac === SOMU)).toMatchObject({ state: 'confirmed', owner: '千葉' })

    // Whoever comes late is told kindly, and learns nobody's name.
    await line.taps('菊池', 'はい')
    expect(hears(story, '菊池')).toContain('もう答えなくて大丈夫です')
    await line.taps('千葉', 'ぜんぶ済んだ')
    expect(hears(story, '千葉')).toContain('ありがとうございます')
    expect(card(story)).toContain('千葉 さんが「できた」と答えました')
    await story.pass(3 * DAY)
    expect(line.everythingHeard('菊池').join('\n')).not.toMatch(/千葉|佐々木さんの|熊谷/)
    expect(line.everythingHeard('菊池').filter((said) => said.includes('開きましたか'))).toHaveLength(1)
  })

  it('is said to be somebody’s in one tap by whoever leads the firm, with the notice itself', async () => {
    const story = await openStory()
    const { line } = story
    await line.enrol('佐々木', 'owner')
    for (const name of ['千葉', '菊池'] as const) await line.enrol(name, 'worker')
    await sends(story, lease(story, HOUR))
    await phished(story, 'phished-1')
    await notify(story)
    expect(hears(story, '佐々木')).toContain('だれのパソコンか、まだ分かりません')
    expect(line.buttons('佐々木')).toEqual(expect.arrayContaining(['わたしの', '千葉', '菊池', 'できた']))
    hears(story, '菊池')
    await line.taps('佐々木', '千葉')
    expect(hears(story, '佐々木')).toContain('「千葉さんのパソコン」と書きました')
    expect(card(story)).toContain('千葉さんのパソコン')
    expect(hears(story, '千葉')).toContain('これを1つだけ')
    expect(hears(story, '菊池')).toBe('')
    // What is known is asked no more.
    await scan(story, { id: 'scan-2', device: PC, target: PC })
    await notify(story)
    expect(hears(story, '佐々木')).not.toContain('まだ分かりません')

    // Whoever only works there is shown no names, though they get the notice when nobody answers; a printer is nobody's.
    await sends(story, lease(story, HOUR, { ip: '192.168.1.40', mac: '00:50:56:aa:bb:04', name: '' }))
    await scan(story, { id: 'scan-3', device: '192.168.1.40', target: '192.168.1.40' })
    await notify(story)
    expect(hears(story, '佐々木')).toContain('まだ分かりません')
    await line.says('佐々木', '機器')
    await line.taps('佐々木', '名前の分からない機器（bb:04）')
    await line.taps('佐々木', 'パソコンではない')
    hears(story, '佐々木')
    await story.pass(8 * HOUR)
    expect(hears(story, '佐々木')).not.toContain('まだ分かりません')
    const second = hears(story, '千葉')
    expect(second).toContain('ほかの方から返事がない')
    expect(second).not.toContain('まだ分かりません')
  })

  it('is put to whoever leads the firm when nobody says yes, in a second case a day later', async () => {
    const story = await openStory({ startsAt: '2026-11-24T10:00:00+09:00' })
    const { line } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    await phished(story, 'phished-1', 'malware-download')
    await notify(story)
    // Nobody maintains its PCs: the desk asks a company to come.
    for (const label of ['忙しい', '保守へ渡す']) await line.taps('佐々木', label)
    expect(hears(story, '佐々木')).toContain('駆け付けの会社に頼みます')
    expect(story.slack.cards('desk').at(-1)).toContain('保守の会社がないので、駆け付けを頼んでください')
    expect(hears(story, '千葉')).toContain('今朝9時ごろ、bad[.]example を開きましたか。')
    await scan(story, { id: 'scan-2', device: '192.168.1.40', target: '192.168.1.40' })
    await notify(story)
    expect(hears(story, '千葉')).toBe('')
    line.hears('佐々木')
    for (const name of ['佐々木', '千葉'] as const) await line.taps(name, 'わからない')
    expect(hears(story, '佐々木')).toMatch(/どのパソコンか、まだ分かりません[\s\S]*見つかりませんでした/)
    expect(line.offered('佐々木')).toEqual(['持ち主を選ぶ', 'パソコンではない'])
    expect(hears(story, '千葉')).not.toContain('まだ分かりません')
    await line.taps('佐々木', '持ち主を選ぶ')
    await line.taps('佐々木', '千葉')
    expect(story.slack.cards('analysts').join('\n')).toContain('千葉さんのパソコン')
    expect(hears(story, '千葉')).toMatch(/1\/3[\s\S]*届いたファイルを開くか、ソフトを入れるかしましたか/)
    expect(line.offered('千葉')).toEqual(['入れた', '入れていない', 'わからない'])
    await line.taps('千葉', '入れた')
    expect(hears(story, '千葉')).toContain('別の機器で変えてください')
    expect(story.slack.thread('analysts', 0).join('\n')).toContain('千葉 さんの返事：ソフトを入れた')

    // The other case had to wait for the next day.
    expect(line.everythingHeard('千葉').filter((said) => said.includes('会社でパソコン'))).toEqual([])
    await story.pass(23 * HOUR)
    const askedOfUse = (): string[] => line.everythingHeard('千葉').filter((said) => said.includes('会社でパソコンを'))
    expect(askedOfUse()).toHaveLength(1)
    expect(askedOfUse()[0]).toMatch(/昨日の9時ごろ[\s\S]*みなさんに同じことを/)
    // Who lets it be is asked once more the next morning, and not again.
    await story.pass(DAY)
    expect(askedOfUse()).toHaveLength(2)
    expect(askedOfUse()[1]).toMatch(/11月24日\(火\)の9時ごろ[\s\S]*もう一度だけ聞きます/)
    await line.taps('千葉', 'はい')
    await line.taps('佐々木', 'はい')
    expect(hears(story, '佐々木')).toContain('「はい」と答えた人が2人います')
    expect(line.offered('佐々木')).toEqual(['佐々木', '千葉', '持ち主を選ぶ', 'パソコンではない'])
  })
})
