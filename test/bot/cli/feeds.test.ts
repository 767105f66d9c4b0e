import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runOtasuke } from '#bot/cli/run.ts'
import { intelVersion, loadIntel } from '#bot/ingest/intel.ts'

/** What the publisher answers: the real one may not be asked here. */
let published: { status: number; text: string; etag?: string; location?: string } = { status: 200, text: '' }
let asked: IncomingMessage['headers'][] = []
const publisher = createServer((request, answer) => {
  asked.push(request.headers)
  const { status, text, etag, location } = published
  const isKnown = etag !== undefined && request.headers['if-none-match'] === etag
  answer
    .writeHead(isKnown ? 304 : status, { ...(etag ? { etag } : {}), ...(location ? { location } : {}) })
    .end(isKnown ? undefined : text)
})
beforeAll(() => new Promise<void>((resolve) => void publisher.listen(0, '127.0.0.1', resolve)))
afterAll(() => void publisher.close())

let folder = ''
let source = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otasuke-feeds-'))
  source = `ours=http://127.0.0.1:${(publisher.address() as AddressInfo).port}/list.txt`
  asked = []
  return () => rmSync(folder, { recursive: true, force: true })
})

async function feeds(...argv: string[]) {
  const said = { stdout: '', stderr: '' }
  const to = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (said[name] += text) })
  const io = { stdin: Readable.from([]), stdout: to('stdout'), stderr: to('stderr') }
  const code = await runOtasuke(['feeds', ...argv], io, { INTEL_DIR: folder })
  return { code, ...said }
}
const hosts = (count: number): string => Array.from({ length: count }, (_, place) => `bank-${place}.example\n`).join('')

describe('a list of countries', () => {
  test('is asked for where there is none, since first visits to a country cannot be counted without', async () => {
    expect((await feeds('list')).stdout).toContain('no list of countries')
    writeFileSync(join(folder, 'bad.txt'), hosts(3))
    expect((await feeds('list')).stdout).toContain('no list of countries')
  })

  test('is listed as what it is, accuses nobody, and tells of an address', async () => {
    writeFileSync(join(folder, 'ip2country-v4.tsv'), '203.0.113.0\t203.0.113.255\tJP\nnonsense\n')
    const { stdout } = await feeds('list')
    expect(stdout).toMatch(/ip2country-v4\.tsv +countries +1 +1 /)
    expect(stdout).not.toContain('no list of countries')
    expect(loadIntel(folder)).toMatchObject({ rows: 0 })
    expect(await feeds('test', '203.0.113.7')).toMatchObject({ code: 1, stdout: 'registered in JP\n' })
    expect(await feeds('test', '198.51.100.7')).toMatchObject({ code: 1, stdout: '' })
  })
})

describe('newer lists', () => {
  test('are fetched once, asked about after that, and rules use them', async () => {
    published = { status: 200, text: hosts(3), etag: '"1"' }
    expect(await feeds('update', source)).toEqual({ code: 0, stdout: 'ours: 3 rows\n', stderr: '' })
    expect(loadIntel(folder).phishing.byHost('bank-2.example')).toMatchObject({ feed: 'ours', row: 3 })
    expect((await feeds('update')).stdout).toBe('ours: unchanged, 3 rows\n')
    expect(asked[1]).toMatchObject({ 'if-none-match': '"1"' })
  })

  test('change the version by which a running Otasuke knows them', async () => {
    published = { status: 200, text: hosts(3) }
    await feeds('update', source)
    const before = intelVersion(folder)
    published = { status: 200, text: hosts(4) }
    expect((await feeds('update')).stdout).toBe('ours: 4 rows, 3 before\n')
    expect(intelVersion(folder)).not.toBe(before)
  })

  test('can be taken back', async () => {
    published = { status: 200, text: hosts(3) }
    await feeds('update', source)
    published = { status: 200, text: hosts(2) }
    await feeds('update')
    expect(await feeds('restore', 'ours')).toMatchObject({ code: 0, stdout: 'ours: the list before is back\n' })
    expect(loadIntel(folder).phishing.byHost('bank-2.example')).toBeDefined()
    expect(await feeds('restore', 'ours')).toMatchObject({ code: 1 })
    // Asked as if nothing was there, since the server's version is newer again.
    expect((await feeds('update')).stdout).toBe('ours: 2 rows, 3 before\n')
  })

  test.each<[string, { status: number; text: string }, string]>([
    ['an empty answer', { status: 200, text: '' }, 'no row of the answer can be used'],
    ['a page instead of a list', { status: 200, text: '<html>\n' }, 'no row of the answer can be used'],
    ['a refusal', { status: 503, text: 'busy' }, 'answered 503'],
    ['a list that shrank to nearly nothing', { status: 200, text: hosts(2) }, 'only 2 rows after 40; --force takes it'],
  ])('%s leaves the one at hand', async (_name, answer, because) => {
    published = { status: 200, text: hosts(40) }
    await feeds('update', source)
    published = answer
    const { code, stderr } = await feeds('update')
    expect(code).toBe(1)
    expect(stderr).toContain(`ours: kept as it is: `)
    expect(stderr).toContain(because)
    expect(readFileSync(join(folder, 'ours.txt'), 'utf8')).toBe(hosts(40))
  })

  test('a list that shrank is taken when a person says so', async () => {
    published = { status: 200, text: hosts(40) }
    await feeds('update', source)
    published = { status: 200, text: hosts(2) }
    expect(await feeds('update', '--force')).toMatchObject({ code: 0, stdout: 'ours: 2 rows, 40 before\n' })
  })

  test('nobody at home is told by name', async () => {
    const { code, stderr } = await feeds('update', 'gone=http://127.0.0.1:1/list.txt')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('gone: kept as it is: 127.0.0.1:1 gives no answer'),
    })
    expect(existsSync(join(folder, 'gone.txt'))).toBe(false)
  })
})

