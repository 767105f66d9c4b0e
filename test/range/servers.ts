import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#test/support/sources.ts'
import { type Host, NAME_SERVER, type Network } from './network.ts'

/** What stands in the range for others to talk to: Debian's own servers with the least configuration, and two of ours. */

const own = (name: string): string => join(ROOT, 'test', 'range', 'servers', name)

/** A web site with every hole (servers/web-server.ts). */
export const serveHoles = (host: Host, port = 80, callbackHost = ''): Promise<void> =>
  host.serve(port, process.execPath, [own('web-server.ts'), `${port}`, callbackHost])

export const serveFtp = (host: Host, account = '', password = ''): Promise<void> =>
  host.serve(21, process.execPath, [own('ftp-server.ts'), '21', account, password])

/**
 * The gateway's name server: everything below `example` is the web's first address, `names` are
 * where they say, zones have the `servers` they are given, the rest is not.
 */
export function serveNames(
  { host }: Network,
  names: Readonly<Record<string, string>> = {},
  servers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const known = Object.entries({ example: '203.0.113.80', ...names }).map(([name, at]) => `--address=/${name}/${at}`)
  const asked = Object.entries(servers).map(([zone, at]) => `--server=/${zone}/${at}`)
  const words = [
    ...asked,
    '--no-daemon',
    '--no-hosts',
    '--no-resolv',
    '--conf-file=/dev/null',
    `--listen-address=${NAME_SERVER}`,
  ]
  return host.gate.serve(53, 'dnsmasq', [...words, '--bind-interfaces', '--local=/#/', '--user=root', ...known])
}

export function writeFile({ folder }: Network, name: string, content: string | Buffer): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

type Passwords = Readonly<Record<string, string>>

/** People who may log in to a host, known to nobody but it. */
export function addPeople(host: Host, people: Passwords): void {
  const names = Object.keys(people)
  const line = (name: string, place: number): string => `${name}:x:${2_001 + place}:2001::/tmp:/bin/sh`
  const secret = (name: string): string => `${name}:${hashOf(people[name] ?? '')}:19700:0:99999:7:::`
  host.overlay('passwd', lines(readFileSync('/etc/passwd', 'utf8').trimEnd(), ...names.map(line)))
  host.overlay('shadow', lines('root:*:19700:0:99999:7:::', 'sshd:!:19700::::::', ...names.map(secret)))
}

const lines = (...all: string[]): string => `${all.join('\n')}\n`
const hashOf = (password: string): string =>
  execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: password, encoding: 'utf8' }).trim()

export async function serveSsh(network: Network, host: Host, people: Passwords): Promise<void> {
  addPeople(host, people)
  const key = join(network.folder, 'ssh-host-key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key])
  mkdirSync('/run/sshd', { recursive: true })
  const config = lines(
    `HostKey ${key}`,
    'UsePAM yes',
    'MaxStartups 100',
    'PermitRootLogin yes',
    'PrintMotd no',
    'PrintLastLog no',
  )
  await host.serve(22, '/usr/sbin/sshd', ['-D', '-f', writeFile(network, 'sshd_config', config)])
}

export async function serveVsftpd(network: Network, host: Host, people: Passwords): Promise<void> {
  addPeople(host, people)
  const empty = join(network.folder, 'empty')
  mkdirSync(empty)
  const settings = ['listen=YES', 'background=NO', 'local_enable=YES', 'seccomp_sandbox=NO', 'pam_service_name=vsftpd']
  const config = lines(...settings, 'write_enable=YES', `secure_chroot_dir=${empty}`)
  await host.serve(21, 'vsftpd', [writeFile(network, 'vsftpd.conf', config)])
}

/** Shares by their name; whoever is told may write. An older `protocol` is one that programs do not encrypt by themselves. */
export async function serveSamba(
  network: Network,
  host: Host,
  people: Passwords,
  shares: string[],
  protocol = 'SMB3',
): Promise<void> {
  addPeople(host, people)
  const root = join(network.folder, `samba-${host.name}`)
  const folders = ['private', 'lock', 'state', 'cache', 'pid', 'ncalrpc'].map((name) => join(root, name))
  for (const folder of [...folders, ...shares.map((share) => join(root, share))]) {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, shares.some((share) => folder.endsWith(share)) ? 0o777 : 0o755)
  }
  const [secrets, lock, state, cache, pid, ncalrpc] = folders
  const config = writeFile(
    network,
    `samba-${host.name}.conf`,
    lines(
      '[global]',
      ...[`netbios name = ${host.name}`, 'workgroup = OFFICE', 'disable netbios = yes', 'smb ports = 445'],
      ...[
        'server role = standalone server',
        'map to guest = never',
        `private dir = ${secrets}`,
        `lock directory = ${lock}`,
      ],
      ...[
        `state directory = ${state}`,
        `cache directory = ${cache}`,
        `pid directory = ${pid}`,
        `ncalrpc dir = ${ncalrpc}`,
      ],
      ...[
        'log file = /dev/null',
        'load printers = no',
        'disable spoolss = yes',
        `server max protocol = ${protocol}`,
        'restrict anonymous = 0',
      ],
      ...shares.flatMap((share) => [`[${share}]`, `path = ${join(root, share)}`, 'read only = no']),
    ),
  )
  for (const [name, password] of Object.entries(people))
    await host.run('smbpasswd', ['-c', config, '-s', '-a', name], { input: `${password}\n${password}\n` })
  await host.serve(445, 'smbd', ['--foreground', '--no-process-group', `--configfile=${config}`])
}

