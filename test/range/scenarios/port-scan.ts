import type { Scenario } from '../scenario.ts'
import { serveHoles } from '../servers.ts'

export const portScans: readonly Scenario[] = [
  {
    name: 'port-scan-nmap-syn',
    story: 'A PC looks through the thousand usual ports of the file server with nmap -sS.',
    packages: ['nmap'],
    expects: ['port-scan 192.168.10.12 → 192.168.10.5'],
    async run({ host: { pc2, server } }) {
      await serveHoles(server)
      await pc2.run('nmap', ['-sS', '-n', server.address])
    },
  },
  {
    name: 'port-scan-nmap-connect-network',
    story: 'A PC looks for shares and remote desktops in the other office network with nmap -sT.',
    packages: ['nmap'],
    expects: ['port-scan 192.168.10.13 → '],
    async run({ host: { pc3, till } }) {
      await serveHoles(till, 3389)
      await pc3.run('nmap', ['-sT', '-Pn', '-n', '-T4', '--max-retries', '0', '-p', '445,3389', '192.168.20.20-50'])
    },
  },
  {
    name: 'port-scan-nmap-xmas',
    story: 'A stranger sends packets that begin nothing (nmap -sX, -sN, -sF) to find ports that do not answer.',
    packages: ['nmap'],
    expects: ['port-scan 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      for (const kind of ['-sX', '-sN', '-sF']) await thief.run('nmap', [kind, '-Pn', '-n', '-F', server.address])
    },
  },
  {
    name: 'port-scan-nmap-slow',
    story: 'A stranger knocks every six minutes, over half a day (nmap --scan-delay; the pauses were made longer).',
    packages: ['nmap'],
    pauses: { overMs: 200, times: 900 },
    expects: ['port-scan 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      const words = ['-sS', '-Pn', '-n', '--scan-delay', '400ms', '--max-retries', '0', '--top-ports', '120']
      await thief.run('nmap', [...words, server.address])
    },
  },
  {
    name: 'port-scan-masscan',
    story: 'A stranger looks for databases and remote control with masscan, a hundred packets a second.',
    packages: ['masscan'],
    expects: ['port-scan 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      const words = [
        '--rate',
        '100',
        '--wait',
        '1',
        '--adapter-ip',
        thief.address,
        '-p',
        '1-1024,1433,3306,3389,5432,5900',
      ]
      await thief.run('masscan', [...words, `${server.address}/32`])
    },
  },
  {
    name: 'port-scan-worm-outwards',
    story: 'A PC seeks Windows shares among strangers, as a worm does (masscan).',
    packages: ['masscan'],
    expects: ['port-scan 192.168.10.11 → '],
    async run({ host: { pc1 } }) {
      const words = ['--rate', '100', '--wait', '1', '--adapter-ip', pc1.address, '-p', '445']
      await pc1.run('masscan', [...words, '203.0.113.100-203.0.113.180'])
    },
  },
  {
    name: 'port-scan-hping3',
    story: 'A PC tries the first four hundred ports of another with hping3 --scan.',
    packages: ['hping3'],
    expects: ['port-scan 192.168.10.12 → 192.168.10.13'],
    async run({ host: { pc2, pc3 } }) {
      await pc2.run('hping3', ['--scan', '1-400', '-S', pc3.address])
    },
  },
  {
    name: 'port-scan-shell',
    story: 'A PC tries thirty ports of the file server one by one, with nothing but a shell and netcat.',
    packages: ['netcat-openbsd'],
    expects: ['port-scan 192.168.10.12 → 192.168.10.5'],
    async run({ host: { pc2, server } }) {
      await serveHoles(server)
      await pc2.run('nc', ['-z', '-n', '-w', '1', server.address, '70-100'])
    },
  },
]
