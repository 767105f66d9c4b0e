import type { Scenario } from '../scenario.ts'
import { serveFtp, serveHoles, servePostgres, serveSamba, serveSsh, serveVnc, serveVsftpd } from '../servers.ts'
import { CARELESS, GUESSES, listOf, MANY_GUESSES } from '../words.ts'

const UNGUESSED = { sato: 'e7-Kaisou-41', suzuki: 'r2-Wakame-98' }

const QUARTER_HOUR_MS = 900_000

export const bruteForces: readonly Scenario[] = [
  {
    name: 'brute-force-hydra-ssh',
    story: 'A stranger guesses at one account over SSH with hydra, four at a time.',
    packages: ['hydra', 'openssh-server'],
    expects: ['brute-force-failure 198.51.100.66 → 192.168.10.5'],
    async run(network) {
      const { thief, server } = network.host
      await serveSsh(network, server, UNGUESSED)
      await thief.run('hydra', [
        '-l',
        'sato',
        '-P',
        listOf(network, 'guesses', MANY_GUESSES),
        '-t',
        '4',
        `ssh://${server.address}`,
      ])
    },
  },
  {
    name: 'brute-force-hydra-ftp',
    story: 'A PC guesses at one account over FTP with hydra.',
    packages: ['hydra', 'vsftpd'],
    expects: ['brute-force-failure 192.168.10.13 → 192.168.10.5', 'cleartext-credentials 192.168.10.13 → 192.168.10.5'],
    async run(network) {
      const { pc3, server } = network.host
      await serveVsftpd(network, server, UNGUESSED)
      await pc3.run('hydra', ['-l', 'sato', '-P', listOf(network, 'guesses', GUESSES), `ftp://${server.address}`])
    },
  },
  {
    name: 'brute-force-patator-ftp',
    story: 'A stranger guesses at one account over FTP with patator, in the dark.',
    packages: ['patator', 'vsftpd'],
    expects: ['brute-force-failure 198.51.100.66 → 192.168.10.5'],
    async run(network) {
      const { thief, server } = network.host
      await serveVsftpd(network, server, UNGUESSED)
      const file = listOf(network, 'guesses', GUESSES)
      await thief.run('patator', ['ftp_login', `host=${server.address}`, 'user=suzuki', 'password=FILE0', `0=${file}`])
    },
  },
  {
    name: 'brute-force-smbclient',
    story: 'A PC tries the usual passwords at the file server, one after the other (smbclient).',
    packages: ['samba', 'smbclient'],
    expects: ['brute-force-failure 192.168.10.12 → 192.168.10.5'],
    async run(network) {
      const { pc2, server } = network.host
      await serveSamba(network, server, UNGUESSED, ['data'])
      for (const guess of GUESSES)
        await pc2.run('smbclient', [`//${server.address}/data`, '-U', `sato%${guess}`, '-c', 'ls'])
    },
  },
  {
    name: 'brute-force-medusa-http',
    story: 'A stranger guesses at a camera’s page that asks for a password (medusa).',
    packages: ['medusa'],
    expects: ['brute-force-failure 198.51.100.66 → 192.168.10.5'],
    async run(network) {
      const { thief, server } = network.host
      await serveHoles(server)
      const words = ['-h', server.address, '-u', 'root', '-P', listOf(network, 'guesses', MANY_GUESSES)]
      await thief.run('medusa', [...words, '-M', 'http', '-m', 'DIR:admin', '-t', '1'])
    },
  },
  {
    name: 'brute-force-hydra-postgres',
    story: 'A PC guesses at the database with hydra.',
    packages: ['hydra', 'postgresql'],
    expects: ['brute-force-failure 192.168.10.11 → 192.168.10.5'],
    async run(network) {
      const { pc1, server } = network.host
      await servePostgres(network, server, UNGUESSED)
      const words = ['-l', 'sato', '-P', listOf(network, 'guesses', GUESSES), '-t', '2']
      await pc1.run('hydra', [...words, `postgres://${server.address}/postgres`])
    },
  },
  {
    name: 'brute-force-hydra-vnc',
    story: 'A stranger guesses the one password of a remote screen with hydra.',
    packages: ['hydra', 'tigervnc-standalone-server', 'tigervnc-tools'],
    expects: ['brute-force-failure 198.51.100.66 → 192.168.10.11'],
    async run(network) {
      const { thief, pc1 } = network.host
      await serveVnc(network, pc1, 'e7-Kaiso')
      await thief.run('hydra', ['-P', listOf(network, 'guesses', GUESSES), '-t', '1', `vnc://${pc1.address}`])
    },
  },
  {
    name: 'brute-force-patient',
    story:
      'A stranger tries a password by FTP every quarter of an hour, for half a day (curl; the rests were not waited for).',
    packages: [],
    expects: ['brute-force-failure 198.51.100.66 → 192.168.10.5'],
    async run(network) {
      const { thief, server } = network.host
      await serveFtp(server)
      for (const guess of MANY_GUESSES.slice(0, 48)) {
        await thief.run('curl', ['-s', '-u', `sato:${guess}`, `ftp://${server.address}/`])
        await network.rest(QUARTER_HOUR_MS)
      }
    },
  },
  {
    name: 'brute-force-success-hydra-ftp',
    story: 'A stranger guesses by FTP with hydra until a password is right.',
    packages: ['hydra', 'vsftpd'],
    expects: [
      'brute-force-failure 198.51.100.66 → 192.168.10.5',
      'brute-force-success 198.51.100.66 → 192.168.10.5',
      'cleartext-credentials 198.51.100.66 → 192.168.10.5',
    ],
    async run(network) {
      const { thief, server } = network.host
      await serveVsftpd(network, server, { sato: CARELESS })
      const file = listOf(network, 'guesses', [...GUESSES, CARELESS])
      await thief.run('hydra', ['-l', 'sato', '-P', file, '-t', '4', `ftp://${server.address}`])
    },
  },
  {
    name: 'brute-force-success-smb',
    story: 'A PC tries eight passwords at the file server, the ninth is right, and it looks around (smbclient).',
    packages: ['samba', 'smbclient'],
    expects: ['brute-force-success 192.168.10.12 → 192.168.10.5'],
    async run(network) {
      const { pc2, server } = network.host
      await serveSamba(network, server, { tanaka: CARELESS }, ['data'])
      for (const guess of [...GUESSES.slice(0, 8), CARELESS])
        await pc2.run('smbclient', [`//${server.address}/data`, '-U', `tanaka%${guess}`, '-c', 'ls'])
    },
  },
  {
    name: 'brute-force-success-postgres',
    story: 'A PC gets into the database at the thirteenth password (psql).',
    packages: ['postgresql'],
    expects: ['brute-force-failure 192.168.10.11 → 192.168.10.5', 'brute-force-success 192.168.10.11 → 192.168.10.5'],
    async run(network) {
      const { pc1, server } = network.host
      await servePostgres(network, server, { sato: CARELESS })
      for (const guess of [...GUESSES.slice(0, 12), CARELESS])
        await pc1.run('psql', ['-h', server.address, '-U', 'sato', 'postgres', '-c', 'select 1'], {
          env: { PGPASSWORD: guess, PGSSLMODE: 'disable' },
        })
    },
  },
  {
    name: 'brute-force-success-hydra-http',
    story: 'A stranger finds the password of a page with hydra. That it was readable Suricata does not tell.',
    packages: ['hydra'],
    expects: ['brute-force-failure 198.51.100.66 → 192.168.10.5', 'brute-force-success 198.51.100.66 → 192.168.10.5'],
    async run(network) {
      const { thief, server } = network.host
      await serveHoles(server)
      const file = listOf(network, 'guesses', [...MANY_GUESSES, CARELESS])
      await thief.run('hydra', ['-l', 'admin', '-P', file, '-t', '2', `http-get://${server.address}/admin`])
    },
  },
]
