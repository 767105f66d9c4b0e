import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { COMMANDS } from '#bot/cli/commands.ts'
import { runOtasuke } from '#bot/cli/run.ts'
import { seal } from '#db/audit-chain.ts'
import { query } from '#db/door.ts'
import { noteHeard } from '#db/sensor-days.ts'
import { saveHours } from '#db/sensor-hours.ts'
import { saveWatch, touchSensor } from '#db/sensors.ts'
import { slotOf } from '#engine/coverage.ts'
import { RULES } from '#engine/detect/rules/index.ts'
import { DEFAULT_LADDER } from '#engine/ladder.ts'
import { hourOf } from '#engine/sensor-health.ts'
import { furnishEvents } from '../http/events.ts'
import { ADMIN_TOKEN, furnishRegion, NOW, type Office, sharedOffice } from '../http/office.ts'

const shared = sharedOffice()
const folder = mkdtempSync(join(tmpdir(), 'otasuke-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const HOUR_MS = 3_600_000

let office: Office
let url = ''
beforeEach(async () => {
  office = shared.it()
  if (url === '') url = await office.server.listen({ port: 0, host: '127.0.0.1' })
})

interface Said {
  code: number
  stdout: string
  stderr: string
}

async function otasuke(argv: string[], environment: Record<string, string> = {}, isTTY = false): Promise<Said> {
  const said = { stdout: '', stderr: '' }
  const to = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (said[name] += text), isTTY })
  const io = { stdin: Readable.from([]), stdout: to('stdout'), stderr: to('stderr') }
  const code = await runOtasuke(argv, io, { OTASUKE_URL: url, ADMIN_TOKEN, DATA_DIR: folder, ...environment })
  return { code, ...said }
}

async function json(...argv: string[]) {
  const { code, stdout, stderr } = await otasuke([...argv, '--json'])
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
  return JSON.parse(stdout)
}

