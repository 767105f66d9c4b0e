import { zstdCompressSync } from 'node:zlib'
import { officeLines } from './lines.ts'
import { type Program, rest } from './program.ts'

const BATCH_LINES = 5_000
/** Until the compiler has settled, and then for long enough that what it costs is not what is measured. */
const WARM_UP_BATCHES = 10
const BATCHES = 100

export interface IngestFigures {
  lines: number
  megabytes: number
  /** Lines a second of wall clock, from the first request until the last batch's alerts are stored. */
  linesPerS: number
  /** Lines a second of the server's CPU, all threads together. */
  linesPerCpuS: number
  /** Bare splitting, decoding and `JSON.parse` of the same bytes in this process, by its CPU. */
  bareLinesPerCpuS: number
  residentMb: number
}

export type BodyEncoding = 'identity' | 'zstd'
/** The same lines again would be repeats, and cost less. */
const FIRST_SEED = { identity: 1, zstd: 10_001 }

/** Logs of an office through the real door, until everything is worked through. */
export async function measureIngest(program: Program, encoding: BodyEncoding): Promise<IngestFigures> {
  const startsAt = Date.now() - (encoding === 'zstd' ? 43_200_000 : 86_400_000)
  const bodies = Array.from({ length: WARM_UP_BATCHES + BATCHES }, (_, place) => {
    const lines = officeLines(BATCH_LINES, {
      seed: FIRST_SEED[encoding] + place,
      startsAt: startsAt + place * BATCH_LINES * 2,
    })
    return Buffer.from(`${lines.join('\n')}\n`)
  })
  for (const body of bodies.slice(0, WARM_UP_BATCHES)) await post(program, packed(body, encoding), encoding)
  await workedThrough(program)
  const measured = bodies.slice(WARM_UP_BATCHES)
  const bareBefore = bareParse(measured)
  const sent = measured.map((body) => packed(body, encoding))
  const [began, cpuBefore] = [performance.now(), program.cpuS()]
  await postAll(program, sent, encoding)
  await workedThrough(program)
  const [wallS, cpuS] = [(performance.now() - began) / 1_000, program.cpuS() - cpuBefore]
  const residentMb = program.residentMb()
  const bareCpuS = (bareBefore + bareParse(measured)) / 2
  const lines = BATCHES * BATCH_LINES
  return {
    lines,
    megabytes: Math.round(measured.reduce((sum, body) => sum + body.length, 0) / 1e6),
    linesPerS: lines / wallS,
    linesPerCpuS: lines / cpuS,
    bareLinesPerCpuS: lines / bareCpuS,
    residentMb,
  }
}

const SENDERS = 2

const packed = (body: Buffer, encoding: BodyEncoding): Buffer => (encoding === 'zstd' ? zstdCompressSync(body) : body)

async function postAll(program: Program, bodies: readonly Buffer[], encoding: BodyEncoding): Promise<void> {
  const waiting = [...bodies]
  const send = async (): Promise<void> => {
    for (let body = waiting.shift(); body; body = waiting.shift()) await post(program, body, encoding)
  }
  await Promise.all(Array.from({ length: SENDERS }, send))
}

async function post({ url, sensorToken }: Program, body: Buffer, encoding: BodyEncoding): Promise<void> {
  const headers = {
    authorization: `Bearer ${sensorToken}`,
    'content-type': 'application/x-ndjson',
    'content-encoding': encoding,
  }
  for (;;) {
    const answer = await fetch(`${url}/sensor/v1/events`, { method: 'POST', headers, body: new Uint8Array(body) })
    const text = await answer.text()
    if (answer.status === 202) return
    if (answer.status !== 429) throw new Error(`a batch was answered ${answer.status}: ${text}`)
    await rest(1_000 * Number(answer.headers.get('retry-after') ?? 1))
  }
}

async function workedThrough(program: Program): Promise<void> {
  while ((await program.metric('otasuke_detector_lag_batches')) > 0) await rest(100)
}

let sink = 0

/** The ceiling: what any reader of such lines must do. CPU seconds. */
function bareParse(bodies: readonly Buffer[]): number {
  const before = process.cpuUsage()
  for (const body of bodies) {
    for (let begin = 0; begin < body.length; ) {
      const end = body.indexOf(10, begin)
      sink += JSON.parse(body.toString('utf8', begin, end)).flow_id
      begin = end + 1
    }
  }
  if (Number.isNaN(sink)) throw new Error('a line held no number')
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
