import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lookAt } from '#bot/order/look.ts'
import type { LiveVerdict } from '#engine/live-check.ts'
import { boxOf } from '../stories/boxes.ts'
import { openStory, type Story } from '../stories/world.ts'
import { proofRuns } from '../support/proof.ts'
import { emptyRoot, KIT, whyNoSensor } from './sensor-box.ts'

const DEVICES = ['office', 'small-office', 'home', 'aid'] as const
const FAULTS = { right: 'good', none: 'no-mirror', wrong: 'outside', nat: 'one-for-all' } as const
type Device = (typeof DEVICES)[number]
type Fault = keyof typeof FAULTS

const ALL = DEVICES.flatMap((device, place) =>
  // Of each kind of box another fault comes first, for the sample.
  [0, 1, 2, 3].map((turn) => ({
    device,
    fault: (Object.keys(FAULTS) as Fault[])[(place + turn) % 4] ?? 'right',
    turn,
  })),
).sort((one, other) => one.turn - other.turn)
const CASES = ALL.slice(0, proofRuns(4, ALL.length))

const why = whyNoSensor() || (existsSync('/usr/sbin/tc') ? '' : 'tc is not installed')

/** A web server of twelve addresses; or a router that passes on what it is asked for, under its own address: a NAT, to whoever looks from outside. */
const WEB = `require('node:http').createServer((_, answer) => answer.end('a page')).listen(80, '0.0.0.0')`
const RELAY = `for (let place = 0; place < 12; place++) require('node:net').createServer((near) => {
  const far = require('node:net').connect(80, '203.0.113.' + (80 + place))
  near.pipe(far).pipe(near); for (const end of [near, far]) end.on('error', () => {})
}).listen(8000 + place, '0.0.0.0')`

describe.skipIf(why !== '')(`a box in real wires, before a real Suricata${why && ` (${why})`}`, () => {
  it(`is told what is amiss: ${CASES.length} of ${ALL.length} ways to plug one in`, {
    timeout: 20 * 60_000,
  }, async () => {
    const story = await openStory({ startsAt: new Date().toISOString() })
    const began = Date.now()
    const eves = await Promise.all(CASES.map((one, place) => seen(one, `ow${process.pid % 10_000}x${place}`)))
    await story.pass(Date.now() - began)
    const said: Record<string, string> = {}
    const wanted: Record<string, string> = {}
    for (const [place, { device, fault }] of CASES.entries()) {
      const verdict = await looked(story, device, eves[place] ?? [])
      said[`${device} ${fault}`] = verdict.kind === 'good' ? `good ${verdict.computers}` : verdict.what
      wanted[`${device} ${fault}`] = fault === 'right' ? 'good 3' : FAULTS[fault]
    }
    expect(said).toEqual(wanted)
  })
})

/** What the server says of a box that has sent these lines, by the real doors. */
async function looked(story: Story, device: Device, lines: readonly string[]): Promise<LiveVerdict> {
  const { made, regionId, app, clock } = story
  const firm = await made('/firms', { regionId, name: `${device} ${lines.length}`, pcs: 3 })
  const site = await made('/sites', { firmId: firm.id, name: '事務所', kind: device === 'home' ? 'home' : 'office' })
  const sensor = await made('/sensors', { siteId: site.id, type: device === 'aid' ? 'office' : device })
  const box = boxOf(story, { sensorId: sensor.id, token: sensor.token })
  await box.beats()
  await box.ships(lines)
  return app.db.transaction({ kind: 'system' }, (tx) => lookAt(tx, sensor.id, clock.now()))
}

/** What Suricata writes there, with the kit's own configuration, while three PCs look at twelve pages each. */
async function seen({ device, fault }: { device: Device; fault: Fault }, name: string): Promise<string[]> {
  const running: ChildProcess[] = []
  onTestFinished(async () => {
    for (const child of running) child.kill('SIGKILL')
    for (const one of ['wire', 'net', 'router', 'box', 'inner', 'pc1', 'pc2', 'pc3'])
      spawnSync('ip', ['netns', 'del', `${name}-${one}`])
  })
  execFileSync(join(import.meta.dirname, 'wires.sh'), [name, device, fault], { stdio: ['ignore', 'ignore', 'inherit'] })
  const within = (space: string, command: string, words: string[]): ChildProcess => {
    const child = spawn('ip', ['netns', 'exec', `${name}-${space}`, command, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) stream?.resume()
    running.push(child)
    return child
  }
  within('net', process.execPath, ['-e', WEB])
  const relay = fault === 'nat' ? 'inner' : fault === 'wrong' ? 'router' : undefined
  if (relay) within(relay, process.execPath, ['-e', RELAY])
  const folder = emptyRoot()
  const config = join(folder, 'suricata.yaml')
  writeFileSync(config, readFileSync(join(KIT, 'suricata.yaml'), 'utf8').replaceAll('HOME-NETWORKS', '192.168.0.0/16'))
  const watches = device === 'office' || device === 'aid' ? 'eth1' : 'br0'
  execFileSync('ip', ['-n', `${name}-box`, 'link', 'set', watches, 'up', 'promisc', 'on'])
  const suricata = within('box', '/usr/bin/suricata', ['-c', config, '-l', folder, `--af-packet=${watches}`])
  await new Promise<void>((begun) => {
    suricata.stderr?.on('data', (piece) => /engine started/i.test(String(piece)) && begun())
    suricata.stdout?.on('data', (piece) => /engine started/i.test(String(piece)) && begun())
    suricata.once('exit', () => begun())
  })
  const page = (place: number): string =>
    relay ? `http://$(ip -o route show default | cut -d' ' -f3):${8000 + place}/` : `http://203.0.113.${80 + place}/`
  const pages = Array.from(
    { length: 12 },
    (_, place) =>
      `curl --silent --noproxy '*' --retry 20 --retry-connrefused --retry-delay 1 --output /dev/null ${page(place)}`,
  )
  await Promise.all(['pc1', 'pc2', 'pc3'].map((pc) => ended(within(pc, 'bash', ['-c', pages.join('\n')]))))
  suricata.kill('SIGINT')
  await ended(suricata)
  return readFileSync(join(folder, 'eve.json'), 'utf8').trim().split('\n')
}

const ended = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null ? Promise.resolve() : new Promise((done) => child.once('exit', done))
