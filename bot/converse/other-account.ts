import { messageLink } from '#adapters/line/account.ts'
import { accountOf, accountOfRegion } from '#db/accounts.ts'
import { basicIdKnown } from '#db/flyers.ts'
import type { Talk } from './talk.ts'

/**
 * Where a region has a LINE account of its own, its people are with that one: whoever brings a code to another is led there, with
 * the code written already. Whoever is known to the region here stays. True where that was said.
 */
export async function ledElsewhere(
  talk: Talk,
  { regionId, code }: { regionId: string; code: string },
): Promise<boolean> {
  const { tx, incoming, person } = talk
  const { platform, account } = incoming
  if (platform !== 'line' || person?.regionId === regionId) return false
  const here = await accountOf(tx, { platform, account })
  const theirs = await accountOfRegion(tx, { regionId, platform })
  if (here?.id === theirs?.id) return false
  const name = await basicIdKnown(tx, regionId)
  if (name === undefined) talk.say({ key: 'enrolment.code.other-region' })
  else {
    talk.say({ key: 'enrolment.code.other-account', params: { account: { typed: name } } })
    talk.show({ kind: 'link', label: { key: 'enrolment.code.open-account' }, url: messageLink(name, code) })
  }
  return true
}
