import type { Contact } from '#db/people.ts'
import { harmless, shownWithin } from '#engine/defang.ts'
import type { Option, Text } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { likeliestFirst } from '#engine/resemblance.ts'
import { likelyOf } from '../asset/likely.ts'
import { type AssetTap, assetTaps } from '../asset/tokens.ts'
import type { WhoseAsked } from './notice-message.ts'
import type { CaseWork } from './work.ts'

/** As many names as can stand beside each other on a phone; more are behind one button. */
const NAMES_MAX = 2

/**
 * Whoever leads the firm may know whose PC it is: then one tap into the ledger, with the notice itself, is enough. Where a
 * single person is left, or its name speaks of somebody, they come first. Nothing where that is known, to whoever does not
 * lead it, or where nothing but an address could be pointed at.
 */
export async function whoseAsked(work: CaseWork, whom: Contact): Promise<WhoseAsked | undefined> {
  const entry = readsFirmResult(whom.role) ? await work.unowned() : undefined
  if (!entry) return undefined
  const taps = assetTaps(work.app, work.case)
  const button = (label: Option['label'], tap: AssetTap): Option => ({
    ...{ label, isAside: true },
    token: taps.tap({ device: entry.key, revision: entry.revision, notice: work.case.id, ...tap }),
  })
  const people = await work.reachable()
  const likely = await likelyOf(work.tx, work.case, await work.holder(), people)
  const isLikely = ({ personId }: Contact): boolean => personId === likely?.personId
  const others = likeliestFirst(people, isLikely).filter(({ personId }) => personId !== whom.personId)
  const named = others.map(({ name, personId }) => button({ typed: name }, { verb: 'give', person: personId }))
  const pick = button({ key: 'asset.button.other' }, { verb: 'other' })
  const first = named.slice(0, others.some(isLikely) ? 1 : 0)
  const options = [
    button({ key: 'asset.button.mine' }, { verb: 'mine' }),
    ...(named.length > NAMES_MAX ? [...first, pick] : named),
  ]
  work.taps.granted.push(...taps.granted)
  const last = likely?.isOnlyOne ? people.find(isLikely) : undefined
  return { text: askText(last, whom), options }
}

function askText(last: Contact | undefined, whom: Contact): Text {
  if (!last) return { key: 'notice.whose' }
  if (last.personId === whom.personId) return { key: 'notice.whose-last-own' }
  return { key: 'notice.whose-last', params: { who: harmless(shownWithin(last.name), NAME_MAX) } }
}

const NAME_MAX = 40
