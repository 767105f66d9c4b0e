import type { LoginEvent } from '#engine/event.ts'
import { addressIn, type Ignored, ignored } from './decoded.ts'
import { parseMoment } from './moment.ts'

/**
 * What a server's own log says of log-ins, which a sensor cannot see inside SSH or TLS: lines of syslog (RFC 3164, RFC 5424,
 * or with rsyslog's ISO stamp) by OpenSSH, Dovecot, Postfix and vsftpd. A line may tell several tries. Undefined for what is
 * no such line.
 *
 * The old stamp names neither year nor zone: it is of the year before `endsAt`, by the clock of Japan. What a stranger may
 * choose, the account, stands before what the program adds behind it, so patterns hold on to the end.
 */
export function decodeAuthLine(line: string, endsAt: number): LoginEvent[] | Ignored | undefined {
  if (line.length > LINE_MAX) return undefined
  const { stamp, host = '', program = '', text = '' } = (ISO_LINE.exec(line) ?? OLD_LINE.exec(line))?.groups ?? {}
  if (stamp === undefined) return undefined
  const [, repeated = '1', inner = text] = REPEATED.exec(text) ?? []
  const tried = TRIES[program.replace(/^postfix\/.*$/, 'postfix')]?.(inner)
  const source = addressIn(tried?.source.replace(/^::ffff:/, ''))
  const at = stamp.startsWith('2') ? parseMoment(stamp) : oldMoment(stamp, endsAt)
  if (!tried || source === '' || Number.isNaN(at)) return ignored('auth')
  const event: LoginEvent = {
    type: 'login',
    at,
    startedAt: at,
    source,
    sourcePort: tried.port,
    target: tried.target || host.slice(0, HOST_MAX),
    targetPort: PORTS[tried.service] ?? 0,
    protocol: 'tcp',
    flow: '',
    exchange: 0,
    service: tried.service,
    outcome: tried.hasFailed ? 'failed' : 'succeeded',
    account: tried.account.slice(0, ACCOUNT_MAX),
    isCleartext: false,
  }
  const times = Math.min(Math.max(1, Number(repeated) * tried.times), TIMES_MAX)
  return Array.from({ length: times }, (_, place) => ({ ...event, exchange: place }))
}

/** Longer ones syslog itself cuts; and no pattern here may be given more to search than it can in no time. */
const LINE_MAX = 8_192
const HOST_MAX = 64
const ACCOUNT_MAX = 200
const TIMES_MAX = 100
const PORTS: Readonly<Record<string, number>> = { ssh: 22, imap: 143, pop3: 110, smtp: 25, ftp: 21 }

/** `2026-11-24T10:00:01.5+09:00 host sshd[7]: …`, and `<38>1 2026-11-24T10:00:01Z host sshd 7 - - …`. */
const ISO_LINE =
  /^(?:<\d{1,3}>(?:1 )?)?(?<stamp>2\d{3}-\d\d-\d\dT\S+) (?<host>[\w.:-]+) (?<program>[\w./-]+)(?:(?:\[\d+\])?:| \S+ \S+ \S+) (?<text>.*?)\r?$/
/** `Nov  4 10:00:01 host sshd[7]: …` */
const OLD_LINE =
  /^(?:<\d{1,3}>)?(?<stamp>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) (?<host>[\w.:-]+) (?<program>[\w./-]+)(?:\[\d+\])?: (?<text>.*?)\r?$/
const REPEATED = /^message repeated (\d+) times: \[ (.*)\]$/

interface Try {
  service: string
  hasFailed: boolean
  account: string
  source: string
  port: number
  /** Where the line names the server's address. */
  target: string
  times: number
}

const tryOf = (fields: Partial<Try> & Pick<Try, 'service' | 'hasFailed' | 'source'>): Try => ({
  account: '',
  port: 0,
  target: '',
  times: 1,
  ...fields,
})