test('a key goes to its publisher alone, whatever a list is called', async () => {
  const keyFile = join(folder, 'key')
  writeFileSync(keyFile, 'a-secret-key\n')
  published = { status: 200, text: hosts(3) }
  await feeds('update', source.replace('ours=', 'urlhaus='), '--key-file', keyFile)
  await feeds('update', '--key-file', keyFile)
  expect(asked).toHaveLength(2)
  expect(JSON.stringify(asked)).not.toContain('a-secret-key')
  published = { status: 302, text: '', location: '/elsewhere' }
  expect(await feeds('update', '--key-file', keyFile)).toMatchObject({ code: 1 })
  expect(asked).toHaveLength(3)
})

test('a damaged record of what was fetched says what to do', async () => {
  writeFileSync(join(folder, 'fetched.json'), '{')
  expect(await feeds('list')).toMatchObject({ code: 78, stderr: expect.stringContaining('fetched.json is damaged') })
})

describe('what a list says', () => {
  beforeEach(() => {
    writeFileSync(join(folder, 'sites.txt'), 'https://login-bank.example/x\nhttps://t.co/abc\n')
    writeFileSync(join(folder, 'files.txt'), `${'ab'.repeat(32)}\n`)
    writeFileSync(
      join(folder, 'servers.rules'),
      'drop tcp $HOME_NET any -> [203.0.113.7] 8080 (msg:"Emotet"; sid:1;)\n',
    )
  })

  test.each([
    ['login-bank.example', 'phishing site: row 1 of sites: https://login-bank.example/x'],
    ['https://LOGIN-BANK.example/other', 'phishing site: row 1 of sites'],
    ['https://t.co/abc', 'phishing site: row 2 of sites'],
    ['AB'.repeat(32), 'file of malware: row 1 of files'],
    ['203.0.113.7:8080', 'command-and-control server: row 1 of servers: 203.0.113.7:8080 (Emotet)'],
  ])('of %s', async (value, row) => {
    const { code, stdout } = await feeds('test', value)
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(row) })
  })

  test.each([
    ['www.example.jp', 'no list names www.example.jp\n'],
    ['t.co', 'no list names t.co; many share t.co, so only a full address can be named\n'],
    ['203.0.113.7:443', 'no list names 203.0.113.7:443\n'],
  ])('of %s: nothing', async (value, told) => {
    expect(await feeds('test', value)).toEqual({ code: 1, stdout: '', stderr: told })
  })

  test('is not said of what a person allowed', async () => {
    const before = intelVersion(folder)
    writeFileSync(join(folder, 'allow.txt'), '# ours\nLogin-Bank.example # a customer\n203.0.113.7\n')
    expect(intelVersion(folder)).not.toBe(before)
    for (const value of ['login-bank.example', 'www.login-bank.example', '203.0.113.7:8080'])
      expect(await feeds('test', value)).toMatchObject({ code: 1 })
    expect(await feeds('test', 'https://t.co/abc')).toMatchObject({ code: 0 })
  })

  test('is listed with what it holds', async () => {
    const { code, stdout } = await feeds('list')
    expect(code).toBe(0)
    expect(stdout).toMatch(/files\.txt +malware +1 +0 +0 d/)
    expect(stdout).toMatch(/servers\.rules +c2 +1 /)
    expect(stdout).toMatch(/sites\.txt +phishing +2 /)
  })
})

test('an empty folder says what to do', async () => {
  expect((await feeds('list')).stdout).toContain('no lists in')
  expect(await feeds('update')).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('nothing was fetched before'),
  })
})

test.each([
  [['--help'], 0],
  [[], 64],
  [['sing'], 64],
  [['update', 'unknown'], 64],
  [['update', 'ftp=ftp://files.example/x'], 64],
  [['update', '../x=http://127.0.0.1:1/'], 64],
  [['test'], 64],
  [['restore', 'unknown'], 64],
  [['list', '--loud'], 64],
  [['update', 'urlhaus', '--key-file', '/nowhere/key'], 66],
])('feeds %j ends with %d', async (argv, code) => {
  expect((await feeds(...argv)).code).toBe(code)
})
