import type { StoredAlert } from '#db/alerts.ts'
import type { Evidence } from '#engine/alert.ts'
import { harmless, shown, shownWithin } from '#engine/defang.ts'
import type { Param, Text } from '#engine/message.ts'

/**
 * What a rule found, in a sentence of the reader's language: made of what the alert keeps of it, when somebody looks. What a
 * sensor saw is data: no name in it can be tapped.
 */

type Found = Pick<StoredAlert, 'rule' | 'source' | 'target' | 'device' | 'count' | 'evidence'>

/** Undefined for a rule that this version does not have, and for what says too little. */
export function foundText({ rule, evidence, source, target, device, count }: Found): Text | undefined {
  const says = (fact: Fact): boolean => typeof evidence[fact] === 'number' || listOf(evidence[fact]).length > 0
  const [name] = Object.entries(SENTENCES[rule] ?? {}).find(([, needs]) => needs.every(says)) ?? []
  if (name === undefined) return undefined
  const params: Record<string, Param> = {
    ...Object.fromEntries(FACTS.map((fact) => [fact, valueText(fact, evidence[fact])])),
    ...{ source: placeText(source), target: placeText(target), device: placeText(device), count },
  }
  return { key: `case.found.${name}`, params }
}

/** Of each rule the sentences that tell of it, and what each needs to have been measured: the first that can be said is. */
const SENTENCES: Readonly<Record<string, Readonly<Record<string, readonly Fact[]>>>> = {
  'abnormal-process': { ordered: ['outcome'] },
  beaconing: { beat: ['gaps', 'periodMs', 'steadyPercent'], held: ['heldMs'] },
  'brute-force': { 'got-in': ['service', 'failuresBefore'], guessing: ['service', 'targets'] },
  'cleartext-credentials': { 'cleartext-account': ['service', 'account'], cleartext: ['service'] },
  'dga-c2': { 'made-up': ['names', 'missing'] },
  'dns-tunneling': { tunnel: ['names', 'zone', 'longestBytes'] },
  'internal-file-transfer': { 'file-deeds': ['deeds'], files: ['hosts'] },
  'known-c2': { listed: ['deed'] },
  'malware-download': { download: ['signs'], 'download-place': [] },
  'password-spraying': {
    spraying: ['service', 'targets', 'accounts'],
    'spraying-shared': ['service', 'sources', 'accounts'],
  },
  'phishing-site': { phishing: ['host', 'deed'] },
  'port-scan': { scan: ['doors', 'hosts', 'ports'] },
  'privileged-account': { 'administrator-deeds': ['deeds'], administrator: ['account', 'hosts'] },
  rendezvous: { rendezvous: ['names'] },
  'syn-flood': { flood: ['port', 'sources', 'shape'] },
  'unwanted-software': { software: ['program', 'sort'] },
  'url-scan': { pages: ['guesses', 'probes'] },
}
export const FOUND_NAMES: readonly string[] = Object.values(SENTENCES).flatMap((one) => Object.keys(one))

/** What the rule measured beside that, each by its name: numbers, names, a baseline. */
export const factRows = (evidence: Evidence): { label: Text; value: Text }[] =>
  Object.entries(factsIn(evidence)).map(([fact, value]) => ({
    label: isFact(fact) ? { key: `case.found.fact.${fact}` } : { typed: harmless(fact, TYPED_MAX) },
    value: valueText(fact, value),
  }))

const factsIn = ({ windowMs, threshold, unit, events, feed, ...facts }: Evidence): Record<string, unknown> => facts

/** As evidence calls what a rule measured. */
export const FACTS = [
  ...[
    'account',
    'accounts',
    'address',
    'callers',
    'dayPoints',
    'deed',
    'deeds',
    'doors',
    'failuresBefore',
    'gaps',
    'guesses',
  ],
  ...['hasFound', 'hash', 'heldMs', 'host', 'hosts', 'longestBytes', 'measure', 'missing', 'names', 'newDevices'],
  ...['outcome', 'pace', 'peakPerSecond', 'periodMs', 'points', 'port', 'ports', 'probes', 'program', 'service'],
  ...['services', 'shape', 'signs', 'sort', 'sources', 'steadyPercent', 'targets', 'unknownAccountTries', 'usual'],
  ...['way', 'zone'],
] as const
type Fact = (typeof FACTS)[number]
const isFact = (name: string): name is Fact => FACTS.some((one) => one === name)

const TYPED_MAX = 300
const LISTED_MAX = 8

function valueText(fact: string, value: unknown): Text {
  if (typeof value === 'number')
    return fact.endsWith('Ms')
      ? { key: 'case.found.value.span', params: { span: { spanMs: value } } }
      : { typed: String(value) }
  if (typeof value === 'boolean') return { key: `case.found.word.${value ? 'yes' : 'no'}` }
  const list = listOf(value)
  if (list.length === 0) return { key: 'case.found.value.none' }
  return list
    .slice(0, LISTED_MAX)
    .map(wordText)
    .reduce((first, next): Text => ({ key: 'case.found.value.listed', params: { first, next } }))
}

/** What was done is counted by its name; the rest is said one by one. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String)
  if (typeof value === 'object' && value !== null) return Object.keys(value)
  return value === undefined || value === null || value === '' ? [] : [String(value)]
}

const wordText = (said: string): Text => {
  const name = said.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return isWord(name) ? { key: `case.found.word.${name}` } : { typed: harmless(shownWithin(said), TYPED_MAX) }
}

const placeText = (place: string): Text => (place === '' ? { key: 'case.fact.several' } : { typed: shown(place) })

/** What the rules say of their own, as a key: `an odd port` is `an-odd-port`. */
export const FOUND_WORDS = [
  ...['yes', 'no'],
  ...['nobody-asked-for-its-name', 'an-odd-name', 'an-odd-port', 'no-answer', 'openly'],
  ...['from-a-bare-address', 'in-disguise', 'by-mail', 'at-an-odd-port', 'by-a-script', 'out-of-a-page'],
  ...['from-a-blog-s-inside', 'from-a-rented-name'],
  ...['looked-up', 'tried-to-reach', 'resembles-malware-in-its-talk-with', 'reached', 'visited', 'sent-data-to'],
  ...['attempted', 'answered', 'succeeded'],
  ...['the-server-answered-as-if-it-had-understood', 'the-server-answered-with-what-was-asked-of-it'],
  ...['the-server-called-the-place-it-was-told-to'],
  ...['command-injection', 'web-shell', 'code-injection', 'path-traversal', 'sql-injection', 'script-upload'],
  ...['created-a-service', 'started-a-service', 'deleted-a-service', 'registered-a-task', 'ran-a-task'],
  ...['called-a-wmi-method', 'wrote-a-program-on-a-system-share'],
  ...['put-a-program-on', 'used-the-administrator-s-share-of', 'installed-a-service-on'],
  ...['task', 'registry', 'services', 'secret-file', 'forged-login', 'directory-copy'],
  ...['one-source', 'few-sources', 'made-up-sources', 'vertical', 'horizontal', 'mixed', 'fast', 'slow'],
  ...['file-sharing', 'remote-control', 'mining', 'tunnel', 'anonymity', 'inbound', 'shared', 'own'],
  ...['a-miner', 'roving', 'letters', 'alike', 'missing', 'told', 'told-to-stranger', 'remote-desktop'],
] as const
type FoundWord = (typeof FOUND_WORDS)[number]
const isWord = (name: string): name is FoundWord => FOUND_WORDS.some((one) => one === name)
