import { expect, it } from 'vitest'
import { ndjson, scanLines } from '../support/eve.ts'
import { eve } from '../support/sensor-lines.ts'
import { MINUTE, noticeOf } from './notified.ts'
import { openStory, type Story } from './world.ts'

async function sensorSends(story: Story, lines: string[], token = story.sensorToken) {
  const answer = await story.app.server.inject({
    method: 'POST',
    url: '/sensor/v1/events',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    payload: ndjson(lines),
  })
  await story.settle()
  return { status: answer.statusCode, body: answer.json() }
}

it('what a sensor saw is judged by an analyst, told to the owner in plain words, and answered', async () => {
  const story = await openStory()
  const { line, slack, clock, admin, firmId } = story
  await line.enrol('佐々木', 'owner')
  const lines = scanLines({ at: clock.now() - 2 * MINUTE })
  expect(await sensorSends(story, ['not JSON', ...lines])).toMatchObject({
    status: 202,
    body: { accepted: 40, rejected: 1, duplicate: 0 },
  })
  expect(slack.cards('analysts')).toHaveLength(1)
  expect(slack.cards('analysts').at(-1)).toMatch(/ポートスキャン：佐々木水産[\s\S]*192\.168\.1\.23/)
  expect(line.hears('佐々木')).toEqual([])

  // The same lines again are the same case and the same count.
  await sensorSends(story, lines)
  expect(slack.cards('analysts')).toHaveLength(1)
  expect(slack.cards('analysts').at(-1)).toContain('イベント 40件')

  await slack.presses('小野', '通報する')
  await slack.fills('小野', {})
  expect(line.hears('佐々木').join()).toMatch(/開いている入口をさがされました[\s\S]*192\.168\.1\.23/)
  await line.taps('佐々木', 'ぜんぶ済んだ')
  expect(slack.cards('analysts').at(-1)).toContain('佐々木 さんが「できた」と答えました')
  await slack.presses('小野', '完了にする')
  expect(line.hears('佐々木').join()).toContain('もう心配ありません')

  const { body: alerts } = await admin('GET', `/alerts?firmId=${firmId}`)
  const { body: cases } = await admin('GET', `/cases?firmId=${firmId}`)
  expect(alerts.items).toMatchObject([{ kind: 'port-scan', count: 40, caseId: cases.items[0].id }])
  expect(cases.items).toMatchObject([{ state: 'closed', alertCount: 1 }])
  expect(await noticeOf(story)).toMatchObject({ state: 'done', receipt: 'answered' })
  expect(story.playground.control.invariants()).toMatchObject({ ok: true })
})

it('1,399 failed log-ins from the sensor are one card that counts', async () => {
  const story = await openStory()
  const { slack, clock } = story
  const from = clock.now() - 30 * MINUTE
  const failed = Array.from({ length: 1_399 }, (_, place) =>
    eve(
      'ftp',
      {
        at: from + place * 1_000,
        source: '203.0.113.5',
        sourcePort: 40_000 + place,
        target: '192.168.1.9',
        targetPort: 21,
        id: place,
      },
      { ftp: { command: 'PASS', command_data: 'x', completion_code: ['530'] } },
    ),
  )
  for (const part of [failed.slice(0, 100), failed.slice(100, 700), failed.slice(700)])
    expect(await sensorSends(story, part)).toMatchObject({ status: 202 })
  const cards = slack.cards('analysts')
  expect(cards).toHaveLength(1)
  expect(cards[0]).toMatch(/総当たりでのログイン失敗：佐々木水産[\s\S]*イベント 1,399件/)
})

it('a stranger’s token is refused, and nobody hears of it', async () => {
  const story = await openStory()
  const lines = scanLines({ at: story.clock.now() })
  expect(await sensorSends(story, lines, 'otss_made-up')).toMatchObject({ status: 401 })
  expect(story.slack.cards('analysts')).toEqual([])
})
