import { officeLines } from './lines.ts'
import { type Program, rest } from './program.ts'

const PER_S = 200
const SECONDS = 10

export interface AckFigures {
  webhooks: number
  p50: number
  p99: number
  max: number
  /** Not answered with 200 in LINE's two seconds. */
  failed: number
}

/** People write on LINE, 200 a second; milliseconds until each webhook was acknowledged. */
export async function measureAcks(
  program: Program,
  { whileIngesting, seconds = SECONDS }: { whileIngesting: boolean; seconds?: number },
): Promise<AckFigures> {
  const { line } = program.playground.control
  const people = Array.from({ length: 50 }, (_, place) => line.addUser({ displayName: `人${place}` }).userId)
  for (const userId of people.slice(0, 5)) await line.follow(userId)
  const backlog = whileIngesting ? sendLogs(program) : undefined
  const asked = Array.from({ length: PER_S * seconds }, (_, place) => place)
  const began = performance.now()
  const answers = await Promise.all(
    asked.map(async (place) => {
      await rest(began + (place * 1_000) / PER_S - performance.now())
      return line.text(people[place % people.length] ?? '', 'ヘルプ')
    }),
  )
  await backlog
  const times = answers.map(({ ackMs }) => ackMs).sort((one, other) => one - other)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  const failed = answers.filter(({ webhookStatus }) => webhookStatus !== 200).length
  return { webhooks: answers.length, p50: at(0.5), p99: at(0.99), max: at(1), failed }
}

/** Batches as a shipper cuts them, one after the other for as long as people write. */
async function sendLogs({ url, sensorToken }: Program): Promise<void> {
  const until = performance.now() + SECONDS * 1_000
  const headers = { authorization: `Bearer ${sensorToken}`, 'content-type': 'application/x-ndjson' }
  const startsAt = Date.now() - 43_200_000
  for (let seed = 1_000; performance.now() < until; seed++) {
    const body = `${officeLines(1_000, { seed, startsAt: startsAt + seed * 2_000 }).join('\n')}\n`
    await (await fetch(`${url}/sensor/v1/events`, { method: 'POST', headers, body })).arrayBuffer()
    await rest(100)
  }
}
