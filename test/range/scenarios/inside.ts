import type { Scenario } from '../scenario.ts'
import { programOf } from '../servers/program.ts'
import {
  serveFiles,
  serveKerberos,
  serveMail,
  serveNames,
  serveSamba,
  serveTelnet,
  serveTls,
  serveVsftpd,
  writeFile,
} from '../servers.ts'
import { CARELESS } from '../words.ts'

const OWNER = { administrator: 'Kaisou-41' }
const COLLEAGUES = { sato: CARELESS }

export const copies: readonly Scenario[] = [
  {
    name: 'internal-file-transfer-admin-share',
    story: 'A PC puts a program on the administrator’s share of the server (smbclient).',
    packages: ['samba', 'smbclient'],
    expects: ['internal-file-transfer 192.168.10.13 → 192.168.10.5'],
    async run(network) {
      const { pc3, server } = network.host
      await serveSamba(network, server, COLLEAGUES, ['ADMIN$'])
      const program = writeFile(network, 'a.exe', programOf('a'))
      await pc3.run('smbclient', [
        `//${server.address}/ADMIN$`,
        '-U',
        `sato%${CARELESS}`,
        '-c',
        `put ${program} svch0st.exe`,
      ])
    },
  },
  {
    name: 'internal-file-transfer-program',
    story: 'A PC puts a program that calls itself data on the disk of another PC (smbclient).',
    packages: ['samba', 'smbclient'],
    expects: ['internal-file-transfer 192.168.10.12 → 192.168.10.11'],
    async run(network) {
      const { pc2, pc1 } = network.host
      await serveSamba(network, pc1, COLLEAGUES, ['public'])
      const program = writeFile(network, 'a.dat', programOf('a'))
      await pc2.run('smbclient', [`//${pc1.address}/public`, '-U', `sato%${CARELESS}`, '-c', `put ${program} list.dat`])
    },
  },
  {
    name: 'internal-file-transfer-both-ways',
    story: 'Two PCs each take documents from the other (smbclient).',
    packages: ['samba', 'smbclient'],
    expects: ['internal-file-transfer  → '],
    async run(network) {
      const { pc1, pc2 } = network.host
      for (const host of [pc1, pc2]) {
        await serveSamba(network, host, COLLEAGUES, ['docs'])
        writeFile(network, `samba-${host.name}/docs/list.csv`, 'name,price\n'.repeat(500))
      }
      const words = ['-U', `sato%${CARELESS}`, '-c', 'get list.csv taken.csv']
      await pc1.run('smbclient', [`//${pc2.address}/docs`, ...words])
      await pc2.run('smbclient', [`//${pc1.address}/docs`, ...words])
    },
  },
  {
    name: 'internal-file-transfer-psexec',
    story:
      'A PC puts a program on the administrator’s share to make a service of it, which the server refuses (impacket’s psexec.py).',
    packages: ['python3-impacket', 'samba'],
    expects: ['internal-file-transfer 192.168.10.12 → 192.168.10.5'],
    async run(network) {
      const { pc2, server } = network.host
      await serveSamba(network, server, OWNER, ['ADMIN$'], 'SMB2_10')
      const script = '/usr/share/doc/python3-impacket/examples/psexec.py'
      const words = [script, `administrator:Kaisou-41@${server.address}`, 'whoami']
      await pc2.run('/usr/bin/python3', words, { timeoutMs: 40_000 })
    },
  },
]

