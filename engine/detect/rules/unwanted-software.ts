import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { TlsEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { createDiary, type Page } from '../diary.ts'
import { addLowest } from '../lowest.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { type Seen, shownSightings } from '../sightings.ts'
import type { StoredTable } from '../table.ts'
import { BITTORRENT, type Program, programOfAgent, programOfHost, TOR } from '../unwanted-programs.ts'
import { DAY_MS, dayStart, extentOf } from '../window.ts'

/**
 * Unwanted software: a computer of the firm runs file sharing, remote control, a coin miner, a tunnel past the firm's
 * gateway, or Tor. Once a day for each device and program.
 *
 * Fields: names asked for, TLS server names and hellos, HTTP hosts, programs' names for themselves and what they ask of a
 * tracker, and the protocol that the sensor recognised. Exempt: makers' pages for people, and whoever is outside. Known
 * false positives: a remote-control tool that the firm's own helpers use; a DNS server of the firm, which asks what its
 * clients asked. Not seen: what hides its names (Winny, Share, Psiphon, most VPNs). Source: nDPI's and the makers' lists.
 */
export const unwantedSoftware: Rule = {
  name: 'unwanted-software',
  raises: ['unwanted-software'],
  knobs: {
    /** One name is enough: nobody but the program asks for it. */
    signsMin: 1,
    windowMs: DAY_MS,
  },
  watch: watchSoftware,
}

const { signsMin = 1, windowMs = 0 } = unwantedSoftware.knobs

interface Facts {
  device: string
  program: Program
  /** The lowest few. */
  signs: string[]
}
const SIGN_MAX = 80

function watchSoftware({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const diary = createDiary<Facts>(limits, stored as StoredTable<Page<Facts>> | undefined)

  function write(event: Seen, program: Program | undefined, what: string, device = event.source): void {
    if (program === undefined || !isInside(device)) return
    const sign = what.slice(0, SIGN_MAX)
    const { facts } = diary.write(event, `${device} ${program.name}`, sign, () => ({ device, program, signs: [] }))
    addLowest(facts.signs, sign)
  }

  return {
    dns(event) {
      write(event, programOfHost(event.name), event.name)
    },
    tls(event) {
      write(event, isTor(event) ? TOR : programOfHost(event.serverName), event.serverName || 'its hello')
    },
    http(event) {
      const { host, path, userAgent } = event
      write(event, programOfHost(host), host)
      write(event, programOfAgent(userAgent), userAgent)
      if (path.includes('info_hash=')) write(event, BITTORRENT, `a tracker, ${host}`)
    },
    flow(event) {
      const { service, source, target, outcome } = event
      if (!service.startsWith('bittorrent')) return
      write(event, BITTORRENT, service)
      // Whoever answers a stranger in that tongue speaks it.
      if (outcome === 'answered' && !isInside(source)) write(event, BITTORRENT, service, target)
    },
    collect: () => diary.written().map(verdict),
    forget: diary.forget,
    subjects: diary.subjects,
    evicted: diary.evicted,
    stored: diary.stored,
  }
}

/** Tor's hello, or a made-up name for nobody's page, on the port of its relays. */
const isTor = ({ ja3, serverName, targetPort }: TlsEvent): boolean =>
  ja3 === TOR_JA3 || (targetPort >= 9_001 && targetPort <= 9_003 && TOR_NAME.test(serverName))
const TOR_JA3 = 'e7d705a3286e19ea42f587b344ee6865'
const TOR_NAME = /^www\.[a-z2-7]{8,20}\.(?:com|net)$/

const SEVERITIES: Record<Program['sort'], Severity> = {
  'file-sharing': 'medium',
  'remote-control': 'low',
  mining: 'medium',
  tunnel: 'low',
  anonymity: 'medium',
}

function verdict(page: Page<Facts>): Alert {
  const { device, program, signs } = page.facts
  return alertOf({
    kind: 'unwanted-software',
    stage: STAGE_OF['unwanted-software'],
    severity: SEVERITIES[program.sort],
    subject: page.subject,
    windowStart: dayStart(page.index),
    ...extentOf([page]),
    source: device,
    target: '',
    device,
    count: page.count,
    evidence: {
      windowMs,
      threshold: signsMin,
      events: shownSightings(page.sightings),
      program: program.name,
      sort: program.sort,
      signs: [...signs],
    },
    reason: `${device} runs ${program.name} (${program.sort}), by ${signs[0] ?? ''}`,
  })
}
