import { describe, expect, it } from 'vitest'
import { ndjson } from '../support/eve.ts'
import { eveFlow } from '../support/sensor-lines.ts'
import { scan } from './scan.ts'
import { openStory, type Story } from './world.ts'

const DAY = 86_400_000
const PC = '192.168.1.23'

/** The scanned PC's own connections to the web. */
async function sees(
  { app, sensorToken, settle, clock }: Story,
  services: readonly [daysAgo: number, service: string][],
) {
  const lines = services.map(([daysAgo, service], place) =>
    eveFlow(
      {
        ...{
          at: clock.now() - daysAgo * DAY,
          id: place + services.length * 100,
          source: PC,
          sourcePort: 40_000 + place,
        },
        ...{ target: '203.0.113.5', targetPort: 443 },
      },
      'answered',
      { service },
    ),
  )
  const { status } = await fetch(`${app.url}/sensor/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sensorToken}`, 'content-type': 'application/x-ndjson' },
    body: ndjson(lines).toString(),
  })
  expect(status).toBe(202)
  await settle()
}

const usual: [number, string][] = [5, 4, 3, 2].map((daysAgo) => [daysAgo, 'tls'])

describe('what a device did unlike the days before', () => {
  it('makes no card', async () => {
    const story = await openStory()
    await sees(story, [...usual, [0.01, 'ssh']])
    expect(story.slack.cards('analysts')).toEqual([])
  })

  it('stands on the card of a case on that device', async () => {
    const story = await openStory()
    await sees(story, [...usual, [0.01, 'ssh']])
    await scan(story)
    expect(story.slack.cards('analysts').at(-1)).toContain('11/24 初めての宛先のサービス 1件（ssh）')
    const { body } = await story.admin('GET', '/queue')
    expect(body.items[0].triage.pushes).toContainEqual(
      expect.objectContaining({ feature: 'unusual', value: 'new-place' }),
    )
  })

  it('comes to the card of a case that was there before, and not to one on another device', async () => {
    const story = await openStory()
    await sees(story, usual)
    await scan(story)
    await scan(story, { id: 'scan-2', device: '192.168.1.77', target: '192.168.1.77' })
    const before = story.slack.cards('analysts')
    expect(before.join()).not.toContain('初めての宛先')
    await sees(story, [[0.001, 'ftp']])
    const [mine, others] = story.slack.cards('analysts')
    expect(mine).toContain('初めての宛先のサービス 1件（ftp）')
    expect(others).toBe(before[1])
    expect(story.slack.thread('analysts', 0)).toHaveLength(2)
  })
})