export const habits: readonly Scenario[] = [
  {
    name: 'cleartext-credentials-ftp',
    story: 'A PC uploads a page to the web shop by FTP (lftp).',
    packages: ['lftp', 'vsftpd'],
    expects: ['cleartext-credentials 192.168.10.12 → 203.0.113.80'],
    async run(network) {
      const { pc2, web } = network.host
      await serveVsftpd(network, web, COLLEAGUES)
      const words = `set ftp:ssl-allow no; set net:max-retries 1; ls; quit`
      await pc2.run('lftp', ['-u', `sato,${CARELESS}`, '-e', words, `ftp://${web.address}`], { timeoutMs: 15_000 })
    },
  },
  {
    name: 'cleartext-credentials-telnet',
    story: 'A PC sets up a device of the other office network by Telnet.',
    packages: ['telnet', 'inetutils-telnetd', 'inetutils-inetd'],
    expects: ['cleartext-credentials 192.168.10.13 → 192.168.20.31'],
    async run(network) {
      const { pc3, till } = network.host
      await serveTelnet(network, till, COLLEAGUES)
      const typed = ['sato', CARELESS, 'uname', 'id', 'exit'].map((line) => `sleep 1.5; echo ${line}`).join('; ')
      await pc3.run('sh', ['-c', `(${typed}; sleep 1) | telnet ${till.address}`], { timeoutMs: 20_000 })
    },
  },
  {
    name: 'cleartext-credentials-mail',
    story: 'A mail program hands a letter to the provider without TLS (curl).',
    packages: [],
    expects: ['cleartext-credentials 192.168.10.11 → 203.0.113.80'],
    async run(network) {
      const { pc1, web } = network.host
      await serveMail(web)
      const letter = writeFile(
        network,
        'letter',
        'From: sato@sasaki.example\nTo: shop@umi.example\nSubject: order\n\nTen crates.\n',
      )
      const words = ['-s', '-m', '10', `smtp://${web.address}`, '--mail-from', 'sato@sasaki.example']
      await pc1.run('curl', [...words, '--mail-rcpt', 'shop@umi.example', '-T', letter])
    },
  },
  {
    name: 'privileged-account-kerberos',
    story: 'Somebody works as Administrator on a PC (kinit).',
    packages: ['krb5-kdc', 'krb5-admin-server', 'krb5-user'],
    expects: ['privileged-account 192.168.10.12 → 192.168.10.5'],
    async run(network) {
      const { pc2, server } = network.host
      const env = await serveKerberos(network, server, { ...OWNER, sato: CARELESS })
      await pc2.run('kinit', ['administrator'], { env, input: 'Kaisou-41\n' })
      await pc2.run('kinit', ['sato'], { env, input: `${CARELESS}\n` })
    },
  },
  {
    name: 'privileged-account-share',
    story: 'Somebody opens the file server as Administrator (smbclient).',
    packages: ['samba', 'smbclient'],
    expects: ['privileged-account 192.168.10.13 → 192.168.10.5'],
    async run(network) {
      const { pc3, server } = network.host
      await serveSamba(network, server, OWNER, ['data'])
      await pc3.run('smbclient', [`//${server.address}/data`, '-U', 'Administrator%Kaisou-41', '-c', 'ls'])
    },
  },
  {
    name: 'privileged-account-two-computers',
    story: 'Somebody opens the file server with an administrator’s account from one PC and then another (smbclient).',
    packages: ['samba', 'smbclient'],
    expects: ['privileged-account  → 192.168.10.5'],
    async run(network) {
      const { pc1, pc2, server } = network.host
      await serveSamba(network, server, { 'adm-suzuki': 'Kaisou-41' }, ['data'])
      for (const host of [pc1, pc2])
        await host.run('smbclient', [`//${server.address}/data`, '-U', 'adm-suzuki%Kaisou-41', '-c', 'ls'])
    },
  },
  {
    name: 'unwanted-software-remote-control',
    story: 'A PC waits for somebody to control it from afar, by AnyDesk’s relay (curl with its names).',
    packages: [],
    expects: ['unwanted-software 192.168.10.12 → '],
    async run(network) {
      const { pc2, web } = network.host
      await serveNames(network, { 'net.anydesk.com': web.address })
      await serveTls(network, web, 443)
      await pc2.run('curl', ['-sk', '-o', '/dev/null', 'https://relay-1a2b3c4d.net.anydesk.com/'])
    },
  },
  {
    name: 'unwanted-software-bittorrent',
    story: 'A PC shares files with strangers (aria2, which asks a tracker for them).',
    packages: ['aria2'],
    expects: ['unwanted-software 192.168.10.13 → '],
    async run(network) {
      const { pc3, web } = network.host
      await serveNames(network)
      await serveFiles(network, web, { announce: 'd8:intervali60e5:peers0:e' }, 6969)
      const info = `d6:lengthi20000e4:name8:film.mkv12:piece lengthi32768e6:pieces20:${'x'.repeat(20)}e`
      const torrent = writeFile(
        network,
        'film.torrent',
        `d8:announce36:http://tracker.example:6969/announce4:info${info}e`,
      )
      await pc3.run('aria2c', ['-q', '--bt-stop-timeout=8', '--enable-dht=false', torrent], { timeoutMs: 15_000 })
    },
  },
  {
    name: 'unwanted-software-miner',
    story: 'A PC digs for coins for somebody (curl with a pool’s name).',
    packages: [],
    expects: ['unwanted-software 192.168.10.11 → '],
    async run(network) {
      const { pc1, web } = network.host
      await serveNames(network, { 'supportxmr.com': web.address })
      await serveTls(network, web, 443)
      for (let time = 0; time < 3; time++)
        await pc1.run('curl', ['-sk', '-o', '/dev/null', 'https://pool.supportxmr.com/'])
    },
  },
]
