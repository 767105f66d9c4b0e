import { saidIn } from '#adapters/line/said.ts'
import { sentAs } from '#db/outbox.ts'
import { shownWithin } from '#engine/defang.ts'
import type { Said } from '../consultation/happening.ts'
import { wordsOfKey } from '../consultation/lanes.ts'
import { identityOf, type Talk } from './talk.ts'

const SHOWN_MAX = 60

/** What a message quotes, as far as it is known here: words of the desk's by their name, other words of ours in short. */
export async function quotedBy(talk: Talk, messageId: string | undefined): Promise<Said['quoted']> {
  if (messageId === undefined) return undefined
  const { platform, account, userId: address } = identityOf(talk.incoming)
  const sent = await sentAs(talk.tx, { platform, account, address }, messageId)
  if (!sent) return { messageId }
  const wordsId = wordsOfKey(sent.subject)
  if (wordsId !== undefined) return { messageId, ours: { wordsId } }
  const words = shownWithin(saidIn(sent.object)).slice(0, SHOWN_MAX)
  return words === '' ? { messageId } : { messageId, ours: { ours: { typed: words } } }
}
