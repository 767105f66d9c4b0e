import { describe, expect, it } from 'vitest'
import { STAGE_OF } from '#engine/alert.ts'
import { alert } from '../support/alert.ts'
import { MINUTE, notified } from './notified.ts'
import { found, scan } from './scan.ts'
import { openStory } from './world.ts'

// what is grave, and how soon an analyst has decided, is the region's to say.
describe('the promise to decide in time', () => {
  it('is kept by a claim that leads to a decision, and missing it reaches operations', async () => {
    const story = await openStory()
    const { slack } = story
    await scan(story, { severity: 'high' })
    await slack.presses('小野', '引き受ける')
    await story.pass(14 * MINUTE)
    expect(slack.cards('operations')).toEqual([])
    await story.pass(MINUTE)
    expect(slack.cards('operations').at(-1)).toMatch(/佐々木水産 さんの「ポートスキャン」（危険度 高）.*15分/)
    expect(slack.thread('analysts').at(-1)).toContain('約束の時間（15分）のうちに決まりませんでした')

    await scan(story, { id: 'scan-2', device: '192.168.1.24', severity: 'medium' })
    await slack.presses('小野', '誤検知')
    await story.pass(60 * MINUTE)
    expect(slack.cards('operations')).toHaveLength(1)
  })

  it('and the severity of a kind are edited by the operator', async () => {
    const story = await openStory()
    const { slack, line, admin, regionId } = story
    const rules = { severities: { 'port-scan': 'high' }, decideWithinMinutes: { high: 5, medium: null, low: null } }
    expect(
      await admin('PUT', `/regions/${regionId}/rules`, { ...rules, severities: { nonsense: 'high' } }),
    ).toMatchObject({ status: 422 })
    expect(await admin('PUT', `/regions/${regionId}/rules`, rules)).toMatchObject({ status: 200, body: rules })
    await line.enrol('佐々木', 'owner')
    await scan(story)
    expect(slack.cards('analysts').at(-1)).toMatch(/危険度\*\n高/)
    await story.pass(5 * MINUTE)
    expect(slack.cards('operations').at(-1)).toContain('5分')
    await slack.presses('小野', '通報する')
    await slack.fills('小野', {})
    expect(line.hears('佐々木')).toEqual([])
    await slack.presses('山田', '承認して送る')
    expect(line.hears('佐々木').join()).toContain('いますぐ、下のことをしてください')
  })
})

// a region's numbers never point at one of a few firms.
describe('the view of a region', () => {
  it('shows no cell of fewer than five firms', async () => {
    const story = await openStory()
    const { made, admin, regionId } = story
    const cells = async () => (await admin('GET', `/regions/${regionId}/summary`)).body
    await scan(story)
    expect(await cells()).toMatchObject({
      firms: null,
      firmsWithOpenCase: null,
      alertsByKind: [{ kind: 'port-scan', alerts: null, firms: null }],
    })
    for (const name of ['二', '三', '四', '五']) {
      const firm = await made('/firms', { regionId, name })
      await scan({ ...story, firmId: firm.id }, { id: `scan-${name}`, device: '10.0.0.1', target: '10.0.0.1' })
    }
    expect(await cells()).toMatchObject({
      firms: 5,
      firmsWithOpenCase: 5,
      alertsByKind: [{ kind: 'port-scan', alerts: 5, firms: 5 }],
    })
  })
})

// who, when and why, for every change of state.
describe('the audit log of a case', () => {
  it('has an actor, a time and a reason in every line, and a sentence in the thread for each', async () => {
    const story = await openStory()
    const { line, slack, admin, firmId, clock } = story
    await notified(story, 'high')
    await story.pass(20 * MINUTE)
    await line.taps('千葉', '忙しい')
    await line.taps('千葉', '人に相談')
    await slack.presses('及川', '引き受ける', 'desk')
    await slack.presses('及川', '電話を終えた', 'desk')
    await slack.presses('小野', '完了にする')
    const { body } = await admin('GET', `/audit?firmId=${firmId}&limit=200`)
    const lines = body.items.filter(({ subject }: { subject: string }) => subject.startsWith('case:')).reverse()
    for (const one of lines) {
      expect(one.actor).toMatch(/^(person_\w+|otasuke)$/)
      expect(Date.parse(one.at)).toBeLessThanOrEqual(clock.now())
      expect(one.reason, one.what).toMatch(/^[a-z-]+$/)
    }
    expect(lines.map(({ what }: { what: string }) => what)).toEqual([
      'opened',
      'claim',
      'approval-asked',
      'approved',
      'sent',
      'reminded',
      'second-contact',
      'read',
      'answered-busy',
      'answered-human',
      'desk-called',
      'desk-taken',
      'desk-done',
      'finished',
    ])
    const states = lines.map(({ params }: { params: { caseState: string } }) => params.caseState)
    expect([...new Set(states)]).toEqual(['new', 'claimed', 'notified', 'closed'])
    // Beside the history: the evidence, and the notice as it was written for approval.
    expect(slack.thread('analysts')).toHaveLength(lines.length + 2)
  })
})

// the pilot's table, 3,539 alerts of twelve kinds, are a handful of cases.
describe('the pilot’s 3,539 alerts', () => {
  it('reproduce the table by kind and stage, and are one case for each kind and device', async () => {
    const story = await openStory()
    const { admin, firmId } = story
    const alerts = TABLE.flatMap(([kind, count]) =>
      Array.from({ length: count }, (_, place) =>
        alert({
          id: `${kind}-${place}`,
          kind,
          stage: STAGE_OF[kind],
          count: 1,
          firstSeenAt: story.clock.now() + place,
        }),
      ),
    )
    await found(story, alerts)
    await story.settle()
    const { body } = await admin('GET', `/cases?firmId=${firmId}`)
    const counted = Object.fromEntries(
      body.items.map(({ kind, alertCount }: { kind: string; alertCount: number }) => [kind, alertCount]),
    )
    expect(counted).toEqual(
      Object.fromEntries(TABLE.filter(([, count]) => count > 0).map(([kind, count]) => [kind, count])),
    )
    const stages = Map.groupBy(alerts, ({ stage }) => stage)
    expect([...stages].map(([stage, some]) => [stage, some.length])).toEqual([
      ['objectives', 299],
      ['command-and-control', 1_049],
      ['delivery', 1],
      ['exploitation', 1],
      ['reconnaissance', 2_189],
    ])
  })
})

const TABLE = [
  ['dns-tunneling', 298],
  ['brute-force-success', 0],
  ['syn-flood', 1],
  ['known-c2', 1_049],
  ['dga-c2', 0],
  ['malware-download', 1],
  ['abnormal-process', 1],
  ['brute-force-failure', 1_399],
  ['password-spraying', 0],
  ['port-scan', 569],
  ['url-scan', 152],
  ['phishing-site', 69],
] as const
