import { findFirm } from '#db/firms.ts'
import type { Membership } from '#db/people.ts'
import type { Option } from '#engine/message.ts'
import { firmMark } from '../dialogue/tokens.ts'
import type { Talk } from './talk.ts'

type Firm = Membership & { firmId: string }

/** The firm that a word is about: the one that was chosen, or the only one; undefined when it must be asked. */
export const firmMeant = ({ firms }: Talk, chosen?: string): Firm | undefined =>
  chosen === undefined ? soleOf(firms) : firms.find(({ firmId }) => firmMark(firmId) === chosen)

const soleOf = (firms: readonly Firm[]): Firm | undefined => (firms.length === 1 ? firms[0] : undefined)

export async function askWhichFirm(talk: Talk, tokenFor: (firmId: string) => string): Promise<void> {
  const options: Option[] = []
  for (const { firmId } of talk.firms) {
    const firm = await findFirm(talk.tx, firmId)
    options.push({ label: { typed: firm?.name ?? '' }, token: tokenFor(firmId) })
  }
  talk.ask({ key: 'converse.which-firm' }, options)
}
