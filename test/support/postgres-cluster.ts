import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const VERSIONS = '/usr/lib/postgresql'

export interface Cluster {
  url: string
  stop(): void
}

/** A PostgreSQL of our own for as long as it is needed, from Debian's package; undefined where that is not installed. */
export async function startCluster(): Promise<Cluster | undefined> {
  const version = existsSync(VERSIONS) && readdirSync(VERSIONS).sort((one, other) => Number(other) - Number(one))[0]
  if (!version) return undefined
  const bin = join(VERSIONS, version, 'bin')
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-postgres-'))
  const data = join(folder, 'data')
  chmodSync(folder, 0o711)
  asServer('install', ['-d', '-m', '700', ...(isRoot ? ['-o', 'postgres'] : []), data], true)
  asServer(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8'])
  const port = await freePort()
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${data} -c max_connections=200`
  asServer(join(bin, 'pg_ctl'), ['-D', data, '-w', '-l', join(data, 'log'), '-o', settings, 'start'])
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop() {
      asServer(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const isRoot = process.getuid?.() === 0

/** PostgreSQL refuses to run as root. */
function asServer(command: string, words: string[], asRoot = false): void {
  const [file, all] = isRoot && !asRoot ? ['runuser', ['-u', 'postgres', '--', command, ...words]] : [command, words]
  execFileSync(file, all, { stdio: 'ignore', cwd: tmpdir() })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