export async function servePostgres(network: Network, host: Host, people: Passwords): Promise<void> {
  const data = join(network.folder, 'postgres')
  mkdirSync(data)
  const bin = execFileSync('sh', ['-c', 'ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1'], {
    encoding: 'utf8',
  }).trim()
  execFileSync('chown', ['postgres', data])
  await host.run('runuser', ['-u', 'postgres', '--', `${bin}/initdb`, '-D', data, '-A', 'trust'])
  writeFileSync(join(data, 'pg_hba.conf'), lines('local all all trust', 'host all all 0.0.0.0/0 md5'))
  const settings = ['listen_addresses=*', `unix_socket_directories=${data}`, 'password_encryption=md5'].flatMap(
    (one) => ['-c', one],
  )
  await host.serve(5432, 'runuser', ['-u', 'postgres', '--', `${bin}/postgres`, '-D', data, ...settings])
  const roles = Object.entries(people).map(([name, password]) => `create role ${name} login password '${password}';`)
  await host.run('psql', ['-h', data, '-U', 'postgres', '-c', roles.join(' ')])
}

export const REALM = 'OFFICE.EXAMPLE'

/** A log-in service for these names; whoever asks it needs `KRB5_CONFIG`, which is returned. */
export async function serveKerberos(network: Network, host: Host, people: Passwords): Promise<Record<string, string>> {
  const at = (name: string): string => join(network.folder, name)
  const client = lines(
    '[libdefaults]',
    `default_realm = ${REALM}`,
    'dns_lookup_kdc = false',
    'dns_lookup_realm = false',
    'rdns = false',
    '[realms]',
    `${REALM} = {`,
    `kdc = ${host.address}`,
    '}',
  )
  const server = lines(
    '[kdcdefaults]',
    'kdc_ports = 88',
    'kdc_tcp_ports = 88',
    '[realms]',
    `${REALM} = {`,
    `database_name = ${at('principals')}`,
    `key_stash_file = ${at('stash')}`,
    `acl_file = ${at('acl')}`,
    'default_principal_flags = +preauth',
    '}',
  )
  const env = {
    KRB5_CONFIG: writeFile(network, 'krb5.conf', client),
    KRB5_KDC_PROFILE: writeFile(network, 'kdc.conf', server),
  }
  await host.run('kdb5_util', ['create', '-s', '-P', 'master of keys'], { env })
  const asked = Object.entries(people).map(([name, password]) => `addprinc -pw ${password} ${name}`)
  await host.run('kadmin.local', [], { env, input: lines(...asked) })
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  await host.serve(88, 'env', [...settings, 'krb5kdc', '-n'])
  return { KRB5_CONFIG: env.KRB5_CONFIG, KRB5CCNAME: at('tickets') }
}

export async function serveVnc(network: Network, host: Host, password: string): Promise<void> {
  const file = writeFile(network, 'vnc-password', execFileSync('tigervncpasswd', ['-f'], { input: password }))
  await host.serve(5900, 'Xtigervnc', [
    ':7',
    '-rfbport',
    '5900',
    '-PasswordFile',
    file,
    '-SecurityTypes',
    'VncAuth',
    '-BlacklistThreshold',
    '1000',
  ])
}

/** HTTPS with a certificate that nobody signed, and a page that tells about the connection. */
export async function serveTls(network: Network, host: Host, port: number): Promise<void> {
  const [key, certificate] = ['key', 'certificate'].map((name) => join(network.folder, `${host.name}-${port}.${name}`))
  const subject = ['-subj', '/CN=localhost', '-days', '3650', '-nodes', '-x509', '-newkey', 'rsa:2048']
  execFileSync('openssl', ['req', ...subject, '-keyout', `${key}`, '-out', `${certificate}`], { stdio: 'ignore' })
  await host.serve(port, 'openssl', [
    's_server',
    '-quiet',
    '-www',
    '-accept',
    `${port}`,
    '-key',
    `${key}`,
    '-cert',
    `${certificate}`,
  ])
}

/** Files of a folder over HTTP. */
export function serveFiles(
  network: Network,
  host: Host,
  files: Readonly<Record<string, string | Buffer>>,
  port = 80,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) writeFile(network, join(`www-${host.name}`, name), content)
  return host.serve(port, '/usr/bin/python3', [
    '-m',
    'http.server',
    `${port}`,
    '--directory',
    join(network.folder, `www-${host.name}`),
  ])
}

/** Log-ins by Telnet, as inetd starts them. */
export function serveTelnet(network: Network, host: Host, people: Passwords): Promise<void> {
  addPeople(host, people)
  const config = lines('23 stream tcp nowait root /usr/sbin/telnetd telnetd')
  return host.serve(23, 'inetutils-inetd', ['-d', writeFile(network, 'inetd.conf', config)])
}

export const serveMail = (host: Host): Promise<void> =>
  host.serve(25, '/usr/bin/python3', ['-W', 'ignore', '-m', 'smtpd', '-n', '-c', 'DebuggingServer', '0.0.0.0:25'])
