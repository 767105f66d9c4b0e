import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#test/support/sources.ts'
import { type Host, NAME_SERVER, type Network } from './network.ts'

/** What stands in the range for others to talk to: Debian's own servers with the least configuration, and two of ours. */

const own = (name: string): string => join(ROOT, 'test', 'range', 'servers', name)

/** A web site with every hole (servers/web-server.ts). */
export const serveHoles = (host: Host, port = 80, callbackHost = ''): Promise<void> =>
  host.serve(port, process.execPath, [own('web-server.ts'), `${port}`, callbackHost])

export const serveFtp = (host: Host, account = '', password = ''): Promise<void> =>
  host.serve(21, process.execPath, [own('ftp-server.ts'), '21', account, password])

/** The gateway's name server: everything below `example` is the web's first address, `names` are where they say, the rest is not. */
export function serveNames({ host }: Network, names: Readonly<Record<string, string>> = {}): Promise<void> {
  const known = Object.entries({ example: '203.0.113.80', ...names }).map(([name, at]) => `--address=/${name}/${at}`)
  const words = ['--no-daemon', '--no-hosts', '--no-resolv', '--conf-file=/dev/null', `--listen-address=${NAME_SERVER}`]
  return host.gate.serve(53, 'dnsmasq', [...words, '--bind-interfaces', '--local=/#/', '--user=root', ...known])
}

export function writeFile({ folder }: Network, name: string, content: string | Buffer): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}
