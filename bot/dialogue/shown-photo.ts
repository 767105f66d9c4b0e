import { enter, type Tx } from '#db/door.ts'
import { openablePhoto, ownerOfPhoto } from '#db/photos.ts'
import type { ShownPhoto } from '../http/photo.ts'
import { photoSeal, type Secrets } from '../secrets.ts'

/** The photo that a link speaks of, opened. Undefined when it is kept no longer. Ends in the firm's own scope. */
export const photoBehind =
  (secrets: Pick<Secrets, 'open'>) =>
  async (tx: Tx, id: string): Promise<ShownPhoto | undefined> => {
    const owner = await ownerOfPhoto(tx, id)
    if (!owner) return undefined
    await enter(tx, { kind: 'firm', ...owner })
    const photo = await openablePhoto(tx, id)
    return photo && { type: photo.type, bytes: secrets.open(photo.sealed, photoSeal(owner.firmId, id)) }
  }
