import type { Scenario } from '../scenario.ts'
import { serveHoles } from '../servers.ts'

const WORDS = '/usr/share/dirb/wordlists/small.txt'

export const urlScans: readonly Scenario[] = [
  {
    name: 'url-scan-gobuster',
    story: 'A stranger tries a list of a thousand folders at the web server with gobuster.',
    packages: ['gobuster', 'dirb'],
    expects: ['url-scan 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      await thief.run('gobuster', ['dir', '-q', '-u', `http://${server.address}/`, '-w', WORDS])
    },
  },
  {
    name: 'url-scan-ffuf-as-browser',
    story: 'A stranger seeks pages with ffuf, which calls itself a browser.',
    packages: ['ffuf', 'dirb'],
    expects: ['url-scan 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      const agent =
        'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36'
      const words = ['-s', '-t', '5', '-w', WORDS, '-H', agent, '-u', `http://${server.address}/FUZZ.php`]
      await thief.run('ffuf', words)
    },
  },
  {
    name: 'url-scan-dirb-inside',
    story: 'A PC of the office tries a list of folders at the file server with dirb.',
    packages: ['dirb'],
    expects: ['url-scan 192.168.10.13 → 192.168.10.5'],
    async run({ host: { pc3, server } }) {
      await serveHoles(server)
      await pc3.run('dirb', [`http://${server.address}/`, WORDS, '-S', '-r'])
    },
  },
  {
    name: 'url-scan-wfuzz-patient',
    story: 'A stranger tries one page a minute for two hours (wfuzz; the pauses were made longer).',
    packages: ['wfuzz', 'dirb'],
    pauses: { overMs: 100, times: 300 },
    expects: ['url-scan 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server }, folder }) {
      await serveHoles(server)
      await thief.run('sh', ['-c', `head -120 ${WORDS} > ${folder}/words`])
      const words = ['-t', '1', '-s', '0.2', '-w', `${folder}/words`, `http://${server.address}/FUZZ/`]
      await thief.run('wfuzz', words)
    },
  },
  {
    name: 'url-scan-nmap-enum',
    story:
      'A stranger asks for known weak spots with nmap’s script http-enum, which also tries to climb out of the folder.',
    packages: ['nmap'],
    expects: ['url-scan 198.51.100.66 → 192.168.10.5', 'abnormal-process 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      await thief.run('nmap', ['-sT', '-Pn', '-n', '-p', '80', '--script', 'http-enum', server.address])
    },
  },
  {
    name: 'url-scan-known-weak-spots',
    story: 'A stranger tries twenty files that are often left lying about (curl).',
    packages: [],
    expects: ['url-scan 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      for (const path of LEFT_BEHIND) await thief.run('curl', ['-s', '-m', '5', `http://${server.address}${path}`])
    },
  },
]

const LEFT_BEHIND = [
  ...['/.env', '/.git/config', '/wp-login.php', '/phpmyadmin/', '/backup.sql', '/config.php.bak', '/.aws/credentials'],
  ...['/server-status', '/actuator/env', '/.svn/entries', '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php'],
  ...['/boaform/admin/formLogin', '/HNAP1/', '/solr/admin/info/system', '/owa/auth/logon.aspx', '/manager/html'],
  ...['/cgi-bin/luci', '/.DS_Store', '/xmlrpc.php', '/telescope/requests'],
]
