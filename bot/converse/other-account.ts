import { messageLink } from '#adapters/line/account.ts'
import { accountOf, accountOfRegion, homesOf } from '#db/accounts.ts'
import { basicIdKnown } from '#db/flyers.ts'
import { PLATFORM_NAMES } from '../staff-chat.ts'
import { identityOf, type Talk } from './talk.ts'

interface Code {
  regionId: string
  code: string
}

/**
 * Where a region has an account of its own, its people are with that one: whoever brings a code to another is led there, and the
 * code is not used up. True where that was said.
 */
export const ledElsewhere = (talk: Talk, code: Code): Promise<boolean> =>
  talk.incoming.platform === 'line' ? ledToLine(talk, code) : ledToStaffChat(talk, code)

/** With the code written already. Whoever is known to the region here stays. */
async function ledToLine(talk: Talk, { regionId, code }: Code): Promise<boolean> {
  const { tx, incoming, person } = talk
  if (person?.regionId === regionId) return false
  const here = await accountOf(tx, identityOf(incoming))
  const theirs = await accountOfRegion(tx, { regionId, platform: 'line' })
  if (here?.id === theirs?.id) return false
  const name = await basicIdKnown(tx, regionId)
  if (name === undefined) talk.say({ key: 'enrolment.code.other-region' })
  else {
    talk.say({ key: 'enrolment.code.other-account', params: { account: { typed: name } } })
    talk.show({ kind: 'link', label: { key: 'enrolment.code.open-account' }, url: messageLink(name, code) })
  }
  return true
}

async function ledToStaffChat(talk: Talk, { regionId }: Code): Promise<boolean> {
  const { tx, incoming } = talk
  const here = await accountOf(tx, identityOf(incoming))
  const theirs = (await homesOf(tx, regionId)).find(({ platform }) => platform === incoming.platform)
  if (here?.account === theirs?.account) return false
  if (!theirs) talk.say({ key: 'enrolment.code.other-region' })
  else {
    const params = { platform: PLATFORM_NAMES[theirs.platform], account: { typed: theirs.name } }
    talk.say({ key: 'enrolment.code.other-workspace', params })
  }
  return true
}
