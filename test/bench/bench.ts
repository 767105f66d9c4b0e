import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { startCluster } from '../support/postgres-cluster.ts'
import { measureCards } from './card.ts'
import { type Corpus, detectCorpora, measureDetect } from './detect.ts'
import { measureCrossing, measureDay } from './detect-day.ts'
import { measureHealthSheets } from './health-sheets.ts'
import { type IngestFigures, measureIngest } from './ingest.ts'
import { measurePeers } from './peers.ts'
import { type Program, quiet, startProgram } from './program.ts'
import { measureSheets } from './result-sheets.ts'
import { measureTesters } from './tester.ts'
import { type AckFigures, measureAcks } from './webhooks.ts'

const HELP = `npm run bench -- [--only detect|sheets|tester|ingest|webhooks|card] [--database postgres|embedded]

Measures the detector alone, beside tools that people use for the same, and then the real program as a process of its own, on both databases, the platforms played by the emulators.
PostgreSQL is started from Debian's package, or taken from BENCH_DATABASE_URL (an empty database).
`
const PORT = 21_731

const { values: asked } = parseArgs({
  options: { only: { type: 'string' }, database: { type: 'string' }, help: { type: 'boolean' } },
})

async function main(): Promise<void> {
  if (asked.help) return say(HELP)
  say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`)
  if (asked.only === undefined || asked.only === 'detect') await detecting()
  if (asked.only === undefined || asked.only === 'sheets') await drawing()
  if (asked.only === undefined || asked.only === 'tester') await testing()
  if (asked.only === 'detect' || asked.only === 'sheets' || asked.only === 'tester') return
  if (asked.database !== 'embedded') await onPostgres()
  if (asked.database !== 'postgres') await onDatabase('embedded (PGlite)', undefined)
}

async function drawing(): Promise<void> {
  const { sheets, seconds, perS, residentMb, kbEach } = await measureSheets(1_000)
  say(`\n== result sheets: ${sheets} pictures and as many papers in ${Math.round(seconds)} s = ${perS.toFixed(1)}/s`)
  say(`                      ${Math.round(kbEach)} kB each, resident ${Math.round(residentMb)} MB at most`)
  say('\n== a month’s health checks, two at a time: the same picture and the same page on paper')
  for (const { by, picturesPerS, papersPerS } of await measureHealthSheets(200))
    say(`${by.padEnd(22)}${picturesPerS.toFixed(1)} pictures/s, ${papersPerS.toFixed(1)} papers/s`)
}

async function testing(): Promise<void> {
  const testers = await measureTesters(PORT)
  say(
    '\n== the diagnosis at the page: 500 letters read a minute, those that stand twice once; 1.2 s a tap, 2 letters typed a second',
  )
  if (!testers) return say('not measured, there is no Chromium here')
  for (const { way, itemsMinutes, wholeMinutes, turns, p50, max } of testers) {
    say(
      `${way.padEnd(22)}25 items ${itemsMinutes.toFixed(1)} min (aim: ≤ 6), to the result ${wholeMinutes.toFixed(1)} min`,
    )
    say(`                      ${turns} turns, the page’s own part p50 ${ms(p50)}  max ${ms(max)}`)
  }
}

async function detecting(): Promise<void> {
  const { residentMb, snapshotKb } = measureDay()
  for (const corpus of detectCorpora()) await detectingIn(corpus)
  const { p50, p99, crossings } = measureCrossing()
  say(`\nbytes in → alert       p50 ${ms(p50)}  p99 ${ms(p99)}  (${crossings} batches of 1,010 lines; aim: p99 < 2 s)`)
  say(`a day of an office    resident MB hour by hour: ${residentMb.join(' ')}; snapshot ${snapshotKb} kB`)
}

async function detectingIn(corpus: Corpus): Promise<void> {
  const { name, bytes, lines } = corpus
  const { linesPerCpuS, bareLinesPerCpuS, share, decodeShare, counts, alerts } = measureDetect(corpus)
  say(
    `\n== ${name}: ${k(lines)} lines, ${Math.round(bytes.length / 1e6)} MB, ${counts.events} events, ${alerts} alerts`,
  )
  say(`all rules             ${k(linesPerCpuS)} lines per CPU second = ${percent(share)} of bare JSON.parse`)
  say(`                      (${k(bareLinesPerCpuS)}; aim ≥ 50 %); without rules ${percent(decodeShare)}`)
  for (const peer of await measurePeers(corpus))
    say(
      `${peer.name.padEnd(42)}${peer.seconds === undefined ? 'not installed here' : `${k(lines / peer.seconds)} lines/s`}`,
    )
}

async function onPostgres(): Promise<void> {
  const url = process.env.BENCH_DATABASE_URL
  const cluster = url ? undefined : await startCluster()
  if (!url && !cluster) return say('\nPostgreSQL: not measured, it is not installed here')
  try {
    await onDatabase('PostgreSQL', url ?? cluster?.url)
  } finally {
    cluster?.stop()
  }
}

async function onDatabase(name: string, databaseUrl: string | undefined): Promise<void> {
  say(`\n== ${name}`)
  const program = await startProgram(databaseUrl, PORT)
  try {
    for (const [what, measure] of Object.entries(MEASURES)) {
      if (asked.only !== undefined && asked.only !== what) continue
      await measure(program)
      await quiet(program)
    }
  } finally {
    await program.stop()
  }
}

const MEASURES: Record<string, (program: Program) => Promise<void>> = {
  async card(program) {
    const { cards, p50, p95, max } = await measureCards(program)
    say(`event → Slack card    p50 ${ms(p50)}  p95 ${ms(p95)}  max ${ms(max)}  (${cards} cards; aim: p95 ≤ 2 s)`)
  },
  async webhooks(program) {
    await measureAcks(program, { whileIngesting: false, seconds: 3 })
    await quiet(program)
    const alone = await measureAcks(program, { whileIngesting: false })
    say(`webhook acknowledged  ${ackLine(alone)}  (200/s; aim: p99 ≤ 50 ms)`)
    await quiet(program)
    say(`… while logs arrive   ${ackLine(await measureAcks(program, { whileIngesting: true }))}`)
  },
  async ingest(program) {
    say(`logs → stored alerts  ${ingestLine(await measureIngest(program, 'identity'))}`)
    say(`… sent with zstd      ${ingestLine(await measureIngest(program, 'zstd'))}`)
  },
}

const ackLine = ({ webhooks, p50, p99, max, failed }: AckFigures): string =>
  `p50 ${ms(p50)}  p99 ${ms(p99)}  max ${ms(max)}  failed ${failed} of ${webhooks}`

function ingestLine(figures: IngestFigures): string {
  const { lines, megabytes, linesPerS, linesPerCpuS, bareLinesPerCpuS, residentMb } = figures
  const share = Math.round((100 * linesPerCpuS) / bareLinesPerCpuS)
  return [
    `${k(linesPerCpuS)} lines per CPU second = ${share} % of bare JSON.parse (${k(bareLinesPerCpuS)}; aim ≥ 30 %)`,
    `                      ${k(linesPerS)} lines/s by the clock, ${k(lines)} lines, ${megabytes} MB, resident ${residentMb} MB`,
  ].join('\n')
}

const percent = (share: number): string => `${Math.round(100 * share)} %`
const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`
const k = (value: number): string => `${Math.round(value / 1_000)} k`
const say = (text: string): void => void process.stdout.write(`${text}\n`)

await main()
