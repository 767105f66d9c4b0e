import type { Scenario } from '../scenario.ts'
import { serveHoles, serveNames, serveTls } from '../servers.ts'

/** Places that the lists in `test/range/intel` know. */
export const listedPlaces: readonly Scenario[] = [
  {
    name: 'phishing-site-visited',
    story: 'A PC opens a listed fake of a bank, by name and over HTTP (curl).',
    packages: [],
    usesFeeds: true,
    expects: ['phishing-site 192.168.10.12 → mizuho-login.example'],
    async run(network) {
      const { pc2, web } = network.host
      await serveNames(network, { 'mizuho-login.example': '203.0.113.81' })
      await serveHoles(web)
      await pc2.run('curl', ['-s', 'http://mizuho-login.example/index.html'])
    },
  },
  {
    name: 'phishing-site-given-password',
    story: 'A PC sends a form to a listed page (curl).',
    packages: [],
    usesFeeds: true,
    expects: ['phishing-site 192.168.10.13 → parcel-notice.example'],
    async run(network) {
      const { pc3, web } = network.host
      await serveNames(network, { 'parcel-notice.example': '203.0.113.82' })
      await serveHoles(web)
      await pc3.run('curl', ['-s', '-d', 'name=sato&card=4111', 'http://parcel-notice.example/login'])
    },
  },
  {
    name: 'phishing-site-within-tls',
    story: 'A PC opens a listed host over HTTPS; only its name is seen (curl).',
    packages: [],
    usesFeeds: true,
    expects: ['phishing-site 192.168.10.11 → mizuho-login.example'],
    async run(network) {
      const { pc1, web } = network.host
      await serveNames(network, { 'mizuho-login.example': '203.0.113.81' })
      await serveTls(network, web, 443)
      await pc1.run('curl', ['-sk', 'https://mizuho-login.example/'])
    },
  },
  {
    name: 'phishing-site-only-asked',
    story: 'A PC asks for the address of a listed host that is gone (dig).',
    packages: ['bind9-dnsutils'],
    usesFeeds: true,
    expects: ['phishing-site 192.168.10.12 → etc-meisai-check.test'],
    async run(network) {
      await serveNames(network)
      await network.host.pc2.run('dig', ['+short', 'etc-meisai-check.test'])
    },
  },
  {
    name: 'known-c2-listed-address',
    story: 'A PC connects to an address and port that Feodo Tracker lists (curl).',
    packages: [],
    usesFeeds: true,
    expects: ['known-c2 192.168.10.13 → 192.0.2.77:4443'],
    async run(network) {
      const { pc3, crook } = network.host
      await serveTls(network, crook, 4443)
      await pc3.run('curl', ['-sk', 'https://192.0.2.77:4443/'])
    },
  },
  {
    name: 'known-c2-listed-name',
    story: 'A PC asks for a name that ThreatFox lists and talks with it over TLS (curl).',
    packages: [],
    usesFeeds: true,
    expects: ['known-c2 192.168.10.11 → gate-panel.example'],
    async run(network) {
      const { pc1, web } = network.host
      await serveNames(network)
      await serveTls(network, web, 443)
      await pc1.run('curl', ['-sk', 'https://gate-panel.example/'])
    },
  },
]
