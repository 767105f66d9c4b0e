import { join } from 'node:path'
import type { Host, Network } from '../network.ts'
import type { Scenario } from '../scenario.ts'
import { serveFiles, serveKerberos, serveNames, serveSamba, serveSsh, serveTls, writeFile } from '../servers.ts'
import { CARELESS } from '../words.ts'

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36'

/** A site of many pages and pictures, of which some links are dead. */
function site(): Record<string, string> {
  const links = Array.from({ length: 80 }, (_, page) => `<a href="/news/2026/item-${page}.html">${page}</a>`).join('')
  const page = (n: number): string =>
    `<html><h1>item ${n}</h1><img src="/img/${n}.jpg"><img src="/img/${n + 1}.jpg"></html>`
  return Object.fromEntries([
    ['index.html', `<html>${links}<a href="/old.html">old</a><img src="/img/gone.png"></html>`],
    ...Array.from({ length: 80 }, (_, n) => [`news/2026/item-${n}.html`, page(n)]),
    ...Array.from({ length: 60 }, (_, n) => [`img/${n}.jpg`, 'picture'.repeat(300)]),
  ])
}

const documents = (network: Network): string => {
  for (let n = 0; n < 40; n++)
    writeFile(network, `documents/2026/report-${n}.xlsx`, `PK\u0003\u0004${'x'.repeat(4_000)}${n}`)
  return join(network.folder, 'documents')
}

const SSH = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null']
const works = (from: Host, to: Host, ...words: string[]) =>
  from.run('sshpass', ['-p', CARELESS, 'ssh', ...SSH, `sato@${to.address}`, ...words])

