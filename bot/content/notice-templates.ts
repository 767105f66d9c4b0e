import { ADVISORY_KINDS, ALERT_KINDS, type AlertKind, HEALTH_CHECK_KINDS, type Severity } from '#engine/alert.ts'
import { looksLike } from '#engine/asset.ts'
import { harmless, shown } from '#engine/defang.ts'
import type { Device, Holder } from '#engine/device.ts'
import type { Text } from '#engine/message.ts'
import { LIMITS, type NoticeDraft } from '#engine/notice.ts'
import { made, nameShown } from '../asset/called.ts'
import { type Reader, sayText } from '../say.ts'
import { stepKeys } from './countermeasures.ts'

/**
 * What an analyst finds in the form when a notice is begun: keys only, the sentences are in `locales/` (`templates.*`).
 * A template is never edited once notices were sent from it: its successor gets the next `version`.
 */
export interface NoticeTemplate {
  kind: AlertKind
  version: number
  severity: Severity
  title: string
  what: string
  steps: readonly string[]
  /** How long the firm has, from the moment of writing, unless the analyst says otherwise. */
  dueHours: number
  contact: string
}

const HOURS_FOR: Record<Severity, number> = { high: 2, medium: 24, low: 72 }
const ADVISORY_HOURS = 7 * 24

/** What we propose; the analyst, who sees the evidence, decides. */
const PROPOSED: Record<AlertKind, Severity> = {
  'dns-tunneling': 'high',
  'brute-force-success': 'high',
  'syn-flood': 'medium',
  'known-c2': 'high',
  'dga-c2': 'high',
  'malware-download': 'high',
  'abnormal-process': 'high',
  'brute-force-failure': 'medium',
  'password-spraying': 'medium',
  'port-scan': 'low',
  'url-scan': 'low',
  'phishing-site': 'medium',
  'cleartext-credentials': 'low',
  'privileged-account': 'low',
  'unwanted-software': 'low',
  'internal-file-transfer': 'low',
}

const KINDS: readonly AlertKind[] = [...ALERT_KINDS, ...ADVISORY_KINDS, ...HEALTH_CHECK_KINDS]
export const NOTICE_TEMPLATES: readonly NoticeTemplate[] = KINDS.map(noticeTemplate)

export function noticeTemplate(kind: AlertKind): NoticeTemplate {
  const severity = PROPOSED[kind]
  const isAlert = (ALERT_KINDS as readonly AlertKind[]).includes(kind)
  return {
    kind,
    version: 2,
    severity,
    title: `templates.${kind}.title`,
    what: `templates.${kind}.what`,
    steps: stepKeys(kind),
    dueHours: isAlert ? HOURS_FOR[severity] : ADVISORY_HOURS,
    contact: 'templates.contact',
  }
}

/** What the case knows: raw, as the sensor saw it. */
export interface DraftFacts {
  device: string
  /** Which device had that address at the time. */
  holder: Holder
  /** '' when there are several or none. */
  counterpart: string
}

const HOUR_MS = 3_600_000

/** The form's first contents, in the firm's language, with everything an attacker may have chosen made harmless. */
export function draftFor(
  kind: AlertKind,
  facts: DraftFacts,
  reader: Reader,
  now: number,
  ruled?: Severity,
): NoticeDraft {
  const template = noticeTemplate(kind)
  const dueHours = ruled ? HOURS_FOR[ruled] : template.dueHours
  const said = (key: string): string => sayText({ key }, reader)
  const counterpart: Text = { key: 'templates.counterpart', params: { counterpart: shown(facts.counterpart) } }
  return {
    severity: ruled ?? template.severity,
    title: said(template.title),
    what: [said(template.what), ...(facts.counterpart === '' ? [] : [sayText(counterpart, reader)])].join('\n'),
    steps: template.steps.map(said),
    dueAt: now + dueHours * HOUR_MS,
    contact: said(template.contact),
    clue: sayText(clueOf(facts), reader),
  }
}

/** What can be found in the office: a name, else the number printed on the network card; how sure we are of it. */
function clueOf({ device, holder }: DraftFacts): Text {
  if (device === '') return { key: 'notice.clue.unknown' }
  // The firm's own device is never defanged: it must be found by what is printed on it.
  const address = harmless(device, 45)
  if (holder.kind === 'unknown') return { key: 'notice.clue.device', params: { device: address } }
  if (holder.kind === 'ambiguous') {
    const [first = '', second = ''] = holder.among.map((one) => calledBy(one, ONE_OF_TWO_MAX))
    return { key: 'notice.clue.device-among', params: { device: address, first, second } }
  }
  const name = calledBy(holder, LIMITS.clueLength / 3)
  if (holder.kind === 'stale') return { key: 'notice.clue.device-likely', params: { device: address, name } }
  const key = holder.name !== '' ? 'device-named' : made(holder.mac) ? 'device-made' : 'device-numbered'
  const clue: Text = { key: `notice.clue.${key}`, params: { device: address, name, ...made(holder.mac) } }
  const kind = looksLike(holder.name) === 'device' && holder.saysKind
  return kind ? { key: 'asset.called.probably', params: { what: clue, kind: { key: `asset.kind.${kind}` } } } : clue
}
const ONE_OF_TWO_MAX = 24

const calledBy = (device: Device, lengthMax: number): string =>
  device.name === '' ? device.mac : nameShown(device, lengthMax)