describe('otasuke', () => {
  it('enters a whole region, from its name to the invitation', async () => {
    const region = await json('region', 'add', '岩手')
    const chamber = await json('chamber', 'token', region.id, '--name', '大船渡商工会議所')
    const firm = await json(
      'firm',
      'add',
      '佐々木水産',
      '--region',
      region.id,
      '--employees',
      '8',
      '--phone',
      '0192-00-0001',
    )
    expect(firm).toMatchObject({ name: '佐々木水産', employees: 8, phone: '0192-00-0001' })
    const networks = ['--network', '192.168.1.0/24', '--network', '10.0.0.0/8']
    const site = await json('site', 'add', '事務所', '--firm', firm.id, '--kind', 'office', ...networks)
    expect(site.homeNetworks).toEqual(['192.168.1.0/24', '10.0.0.0/8'])
    const sensor = await otasuke(['sensor', 'add', site.id, '--type', 'office'])
    expect(sensor.stdout).toMatch(/^token +otss_[\w-]{43}$/m)
    const invite = await otasuke(['invite', 'add', '--role', 'owner', '--firm', firm.id])
    expect(invite.stdout).toMatch(/^code +[0-9A-Z]{4}-[0-9A-Z]{4}$/m)
    expect((await otasuke(['firms', 'list'], { ADMIN_TOKEN: chamber.token })).stdout).toContain('佐々木水産')
    expect((await otasuke(['region', 'add', '秋田', '--print', 'name'])).stdout).toBe('秋田\n')
    expect((await otasuke(['region', 'add', '秋田', '--print', 'colour'])).code).toBe(64)
    expect((await otasuke(['region', 'list', '--print', 'name'])).stdout).toMatch(/^秋田\n秋田\n/m)
    expect((await otasuke(['region', 'list', '--print', 'colour'])).code).toBe(64)
    const [{ id }] = (await json('sensors', 'list', '--firm', firm.id)).items
    expect((await otasuke(['sensor', 'revoke', id])).stdout).toBe('revoked\n')
    expect((await json('chamber', 'list')).items.map((one: { id: string }) => one.id)).toContain(chamber.id)
    expect((await otasuke(['chamber', 'revoke', chamber.id])).code).toBe(0)
    expect((await otasuke(['firms', 'list'], { ADMIN_TOKEN: chamber.token })).code).toBe(77)
  })

  it('lists what happened, as a table, as JSON, a page at a time or whole', async () => {
    const place = await furnishRegion(office, '宮城')
    await furnishEvents(office.db, place, 3)
    for (const noun of ['alerts', 'cases', 'notices', 'outbox', 'audit']) {
      const table = await otasuke([noun, 'list', '--firm', place.firmId, '--limit', '2'])
      expect(table.code, noun).toBe(0)
      expect(table.stdout.split('\n').length, noun).toBe(6)
      expect(table.stdout, noun).toContain('more: --cursor')
      expect(
        (await json(noun, 'list', '--firm', place.firmId, '--limit', '2', '--all')).items.length,
        noun,
      ).toBeGreaterThanOrEqual(3)
    }
    expect((await otasuke(['people', 'list', '--firm', place.firmId])).stdout).toMatch(/佐々木 .*owner/)
    const [{ id }] = (await json('outbox', 'list', '--state', 'pending', '--firm', place.firmId)).items
    expect((await otasuke(['outbox', 'cancel', id])).stdout).toContain('cancelled')
    expect(await otasuke(['outbox', 'retry', id])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Not dead'),
    })
    expect((await otasuke(['region', 'summary', place.regionId])).stdout).toContain('firmsWithSensor')
    expect((await otasuke(['provision', 'list', '--firm', place.firmId])).code).toBe(0)
    await office.db.transaction({ kind: 'system' }, (tx) => seal(tx))
    expect((await otasuke(['audit', 'verify'])).stdout).toContain('the audit log is whole')
    await office.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`update audit set actor = 'x' where seal_no = 1`),
    )
    expect(await otasuke(['audit', 'verify'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/broken at place 1: line \d+ \(changed\)/),
    })
    const round = await json('survey', 'round', 'add', place.regionId, '--name', '説明会', '--until', '2026-12-10')
    expect((await otasuke(['survey', 'round', 'publish', round.id])).stdout).toContain(round.code)
    expect((await otasuke(['survey', 'rounds', 'close', round.id])).code).toBe(64)
    expect((await json('survey', 'round', 'close', round.id)).state).toBe('closed')
    expect((await otasuke(['survey', 'round', 'list', place.regionId])).stdout).toMatch(/説明会 +closed/)
    expect((await otasuke(['firm', 'contacts', place.firmId])).stdout).toContain('佐々木')
    expect((await otasuke(['firm', 'checked', place.firmId])).stdout).toBe('(none)\n')
    expect((await otasuke(['hearing', 'list', '--firm', place.firmId])).stdout).toMatch(/booked +phone +及川/)
    expect((await otasuke(['hearing', 'summary', '--region', place.regionId])).stdout).toMatch(/justInstalledShare/)
    const day = ['hearing', 'book', place.firmId, '--by', '及川', '--at']
    expect((await otasuke([...day, '2026-11-26T14:00:00+09:00'])).stdout).toContain('booking')
    expect(await otasuke([...day, '2026-11-28T14:00:00+09:00'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not open'),
    })
  })

  it('publishes an example of elsewhere, shows it, and takes it away', async () => {
    const { regionId } = await furnishRegion(office, '岩手')
    const words = ['--source', 'IPA', '--happened', '開きました。', '--helped', '電話しました。', '--cost', '30000']
    const added = await json('example', 'add', '--region', regionId, ...words, '--industry', '製造業')
    expect(await json('example', 'show', added.id)).toMatchObject({ state: 'published', costYen: 30_000, firmId: null })
    const published = ['example', 'list', '--region', regionId, '--state', 'published']
    expect((await otasuke(published)).stdout).toMatch(/published +製造業[\s\S]*IPA/)
    expect(await json('example', 'summary', '--region', regionId)).toMatchObject({ published: 1, withdrawn: 0 })
    expect((await otasuke(['example', 'withdraw', added.id])).stdout).toContain('withdrawing')
  })

  it('shows how a sensor fares, day by day, in the words of its region', async () => {
    const { regionId, firmId, siteId } = await furnishRegion(office, '福島')
    const { id: sensorId } = await office.made('/sensors', { siteId, type: 'office' })
    expect((await otasuke(['sensor', 'show', sensorId])).stdout).toMatch(/^status +stopped \(停止中\)$/m)
    const since = NOW - (NOW % HOUR_MS)
    await office.post('/clock', { advanceMs: 2 * HOUR_MS })
    await office.db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
      await touchSensor(tx, sensorId, since + HOUR_MS)
      await noteHeard(tx, { regionId, firmId, sensorId }, [slotOf(since + HOUR_MS), slotOf(since + HOUR_MS) + 1])
      const hour = hourOf(since + HOUR_MS)
      const readings = { hour, runs: [], intervals: {} }
      await saveHours(tx, { regionId, firmId, sensorId }, [{ hour, readings, lostShare: 0.034 }])
    })
    const { stdout } = await otasuke(['sensor', 'show', sensorId])
    expect(stdout).toMatch(/^status +working \(稼働\)$/m)
    expect(stdout).toMatch(/^day +heard +lost at worst$/m)
    expect(stdout).toMatch(/^2026-11-24 +8\.\d % +3\.4 %$/m)
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^2026-11-24/)
    await office.db.transaction({ kind: 'firm', regionId, firmId }, (tx) =>
      saveWatch(tx, sensorId, { isWatched: false, silentSince: since + HOUR_MS }),
    )
    expect((await otasuke(['sensor', 'show', sensorId, '--print', 'statusName'])).stdout).toBe('不通\n')
    expect((await otasuke(['sensors', 'list', '--firm', firmId])).stdout).toMatch(/ silent +2026-11-24T02:00/)
    expect((await otasuke(['sensor', 'show', 'sensor_none'])).code).toBe(1)
  })

  it('shows a ladder that it takes back from a file', async () => {
    const { regionId } = await furnishRegion(office, '青森')
    expect(await json('ladder', 'show', regionId)).toEqual(DEFAULT_LADDER)
    const file = join(folder, 'ladder.json')
    const swift = { ...DEFAULT_LADDER, high: [{ afterMinutes: 5, counts: 'wall', action: 'desk-task' }] }
    writeFileSync(file, JSON.stringify(swift))
    expect(await json('ladder', 'set', regionId, '--file', file)).toEqual(swift)
    writeFileSync(file, '{')
    expect(await otasuke(['ladder', 'set', regionId, '--file', file])).toMatchObject({
      code: 66,
      stderr: expect.stringContaining('is not JSON'),
    })
    expect((await json('rules', 'show', regionId)).decideWithinMinutes.high).toBe(15)
  })

  it('lists the detections there are, without asking anybody', async () => {
    const alone = { OTASUKE_URL: 'http://127.0.0.1:9', ADMIN_TOKEN: '' }
    const { code, stdout } = await otasuke(['rules'], alone)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^rule +raises +knob +value\n/)
    for (const { name } of RULES) expect(stdout).toMatch(new RegExp(`^${name} `, 'm'))
    expect(stdout).toMatch(/^port-scan +port-scan +doorsMin +10$/m)
    expect(stdout).toMatch(/^ +windowMs +15 min$/m)
    expect(stdout).toMatch(/^ +answeredPercentMax +\d+ %$/m)
    expect(stdout).toMatch(/^brute-force +brute-force-failure brute-force-success /m)
    const { items } = JSON.parse((await otasuke(['rules', 'list', '--json'], alone)).stdout)
    expect(items).toContainEqual(expect.objectContaining({ rule: 'port-scan', raises: ['port-scan'] }))
    expect(items[0].knobs.windowMs).toBeGreaterThan(0)
  })

  it('puts a detection of a region on trial, and tells so', async () => {
    const { regionId } = await furnishRegion(office, '福島')
    const changed = await otasuke(['rules', 'state', 'port-scan', '--region', regionId, '--to', 'monitor'])
    expect(changed.code).toBe(0)
    expect(changed.stdout).toMatch(/^port-scan +monitor +0 +0$/m)
    const listed = await otasuke(['rules', '--region', regionId])
    expect(listed.stdout).toMatch(/^rule +raises +state +alerts +on trial +knob +value\n/)
    expect(listed.stdout).toMatch(/^port-scan +port-scan +monitor +0 +0 +doorsMin +10$/m)
    expect(listed.stdout).toMatch(/^syn-flood +syn-flood +active /m)
    expect((await json('rules', 'list', '--region', regionId)).items).toHaveLength(RULES.length)
    expect(await otasuke(['rules', 'state', 'dance', '--region', regionId, '--to', 'off'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not a detection'),
    })
  })

  it('skips time', async () => {
    const { now: before } = await json('clock', 'advance', '0s')
    const { now: after } = await json('clock', 'advance', '2h')
    expect(Date.parse(after) - Date.parse(before)).toBe(7_200_000)
  })

  it('explains every command', async () => {
    const { stdout } = await otasuke(['--help'])
    for (const { words, options } of COMMANDS) {
      expect(stdout).toContain(words)
      const help = await otasuke([...words.split(' '), '--help'])
      expect(help.code, words).toBe(0)
      for (const name of [...Object.keys(options), 'json', 'help']) expect(help.stdout, words).toContain(`--${name}`)
    }
    for (const word of ['replay', 'rules', 'detect']) {
      expect(stdout).toContain(word)
      expect(await otasuke([word, '--help'])).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Usage: otasuke'),
      })
    }
  })

  it('has a command’s address in the admin API, whatever the command', () => {
    const file = join(folder, 'any.json')
    writeFileSync(file, '{}')
    const options = { file, credentials: file, role: 'owner', region: 'ID' }
    const known = office.routes.map((route) => `${route.method} ${route.url}`)
    for (const command of COMMANDS) {
      const { method, path } = command.request({ operand: command.words === 'clock advance' ? '1h' : 'ID', options })
      expect(known, command.words).toContain(`${method} /admin/v1${(path.split('?')[0] ?? '').replace('ID', ':id')}`)
    }
  })

  it.each<[string, string[], number, string, Record<string, string>?]>([
    ['no command', [], 64, ''],
    ['an unknown command', ['dance'], 64, 'no command dance'],
    ['half a command', ['sensor'], 64, ''],
    ['a command without its operand', ['firm', 'add', '--region', 'r'], 64, 'firm add needs NAME'],
    ['a command without a needed option', ['firm', 'add', 'a'], 64, 'needs --region ID'],
    ['one word too many', ['region', 'add', 'a', 'b'], 64, 'what to do with b'],
    ['an unknown option', ['region', 'add', 'a', '--colour', 'red'], 64, '--colour'],
    [
      'a number that is none',
      ['invite', 'add', '--role', 'owner', '--firm', 'f', '--days', 'many'],
      64,
      'whole number',
    ],
    ['a time that is none', ['clock', 'advance', 'soon'], 64, 'not a length of time'],
    ['what the API refuses', ['firm', 'add', 'a', '--region', 'region_none'], 1, 'no such region'],
    ['a wrong token', ['firm', 'list'], 77, 'Unknown token', { ADMIN_TOKEN: 'a-token-that-nobody-gave' }],
    ['a region that is not there', ['rules', '--region', 'none'], 1, 'no such region'],
    ['a region without a name', ['rules', '--region', ''], 64, 'region’s id'],
    ['a word after the list of rules', ['rules', 'list', 'port-scan'], 64, 'what to do with port-scan'],
    ['nobody at the address', ['firm', 'list'], 69, 'does not answer', { OTASUKE_URL: 'http://127.0.0.1:9' }],
    ['no token', ['firm', 'list'], 78, 'ADMIN_TOKEN is not set', { ADMIN_TOKEN: '' }],
    ['an address that is none', ['firm', 'list'], 78, 'OTASUKE_URL', { OTASUKE_URL: 'here' }],
    ['a ladder file that is not there', ['ladder', 'set', 'r', '--file', '/nowhere'], 66, 'no such file'],
  ])('says what is wrong with %s', async (_, argv, code, words, environment = {}) => {
    const said = await otasuke(argv, environment)
    expect(said).toMatchObject({ code, stdout: '' })
    expect(said.stderr).toContain(words)
    expect(said.stderr).not.toContain('    at ')
  })

  it('finds the token that the running Otasuke left in its folder', async () => {
    writeFileSync(join(folder, 'admin-token'), `${ADMIN_TOKEN}\n`)
    onTestFinished(() => rmSync(join(folder, 'admin-token')))
    expect((await otasuke(['region', 'list'], { ADMIN_TOKEN: '' })).code).toBe(0)
  })
})

