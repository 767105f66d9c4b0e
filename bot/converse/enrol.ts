import { accountOf } from '#db/accounts.ts'
import { note } from '#db/audit.ts'
import { findFirm } from '#db/firms.ts'
import { areFlyersOut } from '#db/flyers.ts'
import { receive } from '#db/inbox.ts'
import { attemptsWithinHour, countAttempt, findByCode, type Invite, markUsed } from '#db/invites.ts'
import { wantMenu } from '#db/menus.ts'
import { erase } from '#db/outbox.ts'
import { addMembership, addPerson, linkIdentity } from '#db/people.ts'
import { findRegion } from '#db/regions.ts'
import { responsibilityOf } from '#db/responsibilities.ts'
import { sitesOf } from '#db/sites.ts'
import { guestBecame } from '#db/survey-participants.ts'
import { roundsOpened } from '#db/survey-rounds.ts'
import { nextOpen } from '#engine/calendar/calendar.ts'
import { NEW_CHAT, withoutFocus } from '#engine/chat.ts'
import {
  type CodeVerdict,
  type Invitation,
  isFirmRole,
  proceed,
  type Role,
  verdictOn,
  WRONG_CODES_MAX,
  WRONG_CODES_WINDOW_MS,
} from '#engine/enrolment.ts'
import type { Text } from '#engine/message.ts'
import { roundState } from '#engine/survey-round.ts'
import { rollCallWantedOf } from '../asset/roll-call.ts'
import { operationsCard } from '../channel-message.ts'
import { CONSENT_VERSION } from '../content/consent.ts'
import { tellContractorCame } from '../contractor/came.ts'
import { monthlyCheckOf } from '../dialogue/monthly.ts'
import { monthlyExampleOf } from '../example/reader.ts'
import { ofRegion } from '../of-region.ts'
import { applyFor } from '../recruiting/apply.ts'
import { begin, beginAt } from '../recurrence.ts'
import { responsibleOf } from '../responsible/keep.ts'
import { isStaffChat, PLATFORM_NAMES } from '../staff-chat.ts'
import { askStep } from './joining-questions.ts'
import { askName, unnamed } from './naming.ts'
import { ledElsewhere } from './other-account.ts'
import { identityOf, NO_REGION, type Talk } from './talk.ts'
import type { ReplyWord } from './vocabulary.ts'

const DAY_MS = 86_400_000

/** An example of what invite codes look like, for the greeting; no code is ever this one. */
const EXAMPLE_CODE = 'ABCD-2345'

export async function greet(talk: Talk): Promise<void> {
  talk.show({ kind: 'heading', text: { key: 'enrolment.greeting.heading' } })
  // Whoever scans a QR becomes a friend first, and then has its words still to send.
  if (await isAnyOpen(talk)) talk.say({ key: 'round.greeting' })
  else if (await areFlyersOut(talk.tx)) talk.say({ key: 'meeting.greeting' })
  talk.say(
    { key: 'enrolment.greeting.text' },
    { key: 'enrolment.greeting.ask-code' },
    { key: 'enrolment.greeting.example', params: { example: EXAMPLE_CODE } },
  )
}

const isAnyOpen = async ({ tx, app, incoming }: Talk): Promise<boolean> =>
  incoming.platform === 'line' && (await roundsOpened(tx)).some((round) => roundState(round, app.now) === 'published')

export function askForCode(talk: Talk): void {
  if (isStaffChat(talk.incoming.platform)) return talk.say({ key: 'enrolment.slack.how-to-join' })
  talk.say({ key: 'enrolment.greeting.ask-code' }, { key: 'enrolment.greeting.no-code' })
}

/** After too many wrong codes nothing is looked up for a while. */
export async function isResting(talk: Talk): Promise<boolean> {
  const { tx, app, incoming } = talk
  if ((await attemptsWithinHour(tx, { ...identityOf(incoming), at: app.now })) < WRONG_CODES_MAX) return false
  talk.say({ key: 'enrolment.code.too-many', params: { at: pauseEnd(app.now) } })
  return true
}

/** A code was typed. Wrong ones are counted, so that guessing gets slow before it gets anywhere. */
export async function tryCode(talk: Talk, code: string): Promise<void> {
  const { tx, app, incoming } = talk
  const invite = await findByCode(tx, app.inviteHmac(code))
  const verdict = verdictOn(invite, await attemptsWithinHour(tx, { ...identityOf(incoming), at: app.now }), app.now)
  if (verdict === 'too-many') return talk.say({ key: 'enrolment.code.too-many', params: { at: pauseEnd(app.now) } })
  if (verdict !== 'good' || !invite) return wrongCode(talk, verdict)
  const firm = invite.firmId === null ? undefined : await findFirm(talk.tx, invite.firmId)
  const region = await findRegion(talk.tx, invite.regionId)
  const invitation: Invitation = {
    inviteId: invite.id,
    regionId: invite.regionId,
    regionName: region?.name ?? '',
    firmId: invite.firmId,
    firmName: firm?.name ?? '',
    role: invite.role,
    vendorId: invite.vendorId,
    expiresAt: invite.expiresAt,
    sites: await namesOf(talk, invite),
  }
  await invited(talk, invitation, code)
}

