import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import type { Identity } from '#db/people.ts'
import { arrivedAt, standingWith } from '#db/taking-back.ts'
import type { Message, Text } from '#engine/message.ts'
import { DEFAULT_LOCALE } from '#locales/index.ts'
import { isOfVisit } from './dispatch/lanes.ts'
import type { FlowContext } from './flow.ts'

interface Taken {
  regionId: string
  firmId: string
  personId: string
  chats: readonly Identity[]
  /** Who takes it from them. */
  actor: string
  /** What it is about, by subject; all of it where that is not said. */
  about?: readonly string[]
}

const PREFIX = 'taken-back:'
export const personTakenFrom = (subject: string): string | undefined =>
  subject.startsWith(PREFIX) ? subject.slice(PREFIX.length, subject.lastIndexOf(':')) : undefined

/**
 * Whoever may see nothing of a firm any more is left nothing of it to read, where the platform lets us: what stands in
 * their chats is deleted. Whoever takes it from them hears what stays on LINE, which deletes nothing for us, and once the
 * rest has ended (`bot/flows/taken-back.ts`) what else stays.
 */
export async function takeBack(
  tx: Tx,
  app: FlowContext,
  { regionId, firmId, personId, chats, actor, about }: Taken,
): Promise<{ entries: OutboxEntry[]; stays: (who: string) => Text[] }> {
  const subject = `${PREFIX}${personId}:${app.newUuid()}`
  const entries = await deletions(tx, app, { place: { regionId, firmId, subject }, firmId, chats, about })
  let onLine = 0
  for (const { platform, account, userId } of distinct(chats))
    if (platform === 'line') onLine += await arrivedAt(tx, { firmId, platform, account, address: userId, about })
  const params = { deleting: entries.length, staysOnLine: onLine }
  if (entries.length + onLine > 0)
    await note(tx, {
      ...{ regionId, firmId, subject: `person:${personId}`, at: app.now, actor, what: 'taking-back', params },
      reason: null,
    })
  return {
    entries,
    stays: (who) => [
      ...(entries.length > 0 ? [{ key: 'member.taking-back', params: { who } }] : []),
      ...(onLine > 0 ? [{ key: 'member.stays-on-line', params: { who } }] : []),
    ],
  }
}

const NOTHING: Message = { purpose: 'history', fallback: { typed: '' }, parts: [] }

/** What somebody was given as a vendor is not the firm's to take: it goes with the visit. */
export async function deletions(
  tx: Tx,
  app: FlowContext,
  {
    place,
    firmId,
    chats,
    about,
  }: Pick<Taken, 'firmId' | 'chats'> & {
    about?: readonly string[] | undefined
    place: Pick<OutboxEntry, 'regionId' | 'firmId' | 'subject'>
  },
): Promise<OutboxEntry[]> {
  const entries: OutboxEntry[] = []
  for (const { platform, account, userId } of distinct(chats)) {
    const to = { platform, account, address: userId }
    for (const { id, messageId, subject } of await standingWith(tx, { firmId, ...to, about }))
      if (!isOfVisit(subject))
        entries.push({
          ...{ id: app.newUuid(), ...place, to, priority: 'notice', locale: DEFAULT_LOCALE, message: NOTHING },
          takesBack: { id, messageId },
        })
  }
  return entries
}

const distinct = (chats: readonly Identity[]): Identity[] =>
  chats.filter((chat, at) => chats.findIndex((one) => isSame(one, chat)) === at)

const isSame = (one: Identity, other: Identity): boolean =>
  one.platform === other.platform && one.account === other.account && one.userId === other.userId
