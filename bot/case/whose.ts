import type { Contact } from '#db/people.ts'
import type { Option } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { type AssetTap, assetTaps } from '../asset/tokens.ts'
import type { CaseWork } from './work.ts'

/** As many names as can stand beside each other on a phone; more are behind one button. */
const NAMES_MAX = 2

/**
 * Whoever leads the firm may know whose PC it is: then one tap into the ledger, with the notice itself, is enough. No
 * buttons where that is known, to whoever does not lead it, or where nothing but an address could be pointed at.
 */
export async function whoseButtons(work: CaseWork, whom: Contact): Promise<Option[]> {
  const entry = readsFirmResult(whom.role) ? await work.unowned() : undefined
  if (!entry) return []
  const taps = assetTaps(work.app, work.case)
  const button = (label: Option['label'], tap: AssetTap): Option => ({
    ...{ label, isAside: true },
    token: taps.tap({ device: entry.key, revision: entry.revision, ...tap }),
  })
  const others = (await work.reachable()).filter(({ personId }) => personId !== whom.personId)
  const named = others.map(({ name, personId }) => button({ typed: name }, { verb: 'give', person: personId }))
  const pick = button({ key: 'asset.button.other' }, { verb: 'other' })
  const options = [
    button({ key: 'asset.button.mine' }, { verb: 'mine' }),
    ...(named.length > NAMES_MAX ? [pick] : named),
  ]
  work.taps.granted.push(...taps.granted)
  return options
}
