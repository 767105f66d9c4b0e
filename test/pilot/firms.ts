import type { AlertKind, Severity } from '#engine/alert.ts'
import { chance } from '../support/answered.ts'

/** How the pilot's 3,539 alerts fell on the kinds (domain.md §3.3.2(1)); kinds that never came are left out. */
export const PILOT_ALERTS: Readonly<Partial<Record<AlertKind, number>>> = {
  ...{ 'dns-tunneling': 298, 'syn-flood': 1, 'known-c2': 1_049, 'malware-download': 1, 'abnormal-process': 1 },
  ...{ 'brute-force-failure': 1_399, 'port-scan': 569, 'url-scan': 152, 'phishing-site': 69 },
}
export const ALERTS_TOTAL = Object.values(PILOT_ALERTS).reduce((sum, count) => sum + count, 0)

/** 10 of the 71 firms had a list of PCs with addresses, 11 one without, 50 none. */
export type Ledger = 'with-ips' | 'without-ips' | 'none'
export const ledgerOf = (place: number, firms: number): Ledger => {
  const share = place / firms
  return share < 10 / 71 ? 'with-ips' : share < 21 / 71 ? 'without-ips' : 'none'
}

export interface SimulatedPerson {
  name: string
  isOwner: boolean
  pc: { ip: string; mac: string; host: string }
}

export interface SimulatedFirm {
  name: string
  ledger: Ledger
  people: SimulatedPerson[]
  alerts: SimulatedAlert[]
}

export interface SimulatedAlert {
  kind: AlertKind
  severity: Severity
  /** Ms since the pilot began. */
  afterMs: number
  /** Whose PC it was, by place among the people. */
  user: number
  /** It becomes a notice; what the others are, an analyst tells at once. */
  isNotified: boolean
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NAMELESS = 0.2
/** So long there is for every notice: the reminders of what is 低 alone take five days, and what comes after the end is not seen. */
const FOLLOWED_DAYS = 10

/** Firms of 1 to 5 people on LINE, each with a PC; most PCs tell a name, and alerts come while people work. */
export function firmsOf({ firms, days, seed }: { firms: number; days: number; seed: number }): SimulatedFirm[] {
  const roll = chance(seed)
  const below = (limit: number): number => Math.floor(roll() * limit)
  return Array.from({ length: firms }, (_, place) => {
    const people = Array.from({ length: 1 + below(5) }, (_none, who): SimulatedPerson => {
      const tail = (place * 16 + who).toString(16).padStart(4, '0')
      const mac = `00:50:56:aa:${tail.slice(0, 2)}:${tail.slice(2)}`
      const host = roll() < NAMELESS ? '' : `DESKTOP-${tail.toUpperCase()}Q`
      return { name: `模擬${place}の${who}`, isOwner: who === 0, pc: { ip: `192.168.1.${20 + who}`, mac, host } }
    })
    const all = (Object.entries(PILOT_ALERTS) as [AlertKind, number][]).flatMap(([kind, share]) =>
      Array.from({ length: share }, () => kind),
    )
    const count = Math.max(1, Math.round((ALERTS_TOTAL / 71) * (days / 91)))
    const some = (isNotified: boolean): SimulatedAlert => {
      const kind = all[below(all.length)] ?? 'phishing-site'
      const afterwards = isNotified && days > 2 * FOLLOWED_DAYS ? FOLLOWED_DAYS : 2
      const afterMs = below(Math.max(1, days - afterwards)) * DAY_MS + (8 + below(11)) * HOUR_MS
      return { kind, severity: roll() < 0.5 ? 'medium' : 'low', afterMs, user: below(people.length), isNotified }
    }
    // The pilot sent 7 notices in all; here each firm gets one, or shares would be of seven.
    const alerts = [some(true), ...Array.from({ length: count - 1 }, () => some(false))]
    // No name is the beginning of another.
    return { name: `模擬企業${place}号`, ledger: ledgerOf(place, firms), people, alerts }
  })
}