async function namesOf({ tx }: Talk, { firmId, siteIds }: Invite): Promise<string[] | null> {
  if (firmId === null || siteIds === null) return null
  return (await sitesOf(tx, firmId)).filter(({ id }) => siteIds.includes(id)).map(({ name }) => name)
}

const pauseEnd = (now: number) => ({ at: now + WRONG_CODES_WINDOW_MS, show: 'time' as const })

async function wrongCode(talk: Talk, verdict: CodeVerdict): Promise<void> {
  talk.say({ key: `enrolment.code.${verdict}` })
  const attempts = await countAttempt(talk.tx, { ...identityOf(talk.incoming), at: talk.app.now })
  if (attempts === WRONG_CODES_MAX) await tellOperations(talk, attempts)
}

/** Of a stranger: the region in whose account they guess. */
async function tellOperations(talk: Talk, attempts: number): Promise<void> {
  const { tx, incoming, person } = talk
  const { platform } = incoming
  const fallback: Text = { key: 'operations.invites.fallback' }
  const text: Text = { key: 'operations.invites.text', params: { platform, count: attempts } }
  const regionId = person?.regionId ?? (await accountOf(tx, incoming))?.regionId ?? NO_REGION
  talk.tell('operations', operationsCard(text, fallback), { regionId, firmId: null })
}

/** Staff join at once; everybody else, on whatever platform, confirms whom the code belongs to, and reads what they agree to. */
async function invited(talk: Talk, invitation: Invitation, code: string): Promise<void> {
  const { platform } = talk.incoming
  const isAtHome = isFirmRole(invitation.role)
    ? platform === 'line'
    : isStaffChat(platform) || !STAFF_ROLES.has(invitation.role)
  if (!isAtHome) {
    const { config } = await ofRegion(talk.tx, talk.app, invitation.regionId)
    return talk.say({
      key: 'enrolment.code.elsewhere',
      params: { platform: platform === 'line' ? PLATFORM_NAMES[config.staff.platform] : 'LINE' },
    })
  }
  if (await ledElsewhere(talk, { regionId: invitation.regionId, code })) return
  // A person belongs to one region: the other one's firms could never see whom they write to.
  if (talk.person && talk.person.regionId !== invitation.regionId)
    return talk.say({ key: 'enrolment.code.other-region' })
  if (isMemberAlready(talk, invitation)) {
    const firm = invitation.firmName || invitation.regionName
    return talk.say({ key: 'enrolment.code.already', params: { firm } })
  }
  // A firm's own people would only take the code from whom it is meant for.
  if (invitation.role === 'contractor' && talk.firms.some(({ firmId }) => firmId === invitation.firmId))
    return talk.say({ key: 'contractor.own-firm' })
  if (isStaffChat(platform) && invitation.role !== 'contractor') return join(talk, invitation)
  askStep(talk, { step: 'confirm', invitation })
}

/** Their work is in the staff's channels. */
const STAFF_ROLES: ReadonlySet<Role> = new Set(['analyst', 'desk', 'operator'])

const isMemberAlready = ({ person }: Talk, { firmId, regionId, role }: Invitation): boolean =>
  person?.memberships.some((one) => one.role === role && one.firmId === firmId && one.regionId === regionId) ?? false

/** はい, いいえ, 同意する, やめる, or something else while one of them is waited for. */
export async function replyToEnrolment(talk: Talk, reply: ReplyWord | 'other'): Promise<void> {
  const { enrolment } = talk.state
  if (!enrolment) return talk.say({ key: 'errors.unknown-tap' })
  const enrolled = proceed(enrolment, reply, talk.app.now)
  switch (enrolled.kind) {
    case 'asks-consent':
      return askStep(talk, enrolled.enrolment)
    case 'not-understood':
      talk.say({ key: enrolment.step === 'confirm' ? 'enrolment.firm.repeat' : 'enrolment.consent.repeat' })
      return askStep(talk, enrolment)
    case 'dropped':
      talk.state = { ...talk.state, enrolment: null }
      return talk.say({ key: DROPPED[enrolled.reason] })
    case 'joins':
      return join(talk, enrolled.invitation)
  }
}

const DROPPED = {
  'wrong-firm': 'enrolment.firm.wrong',
  declined: 'enrolment.declined',
  expired: 'enrolment.code.expired',
}

