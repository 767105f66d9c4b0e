import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { canonicalCode } from '#engine/enrolment.ts'
import { derivedKey, openWith, sealWith } from './seal.ts'

/** Everything that depends on `SECRET_KEY`. What is handed out is kept only as a hash. */
export interface Secrets {
  /** AES-256-GCM; `context` (whose, and which) must be the same to open it. */
  seal(bytes: Uint8Array, context: string): Buffer
  /** Throws `BadSeal` when the bytes were changed, or belong to another context or key. */
  open(sealed: Uint8Array, context: string): Buffer
  /** 22 characters; the same arguments give the same token. */
  actionToken(subject: string, command: string, revision: number | null, holder: string): string
  inviteHmac(code: string): string
  /** 22 characters: whoever shows them with the subject and the second was given them by us. */
  linkMac(subject: string, untilS: number): string
  /** `XXXX-XXXX`, of the invite's id alone: one that is printed for many at once can be printed again. */
  printedCode(inviteId: string): string
  /** `XXXX-XXXX-XXXX`, of the id alone: what a box shows once to become a sensor is kept nowhere, and still can be printed. */
  boxCode(id: string): string
  /** Of a code and of what the box made up beside it: a box that lost the answer gets the same one. */
  boxToken(codeId: string, key: string): string
}

export function secretsFrom(secretKey: string): Secrets {
  const key = (purpose: string): Buffer => derivedKey(secretKey, purpose)
  const sealKey = { version: 1, key: key('seal') }
  const actionKey = key('action')
  const inviteKey = key('invite')
  const linkKey = key('link')
  const boxKey = key('box')
  return {
    seal: (bytes, context) => sealWith(sealKey, bytes, context),
    open: (sealed, context) => openWith([sealKey], sealed, context),
    actionToken: (...parts) => hmac(actionKey, JSON.stringify(parts)).toString('base64url').slice(0, 22),
    linkMac: (...parts) => hmac(linkKey, JSON.stringify(parts)).toString('base64url').slice(0, 22),
    printedCode: (id) => inGroups(lettersFrom(hmac(inviteKey, JSON.stringify(['printed', id])), 8)),
    boxCode: (id) => inGroups(lettersFrom(hmac(boxKey, JSON.stringify(['code', id])), BOX_CODE_LENGTH)),
    boxToken: (...parts) => `otss_${hmac(boxKey, JSON.stringify(['token', ...parts])).toString('base64url')}`,
    inviteHmac: (code) => hmac(inviteKey, canonicalCode(code)).toString('base64url'),
  }
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** Letters that are misread on paper or on the telephone (0 O, 1 I L, U V) are left out. */
const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ'

/** `XXXX-XXXX`: 29⁸ ≈ 5·10¹¹ codes, which with five tries an hour cannot be guessed. */
export function newInviteCode(): string {
  return inGroups(Array.from({ length: 8 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join(''))
}

/** 29¹² ≈ 3·10¹⁷ codes: a box is asked by nobody who it is. */
const BOX_CODE_LENGTH = 12

/** As even as chance: 32 bytes are many more than the letters hold. */
function lettersFrom(bytes: Buffer, length: number): string {
  let number = BigInt(`0x${bytes.toString('hex')}`)
  const base = BigInt(CODE_ALPHABET.length)
  let letters = ''
  for (; letters.length < length; number /= base) letters += CODE_ALPHABET[Number(number % base)]
  return letters
}

/** As it is read aloud. */
const inGroups = (letters: string): string => letters.replace(/(.{4})(?=.)/g, '$1-')

/** 256 bits; the prefix tells a leaked one from other programs' tokens. */
export const newToken = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`

/** Tokens have 256 bits of chance, so a plain hash cannot be turned back. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** In the same time wherever the two differ. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
}

/** Whose photo, and which: what its seal is bound to. */
export const photoSeal = (firmId: string, photoId: string): string => `photo:${firmId}:${photoId}`
