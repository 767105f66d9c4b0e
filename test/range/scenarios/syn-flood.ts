import type { Scenario } from '../scenario.ts'
import { serveHoles } from '../servers.ts'

/** hping3 sends until it is stopped. */
const FLOOD_MS = 12_000

export const synFloods: readonly Scenario[] = [
  {
    name: 'syn-flood-hping3-one-sender',
    story: 'A stranger begins three hundred connections a second to the web server and carries none on (hping3).',
    packages: ['hping3'],
    expects: ['syn-flood 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      await thief.run('hping3', ['-q', '-S', '-p', '80', '-i', 'u3000', '-c', '3600', server.address])
    },
  },
  {
    name: 'syn-flood-hping3-made-up-senders',
    story: 'The web server is flooded by senders that nobody has (hping3 --rand-source).',
    packages: ['hping3'],
    expects: ['syn-flood  → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      await thief.run('hping3', ['-q', '-S', '-p', '443', '--rand-source', '-i', 'u3000', '-c', '3000', server.address])
    },
  },
  {
    name: 'syn-flood-same-port',
    story: 'A stranger sends thousands of beginnings from one port, as simple flooders do (hping3 --keep).',
    packages: ['hping3'],
    expects: ['syn-flood 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      const words = ['-q', '-S', '-k', '-s', '4444', '-p', '80', '-i', 'u1000', '-c', '8000', server.address]
      await thief.run('hping3', words, { timeoutMs: FLOOD_MS })
    },
  },
  {
    name: 'syn-flood-outwards',
    story: 'A PC that obeys somebody else floods a web site of the internet (hping3).',
    packages: ['hping3'],
    expects: ['syn-flood 192.168.10.13 → 203.0.113.80'],
    async run({ host: { pc3, web } }) {
      await serveHoles(web)
      await pc3.run('hping3', ['-q', '-S', '-p', '80', '-i', 'u2000', '-c', '4000', web.address])
    },
  },
]
