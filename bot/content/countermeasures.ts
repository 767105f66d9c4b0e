import type { AlertKind } from '#engine/alert.ts'
import { type Reader, sayText } from '../say.ts'

/** Ways to do something, two lines each; the button that chooses one is named so. */
export const WAYS = ['cable', 'windows', 'mac', 'phone', 'browser', 'keep'] as const
export type Way = (typeof WAYS)[number]

const EVERYWHERE = ['windows', 'mac', 'phone'] as const
const ON_PCS = ['windows', 'mac'] as const
const NOWHERE = [] as const

/** Why, in two sentences, and how: keys only, the sentences are in `locales/` (`countermeasures.*`). */
const WAYS_OF = {
  unplug: ['cable', ...EVERYWHERE],
  'keep-on': ['keep'],
  'leave-alone': NOWHERE,
  'leave-files': NOWHERE,
  'change-password': ON_PCS,
  'change-web-password': ['browser'],
  'remove-software': EVERYWHERE,
  'new-account': ON_PCS,
  'spare-administrator': ON_PCS,
  'ask-typed': NOWHERE,
  'ask-work': NOWHERE,
  'ask-service': NOWHERE,
  'ask-needed': NOWHERE,
  'ask-sent': NOWHERE,
  'name-service': NOWHERE,
  'tell-staff': NOWHERE,
  'tell-maker': NOWHERE,
  'check-net': NOWHERE,
} as const satisfies Record<string, readonly Way[]>
export type Countermeasure = keyof typeof WAYS_OF

export const COUNTERMEASURES = Object.keys(WAYS_OF) as Countermeasure[]

export const waysOf = (countermeasure: Countermeasure): readonly Way[] => WAYS_OF[countermeasure]

const CUT_OFF: readonly Countermeasure[] = ['unplug', 'keep-on']

/** What the template of each kind asks for, in the order of its steps (`templates.KIND.steps.*`). */
export const COUNTERMEASURES_OF: Record<AlertKind, readonly Countermeasure[]> = {
  'dns-tunneling': CUT_OFF,
  'brute-force-success': ['unplug', 'keep-on', 'change-web-password'],
  'syn-flood': ['check-net'],
  'known-c2': CUT_OFF,
  'dga-c2': CUT_OFF,
  'malware-download': ['unplug', 'leave-files', 'keep-on'],
  'abnormal-process': ['ask-work', 'unplug', 'keep-on'],
  'brute-force-failure': ['change-password'],
  'password-spraying': ['tell-staff', 'change-password'],
  'port-scan': ['ask-work', 'leave-alone'],
  'url-scan': ['tell-maker'],
  'phishing-site': ['ask-typed', 'change-web-password'],
  'cleartext-credentials': ['ask-service', 'name-service'],
  'privileged-account': ['new-account', 'spare-administrator'],
  'unwanted-software': ['ask-needed', 'remove-software'],
  'internal-file-transfer': ['ask-sent'],
}

/** The keys of a template's steps. */
export const stepKeys = (kind: AlertKind): string[] =>
  COUNTERMEASURES_OF[kind].map((_, place) => `templates.${kind}.steps.${place + 1}`)

/** What a step of a notice is, wherever the analyst has put it; undefined for words of the analyst's own. */
export function countermeasureIn(kind: AlertKind, step: string, reader: Reader): Countermeasure | undefined {
  const place = stepKeys(kind).findIndex((key) => sayText({ key }, reader) === step)
  return COUNTERMEASURES_OF[kind][place]
}
