import { DYNAMIC_DNS } from '../dynamic-dns.ts'
import { nameOf } from '../name.ts'
import { isExemptName } from './exemption.ts'
import { knownLogit } from './score.ts'

/** What one honest name in a thousand looks like (card.md). */
const ODD_ABOVE = 3.47

/** A host name that says little alone and something beside other signs: free for anybody to take, or made up to the eye. */
export function isOddName(host: string): boolean {
  const name = nameOf(host)
  if (DYNAMIC_DNS.has(name.suffix) || DYNAMIC_DNS.has(name.zone)) return true
  return !isExemptName(name) && knownLogit(name) > ODD_ABOVE
}
