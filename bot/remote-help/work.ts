import { findConsultation } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { findRemoteHelp, type StoredRemoteHelp } from '#db/remote-helps.ts'
import { regionOf } from '../dialogue/work.ts'
import { aboutOf } from './lanes.ts'

/** Everything that help from afar is decided and shown by. `stored` is undefined until it was asked for. */
export interface RemoteHelpFile {
  id: string
  firm: Firm
  region: Region
  stored: StoredRemoteHelp | undefined
}

export async function remoteHelpFile(
  tx: Tx,
  { id, firmId }: { id: string; firmId: string },
  find: typeof findRemoteHelp = findRemoteHelp,
): Promise<RemoteHelpFile> {
  const firm = await findFirm(tx, firmId)
  if (!firm) throw new Error(`firm ${firmId} is not there`)
  return { id, firm, region: await regionOf(tx, firm.regionId), stored: await find(tx, id) }
}

/** Whoever asked the desk; otherwise the first of the firm whom a message reaches. */
export async function askedOf(tx: Tx, { id, firm }: RemoteHelpFile): Promise<Contact | undefined> {
  const reachable = (await contactsOf(tx, firm.id)).filter(isOnLine)
  const consultation = await findConsultation(tx, aboutOf(id))
  return reachable.find(({ personId }) => personId === consultation?.chat?.personId) ?? reachable[0]
}