/** The invite is used up in the same transaction that stores the membership, so two people cannot both get in by it. */
async function join(talk: Talk, invitation: Invitation): Promise<void> {
  const { tx, app } = talk
  talk.state = { ...talk.state, enrolment: null }
  const isNew = talk.person === undefined
  const personId = talk.person?.personId ?? app.newId('person')
  const invite = await useInvite(talk, { id: invitation.inviteId, personId })
  if (!invite) return talk.say({ key: 'enrolment.code.used' })
  const name = talk.person?.name ?? (await newPerson(talk, invitation, personId))
  const { regionId, firmId, role, vendorId } = invitation
  const id = app.newId('membership')
  const { siteIds, createdBy: invitedBy } = invite
  const consented = { consentVersion: CONSENT_VERSION, at: app.now }
  await addMembership(tx, { id, regionId, firmId, personId, role, vendorId, siteIds, invitedBy, ...consented })
  await note(tx, {
    regionId,
    firmId,
    subject: `person:${personId}`,
    at: app.now,
    actor: personId,
    what: 'joined',
    params: { role, consentVersion: CONSENT_VERSION },
    reason: null,
  })
  if (talk.incoming.platform === 'line') await wantMenu(tx, { regionId, userId: talk.incoming.userId })
  if (firmId !== null && isFirmRole(role)) await leaveGuests(talk, firmId)
  welcome(talk, invitation)
  if (isNew) talk.state = { ...talk.state, naming: { personId, asked: 0 } }
  askName(talk)
  if (firmId === null) return
  tellDesk(talk, { ...invitation, firmId }, name)
  if (isFirmRole(role)) {
    const company = { regionId, firmId, company: invitation.firmName, chat: identityOf(talk.incoming) }
    await applyFor(tx, app, { ...company, saidState: 'applied' })
  }
  if (role === 'contractor') return tellContractorCame(talk, { regionId, firmId, personId, name })
  await begin(tx, app, monthlyCheckOf({ regionId, firmId }))
  await begin(tx, app, monthlyExampleOf({ regionId, firmId }))
  // A name is a hint at whose PC it is: who is asked for theirs is called once they have told it.
  await receive(tx, [rollCallWantedOf({ regionId, firmId }, id, app.now, isNew ? {} : { personId })])
  if (!(await responsibilityOf(tx, firmId)))
    await beginAt(tx, responsibleOf({ regionId, firmId }), nextOpen(app.calendar, app.now + DAY_MS))
}

/** Undefined when somebody else was quicker, or it was taken back; what brought the code to them is blanked. */
async function useInvite({ tx, app }: Talk, { id, personId }: { id: string; personId: string }) {
  const invite = await markUsed(tx, { id, personId, at: app.now })
  if (invite) await erase(tx, `invite:${id}`)
  return invite
}

/** What a guest answered stays their round's; from now on the survey is their firm's. */
async function leaveGuests(talk: Talk, firmId: string): Promise<void> {
  const isGuests = (of: { firmId: string }): boolean => talk.guests.some((one) => one.firmId === of.firmId)
  await guestBecame(talk.tx, identityOf(talk.incoming), firmId)
  talk.state = { ...talk.state, ...withoutFocus(talk.state, isGuests), question: null }
  talk.guests = []
}

async function newPerson(talk: Talk, { regionId, role }: Invitation, personId: string): Promise<string> {
  const name = unnamed(talk, role)
  await addPerson(talk.tx, { id: personId, regionId, name, at: talk.app.now })
  await linkIdentity(talk.tx, { ...identityOf(talk.incoming), personId, regionId })
  return name
}

/** Without the name, which is asked for only now. */
function welcome(talk: Talk, { role, regionName, firmName }: Invitation): void {
  if (role === 'contractor') return talk.say({ key: 'contractor.joined.text', params: { firm: firmName } })
  if (isFirmRole(role)) {
    talk.show({ kind: 'heading', text: { key: 'enrolment.done.heading' } })
    return talk.say({ key: 'enrolment.done.text' }, { key: 'enrolment.done.help' })
  }
  const params = { region: regionName, role: { key: `enrolment.role.${role}` } }
  talk.say({ key: 'enrolment.done.staff', params })
}

function tellDesk(
  talk: Talk,
  { firmName, role, regionId, firmId }: Invitation & { firmId: string },
  who: string,
): void {
  const params = { firm: firmName, who, role: { key: `enrolment.role.${role}` }, at: { at: talk.app.now } }
  const text: Text = { key: 'desk.joined.text', params }
  const fallback: Text = { key: 'desk.joined.fallback', params }
  talk.tell('desk', { purpose: 'history', fallback, parts: [{ kind: 'paragraph', text }] }, { regionId, firmId })
}

/** Whoever leaves or comes anew starts with an empty slate. */
export function forget(talk: Talk): void {
  talk.state = NEW_CHAT
}
