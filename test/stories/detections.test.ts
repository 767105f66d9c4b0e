import { describe, expect, it } from 'vitest'
import { ndjson, scanLines } from '../support/eve.ts'
import { openStory, type Story } from './world.ts'

/** A PC knocks on many doors of another, as a sensor tells it. */
async function sensorSees(story: Story, lines: Parameters<typeof scanLines>[0]): Promise<void> {
  const answer = await story.app.server.inject({
    method: 'POST',
    url: '/sensor/v1/events',
    headers: { authorization: `Bearer ${story.sensorToken}`, 'content-type': 'application/x-ndjson' },
    payload: ndjson(scanLines(lines)),
  })
  expect(answer.statusCode).toBe(202)
  await story.settle()
}

const put = (story: Story, state: string) =>
  story.admin('PUT', `/regions/${story.regionId}/detections`, { rule: 'port-scan', state })

describe('a detection of a region', () => {
  it('on trial raises no case; analysts see in one message how often it would have', async () => {
    const story = await openStory()
    const { slack, admin, clock, regionId } = story
    expect(await put(story, 'monitor')).toMatchObject({ status: 200 })
    await sensorSees(story, { at: clock.now() - 60_000 })
    await sensorSees(story, { at: clock.now() - 50_000, source: '192.168.1.24' })
    expect(slack.cards('analysts')).toHaveLength(1)
    expect(slack.cards('analysts')[0]).toMatch(/試行中の検知「port-scan」：11月24日.*は2件/)
    expect(slack.cards('analysts')[0]).toContain('佐々木水産')
    expect((await admin('GET', '/cases')).body.items).toEqual([])
    const { items } = (await admin('GET', '/alerts')).body
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({ rule: 'port-scan', isMonitored: true, caseId: null })
    const detections = (await admin('GET', `/regions/${regionId}/detections`)).body.items
    expect(detections).toContainEqual(
      expect.objectContaining({ rule: 'port-scan', state: 'monitor', alerts: 0, monitored: 2 }),
    )
    expect((await admin('GET', `/regions/${regionId}/summary`)).body.alertsByKind).toEqual([])

    await story.pass(24 * 3_600_000)
    await sensorSees(story, { at: clock.now() - 60_000, source: '192.168.1.25' })
    expect(slack.cards('analysts')[1]).toMatch(/11月25日.*は1件/)
    expect(slack.cards('analysts')).toHaveLength(2)
  })

  it('that was on trial and becomes active makes a case of what goes on', async () => {
    const story = await openStory()
    const { slack, clock, admin } = story
    await put(story, 'monitor')
    await sensorSees(story, { at: clock.now() - 60_000, ports: 20 })
    await put(story, 'active')
    await sensorSees(story, { at: clock.now() - 30_000, ports: 60 })
    expect((await admin('GET', '/cases')).body.items).toHaveLength(1)
    expect(slack.cards('analysts').at(-1)).toContain('ポートスキャン：佐々木水産')
    await put(story, 'monitor')
    await sensorSees(story, { at: clock.now() - 20_000, ports: 80 })
    expect((await admin('GET', '/alerts')).body.items).toMatchObject([{ isMonitored: false }])
  })

  it('that is off sees nothing, and begins anew when it comes back', async () => {
    const story = await openStory()
    const { clock, admin, regionId } = story
    await put(story, 'off')
    await sensorSees(story, { at: clock.now() - 60_000 })
    expect((await admin('GET', '/alerts')).body.items).toEqual([])
    await put(story, 'active')
    await sensorSees(story, { at: clock.now() - 30_000, source: '192.168.1.24' })
    const { items } = (await admin('GET', '/alerts')).body
    expect(items).toMatchObject([{ source: '192.168.1.24', isMonitored: false }])
    const changes = (await admin('GET', '/audit')).body.items.filter(
      ({ what }: { what: string }) => what === 'detection-state-changed',
    )
    expect(changes.map(({ params }: { params: object }) => params)).toEqual([
      { rule: 'port-scan', from: 'off', to: 'active' },
      { rule: 'port-scan', from: 'active', to: 'off' },
    ])
    expect(await put(story, 'sometimes')).toMatchObject({ status: 422 })
    expect(await admin('PUT', `/regions/${regionId}/detections`, { rule: 'nonsense', state: 'off' })).toMatchObject({
      status: 422,
    })
  })

  it('keeps its state when the other rules of the region are changed', async () => {
    const story = await openStory()
    const { admin, regionId } = story
    await put(story, 'monitor')
    const rules = { severities: {}, decideWithinMinutes: { high: 5, medium: null, low: null } }
    const { body } = await admin('PUT', `/regions/${regionId}/rules`, rules)
    expect(body).toMatchObject({ ...rules, states: { 'port-scan': 'monitor' } })
  })
})
