import { expect, it } from 'vitest'
import { setQuota } from '#db/quota.ts'
import { seenWithin } from '../crash/patience.ts'
import { usageOf, withProgram } from '../monthly-run/program.ts'
import { AREA, fillFirms, isAlone } from '../monthly-run/region.ts'
import { wordsOf } from '../stories/words.ts'
import { isProof, proofRuns } from '../support/proof.ts'

const FIRMS = proofRuns(60, Number(process.env.WARNING_FIRMS ?? 10_000))
const FIRST = 'にせの請求書のメールが、何社かに届いています。'
const WORDS = { second: '差出人は知らない会社です。', todo: '開かずに、消してください。', audience: 'everybody' }
const WITHIN_S = 5 * 60
const OUTSIDE = 20

//
it(`a warning reaches ${FIRMS} firms of an area within five minutes of the second person's tap, and nobody outside of it`, async () => {
  await withProgram({ hasCluster: isProof, analysts: ['小野', '山田'] }, async (program) => {
    const { playground, node, people, regionId } = program
    // By night it would wait for the morning.
    const now = await program.byDay()
    const everybody = program.friends(FIRMS + OUTSIDE)
    const [userIds, outside] = [everybody.slice(0, FIRMS), everybody.slice(FIRMS)]
    await node.end()
    await program.fill(async (db) => {
      await fillFirms({ db, regionId, userIds: everybody, outside: OUTSIDE, began: Date.now() - 86_400_000 })
      const month = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Asia/Tokyo')
      await db.transaction({ kind: 'system' }, (tx) =>
        setQuota(tx, regionId, month.toPlainDate().toPlainYearMonth().toString(), {
          limit: 1_000_000,
          reserveShare: 0.1,
        }),
      )
    })
    const served = new Map<string, number>()
    let lastAt = 0
    playground.control.onChange((change) => {
      if (change.kind !== 'line.message') return
      served.set(String(change.userId), (served.get(String(change.userId)) ?? 0) + 1)
      lastAt = performance.now()
    })
    await node.start()
    await playground.control.slack.command(onSlack('小野'), {
      ...{ command: '/otasuke', text: '注意報', channel: playground.slack.channels.analysts },
    })
    const written = { channel: 'analysts', about: '注意報：' } as const
    await people.fills('小野', '書く', written, { area: AREA, first: FIRST, ...WORDS })
    await people.cardShows(written, FIRST)
    const began = performance.now()
    await people.presses('山田', '送る', written)
    const owners = userIds.filter((_, place) => !isAlone(place + 1))
    await seenWithin(2 * WITHIN_S * 1_000, async () => served.size >= owners.length)
    const seconds = (lastAt - began) / 1_000
    const { cpuS, peakMb } = usageOf(node)
    if (isProof)
      process.stdout.write(
        `a warning to ${owners.length} people: the last had it after ${seconds.toFixed(0)} s (aim: 300), ${cpuS.toFixed(0)} s of CPU, ${peakMb} MB\n`,
      )
    for (const userId of owners) expect(served.get(userId), userId).toBe(1)
    for (const userId of outside) expect(served.get(userId)).toBeUndefined()
    expect(wordsOf(playground.control.line.chat(owners[0] ?? '').items.at(-1)?.message)).toContain(FIRST)
    expect(seconds).toBeLessThan(WITHIN_S)

    function onSlack(name: string): string {
      return playground.control.slack.users().find(({ realName }) => realName === name)?.id ?? ''
    }
  })
}, 1_200_000)
