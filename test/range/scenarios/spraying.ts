import type { Scenario } from '../scenario.ts'
import { serveKerberos, servePostgres, serveSamba, serveVsftpd } from '../servers.ts'
import { listOf, NAMES } from '../words.ts'

const EVERYBODY = Object.fromEntries(NAMES.slice(0, 12).map((name, place) => [name, `x${place}-Kaisou-41`]))

const HALF_HOUR_MS = 1_800_000

export const sprayings: readonly Scenario[] = [
  {
    name: 'password-spraying-smb',
    story: 'A PC tries one password for twelve people at the file server (smbclient).',
    packages: ['samba', 'smbclient'],
    expects: ['password-spraying 192.168.10.13 → 192.168.10.5'],
    async run(network) {
      const { pc3, server } = network.host
      await serveSamba(network, server, EVERYBODY, ['data'])
      for (const name of Object.keys(EVERYBODY))
        await pc3.run('smbclient', [`//${server.address}/data`, '-U', `${name}%Summer2026`, '-c', 'ls'])
    },
  },
  {
    name: 'password-spraying-kerberos',
    story: 'A PC tries one password for twelve people at the log-in service (kinit).',
    packages: ['krb5-kdc', 'krb5-admin-server', 'krb5-user'],
    expects: ['password-spraying 192.168.10.13 → 192.168.10.5'],
    async run(network) {
      const { pc3, server } = network.host
      const env = await serveKerberos(network, server, EVERYBODY)
      for (const name of Object.keys(EVERYBODY)) await pc3.run('kinit', [name], { env, input: 'Summer2026\n' })
    },
  },
  {
    name: 'password-spraying-kerberos-names',
    story: 'A PC asks the log-in service for twenty names to learn who exists (kinit).',
    packages: ['krb5-kdc', 'krb5-admin-server', 'krb5-user'],
    expects: ['password-spraying 192.168.10.12 → 192.168.10.5'],
    async run(network) {
      const { pc2, server } = network.host
      const env = await serveKerberos(network, server, { sato: 'x1-Kaisou-41' })
      for (const name of NAMES) await pc2.run('kinit', [`${name}.t`], { env, input: 'Summer2026\n' })
    },
  },
  {
    name: 'password-spraying-hydra-ftp',
    story: 'A stranger tries one password for twenty names by FTP with hydra.',
    packages: ['hydra', 'vsftpd'],
    expects: ['brute-force-failure 198.51.100.66 → 192.168.10.5', 'password-spraying 198.51.100.66 → 192.168.10.5'],
    async run(network) {
      const { thief, server } = network.host
      await serveVsftpd(network, server, EVERYBODY)
      const words = ['-L', listOf(network, 'names', NAMES), '-p', 'Summer2026', '-t', '4']
      await thief.run('hydra', [...words, `ftp://${server.address}`])
    },
  },
  {
    name: 'password-spraying-postgres',
    story: 'A PC tries one password for twelve names at the database (psql).',
    packages: ['postgresql'],
    expects: ['password-spraying 192.168.10.11 → 192.168.10.5'],
    async run(network) {
      const { pc1, server } = network.host
      await servePostgres(network, server, EVERYBODY)
      const env = { PGPASSWORD: 'Summer2026', PGSSLMODE: 'disable' }
      for (const name of Object.keys(EVERYBODY))
        await pc1.run('psql', ['-h', server.address, '-U', name, 'postgres'], { env })
    },
  },
  {
    name: 'password-spraying-patient',
    story:
      'A PC tries one password for twenty people at the file server, one each half hour (smbclient; the rests were not waited for).',
    packages: ['samba', 'smbclient'],
    expects: ['password-spraying 192.168.10.13 → 192.168.10.5'],
    async run(network) {
      const { pc3, server } = network.host
      await serveSamba(network, server, EVERYBODY, ['data'])
      for (const name of NAMES) {
        await pc3.run('smbclient', [`//${server.address}/data`, '-U', `${name}%Summer2026`, '-c', 'ls'])
        await network.rest(HALF_HOUR_MS)
      }
    },
  },
]
