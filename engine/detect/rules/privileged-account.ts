import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { FileEvent, LoginEvent, RpcEvent } from '#engine/event.ts'
import { plainAccount } from '../account.ts'
import { alertOf } from '../alert-of.ts'
import { createDiary, type Page } from '../diary.ts'
import { type HeapOf, heapOf } from '../heap.ts'
import { createJoint, type StoredJoint } from '../joint.ts'
import { addLowest, onlyOne } from '../lowest.ts'
import { deviceOf } from '../own-end.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { type Seen, seenOf, shownSightings } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { DAY_MS, dayOf, dayStart, extentOf } from '../window.ts'

/**
 * Privileged accounts: an administrator's name is used for log-ins, counted per account and day with the devices that used
 * it, graver from a device it was never used on before or from outside. And what only administrators can do to another
 * computer and intruders do with stolen rights: copying the directory's passwords (DCSync), taking over the domain
 * controller (Zerologon), reading the registry while steering services (secretsdump), leaving a task, fetching the memory
 * of the log-in service or the directory's file.
 *
 * Fields: successful Kerberos, NTLM/SMB, LDAP, SSH, RADIUS and log-line log-ins; remote calls; names of files on shares.
 * Least grave: domain controllers copying from each other (a host that was asked for log-ins or for the directory). Known false
 * positives: directory synchronisation to the cloud (it copies as DCSync does); a management server that reads registries
 * and services. A task's or service's content is not seen. Source: bzar (MITRE), Sigma's remote-call rules.
 */
export const privilegedAccount: Rule = {
  name: 'privileged-account',
  raises: ['privileged-account'],
  knobs: {
    loginsMin: 1,
    windowMs: DAY_MS,
    /** Before an account was known for so long, no device of it is called new. */
    learningDays: 3,
    /** Attempts to pass for the domain controller, of which Zerologon needs 256 on average and an honest computer one. */
    forgedLoginsMin: 30,
  },
  watch: watchPrivileged,
}

const { loginsMin = 1, windowMs = 0, learningDays = 0, forgedLoginsMin = 0 } = privilegedAccount.knobs

const SERVICES: ReadonlySet<string> = new Set(['kerberos', 'smb', 'ldap', 'ssh', 'radius', 'rdp', 'winrm'])

const isPrivileged = (account: string): boolean => NAMES.has(account) || PARTS.test(account)
const NAMES: ReadonlySet<string> = new Set([
  ...['administrator', 'administrateur', 'administrador', 'amministratore', 'admin', 'root', 'toor', 'krbtgt'],
  ...['sysadmin', 'superuser', 'supervisor', '管理者', 'domain admins', 'domain admin', 'enterprise admins'],
])
const PARTS = /^(?:adm|admin|administrator|root|da)(?:[-_.]|\d+$)|[-_.](?:adm|admin|administrator)\d*$/

/** Where an account was used, and since when. Outlives the day. */
interface Holder {
  devices: { address: string; first: number; last: number }[]
}
const DEVICES_MAX = 64
const REMEMBERED_DAYS = 30

interface LoginFacts {
  account: string
  /** The lowest few addresses. */
  hosts: string[]
  targets: string[]
  services: string[]
}

interface CallFacts {
  source: string
  target: string
  deeds: Partial<Record<Deed, number>>
}

/** The gravest last. */
const DEEDS = ['task', 'registry', 'services', 'secret-file', 'forged-login', 'directory-copy'] as const
type Deed = (typeof DEEDS)[number]

type Call = Pick<CallFacts, 'source' | 'target'> & { deed: Deed }

interface Stored {
  logins: StoredTable<Page<LoginFacts>>
  holders: StoredTable<Holder>
  calls: StoredTable<Page<CallFacts>>
  unbound: StoredJoint<Call>
  controllers: StoredTable<number>
}

const CONTROLLERS_MAX = 256
const HOLDERS_MAX = 1_024

