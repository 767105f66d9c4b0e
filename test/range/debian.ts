import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '#test/support/sources.ts'

const isInstalled = (name: string): boolean => versionOf(name) !== ''

/** '' where it is not installed. */
export function versionOf(name: string): string {
  const { stdout } = spawnSync('dpkg-query', ['-s', name], { encoding: 'utf8' })
  return /^Status: install ok installed$/m.test(stdout) ? (/^Version: (.*)$/m.exec(stdout)?.[1] ?? '') : ''
}

/** From the machine's own Debian mirror; Suricata from the release's backports where it has none, as the sensor kit does it. */
export function install(names: readonly string[]): void {
  const missing = names.filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  console.error(`installing ${missing.join(' ')}`)
  const kit = (script: string) => execFileSync(join(ROOT, 'deploy', 'sensor', script), { encoding: 'utf8' })
  if (missing.includes('suricata')) kit('backports.sh')
  execFileSync('apt-get', ['update', '-qq'])
  const wanted = missing.flatMap((name) =>
    name === 'suricata' ? kit('suricata-packages.sh').trim().split(' ') : [name],
  )
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
