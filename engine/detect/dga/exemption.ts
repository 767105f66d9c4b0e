import type { DnsEvent } from '#engine/event.ts'
import { BLOCKED_ZONES } from '../blocked-zones.ts'
import { DYNAMIC_DNS } from '../dynamic-dns.ts'
import type { Name } from '../name.ts'
import { TRUSTED_ZONES } from '../trusted-zones.ts'

/** What programs ask for that want to connect. */
const ADDRESS_TYPES: ReadonlySet<string> = new Set(['A', 'AAAA', 'HTTPS', ''])
const [MDNS_PORT, LLMNR_PORT] = [5353, 5355]
const OWN_SUFFIXES: ReadonlySet<string> = new Set([
  ...['local', 'localdomain', 'lan', 'home', 'internal', 'intranet', 'private', 'corp', 'workgroup', 'invalid', 'test'],
  ...['arpa', 'in-addr.arpa', 'ip6.arpa', 'home.arpa', 'domain', 'onion', 'example', 'localhost'],
])
/** Shorter ones are all taken. */
const LABEL_MIN = 3

const ALL_DIGITS = /^\d+$/

/** Whether a look-up tells nothing about malware, whatever its name looks like. */
export const isExempt = ({ recordType, targetPort }: DnsEvent, name: Name): boolean =>
  targetPort === MDNS_PORT || targetPort === LLMNR_PORT || !ADDRESS_TYPES.has(recordType) || isExemptName(name)

/** Whether honest people hand out such names, however they look, or it is an address and no name. */
export function isExemptName({ zone, label, suffix, suffixKind }: Name): boolean {
  if (label.length < LABEL_MIN || label.startsWith('xn--') || ALL_DIGITS.test(suffix)) return true
  if (suffixKind === 'private' ? !DYNAMIC_DNS.has(suffix) : OWN_SUFFIXES.has(suffix)) return true
  return TRUSTED_ZONES.has(zone) || BLOCKED_ZONES.has(zone)
}
