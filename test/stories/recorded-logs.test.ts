import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { absentNote, hasRecordings, recorded } from '#test/support/recorded.ts'
import { openStory, type Story } from './world.ts'

/** A file as a shipper sends it: in batches, through the sensor's door. */
async function ship({ app, sensorToken, settle }: Story, path: string): Promise<number> {
  const lines = readFileSync(recorded(path), 'utf8').trimEnd().split('\n')
  let accepted = 0
  for (let from = 0; from < lines.length; from += 200) {
    const answer = await app.server.inject({
      method: 'POST',
      url: '/sensor/v1/events',
      headers: { authorization: `Bearer ${sensorToken}`, 'content-type': 'application/x-ndjson' },
      payload: `${lines.slice(from, from + 200).join('\n')}\n`,
    })
    expect(answer.statusCode).toBe(202)
    accepted += answer.json().accepted
  }
  await settle()
  return accepted
}

describe.runIf(hasRecordings)(`recorded logs, from the sensor's door to the analysts${absentNote}`, () => {
  it.each([
    // FTP's passwords can be read on the way, the wrong ones too.
    ['suricata/zeek-btest/ftp_bruteforce.eve.json', ['brute-force-failure', 'cleartext-credentials']],
    ['suricata/zeek-btest/ssh_sshguess.eve.json', ['brute-force-failure']],
    ['zeek/stratosphere-002-zeek-scenario-port-scanning/conn.log', ['port-scan']],
  ])('%s becomes a card about each of %j', async (path, kinds) => {
    const story = await openStory()
    expect(await ship(story, path)).toBeGreaterThan(0)
    const { body } = await story.admin('GET', `/cases?firmId=${story.firmId}`)
    expect(new Set(body.items.map((item: { kind: string }) => item.kind))).toEqual(new Set(kinds))
    expect(story.slack.cards('analysts')).toHaveLength(body.items.length)
  })

  it('of an honest day call nobody', async () => {
    const story = await openStory()
    expect(await ship(story, 'suricata/zeek-btest/smb_smb2_100_small_files.eve.json')).toBeGreaterThan(100)
    expect(story.slack.cards('analysts')).toEqual([])
  })
})