export const honest: readonly Scenario[] = [
  {
    name: 'benign-browsing',
    story:
      'A PC reads eighty pages of a site with dead links and missing pictures, and three sites over HTTPS (wget, curl).',
    packages: ['wget'],
    expects: [],
    async run(network) {
      const { pc1, web } = network.host
      await serveNames(network)
      await serveFiles(network, web, site())
      await serveTls(network, web, 443)
      await pc1.run('wget', [
        '-q',
        '-r',
        '-l',
        '2',
        '-p',
        '-U',
        BROWSER,
        '-P',
        join(network.folder, 'read'),
        'http://paper.example/',
      ])
      for (const name of ['bank.example', 'mail.example', 'maps.example'])
        for (let time = 0; time < 5; time++)
          await pc1.run('curl', ['-sk', '-o', '/dev/null', '-A', BROWSER, `https://${name}/`])
    },
  },
  {
    name: 'benign-apt-update',
    story: 'A Debian PC asks its mirror for updates; half of the lists that it asks for do not exist (apt).',
    packages: ['apt'],
    expects: [],
    async run(network) {
      const { pc2, web } = network.host
      await serveNames(network)
      const release =
        'Origin: Debian\nSuite: stable\nCodename: bookworm\nDate: Tue, 24 Nov 2026 00:00:00 UTC\nArchitectures: amd64\nComponents: main contrib non-free\n'
      await serveFiles(network, web, {
        'debian/dists/bookworm/Release': release,
        'debian/dists/bookworm/main/binary-amd64/Packages': '',
      })
      const list = writeFile(
        network,
        'sources.list',
        'deb [trusted=yes] http://deb.mirror.example/debian bookworm main contrib non-free\n',
      )
      const own = ['State', 'Cache'].map((name) => `-oDir::${name}=${join(network.folder, 'apt', name)}`)
      for (const name of ['State/lists/partial', 'Cache/archives/partial']) writeFile(network, `apt/${name}/.keep`, '')
      const words = [
        `-oDir::Etc::sourcelist=${list}`,
        '-oDir::Etc::sourceparts=/dev/null',
        ...own,
        '-oAPT::Sandbox::User=root',
      ]
      for (let time = 0; time < 3; time++) await pc2.run('apt-get', ['update', ...words])
    },
  },
  {
    name: 'benign-update-of-many-parts',
    story: 'A PC gets its system’s update in 367 parts, each at a path of its own (curl).',
    packages: [],
    expects: [],
    async run(network) {
      const { pc3, web } = network.host
      await serveNames(network, { 'windowsupdate.com': web.address })
      const parts = Array.from(
        { length: 367 },
        (_, n) => `c/msdownload/update/software/secu/2026/11/part-${(n * 7_919).toString(16)}.cab`,
      )
      await serveFiles(network, web, Object.fromEntries(parts.map((part) => [part, 'MSCF'.repeat(40)])))
      const file = writeFile(
        network,
        'parts',
        parts.map((part) => `url=http://download.windowsupdate.com/${part}\noutput=/dev/null\n`).join(''),
      )
      await pc3.run('curl', ['-s', '-A', 'Microsoft-Delivery-Optimization/10.0', '-K', file])
    },
  },
  {
    name: 'benign-backup-rsync',
    story: 'A PC copies its documents to the server (rsync over SSH), twice.',
    packages: ['rsync', 'openssh-server', 'sshpass'],
    expects: [],
    async run(network) {
      const { pc1, server } = network.host
      await serveSsh(network, server, { sato: CARELESS })
      const remote = `sshpass -p ${CARELESS} ssh ${SSH.join(' ')}`
      for (let time = 0; time < 2; time++)
        await pc1.run('rsync', ['-a', '-e', remote, `${documents(network)}/`, `sato@${server.address}:backup/`])
    },
  },
  {
    name: 'benign-backup-share',
    story:
      'A PC puts forty documents on the file server and looks at some (smbclient); the first password was mistyped.',
    packages: ['samba', 'smbclient'],
    expects: [],
    async run(network) {
      const { pc2, server } = network.host
      await serveSamba(network, server, { sato: CARELESS }, ['backup'])
      const share = `//${server.address}/backup`
      await pc2.run('smbclient', [share, '-U', 'sato%summer2025', '-c', 'ls'])
      const copy = `lcd ${documents(network)}/2026; prompt; mput *.xlsx; get report-3.xlsx again.xlsx; ls`
      await pc2.run('smbclient', [share, '-U', `sato%${CARELESS}`, '-c', copy])
    },
  },
  {
    name: 'benign-printing',
    story: 'Three PCs print, on the printer’s raw port and by IPP (netcat, curl).',
    packages: ['netcat-openbsd'],
    expects: [],
    async run(network) {
      const { pc1, pc2, pc3, printer } = network.host
      await printer.serve(9100, 'nc', ['-lk', '9100'])
      await serveFiles(network, printer, { 'index.html': 'toner 40 %' }, 631)
      const page = writeFile(network, 'page.ps', `%!PS-Adobe-3.0\n${'(text) show\n'.repeat(3_000)}`)
      for (const host of [pc1, pc2, pc3, pc1, pc2, pc3]) {
        await host.run('sh', ['-c', `nc -N ${printer.address} 9100 < ${page}`], { timeoutMs: 5_000 })
        await host.run('curl', [
          '-s',
          '-H',
          'Content-Type: application/ipp',
          '--data-binary',
          `@${page}`,
          `http://${printer.address}:631/ipp/print`,
        ])
      }
    },
  },
  {
    name: 'benign-video-call',
    story: 'Two PCs send and receive sound and pictures for ten seconds (iperf3 over UDP, both ways).',
    packages: ['iperf3'],
    expects: [],
    async run({ host: { pc1, pc2, web } }) {
      await web.serve(5201, 'iperf3', ['-s'])
      await web.serve(5202, 'iperf3', ['-s', '-p', '5202'])
      const call = ['-c', web.address, '-u', '-b', '800k', '-l', '1000', '-t', '10', '--bidir']
      await Promise.all([pc1.run('iperf3', call), pc2.run('iperf3', [...call, '-p', '5202'])])
    },
  },
  {
    name: 'benign-mail-server-look-ups',
    story: 'The firm’s mail server asks lists of senders, and for keys and policies of sixty letters (dig).',
    packages: ['bind9-dnsutils'],
    expects: [],
    async run(network) {
      await serveNames(network)
      const asked = Array.from({ length: 60 }, (_, n) => [
        `${(n * 37) % 256}.${(n * 91) % 256}.113.203.zen.spamhaus.org A`,
        `${(n * 37) % 256}.${(n * 91) % 256}.113.203.bl.spamcop.net A`,
        `customer${n}.example TXT`,
        `s${(n % 3) + 1}._domainkey.customer${n}.example TXT`,
        `_dmarc.customer${n}.example TXT`,
        `customer${n}.example MX`,
      ]).flat()
      await network.host.server.run('dig', ['+short', '-f', writeFile(network, 'asked', `${asked.join('\n')}\n`)])
    },
  },
  {
    name: 'benign-remote-work',
    story:
      'Somebody works on the server by SSH, and twenty short commands are run there one after the other by a script.',
    packages: ['openssh-server', 'sshpass'],
    expects: [],
    async run(network) {
      const { pc2, server } = network.host
      await serveSsh(network, server, { sato: CARELESS })
      await pc2.run('sshpass', ['-p', 'summer2025', 'ssh', ...SSH, `sato@${server.address}`, 'true'])
      await works(pc2, server, 'ls -l /usr/bin; sleep 2; dmesg; ps ax')
      for (let time = 0; time < 20; time++) await works(pc2, server, 'uptime; df; ls /etc')
    },
  },
  {
    name: 'benign-mistyped-passwords',
    story: 'Four people log in in the morning; three mistype once or twice (kinit).',
    packages: ['krb5-kdc', 'krb5-admin-server', 'krb5-user'],
    expects: [],
    async run(network) {
      const { pc1, pc2, pc3, server } = network.host
      const people = { sato: CARELESS, suzuki: 'Wakame-98', tanaka: 'Hotate-55', ito: 'Sanma-10' }
      const env = await serveKerberos(network, server, people)
      const tries: [Host, string, string[]][] = [
        [pc1, 'sato', ['summer2025', CARELESS]],
        [pc2, 'suzuki', ['wakame-98', 'Wakame98', 'Wakame-98']],
        [pc3, 'tanaka', ['Hotate-55']],
        [pc1, 'ito', ['Sanma10', 'Sanma-10']],
      ]
      for (const [host, name, passwords] of tries)
        for (const password of passwords) await host.run('kinit', [name], { env, input: `${password}\n` })
    },
  },
  {
    name: 'benign-names-that-fail',
    story: 'Browsers ask for three random words, a search suffix is tried, and some names are mistyped (getent, dig).',
    packages: ['bind9-dnsutils'],
    expects: [],
    async run(network) {
      const { pc1, pc2, pc3 } = network.host
      await serveNames(network)
      const typed = [
        'wwww.paper.example',
        'gogle.co.jp',
        'yahooo.co.jp',
        'amazonn.co.jp',
        'rakutne.co.jp',
        'wpad.sasaki.lan',
      ]
      const suffixed = ['paper.example.sasaki.lan', 'bank.example.sasaki.lan', 'printer.sasaki.lan', 'nas.sasaki.lan']
      const probes = ['qkzjxwvnth', 'mhrtpwqzla', 'xvbnkqwrty']
      for (const name of [...probes, ...suffixed, ...typed])
        for (const host of [pc1, pc2, pc3]) await host.run('getent', ['ahosts', name])
    },
  },
]
