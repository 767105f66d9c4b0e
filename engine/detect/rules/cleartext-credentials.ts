import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { FlowEvent, HttpEvent, LoginEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { createDiary, type Page } from '../diary.ts'
import { type HeapOf, heapOf } from '../heap.ts'
import { createJoint, type StoredJoint } from '../joint.ts'
import { addLowest, onlyOne, toldHosts } from '../lowest.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { type Seen, shownSightings } from '../sightings.ts'
import type { StoredTable } from '../table.ts'
import { DAY_MS, dayStart, extentOf } from '../window.ts'

/**
 * Clear-text credentials: a password went over the wire as it is, readable by anybody on the way. Once a day for each
 * server, service and account; what was refused has no account, so that guessing makes one alert and not thousands. What
 * the password was is not in any event and so in no alert, log or snapshot.
 *
 * Fields: log-ins marked as readable (FTP, POP3, IRC, a simple LDAP bind, a mail program's SMTP), an HTTP Basic name,
 * and Telnet sessions by their flow. Exempt: anonymous FTP; what strangers guess at a server of the firm; mail that comes
 * in, or goes between the firm's own hosts, where servers take it without a log-in; what TLS hides is not seen. Known false
 * positives: a Telnet client used to look at another service's port 23; a printer that mails out without a password;
 * anonymous FTP that a server refuses. Not seen: IMAP and SMTP's AUTH itself, which Suricata logs nowhere.
 * Source: bruteshark's list of protocols.
 */
export const cleartextCredentials: Rule = {
  name: 'cleartext-credentials',
  raises: ['cleartext-credentials'],
  knobs: {
    /** One password on its way is enough. */
    loginsMin: 1,
    windowMs: DAY_MS,
    /** Of a Telnet session: each way so many, a prompt, a name and a password. */
    telnetPacketsMin: 10,
    /** Connections of which one half is told; the other comes within moments. */
    waitingMax: 4_096,
  },
  watch: watchCleartext,
}

const { loginsMin = 1, windowMs = 0, telnetPacketsMin = 0, waitingMax = 1 } = cleartextCredentials.knobs

interface Facts {
  service: string
  account: string
  /** The lowest few addresses. */
  sources: string[]
  targets: string[]
  /** Somebody outside was a part of it. */
  isAbroad: boolean
}

/** A password sent, with the name beside it as far as it is told and was taken. */
type Sent = Pick<Seen, 'source' | 'target'> & Pick<Facts, 'service' | 'account'>
const ACCOUNT_MAX = 64

interface Stored {
  diary: StoredTable<Page<Facts>>
  names: StoredJoint<Sent>
}

const ANONYMOUS: ReadonlySet<string> = new Set(['anonymous', 'ftp'])
/** Where the name goes in one command and the password in the next. */
const NAMES_FIRST: ReadonlySet<string> = new Set(['ftp', 'pop3'])
const TELNET_PORT = 23

function watchCleartext({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const past = stored as Stored | undefined
  const diary = createDiary<Facts>(limits, past?.diary)
  const names = createJoint<Sent>(Math.min(waitingMax, limits.subjectsMax), past?.names)

  function write(sent: HeapOf<Sent>): void {
    const { source, target, service, account } = sent.what
    const { facts } = diary.writeAll(sent, subjectOf(sent.what), () => ({
      service,
      account,
      sources: [],
      targets: [],
      isAbroad: false,
    }))
    addLowest(facts.sources, source)
    addLowest(facts.targets, target)
    if (!isInside(source) || !isInside(target)) facts.isAbroad = true
  }

  /** What strangers guess at a server of the firm is no password of anybody's. */
  const isGuess = ({ source, target }: Seen, isRefused: boolean): boolean =>
    isRefused && isInside(target) && !isInside(source)

  function login(event: LoginEvent): void {
    const { service, outcome, isCleartext } = event
    const isRefused = outcome === 'failed' || outcome === 'unknown-account'
    if (!(isCleartext || NAMES_FIRST.has(service)) || isGuess(event, isRefused)) return
    if (ANONYMOUS.has(event.account.toLowerCase())) return
    const account = event.account.slice(0, ACCOUNT_MAX)
    if (service === 'smtp') return isInside(event.target) ? undefined : write(sentIn(event, service, ''))
    if (isRefused || service === 'irc') {
      if (isCleartext) write(sentIn(event, service, ''))
    } else if (NAMES_FIRST.has(service)) join(event, account)
    else if (account !== '') write(sentIn(event, service, account))
  }

  /** The name and the password of one connection, in one row or in two. */
  function join(event: LoginEvent, account: string): void {
    const [connection, sent] = [`${event.flow}`, sentIn(event, event.service, account)]
    if (event.isCleartext) {
      if (account !== '') write(sent)
      for (const named of names.word(connection, event.at)) write(named)
    } else if (account !== '') {
      const named = names.half(connection, sent)
      if (named) write(named)
    }
  }

  function http(event: HttpEvent): void {
    const { account, status } = event
    if (account === '') return
    const isRefused = status === 401
    if (isGuess(event, isRefused)) return
    write(sentIn(event, 'http', isRefused ? '' : account.slice(0, ACCOUNT_MAX)))
  }

  return {
    login,
    http,
    flow(event) {
      if (isTelnet(event)) write(sentIn(event, 'telnet', ''))
    },
    collect: () => diary.written().map((page) => verdict(page, isInside)),
    forget(before) {
      diary.forget(before)
      names.forget(before)
    },
    subjects: () => diary.subjects() + names.subjects(),
    evicted: () => diary.evicted() + names.evicted(),
    stored: (): Stored => ({ diary: diary.stored(), names: names.stored() }),
  }
}

const sentIn = (event: Seen, service: string, account: string): HeapOf<Sent> =>
  heapOf(event, `${service} log-in${asAccount(account)}`, {
    source: event.source,
    target: event.target,
    service,
    account,
  })

/** Mail goes to many servers; what is to be set right is in the program that sends it. */
const subjectOf = ({ source, target, service, account }: Sent): string =>
  service === 'smtp' ? `${source} ${service}` : `${target} ${service} ${account}`

const asAccount = (account: string): string => (account === '' ? '' : ` as ${account}`)

const isTelnet = ({ service, targetPort, outcome, packetsToTarget, packetsToSource }: FlowEvent): boolean =>
  (service === 'telnet' || (targetPort === TELNET_PORT && service === '')) &&
  outcome === 'answered' &&
  packetsToTarget >= telnetPacketsMin &&
  packetsToSource >= telnetPacketsMin

function verdict(page: Page<Facts>, isInside: (address: string) => boolean): Alert {
  const { service, account, sources, targets, isAbroad } = page.facts
  return alertOf({
    kind: 'cleartext-credentials',
    stage: STAGE_OF['cleartext-credentials'],
    severity: severityOf(isAbroad),
    subject: page.subject,
    windowStart: dayStart(page.index),
    ...extentOf([page]),
    source: onlyOne(sources),
    target: onlyOne(targets),
    device: sources.find(isInside) ?? targets.find(isInside) ?? '',
    count: page.count,
    evidence: { windowMs, threshold: loginsMin, events: shownSightings(page.sightings), service, account, sources },
    reason: `${toldHosts(sources)} sent a password readable by anybody to ${service} on ${toldHosts(targets)}${asAccount(account)}`,
  })
}

/** Through the internet many can read it; within the office only who is there already. */
const severityOf = (isAbroad: boolean): Severity => (isAbroad ? 'medium' : 'low')