describe('otasuke replay', () => {
  const line = (n: number): string => `${JSON.stringify({ n, text: '日本語' })}\n`
  const log = (count: number): string => Array.from({ length: count }, (_, n) => line(n)).join('')

  it('sends every line once and in order, in batches, and counts them', async () => {
    const door = await openDoor()
    const file = join(folder, 'eve.json')
    writeFileSync(file, log(2500))
    const { code, stdout } = await otasuke(['replay', file, '--token', 'a', '--json'], { OTASUKE_URL: door.url })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ lines: 2500, accepted: 2500, rejected: 0, duplicate: 0 })
    expect(door.bodies.map((body) => body.split('\n').length - 1)).toEqual([1000, 1000, 500])
    expect(door.bodies.join('')).toBe(log(2500))
    expect(door.tokens).toEqual(new Set(['Bearer a']))
  })

  it('reads a packed log, takes the token from a file, and draws a bar for people', async () => {
    const door = await openDoor()
    const [file, tokenFile] = [join(folder, 'eve.json.gz'), join(folder, 'token')]
    writeFileSync(file, gzipSync(`${log(30)}{"n":"the last line has no end"}`))
    writeFileSync(tokenFile, 'from-a-file\n')
    const said = await otasuke(
      ['replay', file, '--token-file', tokenFile, '--batch', '10'],
      { OTASUKE_URL: door.url },
      true,
    )
    expect(said.stdout).toMatch(/^31 lines in [\d.]+ s \(\d+ events\/s\): 31 accepted/)
    expect(said.stderr).toMatch(/\[#{30}\] 100% 31 lines, \d+ events\/s/)
    expect(door.tokens).toEqual(new Set(['Bearer from-a-file']))
  })

  it('sends a batch again while the door is busy', async () => {
    const door = await openDoor([429, 503])
    const file = join(folder, 'small.json')
    writeFileSync(file, log(3))
    expect((await otasuke(['replay', file, '--token', 'a'], { OTASUKE_URL: door.url })).code).toBe(0)
    expect(door.bodies).toEqual([log(3), log(3), log(3)])
  })

  it('keeps batches under a megabyte', async () => {
    const door = await openDoor()
    const file = join(folder, 'long.json')
    writeFileSync(file, `${'x'.repeat(400_000)}\n`.repeat(5))
    await otasuke(['replay', file, '--token', 'a'], { OTASUKE_URL: door.url })
    expect(door.bodies.map((body) => body.length)).toEqual([800_002, 800_002, 400_001])
  })

  it.each<[string, string[], number, string]>([
    ['no file', ['--token', 'a'], 64, 'replay needs one FILE'],
    ['no token', ['/dev/null'], 64, 'otasuke sensor add'],
    ['a file that is not there', ['/nowhere', '--token', 'a'], 66, 'no such file'],
    ['a folder', [tmpdir(), '--token', 'a'], 66, 'is a folder'],
    ['a batch of nothing', ['/dev/null', '--token', 'a', '--batch', '0'], 64, '--batch'],
    ['a token file that is not there', ['/dev/null', '--token-file', '/nowhere'], 66, 'no such file'],
  ])('says what is wrong with %s', async (_, argv, code, words) => {
    const said = await otasuke(['replay', ...argv])
    expect(said).toMatchObject({ code, stdout: '' })
    expect(said.stderr).toContain(words)
  })

  it('refuses Zeek’s tab-separated form, and stops at a door that refuses', async () => {
    const [tsv, log3] = [join(folder, 'conn.log'), join(folder, 'three.json')]
    writeFileSync(tsv, '#separator \\x09\n#fields\tts\tuid\n')
    writeFileSync(log3, log(3))
    const door = await openDoor([401])
    expect(await otasuke(['replay', tsv, '--token', 'a'])).toMatchObject({
      code: 66,
      stderr: expect.stringContaining('use_json'),
    })
    expect((await otasuke(['replay', log3, '--token', 'a'], { OTASUKE_URL: door.url })).code).toBe(77)
    expect(door.bodies).toHaveLength(1)
  })
})

