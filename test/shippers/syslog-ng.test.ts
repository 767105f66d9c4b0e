import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MORNING } from '../support/events.ts'
import { arpLine } from '../support/sensor-lines.ts'

/** The shipper's configuration, run by the real syslog-ng against a door that writes down what comes. */
const SYSLOG_NG = '/usr/sbin/syslog-ng'

describe.skipIf(!existsSync(SYSLOG_NG))('syslog-ng (skipped where Debian’s syslog-ng-core is not installed)', () => {
  const running: ChildProcess[] = []
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'otasuke-syslog-ng-'))
  })
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  it('ships every line of a growing log, with the sensor’s token, and waits while the door is shut', async () => {
    const door = await openDoor({ shutForRequests: 1 })
    writeFileSync(join(folder, 'eve.json'), lines(0, 300))
    running.push(startSyslogNg(folder, door.port))

    await door.until((received) => received.length >= 300)
    writeFileSync(join(folder, 'eve.json'), lines(300, 1), { flag: 'a' })
    const received = await door.until((all) => all.length >= 301)
    door.close()

    expect(received.map((line) => JSON.parse(line).n)).toEqual(Array.from({ length: 301 }, (_, n) => n))
    expect(door.headers).toContain('Bearer the-sensor-token application/x-ndjson')
  }, 60_000)

  it('keeps to itself the passwords that went over the wire readable, and nothing else', async () => {
    const door = await openDoor({ shutForRequests: 0 })
    const [secret, name] = ['pa"ss\\word%20日本', 'RETR PASS.txt']
    const sent = [ftpLine('PASS', secret), ftpLine('USER', 'owner'), ftpLine('RETR', name), ftpLine('PASS', '')]
    writeFileSync(join(folder, 'eve.json'), sent.map((line) => `${JSON.stringify(line)}\n`).join(''))
    running.push(startSyslogNg(folder, door.port))

    const received = await door.until((lines) => lines.length >= sent.length)
    door.close()

    const hidden = [ftpLine('PASS', '***'), ...sent.slice(1)]
    expect(received.map((line) => JSON.parse(line))).toEqual(hidden)
  }, 60_000)

  it('ships arpwatch’s list beside it, and again when it was written anew', async () => {
    const door = await openDoor({ shutForRequests: 0 })
    const device = { ip: '192.168.1.23', mac: '00:50:56:aa:bb:01', name: '' }
    const [before, after] = [MORNING, MORNING + 1_000].map((at) => `${arpLine({ ...device, at })}\n`)
    writeFileSync(join(folder, 'arp.dat'), before ?? '')
    running.push(startSyslogNg(folder, door.port))
    await door.until((lines) => lines.length >= 1)

    writeFileSync(join(folder, 'arp.dat.new'), after ?? '')
    renameSync(join(folder, 'arp.dat.new'), join(folder, 'arp.dat'))
    const received = await door.until((lines) => lines.length >= 2)
    door.close()

    expect(received.map((line) => `${line}\n`)).toEqual([before, after])
  }, 60_000)
})

const ftpLine = (command: string, data: string): object => ({
  event_type: 'ftp',
  ftp: { command, command_data: data, completion_code: ['230'] },
})

/** A line may hold what a syslog parser would choke on: percent signs, angle brackets, Japanese, a quoted newline. */
const lines = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `${JSON.stringify({ n: from + index, event_type: 'http', url: '<13>%20 日本語\n"' })}\n`,
  ).join('')

/** As its unit starts it, in a folder of the test's own. */
function startSyslogNg(folder: string, port: number): ChildProcess {
  const own = (name: string): string => join(folder, name)
  const published = readFileSync(new URL('../../deploy/sensor/syslog-ng.conf', import.meta.url), 'utf8')
  writeFileSync(own('syslog-ng.conf'), published.replace('time-reopen(5)', 'time-reopen(1)'))
  const words = [
    '-F',
    '--no-caps',
    '-f',
    own('syslog-ng.conf'),
    '-R',
    own('persist'),
    '-c',
    own('control'),
    '-p',
    own('pid'),
  ]
  const env = {
    OTASUKE_LOG: own('eve.json'),
    OTASUKE_ARP: own('arp.dat'),
    OTASUKE_URL: `http://127.0.0.1:${port}/sensor/v1/events`,
    OTASUKE_TOKEN: 'the-sensor-token',
    OTASUKE_BUFFER: folder,
  }
  return spawn(SYSLOG_NG, words, { stdio: 'ignore', env })
}

interface Door {
  port: number
  headers: Set<string>
  until(enough: (received: string[]) => boolean): Promise<string[]>
  close(): void
}

async function openDoor({ shutForRequests }: { shutForRequests: number }): Promise<Door> {
  const received: string[] = []
  const headers = new Set<string>()
  let refusals = shutForRequests
  let wake = (): void => {}
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString('utf8')
    if (refusals-- > 0) return void response.writeHead(503).end()
    headers.add(`${request.headers.authorization} ${request.headers['content-type']}`)
    received.push(...body.split('\n').filter((line) => line !== ''))
    response.writeHead(202, { 'content-type': 'application/json' }).end('{}')
    wake()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    port: (server.address() as AddressInfo).port,
    headers,
    async until(enough) {
      while (!enough(received))
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      return received
    },
    close: () => server.close(),
  }
}
