import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { FileEvent, RpcEvent, SensorEvent, ShareEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { createDiary, type Page } from '../diary.ts'
import { endingOf, isExecutableMagic, isExecutableName } from '../executable.ts'
import { type HeapOf, heapOf } from '../heap.ts'
import { createJoint, type StoredJoint } from '../joint.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { shownSightings } from '../sightings.ts'
import type { StoredTable } from '../table.ts'
import { DAY_MS, dayStart, extentOf } from '../window.ts'

/**
 * File transfer inside the firm that a file server does not explain: a program put on another computer, or fetched from its
 * administrator's share; a service installed from afar (psexec, smbexec); two computers that each take files from the other.
 *
 * Fields: what is done on Windows shares, the files that went over them, calls to the service manager. The share stands in
 * one event and the file in another of the same connection, the service manager's binding likewise; they are joined
 * whichever comes first. Exempt: documents on a server, shortcuts, and programs read from an ordinary share, which is
 * how they are handed out. Known false positives: software distribution and virus scanners that install from a management server;
 * somebody who keeps installers on the file server.
 * Source: bzar (MITRE), Zeek and Suricata recordings of psexec, smbexec and copies.
 */
export const internalFileTransfer: Rule = {
  name: 'internal-file-transfer',
  raises: ['internal-file-transfer'],
  knobs: {
    /** One is enough; those of a pair within a day are one alert. */
    transfersMin: 1,
    windowMs: DAY_MS,
  },
  watch: watchTransfers,
}

const { transfersMin = 1, windowMs = 0 } = internalFileTransfer.knobs

/** What one computer did to another, as bits. */
const [PROGRAM, ADMIN_SHARE, SERVICE, THERE, BACK] = [1, 2, 4, 8, 16]

interface Facts {
  client: string
  server: string
  deeds: number
}

type Ends = Pick<Facts, 'client' | 'server'>

interface Stored {
  deeds: StoredTable<Page<Facts>>
  pairs: StoredTable<Page<Facts>>
  files: StoredJoint<Ends>
  calls: StoredJoint<Ends>
}

function watchTransfers({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const past = stored as Stored | undefined
  const deeds = createDiary<Facts>(limits, past?.deeds)
  const pairs = createDiary<Facts>(limits, past?.pairs)
  const files = createJoint<Ends>(limits.subjectsMax, past?.files)
  const calls = createJoint<Ends>(limits.subjectsMax, past?.calls)

  function write(done: HeapOf<Ends>, deed: number): void {
    const { client, server } = done.what
    const page = deeds.writeAll(done, `${client} ${server}`, () => ({ client, server, deeds: 0 }))
    page.facts.deeds |= deed
  }

  /** Whoever is asked on the port of shares is the server, whichever way the file went. */
  function exchange(file: HeapOf<Ends>): void {
    const { client, server } = file.what
    const [left, right] = client < server ? [client, server] : [server, client]
    const page = pairs.writeAll(file, `${left} ${right} both ways`, () => ({ client: left, server: right, deeds: 0 }))
    page.facts.deeds |= server === right ? THERE : BACK
  }

  const isWithin = ({ source, target }: SensorEvent): boolean =>
    source !== target && isInside(source) && isInside(target)

  function share(event: ShareEvent): void {
    const { action, flow } = event
    if (action === 'connected') {
      if (isAdminShare(event.share) && isWithin(event))
        for (const deed of files.word(`${flow}`, event.at)) write(deed, ADMIN_SHARE)
      return
    }
    if (action !== 'created' && action !== 'renamed') return
    const isBold = isProgram(event.path)
    if ((!isBold && !isSystemPath(event.path)) || !isWithin(event)) return
    const deed = deedOf(event, event.source, event.target, `wrote ${event.path}`)
    if (isBold) write(deed, PROGRAM)
    if (isAdminShare(event.share)) write(deed, ADMIN_SHARE)
    else if (files.half(`${flow}`, deed)) write(deed, ADMIN_SHARE)
  }

  function file(event: FileEvent): void {
    if (event.service !== 'smb' || !isWithin(event)) return
    const isWritten = isSharePort(event.targetPort)
    const [client, server] = isWritten ? [event.source, event.target] : [event.target, event.source]
    const deed = deedOf(event, client, server, `${isWritten ? 'wrote' : 'fetched'} ${event.name}`)
    exchange(deed)
    if (!isProgram(event.name, event.magic)) return
    if (isWritten) write(deed, PROGRAM)
    if (files.half(`${event.flow}`, deed)) write(deed, ADMIN_SHARE)
  }

  function rpc(event: RpcEvent): void {
    const { endpoint, operation, flow } = event
    if (endpoint === 'svcctl' && operation === '') {
      for (const deed of calls.word(`${flow}`, event.at)) write(deed, SERVICE)
      return
    }
    const isKnown = endpoint === 'svcctl' && operation.startsWith('CreateService')
    const mayBe = endpoint === '' && CREATE_SERVICE.has(operation)
    if ((!isKnown && !mayBe) || !isWithin(event)) return
    const deed = deedOf(event, event.source, event.target, 'installed a service')
    if (isKnown || calls.half(`${flow}`, deed)) write(deed, SERVICE)
  }

  return {
    share,
    file,
    rpc,
    collect: () => [
      ...deeds.written().map(deedAlert),
      ...pairs
        .written()
        .filter(({ facts }) => facts.deeds === (THERE | BACK))
        .map(pairAlert),
    ],
    forget(before) {
      for (const part of [deeds, pairs, files, calls]) part.forget(before)
    },
    subjects: () => [deeds, pairs, files, calls].reduce((sum, part) => sum + part.subjects(), 0),
    evicted: () => [deeds, pairs, files, calls].reduce((sum, part) => sum + part.evicted(), 0),
    stored: (): Stored => ({
      deeds: deeds.stored(),
      pairs: pairs.stored(),
      files: files.stored(),
      calls: calls.stored(),
    }),
  }
}

/** CreateServiceW, CreateServiceA and the two of WOW64, where only their number is told. */
const CREATE_SERVICE: ReadonlySet<string> = new Set(['12', '24', '44', '45'])
const isAdminShare = (share: string): boolean => share.endsWith('$') && ADMIN_SHARE_NAME.test(share)
/** `\\server\ADMIN$`, `C$`: open to administrators only. */
const ADMIN_SHARE_NAME = /(?:^|[\\/])(?:admin|[a-z])\$$/i

const isProgram = (name: string, magic = ''): boolean =>
  !EVERYDAY.has(endingOf(name)) && (isExecutableName(name) || (magic !== '' && isExecutableMagic(magic)))
/** Shortcuts and a developer's files lie in everybody's folders on a server. */
const EVERYDAY: ReadonlySet<string> = new Set(['lnk', 'jar', 'class', 'sh', 'apk'])

const isSharePort = (port: number): boolean => port === 445 || port === 139
const isSystemPath = (path: string): boolean => /^\\?(?:windows|programdata)\\/i.test(path)

const NOTE_MAX = 120
const deedOf = (event: SensorEvent, client: string, server: string, note: string): HeapOf<Ends> =>
  heapOf(event, note.slice(0, NOTE_MAX), { client, server })

function deedAlert(page: Page<Facts>): Alert {
  const { deeds } = page.facts
  const severity: Severity =
    (deeds & SERVICE) !== 0 && (deeds & (PROGRAM | ADMIN_SHARE)) !== 0
      ? 'high'
      : (deeds & (SERVICE | ADMIN_SHARE)) !== 0
        ? 'medium'
        : 'low'
  const done = doneBy(deeds)
  const reason = `${page.facts.client} ${done.join(' and ')} ${page.facts.server}`
  return alertFor(page, { severity, source: page.facts.client, reason, deeds: done })
}

function doneBy(deeds: number): string[] {
  return [
    ...((deeds & PROGRAM) !== 0 ? ['put a program on'] : []),
    ...((deeds & ADMIN_SHARE) !== 0 ? ['used the administrator’s share of'] : []),
    ...((deeds & SERVICE) !== 0 ? ['installed a service on'] : []),
  ]
}

const pairAlert = (page: Page<Facts>): Alert =>
  alertFor(page, {
    ...{ severity: 'low', source: '', deeds: [] },
    reason: `${page.facts.client} and ${page.facts.server} took files from each other`,
  })

interface Told extends Pick<Alert, 'severity' | 'source' | 'reason'> {
  deeds: string[]
}

function alertFor(page: Page<Facts>, { severity, source, reason, deeds }: Told): Alert {
  const { client, server } = page.facts
  return alertOf({
    kind: 'internal-file-transfer',
    stage: STAGE_OF['internal-file-transfer'],
    severity,
    subject: page.subject,
    windowStart: dayStart(page.index),
    ...extentOf([page]),
    source,
    target: source === '' ? '' : server,
    device: client,
    count: page.count,
    evidence: {
      windowMs,
      threshold: transfersMin,
      events: shownSightings(page.sightings),
      hosts: [client, server],
      ...(deeds.length > 0 && { deeds }),
    },
    reason,
  })
}
