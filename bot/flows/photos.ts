import { randomUUID } from 'node:crypto'
import type { Fetched, MediaAdapter, Platform } from '#adapters/adapter.ts'
import type { Db } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { ownerOf } from '#db/node-life.ts'
import { claimPhotos, dropWanted, keepPhoto, restPhoto, type WantedPhoto } from '#db/photos.ts'
import type { Input, PhotoRefusal } from '#engine/dialogue/exchange.ts'
import { type Picture, withoutTraces } from '#engine/picture/picture.ts'
import { backoffMs } from '#scheduler/backoff.ts'
import type { Accounts } from '../account/accounts.ts'
import { photoCommand as assetCommand, isOfAssetPhoto } from '../asset/photo.ts'
import {
  photoCommand as consultationCommand,
  isForLine,
  isOfConsultation,
  PICTURE_BYTES_MAX,
} from '../consultation/photo.ts'
import { crashPoint } from '../crash-point.ts'
import { type DialogueInput, dialogueLane } from '../dialogue/work.ts'
import { isOfVisit, photoCommand } from '../dispatch/photo.ts'
import type { Log } from '../log.ts'
import { createLoop, type Loop } from '../loop.ts'
import { photoSeal, type Secrets } from '../secrets.ts'

export interface PhotosOptions {
  db: Db
  /** Whoever heard of it is who may have it. */
  accounts: {
    speaking(...asked: Parameters<Accounts['speaking']>): Promise<Pick<MediaAdapter, 'fetchMedia'> | undefined>
  }
  secrets: Pick<Secrets, 'seal'>
  now: () => number
  log: Log
}

/** More than any telephone takes; what is larger is let go of before it is here. */
export const PHOTO_BYTES_MAX = 20_000_000
const AT_ONCE = 2
const FETCH_TIMEOUT_MS = 15_000
const LEASE_MS = 45_000
const ATTEMPTS_MAX = 4

/**
 * Fetches the photos that questions, visits, devices and consultations wait for, apart from the inbox: a slow host holds up nobody else's words. Fetched,
 * cleaned and sealed outside every transaction; kept and told to whatever waits in one. Killed in between, it is fetched again.
 */
export function createPhotoFetcher(options: PhotosOptions): Loop {
  const { db, log } = options
  const owner = ownerOf(db.nodeId, randomUUID())
  return createLoop({
    name: 'photos',
    wakenBy: (wake) => db.onHint('photos', wake),
    log,
    async round() {
      const claim = { limit: AT_ONCE, leaseMs: LEASE_MS }
      const photos = await db.transaction({ kind: 'system' }, (tx) => claimPhotos(tx, owner, claim))
      await Promise.all(photos.map((photo) => bring(options, photo)))
      return photos.length
    },
  })
}

async function bring(options: PhotosOptions, photo: WantedPhoto & { attempts: number }): Promise<void> {
  const { db, log } = options
  // Attempts beyond the last are those that nobody lived to tell of.
  if (photo.attempts > ATTEMPTS_MAX) return settle(options, photo, { kind: 'refused', reason: 'not-fetched' })
  const fetched = await fetch(options, photo)
  crashPoint('photo-fetched')
  if (fetched.kind === 'not-yet' && photo.attempts < ATTEMPTS_MAX)
    return db.transaction({ kind: 'system' }, (tx) => restPhoto(tx, photo.id, backoffMs(photo.attempts)))
  if (fetched.kind === 'refused' || fetched.kind === 'not-yet')
    log.warn({ photo: photo.id, detail: fetched.detail }, 'a photo could not be fetched')
  await settle(options, photo, usableOf(photo, outcomeOf(fetched, log)))
}

async function fetch({ db, accounts }: PhotosOptions, { account: of, messageId, said }: WantedPhoto): Promise<Fetched> {
  const [platform, account] = [of.slice(0, of.indexOf(':')) as Platform, of.slice(of.indexOf(':') + 1)]
  const media = await db.transaction({ kind: 'system' }, (tx) => accounts.speaking(tx, { platform, account }))
  const bytesMax = isForFirm(said) ? PICTURE_BYTES_MAX : PHOTO_BYTES_MAX
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS)
  return (await media?.fetchMedia(messageId, bytesMax, signal)) ?? { kind: 'refused', detail: 'nobody to ask' }
}

const isForFirm = (said: unknown): boolean => isOfConsultation(said) && said.side === 'desk'

/** What may go to a firm must be something that LINE takes. */
function usableOf({ said }: WantedPhoto, outcome: Outcome): Outcome {
  const isUsable = outcome.kind === 'refused' || !isForFirm(said) || isForLine(outcome.picture.type)
  return isUsable ? outcome : { kind: 'refused', reason: 'other-format' }
}

type Outcome = { kind: 'clean'; picture: Picture } | { kind: 'refused'; reason: PhotoRefusal }

export function outcomeOf(fetched: Fetched, log: Pick<Log, 'error'>): Outcome {
  if (fetched.kind === 'fetched') return cleanedOf(fetched.bytes, log)
  const isKnown = fetched.kind === 'too-large' || fetched.kind === 'gone'
  return { kind: 'refused', reason: isKnown ? fetched.kind : 'not-fetched' }
}

/** What cannot be cleaned once cannot be cleaned ever: it is not fetched again, and whoever sent it hears so at once. */
function cleanedOf(bytes: Uint8Array, log: Pick<Log, 'error'>): Outcome {
  try {
    return withoutTraces(bytes)
  } catch (err) {
    log.error({ err }, 'a photo could not be cleaned')
    return { kind: 'refused', reason: 'broken' }
  }
}

async function settle({ db, secrets, now }: PhotosOptions, photo: WantedPhoto, outcome: Outcome): Promise<void> {
  const { id, regionId, firmId, account } = photo
  const sealed = outcome.kind === 'clean' && {
    type: outcome.picture.type,
    sealed: secrets.seal(outcome.picture.bytes, photoSeal(firmId, id)),
    at: now(),
  }
  await db.transaction({ kind: 'system' }, async (tx) => {
    if (!(sealed ? await keepPhoto(tx, id, sealed) : await dropWanted(tx, id))) return
    await receive(tx, [{ ...told(photo, outcome), account, eventId: `photo:${id}`, regionId, firmId, at: now() }])
  })
  db.hint('inbox')
}

/** What it was sent for hears of it: a visit, a device, a consultation, or the question of a session. */
function told({ id, regionId, firmId, question, said }: WantedPhoto, outcome: Outcome) {
  const isClean = outcome.kind === 'clean'
  if (isOfVisit(said))
    return { lane: said.visitLane, kind: 'dispatch', payload: photoCommand(said, isClean ? id : null) }
  if (isOfAssetPhoto(said)) {
    const payload = assetCommand(said, isClean ? { photo: id } : { reason: outcome.reason })
    return { lane: said.assetLane, kind: 'asset', payload }
  }
  if (isOfConsultation(said)) {
    const payload = consultationCommand(said, isClean ? { photo: id } : { reason: outcome.reason })
    return { lane: said.consultationLane, kind: 'consultation', payload }
  }
  const asked = said as DialogueInput
  const input: Input = isClean
    ? { kind: 'photo', question, photoId: id }
    : { kind: 'photo-refused', reason: outcome.reason }
  return { lane: dialogueLane({ regionId, firmId, ...asked }), kind: 'dialogue', payload: { ...asked, input } }
}