function watchPrivileged({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const past = stored as Stored | undefined
  const logins = createDiary<LoginFacts>(limits, past?.logins)
  const holders = createTable<Holder>(HOLDERS_MAX, past?.holders)
  const calls = createDiary<CallFacts>(limits, past?.calls)
  const unbound = createJoint<Call>(limits.subjectsMax, past?.unbound)
  const controllers = createTable<number>(CONTROLLERS_MAX, past?.controllers)

  function isController(address: string): boolean {
    return controllers.get(address) !== undefined
  }

  function serves(address: string, at: number): void {
    if (!isInside(address)) return
    const known = controllers.get(address)
    controllers.set(address, Math.max(dayOf(at), known ?? 0))
    if (known === undefined) calls.again(({ source }) => source === address)
  }

  function use(event: LoginEvent, account: string): void {
    const { source, target, service } = event
    const { facts } = logins.write(event, account, `${service} log-in`, () => ({
      account,
      hosts: [],
      targets: [],
      services: [],
    }))
    addLowest(facts.hosts, source)
    addLowest(facts.targets, target)
    addLowest(facts.services, service)
    const holder = holders.get(account) ?? { devices: [] }
    holders.set(account, holder)
    if (remember(holder, source, dayOf(event.at))) logins.again((facts) => facts.account === account)
  }

  const callOf = (event: Seen, deed: Deed): HeapOf<Call> =>
    heapOf(event, deed, { source: event.source, target: event.target, deed })

  function write(call: HeapOf<Call>): void {
    const { source, target, deed } = call.what
    const { facts } = calls.writeAll(call, `${source} ${target}`, () => ({ source, target, deeds: {} }))
    facts.deeds[deed] = (facts.deeds[deed] ?? 0) + call.count
  }

  function rpc(event: RpcEvent): void {
    const { endpoint, operation, flow } = event
    if (operation === '') {
      if (endpoint === 'drsuapi') serves(event.target, event.at)
      if (DEEDS_OF.has(endpoint)) for (const call of unbound.word(`${flow} ${endpoint}`, event.at)) write(call)
    }
    const deeds = DEEDS_OF.get(endpoint)
    const deed = deeds && operation !== '' ? (deeds.get(operation) ?? deeds.get(ANY)) : undefined
    if (deed) write(callOf(event, deed))
    if (endpoint !== '') return
    for (const [told, number, meant] of BY_NUMBER)
      if (operation === number) {
        const call = unbound.half(`${flow} ${told}`, callOf(event, meant))
        if (call) write(call)
      }
  }

  function file(event: FileEvent): void {
    if (event.service !== 'smb' || !isSecretFile(event)) return
    write(callOf(fromClient(event), 'secret-file'))
  }

  return {
    rpc,
    file,
    share(event) {
      if (event.action === 'connected' || event.path === '' || !SECRET_NAME.test(event.path)) return
      write(callOf(event, 'secret-file'))
    },
    login(event) {
      if (event.service === 'kerberos') serves(event.target, event.at)
      if (event.outcome !== 'succeeded' || !SERVICES.has(event.service) || event.account === '') return
      const account = plainAccount(event.account)
      if (isPrivileged(account)) use(event, account)
    },
    collect: () => [
      ...logins.written().map((page) => loginAlert(page, holders.get(page.facts.account), isInside)),
      ...calls.written().flatMap((page) => callAlerts(page, isController(page.facts.source), isInside)),
    ],
    forget(before) {
      logins.forget(before)
      calls.forget(before)
      unbound.forget(before)
      for (const [account, holder] of holders.entries()) {
        holder.devices = holder.devices.filter(({ last }) => last >= before - REMEMBERED_DAYS)
        if (holder.devices.length === 0) holders.delete(account)
      }
      for (const [address, day] of controllers.entries())
        if (day < before - REMEMBERED_DAYS) controllers.delete(address)
    },
    subjects: () => logins.subjects() + calls.subjects() + unbound.subjects() + holders.size() + controllers.size(),
    evicted: () => logins.evicted() + calls.evicted() + unbound.evicted() + holders.evicted(),
    stored: (): Stored => ({
      logins: logins.stored(),
      holders: holders.stored(),
      calls: calls.stored(),
      unbound: unbound.stored(),
      controllers: controllers.stored(),
    }),
  }
}

/** Any call there, whichever it is. */
const ANY = '*'
const DEEDS_OF: ReadonlyMap<string, ReadonlyMap<string, Deed>> = new Map([
  ['drsuapi', new Map<string, Deed>([['DRSGetNCChanges', 'directory-copy']])],
  [
    'netlogon',
    new Map<string, Deed>([
      ['NetrServerAuthenticate', 'forged-login'],
      ['NetrServerAuthenticate2', 'forged-login'],
      ['NetrServerAuthenticate3', 'forged-login'],
    ]),
  ],
  ['atsvc', new Map<string, Deed>([['NetrJobAdd', 'task']])],
  ['itaskschedulerservice', new Map<string, Deed>([['SchRpcRegisterTask', 'task']])],
  ['winreg', new Map<string, Deed>([[ANY, 'registry']])],
  ['svcctl', new Map<string, Deed>([[ANY, 'services']])],
])

/** Where only the number is told; what it means stands in the binding of the same connection. */
const BY_NUMBER: readonly [endpoint: string, number: string, deed: Deed][] = [
  ['drsuapi', '3', 'directory-copy'],
  ['netlogon', '15', 'forged-login'],
  ['netlogon', '26', 'forged-login'],
  ['atsvc', '0', 'task'],
  ['itaskschedulerservice', '1', 'task'],
  ['winreg', '20', 'registry'],
  ['winreg', '31', 'registry'],
  ['svcctl', '6', 'services'],
  ['svcctl', '16', 'services'],
  ['svcctl', '19', 'services'],
]

/** The memory of the log-in service, the directory's file, the list of local accounts. */
const SECRET_NAME = /(?:^|[\\/])(?:lsass[^\\/]*\.(?:dmp|mdmp|zip)|ntds\.dit)$/i
const HIVE_NAME = /(?:^|[\\/])(?:sam|security)(?:\.\w{2,4})?$/i
const isSecretFile = ({ name, magic }: FileEvent): boolean =>
  SECRET_NAME.test(name) || (magic.includes('registry file') && HIVE_NAME.test(name))

/** A file's source is who sent it; what was done was done by whoever asked. */
const fromClient = (event: FileEvent): Seen =>
  event.targetPort === 445 || event.targetPort === 139
    ? seenOf(event)
    : {
        ...seenOf(event),
        source: event.target,
        sourcePort: event.targetPort,
        target: event.source,
        targetPort: event.sourcePort,
      }

/** The lowest few addresses. Whether it told anything new. */
function remember({ devices }: Holder, address: string, day: number): boolean {
  const known = devices.find((device) => device.address === address)
  if (known) {
    const isEarlier = day < known.first
    known.first = Math.min(known.first, day)
    known.last = Math.max(known.last, day)
    return isEarlier
  }
  devices.push({ address, first: day, last: day })
  devices.sort((left, right) => (left.address < right.address ? -1 : 1))
  if (devices.length > DEVICES_MAX) devices.pop()
  return true
}

function loginAlert(page: Page<LoginFacts>, holder: Holder | undefined, isInside: (address: string) => boolean): Alert {
  const { account, hosts, targets, services } = page.facts
  const devices = holder?.devices ?? []
  const isKnown = devices.some(({ first }) => first <= page.index - learningDays)
  const fresh = isKnown ? devices.filter(({ first }) => first === page.index).map(({ address }) => address) : []
  const isFromOutside = hosts.some((host) => !isInside(host))
  const severity: Severity = isFromOutside ? 'high' : fresh.length > 0 ? 'medium' : 'low'
  return alertOf({
    kind: 'privileged-account',
    stage: STAGE_OF['privileged-account'],
    severity,
    subject: account,
    windowStart: dayStart(page.index),
    ...extentOf([page]),
    source: onlyOne(hosts),
    target: onlyOne(targets),
    device: hosts.find(isInside) ?? targets.find(isInside) ?? '',
    count: page.count,
    evidence: {
      windowMs,
      threshold: loginsMin,
      events: shownSightings(page.sightings),
      account,
      hosts,
      targets,
      services,
      newDevices: fresh.toSorted(),
    },
    reason: `${account} logged in ${page.count} times from ${hosts.length} ${hosts.length === 1 ? 'host' : 'hosts'}${fresh.length > 0 ? `, ${fresh.length} of them for the first time` : ''}${isFromOutside ? ', from outside' : ''}`,
  })
}

const WORDS: Record<Deed, string> = {
  task: 'left a task on',
  registry: 'read the registry of',
  services: 'steered services of',
  'secret-file': 'handled a file of passwords on',
  'forged-login': 'tried to pass for the domain controller at',
  'directory-copy': 'copied the directory’s passwords from',
}

/**
 * What alone means little: the registry and services, each of which inventories ask for, mean something together. A
 * controller's copying comes last, since that it is one may be known only later.
 */
function gravest({ deeds }: CallFacts, isController: boolean): { deed: Deed; severity: Severity } | undefined {
  if (deeds['directory-copy'] && !isController) return { deed: 'directory-copy', severity: 'high' }
  if ((deeds['forged-login'] ?? 0) >= forgedLoginsMin) return { deed: 'forged-login', severity: 'high' }
  if (deeds['secret-file']) return { deed: 'secret-file', severity: 'high' }
  if (deeds.registry && deeds.services) return { deed: 'registry', severity: 'high' }
  if (deeds.task) return { deed: 'task', severity: 'medium' }
  return deeds['directory-copy'] ? { deed: 'directory-copy', severity: 'low' } : undefined
}

function callAlerts(page: Page<CallFacts>, isController: boolean, isInside: (address: string) => boolean): Alert[] {
  const found = gravest(page.facts, isController)
  if (!found) return []
  const { source, target, deeds } = page.facts
  const shown = DEEDS.filter((deed) => deeds[deed] !== undefined)
  const what = found.deed === 'registry' ? 'read the registry and steered services of' : WORDS[found.deed]
  return [
    alertOf({
      kind: 'privileged-account',
      stage: STAGE_OF['privileged-account'],
      severity: found.severity,
      subject: `${page.subject} calls`,
      windowStart: dayStart(page.index),
      ...extentOf([page]),
      source,
      target,
      device: deviceOf(source, target, isInside),
      count: page.count,
      evidence: {
        windowMs,
        threshold: found.deed === 'forged-login' ? forgedLoginsMin : 1,
        events: shownSightings(page.sightings),
        deeds: Object.fromEntries(shown.map((deed) => [deed, deeds[deed]])),
      },
      reason: `${source} ${what} ${target}${found.severity === 'low' ? ', as domain controllers do' : ''}`,
    }),
  ]
}
