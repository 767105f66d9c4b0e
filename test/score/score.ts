import { parseArgs } from 'node:util'
import { type AlertKind, STAGE_OF } from '#engine/alert.ts'
import { createDetector } from '#engine/detect/detector.ts'
import { FILE_LIMITS } from '#engine/detect/limits.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from '#engine/network.ts'
import { hasRecordings } from '../support/recorded.ts'
import { type Capture, lists, rangeCaptures, sharedCaptures } from './captures.ts'
import { PEERS, type Peer } from './peers.ts'
import { compared, ORDERS, together } from './triage.ts'

const HELP = `npm run -s score [-- --misses | -- triage]

How much of what labelled captures hold is found, and how much is said beside it: by ours, and by the thresholds that Zeek,
Slips, Wazuh and RITA publish, on the same events. The captures are the range's (test/range), and other people's where they
lie beside the project. A host-day is 24 hours in which one of the firm's own computers was seen.

  --misses  name each label that ours missed and each alarm beside the labels
  triage    how soon the analysts' queue comes to what is real: by severity and count, by the priors, and by what other
            regions' verdicts taught, in firm-months made of the same captures (test/score/firm-months.ts); minutes
`
const HOUR_MS = 3_600_000

const KINDS = Object.keys(STAGE_OF) as AlertKind[]
const isInside = insideOfNamed(PRIVATE_NETWORKS)

const OURS = (usesFeeds: boolean): Peer => ({
  name: 'Otasuke',
  findings(events) {
    const detector = createDetector({ isInside, limits: FILE_LIMITS, intelligence: usesFeeds ? lists : {} })
    const alerts = [...detector.detect(events), ...detector.finish()]
    return new Set(alerts.map(({ kind, source }) => `${kind} ${source}`))
  },
})

interface Tally {
  labels: number
  found: number
  alarms: number
}
const noTally = (): Tally => ({ labels: 0, found: 0, alarms: 0 })
const kindOf = (finding: string): string => finding.slice(0, finding.indexOf(' '))

/** What one system says of all captures, by kind. */
function tallied(captures: readonly Capture[], of: (capture: Capture) => Peer, note: (text: string) => void) {
  const kinds = new Map<string, Tally>(KINDS.map((kind) => [kind, noTally()]))
  for (const capture of captures) {
    const said = of(capture).findings(capture.events, isInside)
    for (const label of capture.labels) {
      const tally = kinds.get(kindOf(label)) ?? noTally()
      tally.labels++
      if (said.has(label)) tally.found++
      else note(`missed    ${label} in ${capture.name}`)
    }
    for (const finding of said) {
      if (capture.labels.has(finding)) continue
      const tally = kinds.get(kindOf(finding)) ?? noTally()
      tally.alarms++
      note(`not there ${finding} in ${capture.name}`)
    }
  }
  return kinds
}

/** A computer of the firm's counts for each hour in which it was seen. */
const hostDaysOf = ({ events }: Capture): number =>
  new Set(
    events.filter(({ source }) => isInside(source)).map(({ source, at }) => `${source} ${Math.floor(at / HOUR_MS)}`),
  ).size / 24

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { misses: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help) return say(HELP)
  if (positionals[0] === 'triage') return scoreTriage()
  const sets: [string, Capture[]][] = [['the range', rangeCaptures()]]
  if (hasRecordings) sets.push(['other people’s captures', sharedCaptures()])
  for (const [name, captures] of sets) scoreAll(name, captures, values.misses === true)
  if (!hasRecordings) say('other people’s captures do not lie beside the project: not scored\n')
}

const SEEDS = [1, 2, 3]

function scoreTriage(): void {
  const range = rangeCaptures()
  scoreOrders('the range', range)
  if (hasRecordings) scoreOrders('the range and other people’s captures', [...range, ...sharedCaptures()])
  else say('other people’s captures do not lie beside the project: not played\n')
}

function scoreOrders(name: string, captures: readonly Capture[]): void {
  const regions = compared(captures, SEEDS)
  const { cases, real, mostAt10 } = together(regions, 'plain')
  say(`== ${name}: ${regions.length} regions never taught in, ${cases} cases, ${real} of them real\n`)
  say(row(['', 'precision@10', 'average prec.', 'cards/firm-month', 'a.p. better in', 'worse in']))
  for (const order of ORDERS) {
    const { precisionAt10, averagePrecision, cardsPerFirmMonth } = together(regions, order)
    const gains = regions.map((region) => region[order].averagePrecision - region.plain.averagePrecision)
    const [better, worse] = [gains.filter((gain) => gain > 0).length, gains.filter((gain) => gain < 0).length]
    const figures = [precisionAt10.toFixed(3), averagePrecision.toFixed(3), cardsPerFirmMonth.toFixed(1)]
    say(row([NAME_OF[order], ...figures, `${better}`, `${worse}`]))
  }
  say(`precision@10 can be ${mostAt10.toFixed(3)} at the most\n\n`)
}

const NAME_OF = {
  plain: 'by severity and count',
  fresh: 'by the priors alone',
  learned: 'by what was learned',
  learnedWithoutPast: '… without devices’ past',
}

function scoreAll(name: string, captures: readonly Capture[], isTold: boolean): void {
  const notes: string[] = []
  const hostDays = captures.reduce((sum, capture) => sum + hostDaysOf(capture), 0)
  const ours = tallied(
    captures,
    ({ usesFeeds }) => OURS(usesFeeds),
    (note) => notes.push(note),
  )
  const systems: [string, Map<string, Tally>][] = [
    ['Otasuke', ours],
    ...PEERS.map((peer): [string, Map<string, Tally>] => [
      peer.name,
      tallied(
        captures,
        () => peer,
        () => {},
      ),
    ]),
  ]
  const events = captures.reduce((sum, capture) => sum + capture.events.length, 0)
  say(`== ${name}: ${captures.length} captures, ${events} events, ${hostDays.toFixed(1)} host-days\n`)
  say(row(['found of labels + false', ...systems.map(([system]) => system)]))
  for (const kind of KINDS) {
    const tallies = systems.map(([, kinds]) => kinds.get(kind) ?? noTally())
    if (tallies.some(({ labels, alarms }) => labels + alarms > 0)) say(row([kind, ...tallies.map(cellOf)]))
  }
  const alarms = systems.map(([, kinds]) => [...kinds.values()].reduce((sum, tally) => sum + tally.alarms, 0))
  say(row(['false per host-day', ...alarms.map((count) => (count / hostDays).toFixed(2))]))
  say(`${isTold ? notes.map((note) => `  ${note}\n`).join('') : ''}\n`)
}

/** A system without a threshold of a kind says nothing of it. */
const cellOf = ({ labels, found, alarms }: Tally): string => `${found}/${labels}${alarms > 0 ? ` +${alarms}` : ''}`
const row = (cells: readonly string[]): string =>
  `${cells
    .map((cell, place) => cell.padEnd(place === 0 ? 26 : Math.max(14, cell.length + 2)))
    .join('')
    .trimEnd()}\n`
const say = (text: string): void => void process.stdout.write(text)

main()
