import { describe, expect, it } from 'vitest'
import { scanLines } from '../support/eve.ts'
import { HOUR, MINUTE } from '../support/events.ts'
import { eveStats } from '../support/sensor-lines.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

/** The sensor has run since yesterday. */
const STARTED_AT = Date.parse('2026-11-23T08:00:00+09:00')
const figures = ({ clock }: Story, packets: number, drops: number, agoMs = 0): string =>
  eveStats({ at: clock.now() - agoMs, startedAt: STARTED_AT, packets, drops })
const attack = ({ clock }: Story): string[] => scanLines({ at: clock.now() - 10 * MINUTE })

const MARK = /見守りの箱が通信の([\d.]+)%を取りこぼした時間があります/

async function openAtHalfPast(): Promise<Story> {
  return openStory({ startsAt: '2026-11-24T10:30:00+09:00' })
}

describe('a sensor that lost more than one packet in a hundred', () => {
  it('is told beside what it found, on the card, in the evidence and where an analyst asks why', async () => {
    const story = await openAtHalfPast()
    const { slack, admin, firmId } = story
    await sends(story, [figures(story, 1_000_000, 100, 20 * MINUTE), figures(story, 1_010_000, 430), ...attack(story)])
    expect(slack.cards('analysts')[0]).toMatch(MARK)
    expect(slack.cards('analysts')[0]).toContain('3.3%')
    expect(slack.thread('analysts').filter((said) => MARK.test(said))).toHaveLength(1)
    await slack.presses('小野', 'なぜ？')
    expect(slack.thread('analysts').filter((said) => MARK.test(said))).toHaveLength(2)
    expect((await admin('GET', `/alerts?firmId=${firmId}`)).body.items[0].lostShare).toBe(0.033)
    expect((await admin('GET', `/cases?firmId=${firmId}`)).body.items[0].lostShare).toBe(0.033)
  })

  it('marks also what was found before it said so, and the alert stays the same alert', async () => {
    const story = await openAtHalfPast()
    const { slack, admin, firmId } = story
    await sends(story, [figures(story, 1_000_000, 100, 20 * MINUTE), ...attack(story)])
    const [before] = (await admin('GET', `/alerts?firmId=${firmId}`)).body.items
    expect(slack.cards('analysts')[0]).not.toMatch(MARK)
    await sends(story, [figures(story, 1_010_000, 600)])
    expect(slack.cards('analysts')).toHaveLength(1)
    expect(slack.cards('analysts')[0]).toContain('5%')
    const [after] = (await admin('GET', `/alerts?firmId=${firmId}`)).body.items
    expect(after).toEqual({ ...before, lostShare: 0.05 })
  })

  it('marks no more when the hour proves to be whole after all', async () => {
    const story = await openAtHalfPast()
    const { slack } = story
    await sends(story, [figures(story, 1_000, 0, 20 * MINUTE), figures(story, 2_000, 50), ...attack(story)])
    expect(slack.cards('analysts')[0]).toMatch(MARK)
    await story.pass(10 * MINUTE)
    await sends(story, [figures(story, 9_000, 50)])
    expect(slack.cards('analysts')[0]).not.toMatch(MARK)
  })

  it('in another hour marks nothing, and one in a hundred is no loss to speak of', async () => {
    const story = await openAtHalfPast()
    const { slack } = story
    await sends(story, [figures(story, 1_000, 0, 2 * HOUR), figures(story, 2_000, 500, 2 * HOUR - 5 * MINUTE)])
    await sends(story, [figures(story, 2_000, 500, 20 * MINUTE), figures(story, 12_000, 600), ...attack(story)])
    expect(slack.cards('analysts')).toHaveLength(1)
    expect(slack.cards('analysts')[0]).not.toMatch(MARK)
  })
})
