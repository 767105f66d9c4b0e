import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { HttpEvent, RpcEvent, ShareEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { type Callback, createCallbacks, type StoredCallbacks } from '../callbacks.ts'
import { createDiary, type Page } from '../diary.ts'
import { isExecutableName } from '../executable.ts'
import { type HeapOf, heapOf } from '../heap.ts'
import { createJoint, type Joint, type StoredJoint } from '../joint.ts'
import { MINUTE_MS } from '../limits.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { type Seen, shownSightings } from '../sightings.ts'
import type { StoredTable } from '../table.ts'
import { attackIn, type Family, isProgram, type WebAttack } from '../web-attack.ts'
import { DAY_MS, dayStart, extentOf } from '../window.ts'

/**
 * Abnormal process: somebody makes a computer run what it never runs. By a web request that carries an order, told apart by
 * what follows it: refused, answered, or obeyed (the server calls the place that the order names or the sender himself, or
 * hands out a file of the system). Or by Windows' own ways from another computer: a service, a task, a WMI method.
 *
 * Fields: HTTP path, client, status, type and size of the answer; flows and DNS questions of the server within minutes of the
 * order, before or after, because a sensor may log a request at the end of its connection; SMB shares and remote calls.
 * Exempt: looking at services or starting one that is there. Known false positives: tools that install programs over the
 * network and a company's own scanner; a page that answers every question alike looks answered (medium, not high).
 * Unseen: orders in the body of a request, or within TLS; the kind of WMI method.
 * Source: ET WEB_SERVER and EXPLOIT with their ATTACK_RESPONSE pairs, MITRE bzar, CVE-2021-44228, CVE-2014-6271, CVE-2021-41773.
 */
export const abnormalProcess: Rule = {
  name: 'abnormal-process',
  raises: ['abnormal-process'],
  knobs: {
    /** One is enough; what one host does to another within a day is one alert. */
    ordersMin: 1,
    windowMs: DAY_MS,
    /** Between an order and the call that obeys it. */
    callbackMs: MINUTE_MS,
    /** The answer of a command is short; a page that ignores it is not. */
    commandBytesMax: 4_096,
    fileBytesMax: 262_144,
  },
  watch: watchProcesses,
}

const { ordersMin = 1, windowMs = 0, callbackMs = 0, commandBytesMax = 0, fileBytesMax = 0 } = abnormalProcess.knobs

const OUTCOMES = ['attempted', 'answered', 'succeeded'] as const
type Outcome = 0 | 1 | 2
const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high']

interface Deeds {
  source: string
  target: string
  /** What was sent or done, each once. */
  deeds: string[]
  outcome: Outcome
  /** Why it is believed to have worked; each once. */
  signs: string[]
}

type Call = Pick<Deeds, 'source' | 'target'> & { deed: Deed }
type Calls = Joint<Call>

interface Stored {
  diary: StoredTable<Page<Deeds>>
  callbacks: StoredCallbacks
  calls: StoredJoint<Call>
}

function watchProcesses({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const past = stored as Stored | undefined
  const diary = createDiary<Deeds>(limits, past?.diary)
  const callbacks = createCallbacks(limits.subjectsMax, callbackMs, past?.callbacks)
  const calls = createJoint<Call>(limits.subjectsMax, past?.calls)

  const begun = (source: string, target: string) => (): Deeds => ({ source, target, deeds: [], outcome: 0, signs: [] })
  const pageOf = (event: Seen, source: string, target: string, note: string): Deeds =>
    diary.write(event, `${source} ${target}`, note, begun(source, target)).facts

  function order(event: HttpEvent, { family, places }: WebAttack): void {
    const outcome = outcomeOfRequest(event, family)
    const note = `${family}, ${event.status || 'no answer'}: ${event.path.slice(0, PATH_SHOWN_MAX)}`
    const facts = pageOf(event, event.source, event.target, note)
    facts.deeds = withOne(facts.deeds, family)
    facts.outcome = Math.max(facts.outcome, outcome) as Outcome
    if (outcome > 0) facts.signs = withOne(facts.signs, SIGNS[outcome])
    for (const callback of callbacks.order(event, [event.source, ...places])) obeyed(callback)
  }

  function obeyed({ server, place, attacker, ...seen }: Callback): void {
    const facts = pageOf(seen, attacker, server, `the server called ${place.slice(0, PLACE_SHOWN_MAX)}`)
    facts.outcome = 2
    facts.signs = withOne(facts.signs, 'the server called the place it was told to')
  }

  function act(call: HeapOf<Call>): void {
    const { source, target, deed } = call.what
    const { facts } = diary.writeAll(call, `${source} ${target}`, begun(source, target))
    facts.deeds = withOne(facts.deeds, deed)
    facts.outcome = Math.max(facts.outcome, outcomeOf(facts.deeds)) as Outcome
  }

  return {
    http(event) {
      const attack = attackIn(event)
      if (attack) order(event, attack)
    },
    flow(event) {
      if (event.isMidway) return
      for (const callback of callbacks.call(event, event.target)) obeyed(callback)
    },
    dns(event) {
      for (const callback of callbacks.call(event, event.name)) obeyed(callback)
    },
    rpc(event) {
      for (const call of callsOf(event, calls)) act(call)
    },
    share(event) {
      for (const call of copiesOf(event, calls)) act(call)
    },
    collect: () => diary.written().flatMap((page) => verdict(page, isInside)),
    forget(before) {
      diary.forget(before)
      callbacks.forget(before)
      calls.forget(before)
    },
    subjects: () => diary.subjects() + callbacks.subjects() + calls.subjects(),
    evicted: () => diary.evicted() + callbacks.evicted() + calls.evicted(),
    stored: (): Stored => ({ diary: diary.stored(), callbacks: callbacks.stored(), calls: calls.stored() }),
  }
}

const PLACE_SHOWN_MAX = 80
const PATH_SHOWN_MAX = 120
const SIGNS = [
  '',
  'the server answered as if it had understood',
  'the server answered with what was asked of it',
] as const

const withOne = (list: readonly string[], one: string): string[] =>
  list.includes(one) ? [...list] : [...list, one].sort()

/** What the answer alone tells. A look-up by a logging library leaves no trace in it: only a call back does. */
function outcomeOfRequest(event: HttpEvent, family: Family): Outcome {
  const { status, responseBytes: bytes, contentType, path } = event
  if (status < 200 || status > 206) return 0
  switch (family) {
    case 'log4shell':
      return 0
    case 'shellshock':
      return isProgram(path) && bytes > 0 ? 1 : 0
    case 'script upload':
      return 1
    case 'path traversal':
      return bytes === 0 ? 0 : !contentType.includes('html') && bytes <= fileBytesMax ? 2 : 1
    case 'web shell':
      return bytes === 0 ? 0 : bytes <= commandBytesMax ? 2 : 1
    case 'command injection':
      return bytes === 0 ? 0 : contentType === 'text/plain' && bytes <= commandBytesMax ? 2 : 1
    default:
      return bytes > 0 ? 1 : 0
  }
}

/** What is done to a computer through Windows' own calls, most of it honest by itself. */
type Deed =
  | 'created a service'
  | 'started a service'
  | 'deleted a service'
  | 'registered a task'
  | 'ran a task'
  | 'called a WMI method'
  | 'wrote a program on a system share'

/** By interface, by the operation's name (Zeek, and Suricata where the interface is told) or its number. */
const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Deed>>>> = {
  svcctl: {
    ...{ CreateServiceW: 'created a service', CreateServiceA: 'created a service', 12: 'created a service' },
    ...{ CreateServiceWOW64W: 'created a service', CreateServiceWOW64A: 'created a service', 24: 'created a service' },
    ...{ StartServiceW: 'started a service', StartServiceA: 'started a service', 19: 'started a service' },
    ...{ 31: 'started a service', DeleteService: 'deleted a service', 2: 'deleted a service' },
  },
  itaskschedulerservice: {
    ...{ SchRpcRegisterTask: 'registered a task', 1: 'registered a task', SchRpcRun: 'ran a task', 12: 'ran a task' },
  },
  atsvc: { NetrJobAdd: 'registered a task', JobAdd: 'registered a task', 0: 'registered a task' },
  iwbemservices: {
    ...{ ExecMethod: 'called a WMI method', 24: 'called a WMI method' },
    ExecMethodAsync: 'called a WMI method',
  },
}
const INTERFACES = Object.entries(OPERATIONS)

const callOf = (event: Seen, deed: Deed): HeapOf<Call> =>
  heapOf(event, deed, { source: event.source, target: event.target, deed })

/** A call may come without its interface, which the binding of the same connection tells. */
function callsOf(event: RpcEvent, calls: Calls): HeapOf<Call>[] {
  const { endpoint, operation, flow } = event
  if (endpoint !== '') {
    const operations = OPERATIONS[endpoint]
    if (!operations) return []
    if (operation === '') return calls.word(`${endpoint} ${flow}`, event.at)
    const deed = operations[operation]
    return deed ? [callOf(event, deed)] : []
  }
  return INTERFACES.flatMap(([name, operations]) => {
    const deed = operations[operation]
    const call = deed && calls.half(`${name} ${flow}`, callOf(event, deed))
    return call ? [call] : []
  })
}

const SYSTEM_SHARE = /(?:^|\\)(?:admin|[a-z])\$$/i

/** A program put where only administrators may. Suricata names the share where it was opened, Zeek at each file. */
function copiesOf(event: ShareEvent, calls: Calls): HeapOf<Call>[] {
  const { action, share, path, flow, at } = event
  const isOnSystemShare = SYSTEM_SHARE.test(share)
  if (action === 'connected') return isOnSystemShare ? calls.word(`share ${flow}`, at) : []
  if (action !== 'created' || !isExecutableName(path)) return []
  const copy = callOf(event, 'wrote a program on a system share')
  if (share !== '') return isOnSystemShare ? [copy] : []
  const whole = calls.half(`share ${flow}`, copy)
  return whole ? [whole] : []
}

/** A service is made to be started. One that is only started was there before; one that is deleted again was a tool. */
function outcomeOf(deeds: readonly string[]): Outcome {
  const did = (deed: Deed): boolean => deeds.includes(deed)
  const isStarted = did('started a service')
  if (isStarted && (did('created a service') || did('deleted a service'))) return 2
  if (did('wrote a program on a system share') && (isStarted || did('created a service'))) return 2
  if (did('registered a task') && did('ran a task')) return 2
  return did('created a service') || did('registered a task') || did('called a WMI method') ? 1 : 0
}

function verdict(
  { index, count, facts, sightings, ...extent }: Page<Deeds>,
  isInside: (address: string) => boolean,
): Alert[] {
  const { source, target, deeds, outcome, signs } = facts
  if (outcome === 0 && deeds.length > 0 && deeds.every((deed) => ORDINARY.has(deed))) return []
  return [
    alertOf({
      kind: 'abnormal-process',
      stage: STAGE_OF['abnormal-process'],
      severity: SEVERITIES[outcome] ?? 'low',
      subject: `${source} ${target}`,
      windowStart: dayStart(index),
      ...extentOf([{ index, count, ...extent }]),
      source,
      target,
      device: isInside(target) ? target : isInside(source) ? source : '',
      count,
      evidence: {
        windowMs,
        threshold: ordersMin,
        events: shownSightings(sightings),
        deeds,
        outcome: OUTCOMES[outcome],
        signs,
      },
      reason: `${source} gave orders to ${target}: ${deeds.join(', ') || 'told earlier'}; ${OUTCOMES[outcome]}${signs.length > 0 ? ` (${signs.join('; ')})` : ''}`,
    }),
  ]
}

/** Alone, these are an administrator's day, or a copy, which is counted as one. */
const ORDINARY: ReadonlySet<string> = new Set<Deed>([
  'started a service',
  'deleted a service',
  'ran a task',
  'wrote a program on a system share',
])