/** A door that answers the first requests with these, and takes everything after. */
async function openDoor(refusals: number[] = []) {
  const [bodies, tokens, next]: [string[], Set<string>, number[]] = [[], new Set(), [...refusals]]
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString('utf8')
    bodies.push(body)
    tokens.add(request.headers.authorization ?? '')
    const status = next.shift() ?? 202
    const accepted = body.split('\n').filter((one) => one !== '').length
    response.writeHead(status, { 'retry-after': '0' }).end(JSON.stringify({ accepted, rejected: 0, duplicate: 0 }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies, tokens }
}

describe('otasuke firm import', () => {
  it('says what is wrong before it makes anything, takes the list in, and back', async () => {
    const region = await json('region', 'add', '大船渡')
    const file = join(folder, 'firms.csv')
    writeFileSync(file, '企業名,電話番号\n佐々木水産,0192-26-0001\n千葉商店,なし\n')
    const into = ['firm', 'import', file, '--region', region.id]
    const dry = await otasuke([...into, '--dry-run'])
    expect([dry.code, dry.stdout]).toEqual([
      1,
      expect.stringMatching(/^2 lines: 1 firms would be made, 0 are here, 1 lines are wrong\nline 3: なし: /),
    ])
    expect((await otasuke(into)).code).toBe(1)
    expect(await json('firm', 'list')).not.toMatchObject({ items: [{ regionId: region.id }] })

    const made = await json(...into, '--skip-faulty')
    expect(made).toMatchObject({ made: 1, faulty: 1 })
    expect((await otasuke([...into, '--skip-faulty'])).stdout).toContain('0 firms are made, 1 were here')
    const undone = await otasuke(['firms', 'import', '--undo', made.id])
    expect([undone.code, undone.stdout]).toEqual([0, '1 firms are taken back, 0 stay\n'])
  })

  it.each([
    ['without a file', ['firm', 'import', '--region', 'r'], 64, 'needs FILE'],
    ['with a file that is not there', ['firm', 'import', '/nowhere.csv', '--region', 'r'], 66, 'no such file'],
    ['of what was never taken in', ['firm', 'import', '--undo', 'import_none'], 1, 'no such list'],
  ])('is refused %s', async (_, argv, code, words) => {
    const said = await otasuke(argv)
    expect([said.code, said.stderr]).toEqual([code, expect.stringContaining(words)])
  })

  it('gives out the columns to fill in', async () => {
    expect((await otasuke(['firm', 'import', '--template'])).stdout).toMatch(/^\uFEFF企業名,企業名カナ,法人番号,/)
  })
})
