import { describe, expect, it } from 'vitest'
import { RULES } from '#engine/detect/rules/index.ts'
import { scan } from './scan.ts'
import { openStory } from './world.ts'

const evidence = {
  windowMs: 900_000,
  threshold: 10,
  feed: { feed: 'c2.txt', row: 7 },
  baselineDoors: 3,
  host: 'https://evil.example/<!channel>',
  events: Array.from({ length: 40 }, (_, place) => ({
    at: Date.UTC(2026, 10, 24, 0, place),
    source: '203.0.113.5',
    sourcePort: 40_000,
    target: 'www.evil.example',
    targetPort: 1_000 + place,
    note: `refused <@U1> https://evil.example/${place}`,
  })),
}

describe('an analyst asks why', () => {
  it('and reads rule, numbers, threshold, list row, baseline and thirty events', async () => {
    const story = await openStory()
    const { slack } = story
    await scan(story, { evidence, reason: '203.0.113.5 tried 12 doors of www.evil.example' })
    const before = slack.thread('analysts').length
    await slack.presses('小野', 'なぜ？')
    const [answer = '', ...more] = slack.thread('analysts').slice(before)
    expect(more).toEqual([])
    expect(answer).toContain('検知「port-scan」の理由')
    expect(answer).toContain('小野 さん：ポートスキャン（段階：偵察）')
    expect(answer).toContain('短い時間に、たくさんの入口（ポート）や機器を順に試す動きです。')
    expect(answer).toContain('15分のあいだの決まりは10件、数えたのは12件です。')
    expect(answer).toContain(`doorsMin ${RULES[0]?.knobs.doorsMin}`)
    expect(answer).toContain('windowMs 15 min')
    expect(answer).toContain('一覧「c2[.]txt」の7行目')
    expect(answer).toMatch(/baselineDoors[\s*]*3/)
    expect(answer).toContain('203[.]0[.]113[.]5 tried 12 doors of www[.]evil[.]example')
    expect(answer.match(/www\[\.\]evil\[\.\]example:\d{4}/g)).toHaveLength(30)
  })

  it('and reads points where the rule adds points up, and lengths of time as people say them', async () => {
    const story = await openStory()
    const { slack } = story
    await scan(story, {
      evidence: { ...evidence, threshold: 40, unit: 'points', periodMs: 300_000, steadyPercent: 92 },
    })
    await slack.presses('小野', 'なぜ？')
    const thread = slack.thread('analysts').join('\n')
    expect(thread).toContain('15分のあいだに40点で知らせる決まりです。もとの通信は12件です。')
    expect(thread).toMatch(/間隔[\s*]*5分[\s\S]*同じ間隔（%）[\s*]*92/)
    expect(thread).not.toContain('unit')
  })

  it('and reads minutes where one connection was too long', async () => {
    const story = await openStory()
    const { slack } = story
    await scan(story, {
      rule: 'beaconing',
      evidence: { ...evidence, threshold: 60, unit: 'minutes', heldMs: 7_200_000 },
    })
    await slack.presses('小野', 'なぜ？')
    const thread = slack.thread('analysts').join('\n')
    expect(thread).toContain('1回のつながりが60分以上で知らせる決まりです。15分のあいだに、つながりは12件です。')
    expect(thread).toMatch(
      /1時間より長くつないだまま[\s\S]*2時間つないだままでした。変わった点：なし[\s\S]*つないだ長さ[\s*]*2時間/,
    )
  })

  it('and before that what was found is told in a sentence under the card', async () => {
    const story = await openStory()
    await scan(story, { evidence: { ...evidence, doors: 12, hosts: 1, ports: 12, host: 'https://evil.example/' } })
    expect(story.slack.thread('analysts').join()).toMatch(
      /根拠[\s\S]*入口を 12 個試しました（機器 1 台、ポート 12 個）/,
    )
  })

  it('and nothing in the answer can be tapped or calls anybody', async () => {
    const story = await openStory()
    const { slack, playground } = story
    await scan(story, { evidence })
    await slack.presses('小野', 'なぜ？')
    const raw = JSON.stringify(playground.control.slack.messages(playground.slack.channels.analysts))
    expect(raw).not.toMatch(/https?:\/\/evil|<[!@]|[^[]\.example/)
    expect(slack.thread('analysts').join()).toContain('hxxps://evil[.]example/')
  })

  it('of a case that another holds, and of one that is decided', async () => {
    const story = await openStory()
    const { slack } = story
    await scan(story, { evidence })
    await slack.presses('山田', '引き受ける')
    await slack.presses('小野', 'なぜ？')
    await slack.presses('山田', '誤検知')
    await slack.presses('小野', 'なぜ？')
    const thread = slack.thread('analysts').join('\n')
    expect(thread.match(/検知「port-scan」の理由/g)).toHaveLength(2)
    expect(thread).not.toContain('古いボタン')
    expect(slack.buttons('analysts')).toContain('取り消す（もう一度調べる）')
  })

  it('once for each rule that raised it, about its newest alert', async () => {
    const story = await openStory()
    const { slack, clock } = story
    const at = clock.now()
    await scan(story, { id: 'one', evidence, lastSeenAt: at - 1_000 })
    await scan(story, { id: 'two', evidence: { ...evidence, threshold: 77 } })
    await scan(story, { id: 'three', rule: 'retired-rule', evidence: { ...evidence, events: [] } })
    const before = slack.thread('analysts').length
    await slack.presses('小野', 'なぜ？')
    const answers = slack.thread('analysts').slice(before)
    expect(answers).toHaveLength(2)
    expect(answers[0]).toContain('決まりは77件')
    expect(answers[0]).toContain('ほかに1件のアラート')
    expect(answers[1]).toContain('検知「retired-rule」の理由')
    expect(answers[1]).not.toContain('決まりの値')
  })
})
