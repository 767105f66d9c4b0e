import type { Tx } from '#db/door.ts'
import { addFlyer } from '#db/flyers.ts'
import { canonicalCode } from '#engine/enrolment.ts'
import type { Flyer } from '#engine/flyer.ts'
import type { Links } from '../links.ts'
import { sayText } from '../say.ts'
import { newInviteCode } from '../secrets.ts'
import { flyerSubject } from './flyer-sheet.ts'

const LINK_LIFE_MS = 30 * 86_400_000

export async function makeFlyer(
  tx: Tx,
  told: Omit<Flyer, 'code'>,
  { locale, now }: { locale: string; now: number },
): Promise<Flyer> {
  const headline = told.headline || sayText({ key: 'meeting.paper.headline' }, { locale, timezone: 'UTC' })
  const flyer = { ...told, headline, code: canonicalCode(newInviteCode()) }
  await addFlyer(tx, flyer, now)
  return flyer
}

/** Its two papers, as PDF; good for 30 days. */
export const papersOf = ({ id }: Pick<Flyer, 'id'>, link: Links['to'], now: number) => ({
  a4Url: link(flyerSubject(id, 'a4'), 'pdf', now + LINK_LIFE_MS),
  triFoldUrl: link(flyerSubject(id, 'tri-fold'), 'pdf', now + LINK_LIFE_MS),
})