const TRIES: Readonly<Record<string, (text: string) => Try | undefined>> = {
  sshd: sshTry,
  // OpenSSH 9.8 has a program of its own for each connection.
  'sshd-session': sshTry,
  dovecot: dovecotTry,
  postfix: postfixTry,
  vsftpd: vsftpdTry,
}

/** Keys that were refused are how every log-in begins. */
function sshTry(text: string): Try | undefined {
  const [head, word, method = ''] = /^(Failed|Accepted) (\S+) for (?:invalid user )?/.exec(text) ?? []
  const from = text.lastIndexOf(FROM)
  const [, source, port] = /^(\S+) port (\d{1,5})(?: ssh2)?(?:: |$)/.exec(text.slice(from + FROM.length)) ?? []
  const hasFailed = word === 'Failed'
  if (head === undefined || source === undefined || from < head.length) return undefined
  if (hasFailed && (method === 'publickey' || method === 'none')) return undefined
  return tryOf({ service: 'ssh', hasFailed, account: text.slice(head.length, from), source, port: Number(port) })
}
const FROM = ' from '

/** `imap-login: Disconnected: … (auth failed, 2 attempts in 9 secs): user=<yuki>, method=PLAIN, rip=…, lip=…, session=<…>` */
function dovecotTry(text: string): Try | undefined {
  const name = /^(imap|pop3|submission)-login: /.exec(text)?.[1]
  const userAt = text.indexOf(USER)
  if (name === undefined || userAt < 0) return undefined
  const said = text.slice(0, userAt)
  const failures = /\(auth failed, (\d{1,4}) attempts?\b/.exec(said)?.[1]
  if (failures === undefined && said !== `${name}-login: Login:`) return undefined
  return tryOf({
    service: name === 'submission' ? 'smtp' : name,
    hasFailed: failures !== undefined,
    account: text.slice(userAt + USER.length, text.indexOf('>', userAt)),
    source: lastField(text, 'rip'),
    target: lastField(text, 'lip'),
    times: Number(failures ?? 1),
  })
}
const USER = ' user=<'

/** The last of that name, since a stranger's account stands before it. */
function lastField(text: string, name: string): string {
  const begin = text.lastIndexOf(` ${name}=`)
  return begin < 0 ? '' : (/^[^,\s]*/.exec(text.slice(begin + name.length + 2))?.[0] ?? '')
}

const SASL_FAILED = /^warning: [^[]*\[([^\]]+)\]: SASL \S+ authentication failed(?:.*, sasl_username=(.*))?/
const SASL_DONE = /^\w+: client=[^[]*\[([^\]]+)\], sasl_method=\S+, sasl_username=(.*)$/

function postfixTry(text: string): Try | undefined {
  const [failed, done] = [SASL_FAILED.exec(text), SASL_DONE.exec(text)]
  const [, source, account = ''] = failed ?? done ?? []
  return source === undefined
    ? undefined
    : tryOf({ service: 'smtp', hasFailed: failed !== null, account: account.trim(), source })
}

function vsftpdTry(text: string): Try | undefined {
  const [, account = '', word, source] = /^\[(.*)\] (OK|FAIL) LOGIN: Client "([\da-f:.]{2,45})"/.exec(text) ?? []
  return source === undefined ? undefined : tryOf({ service: 'ftp', hasFailed: word === 'FAIL', account, source })
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const [JAPAN_AHEAD_MS, DAY_MS] = [9 * 3_600_000, 86_400_000]

function oldMoment(stamp: string, endsAt: number): number {
  const month = MONTHS.indexOf(stamp.slice(0, 3)) + 1
  const [day, clock] = [stamp.slice(4, 6).trim().padStart(2, '0'), stamp.slice(7)]
  const momentIn = (year: number): number =>
    parseMoment(`${year}-${String(month).padStart(2, '0')}-${day}T${clock}+09:00`)
  // A clock may be a little ahead of whoever reads the log.
  const year = new Date(endsAt + JAPAN_AHEAD_MS).getUTCFullYear()
  return momentIn(year) <= endsAt + DAY_MS ? momentIn(year) : momentIn(year - 1)
}
