import { createReadStream, readFileSync, statSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { Transform } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { EXIT, Failure, problemIn, reach } from './client.ts'
import type { Io } from './io.ts'
import { reasonOf, unpacked } from './unpacked.ts'

export interface ReplayOptions {
  url: string
  file: string
  token: string | undefined
  tokenFile: string | undefined
  batchLines: number
}

interface Tally {
  accepted: number
  rejected: number
  duplicate: number
}

const BATCH_BYTES_MAX = 1_000_000

/** Posts a log to the sensors' door in batches, each again until it is stored; what is sent twice counts once. */
export async function replay(options: ReplayOptions, io: Io, isJson: boolean): Promise<void> {
  const token = tokenOf(options)
  const { progress, source, sizeBytes } = opened(options.file, io)
  const began = performance.now()
  const tally: Tally = { accepted: 0, rejected: 0, duplicate: 0 }
  const seconds = (): number => Math.max(0.001, (performance.now() - began) / 1000)
  const bar = createBar(io, sizeBytes)
  try {
    for await (const batch of batchesOf(await unpacked(source), options.batchLines)) {
      add(tally, await post(options.url, token, batch))
      bar.show(progress(), tally, seconds())
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(`${options.file}: ${reasonOf(error)}`, EXIT.unreadable)
  } finally {
    bar.end()
  }
  const lines = tally.accepted + tally.rejected + tally.duplicate
  const summary = {
    lines,
    ...tally,
    seconds: Number(seconds().toFixed(3)),
    eventsPerSecond: Math.round(lines / seconds()),
  }
  io.stdout.write(isJson ? `${JSON.stringify(summary)}\n` : sentenceOf(summary))
}

const sentenceOf = ({
  lines,
  accepted,
  rejected,
  duplicate,
  seconds,
  eventsPerSecond,
}: Tally & { lines: number; seconds: number; eventsPerSecond: number }): string =>
  `${lines} lines in ${seconds} s (${eventsPerSecond} events/s): ${accepted} accepted, ${rejected} rejected, ${duplicate} sent before\n`

function tokenOf({ token, tokenFile }: ReplayOptions): string {
  if (token) return token
  if (!tokenFile)
    throw new Failure('replay needs --token or --token-file: `otasuke sensor add` shows the token', EXIT.misused)
  try {
    return readFileSync(tokenFile, 'utf8').trim()
  } catch (error) {
    throw new Failure(`${tokenFile}: ${reasonOf(error)}`, EXIT.unreadable)
  }
}

/** The file counted as it is read: its packed size is what is known of it beforehand. */
function opened(file: string, io: Io) {
  let readBytes = 0
  const counter = new Transform({
    transform(piece: Buffer, _, done) {
      readBytes += piece.length
      done(null, piece)
    },
  })
  const from = file === '-' ? io.stdin : createReadStream(file)
  from.on('error', (error) => counter.destroy(error))
  return { source: from.pipe(counter), progress: () => readBytes, sizeBytes: sizeOf(file) }
}

function sizeOf(file: string): number | undefined {
  const stat = file === '-' ? undefined : statSync(file, { throwIfNoEntry: false })
  return stat?.isFile() ? stat.size : undefined
}

/** Whole lines only, at most so many and so long; an over-long line is a batch of its own for the door to refuse. */
async function* batchesOf(pieces: AsyncIterable<Uint8Array>, linesMax: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of pieces) {
    rest = Buffer.concat([rest, piece])
    for (let end = batchEnd(rest, linesMax); end > 0; end = batchEnd(rest, linesMax)) {
      yield refusingTsv(rest.subarray(0, end))
      rest = rest.subarray(end)
    }
  }
  for (let end = lastBatchEnd(rest, linesMax); end > 0; end = lastBatchEnd(rest, linesMax)) {
    yield refusingTsv(rest.subarray(0, end))
    rest = rest.subarray(end)
  }
}

/** Where a full batch ends, or 0 while there is none. */
function batchEnd(bytes: Buffer, linesMax: number): number {
  let end = 0
  for (let lines = 1; ; lines++) {
    const next = bytes.indexOf(0x0a, end) + 1
    if (next === 0) return 0
    if (next > BATCH_BYTES_MAX) return end === 0 ? next : end
    if (lines === linesMax) return next
    end = next
  }
}

const lastBatchEnd = (bytes: Buffer, linesMax: number): number => batchEnd(bytes, linesMax) || bytes.length

/** Zeek's tab-separated logs carry their field names in a head that only the first batch would have. */
function refusingTsv(batch: Buffer): Buffer {
  if (batch.subarray(0, 10).toString('latin1') === '#separator')
    throw new Failure(
      'this is Zeek’s tab-separated form: write JSON (LogAscii::use_json=T), or use `otasuke detect`',
      EXIT.unreadable,
    )
  return batch
}

const TRIES_MAX = 8

async function post(url: string, token: string, body: Buffer, attempt = 1): Promise<Tally> {
  const answer = await reach(url, `${url}/sensor/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: new Uint8Array(body),
  })
  const text = await answer.text()
  if (answer.status === 202) return JSON.parse(text) as Tally
  const isPassing = answer.status === 429 || answer.status >= 500
  if (isPassing && attempt < TRIES_MAX) {
    await pause(Number(answer.headers.get('retry-after') ?? attempt) * 1000)
    return post(url, token, body, attempt + 1)
  }
  const { title, detail } = problemIn(text)
  throw new Failure(
    detail === '' ? `the sensors’ door answered ${answer.status}` : `${title}: ${detail}`,
    answer.status === 401 ? EXIT.notAllowed : isPassing ? EXIT.unreachable : EXIT.refused,
  )
}

function add(tally: Tally, { accepted, rejected, duplicate }: Tally): void {
  tally.accepted += accepted
  tally.rejected += rejected
  tally.duplicate += duplicate
}

const BAR_WIDTH = 30

/** Drawn for people only: a log file or a pipe gets the summary alone. */
function createBar({ stderr }: Io, sizeBytes: number | undefined) {
  if (!stderr.isTTY) return { show: () => {}, end: () => {} }
  return {
    show(readBytes: number, { accepted, rejected, duplicate }: Tally, seconds: number): void {
      const share = sizeBytes ? Math.min(1, readBytes / sizeBytes) : 0
      const filled = Math.round(share * BAR_WIDTH)
      const lines = accepted + rejected + duplicate
      stderr.write(
        `\r[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${Math.round(share * 100)}% ${lines} lines, ${Math.round(lines / seconds)} events/s `,
      )
    },
    end: () => void stderr.write('\n'),
  }
}
