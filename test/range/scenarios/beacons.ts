import type { Network } from '../network.ts'
import type { Scenario } from '../scenario.ts'
import { serveFiles, serveHoles, serveNames, serveTls } from '../servers.ts'

const MINUTE_MS = 60_000

/** The same thing every two minutes, each time a little sooner or later by `jitter` of them. */
async function again({ rest }: Network, times: number, jitter: number, act: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < times; time++) {
    await act()
    await rest(2 * MINUTE_MS * (1 + jitter * Math.sin(time * time)))
  }
}

export const beacons: readonly Scenario[] = [
  {
    name: 'known-c2-beacon-bare-address',
    story: 'A PC calls a bare address over HTTP by a clock (curl; the rests were not waited for).',
    packages: [],
    expects: ['known-c2 192.168.10.12 → 192.0.2.77:80'],
    async run(network) {
      const { pc2, crook } = network.host
      await serveHoles(crook)
      await again(network, 60, 0.05, () => pc2.run('curl', ['-s', '-A', 'Mozilla/4.0', 'http://192.0.2.77/news']))
    },
  },
  {
    name: 'known-c2-beacon-odd-port',
    story:
      'A PC calls an odd port of a bare address over TLS by a clock with a fifth of jitter (curl; the rests were not waited for).',
    packages: [],
    expects: ['known-c2 192.168.10.13 → 192.0.2.77:8444'],
    async run(network) {
      const { pc3, crook } = network.host
      await serveTls(network, crook, 8444)
      await again(network, 60, 0.2, () => pc3.run('curl', ['-sk', '-o', '/dev/null', 'https://192.0.2.77:8444/']))
    },
  },
  {
    name: 'known-c2-beacon-unanswered',
    story: 'A PC calls a server that was shut down by a clock (curl; the rests were not waited for).',
    packages: [],
    expects: ['known-c2 192.168.10.11 → 203.0.113.99:443'],
    async run(network) {
      const { pc1 } = network.host
      await again(network, 50, 0.1, () => pc1.run('curl', ['-s', '--connect-timeout', '0.2', 'https://203.0.113.99/']))
    },
  },
  {
    name: 'benign-monitoring',
    story:
      'A PC asks the firm’s own servers and its web shop every two minutes whether they are there (curl; the rests were not waited for).',
    packages: ['netcat-openbsd'],
    expects: [],
    async run(network) {
      const { pc3, server, web } = network.host
      await serveNames(network)
      await serveFiles(network, server, { 'index.html': 'here' })
      await serveTls(network, web, 443)
      await again(network, 60, 0.02, async () => {
        await pc3.run('curl', ['-s', `http://${server.address}/`])
        await pc3.run('nc', ['-z', '-w', '1', server.address, '80'])
        await pc3.run('curl', ['-sk', '-o', '/dev/null', 'https://shop.sasaki.example/health'])
      })
    },
  },
  {
    name: 'benign-time',
    story:
      'Three PCs and the server set their clocks every two minutes (ntpdate at chronyd; the rests were not waited for).',
    packages: ['chrony', 'ntpsec-ntpdate'],
    expects: [],
    async run(network) {
      const { pc1, pc2, pc3, server, web } = network.host
      await serveNames(network)
      const config = ['allow all', 'local stratum 3', 'cmdport 0', 'port 123', `pidfile ${network.folder}/chrony.pid`]
      await web.serve(123, 'chronyd', ['-x', '-d', '-u', 'root', ...config])
      await again(network, 20, 0.02, () =>
        Promise.all(
          [pc1, pc2, pc3, server].map((host) => host.run('ntpdate', ['-q', 'ntp.example'], { timeoutMs: 2_000 })),
        ),
      )
    },
  },
]
