/**
 * How a person joins: an invite code, the firm's name confirmed, the consent read and given. Pure steps; what they cause
 * (a membership, a reply) is the flow's.
 */
export const ROLES_OF_FIRM = ['owner', 'manager', 'worker', 'contractor'] as const
export const ROLES_OF_REGION = ['analyst', 'desk', 'vendor', 'chamber', 'insurer', 'operator', 'observer'] as const
export const ROLES = [...ROLES_OF_FIRM, ...ROLES_OF_REGION] as const
export type Role = (typeof ROLES)[number]

/** Those who work at a firm and read its notices; a contractor only looks after its machines, the others serve a region. */
const FIRM_ROLES: readonly Role[] = ['owner', 'manager', 'worker']
export const isFirmRole = (role: string): boolean => (FIRM_ROLES as readonly string[]).includes(role)

/** What an invite promised when its code was sent; checked again when the person joins. */
export interface Invitation {
  inviteId: string
  regionId: string
  regionName: string
  firmId: string | null
  firmName: string
  role: Role
  /** Of a vendor's people: whose they will be. */
  vendorId: string | null
  /** Of a contractor: the names of the sites it is to look after; absent or null means the whole firm. */
  sites?: string[] | null
  /** Epoch ms. */
  expiresAt: number
}

export interface Enrolment {
  step: 'confirm' | 'consent'
  invitation: Invitation
}

/** What the person's words amount to; who compares words with languages is the flow. */
export type Reply = 'yes' | 'no' | 'agree' | 'decline' | 'other'

export type Enrolled =
  | { kind: 'asks-consent'; enrolment: Enrolment }
  | { kind: 'joins'; invitation: Invitation }
  | { kind: 'dropped'; reason: 'wrong-firm' | 'declined' | 'expired' }
  | { kind: 'not-understood'; enrolment: Enrolment }

/** One reply further. An unclear reply changes nothing: the same question is asked again. */
export function proceed(enrolment: Enrolment, reply: Reply, now: number): Enrolled {
  const { step, invitation } = enrolment
  if (now >= invitation.expiresAt) return { kind: 'dropped', reason: 'expired' }
  if (step === 'confirm') {
    if (reply === 'yes') return { kind: 'asks-consent', enrolment: { step: 'consent', invitation } }
    return reply === 'no' ? { kind: 'dropped', reason: 'wrong-firm' } : { kind: 'not-understood', enrolment }
  }
  if (reply === 'agree') return { kind: 'joins', invitation }
  return reply === 'decline' ? { kind: 'dropped', reason: 'declined' } : { kind: 'not-understood', enrolment }
}

/** What became of a code, in the order it is looked at. */
export type CodeVerdict = 'good' | 'unknown' | 'used' | 'expired' | 'too-many'

export const WRONG_CODES_MAX = 5
export const WRONG_CODES_WINDOW_MS = 3_600_000

/** `wrongBefore`: wrong codes this person has tried within the last hour. */
export function verdictOn(
  invite: { usedAt: number | null; expiresAt: number } | undefined,
  wrongBefore: number,
  now: number,
): CodeVerdict {
  if (wrongBefore >= WRONG_CODES_MAX) return 'too-many'
  if (!invite) return 'unknown'
  if (invite.usedAt !== null) return 'used'
  return now >= invite.expiresAt ? 'expired' : 'good'
}

/** A code however it was typed: full-width, small letters, spaces, any kind of dash. Invites are stored under this form. */
export function canonicalCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
}

/** Codes are eight characters, written in two groups of four. */
const IN_TWO_GROUPS = /(?<![0-9A-Z-])[0-9A-Z]{4} ?-? ?[0-9A-Z]{4}(?![0-9A-Z-])/g
const LENGTH = 8
/** Something a person took for a code although its length is wrong; it stands alone, so nothing else can be meant. */
const ALONE = /^[0-9A-Z-]{6,16}$/

/** The code in what somebody wrote (「コードは abcd-2345 です」), or undefined when there is nothing like one. */
export function codeIn(typed: string): string | undefined {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\u2010-\u2015\u2212ー_]/g, '-')
    .trim()
  const grouped = (text.match(IN_TWO_GROUPS) ?? []).find(isCodeLike)
  if (grouped !== undefined) return canonicalCode(grouped)
  if (ALONE.test(text) && isMixed(text)) return canonicalCode(text)
  // 「a b c d 2 3 4 5」
  const joined = text.replace(/\s+/g, '')
  return joined.length === LENGTH && /^[0-9A-Z]+$/.test(joined) && isCodeLike(joined) ? joined : undefined
}

const isMixed = (text: string): boolean => /\d/.test(text) && /[A-Z]/.test(text)

/** „good work“ is no code: without a figure or a dash, only letters that codes are made of will do (no I, L, O, U, V). */
const isCodeLike = (text: string): boolean => isMixed(text) || text.includes('-') || /^[2-9A-HJKMNP-TW-Z ]+$/.test(text)

const NAME_LENGTH_MAX = 30
const COURTESY =
  /ありがと|よろしく|お願い|了解|承知|わかり|分かり|こちらこそ|thank|please|^(はい|いいえ|ok|yes|no|hello|hi|こんにちは|おはよう.*|こんばんは)$/i

/** The name in 「佐々木です」「私は千葉と申します」, or undefined when what was typed is no name. */
export function nameIn(typed: string): string | undefined {
  const name = typed
    .normalize('NFKC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .replace(/^((私|わたし|僕|名前)(の名前)?は|my name is|i am|i'm) */iu, '')
    .replace(/ *(です|と申します|といいます|と言います)?[。.!]*$/u, '')
  const isName = name !== '' && name.length <= NAME_LENGTH_MAX && /\p{L}/u.test(name) && !/[。、!?:/<>@{}]/.test(name)
  return isName && !COURTESY.test(name) ? name : undefined
}
