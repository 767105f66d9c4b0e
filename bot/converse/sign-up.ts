import { findFirm } from '#db/firms.ts'
import { flyerByCode } from '#db/flyers.ts'
import { checkIn, findMeeting, lockMeeting, meetingByCode } from '#db/meetings.ts'
import { plansOf } from '#db/plans.ts'
import { findRegion } from '#db/regions.ts'
import { cancelSignUp, peopleSignedUp, saveFeedback, saveSignUp, signUpOf } from '#db/sign-ups.ts'
import { noteTouch } from '#db/touches.ts'
import type { Meeting } from '#engine/meeting.ts'
import type { Text } from '#engine/message.ts'
import {
  companyIn,
  FEEDBACK_QUESTIONS,
  meetingState,
  PEOPLE_MAX,
  peopleIn,
  type SigningUp,
  type SignUp,
  signUpRefusal,
} from '#engine/sign-up.ts'
import { printedCode } from '#engine/survey-round.ts'
import { operationsCard } from '../channel-message.ts'
import { applyFor } from '../recruiting/apply.ts'
import { cancelPart, feedbackParts, meetingText } from '../recruiting/meeting-message.ts'
import { type SignUpAct, signUpToken } from '../recruiting/tokens.ts'
import { ledElsewhere } from './other-account.ts'
import { identityOf, type Talk } from './talk.ts'

/** A paper's code, or the one at a meeting's door. False where it is neither. */
export async function cameByCode(talk: Talk, code: string): Promise<boolean> {
  const { tx, app, incoming, person } = talk
  const flyer = await flyerByCode(tx, code)
  const meeting = flyer?.meetingId ? await findMeeting(tx, flyer.meetingId) : await meetingByCode(tx, code)
  const regionId = flyer?.regionId ?? meeting?.regionId
  const region = regionId === undefined ? undefined : await findRegion(tx, regionId)
  if (!region) return false
  if (incoming.platform !== 'line') {
    talk.say({ key: 'enrolment.code.elsewhere', params: { platform: 'LINE' } })
    return true
  }
  if (await ledElsewhere(talk, { regionId: region.id, code: printedCode(code) })) return true
  if (person && person.regionId !== region.id) {
    talk.say({ key: 'enrolment.code.other-region' })
    return true
  }
  if (!person) talk.reader = region
  if (flyer) {
    const touch = { id: app.newId('touch'), regionId: region.id, recruitingId: flyer.recruitingId, at: app.now }
    await noteTouch(tx, touch, identityOf(incoming))
  }
  const isAtDoor = meeting?.doorCode === code
  talk.state = { ...talk.state, enrolment: null, signUp: null }
  if (talk.firms.length === 0 && !isAtDoor) await explain(talk, region.id)
  const signUp = { regionId: region.id, recruitingId: flyer?.recruitingId ?? null, isAtDoor, people: null }
  if (meeting) await offer(talk, { ...signUp, meetingId: meeting.id }, meeting)
  else if (talk.firms.length > 0) talk.say({ key: 'meeting.member' })
  else await ask(talk, { ...signUp, meetingId: null, people: 1 })
  return true
}

/** What we do, what it costs at most, and that nobody has to: three lines. */
async function explain(talk: Talk, regionId: string): Promise<void> {
  const most = Math.max(0, ...(await plansOf(talk.tx, regionId)).map(({ yen }) => yen))
  const cost: Text = most > 0 ? { key: 'meeting.what.cost', params: { yen: most } } : { key: 'meeting.what.no-cost' }
  talk.say({ key: 'meeting.what.help' }, cost, { key: 'meeting.what.free' })
}

async function offer(talk: Talk, signUp: SigningUp, meeting: Meeting): Promise<void> {
  const { tx, app, incoming } = talk
  talk.say(meetingText(meeting))
  const known = await signUpOf(tx, meeting.id, identityOf(incoming))
  const refusal = signUpRefusal(meeting, { taken: 0, people: 1, isAtDoor: signUp.isAtDoor, now: app.now })
  if (refusal) return talk.say({ key: `meeting.refused.${refusal}` })
  if (known?.cancelledAt === null && !signUp.isAtDoor) {
    talk.say({ key: 'meeting.known', params: { company: { typed: known.company }, people: known.people } })
    return talk.show(cancelPart(meeting))
  }
  await ask(talk, signUp)
}

const PEOPLE_OFFERED = [1, 2, 3, 4]

/** How many, then of which company; whoever is at the door and had signed up is asked the first alone. */
async function ask(talk: Talk, signUp: SigningUp): Promise<void> {
  talk.state = { ...talk.state, signUp }
  if (signUp.people === null)
    return talk.ask({ key: signUp.isAtDoor ? 'meeting.ask.came' : 'meeting.ask.people' }, [
      ...PEOPLE_OFFERED.map((people) => ({
        label: { key: 'meeting.button.people', params: { people } },
        token: signUpToken({ kind: 'people', people }),
      })),
      { label: { key: 'meeting.button.no' }, token: signUpToken({ kind: 'no' }), isAside: true },
    ])
  const names = await Promise.all(talk.firms.map(async ({ firmId }) => (await findFirm(talk.tx, firmId))?.name ?? ''))
  if (names.length > 1)
    return talk.ask(
      { key: 'converse.which-firm' },
      names.map((company) => ({ label: { typed: company }, token: signUpToken({ kind: 'company', company }) })),
    )
  talk.state = { ...talk.state, question: null }
  talk.say({ key: 'meeting.ask.company' }, { key: 'meeting.ask.keeps' })
}

export async function actOnSignUp(talk: Talk, act: SignUpAct): Promise<void> {
  const { signUp } = talk.state
  switch (act.kind) {
    case 'people':
      return signUp ? peopleSaid(talk, signUp, act.people) : talk.say({ key: 'errors.unknown-tap' })
    case 'company':
      return signUp ? companySaid(talk, signUp, act.company) : talk.say({ key: 'errors.unknown-tap' })
    case 'no':
      talk.state = { ...talk.state, signUp: null, question: null }
      return talk.say({ key: 'meeting.declined' })
    case 'cancel':
    case 'back':
      return changeMind(talk, act.kind, act.code)
    case 'said':
      return feedbackSaid(talk, act)
  }
}

/** 「9月16日の説明会に2人で行きます」, the name of a company, or a question. */
export async function typedInSignUp(talk: Talk, text: string): Promise<void> {
  const { signUp } = talk.state
  if (!signUp) return
  if (/[?？]|何を|なにを|どんな/.test(text)) {
    await explain(talk, signUp.regionId)
    return ask(talk, signUp)
  }
  if (signUp.people === null) {
    const people = peopleIn(text)
    if (people !== undefined) return peopleSaid(talk, signUp, people)
    talk.say({ key: 'meeting.again.people' })
    return ask(talk, signUp)
  }
  const company = companyIn(text)
  if (company !== undefined) return companySaid(talk, signUp, company)
  talk.say({ key: 'meeting.again.company' })
  return ask(talk, signUp)
}

async function peopleSaid(talk: Talk, signUp: SigningUp, people: number): Promise<void> {
  const after = { ...signUp, people: Math.min(PEOPLE_MAX, people) }
  const known = signUp.meetingId && (await signUpOf(talk.tx, signUp.meetingId, identityOf(talk.incoming)))
  if (known && signUp.isAtDoor) return companySaid(talk, after, known.company)
  const [firm, ...others] = talk.firms
  if (!firm || others.length > 0) return ask(talk, after)
  await companySaid(talk, after, (await findFirm(talk.tx, firm.firmId))?.name ?? '')
}

async function companySaid(talk: Talk, signUp: SigningUp, company: string): Promise<void> {
  talk.state = { ...talk.state, signUp: null, question: null }
  const firmId = await firmCalled(talk, company)
  if (signUp.meetingId === null) return askToTakePart(talk, signUp, company)
  await signUpFor(talk, { ...signUp, meetingId: signUp.meetingId }, { company, firmId })
}

async function firmCalled({ tx, firms }: Talk, company: string): Promise<string | null> {
  for (const { firmId } of firms) if ((await findFirm(tx, firmId))?.name === company) return firmId
  return null
}

async function signUpFor(
  talk: Talk,
  { regionId, meetingId, recruitingId, isAtDoor, people }: SigningUp & { meetingId: string },
  { company, firmId }: { company: string; firmId: string | null },
): Promise<void> {
  const { tx, app, incoming } = talk
  const chat = identityOf(incoming)
  const meeting = await lockMeeting(tx, meetingId)
  if (!meeting) return talk.say({ key: 'errors.unknown-tap' })
  const known = await signUpOf(tx, meetingId, chat)
  const id = known?.id ?? app.newId('signup')
  const many = people ?? 1
  const taken = await peopleSignedUp(tx, meetingId, id)
  const refusal = signUpRefusal(meeting, { taken, people: many, isAtDoor, now: app.now })
  if (refusal) return talk.say({ key: `meeting.refused.${refusal}` })
  const signUp: SignUp = {
    ...{ id, regionId, firmId, meetingId, company, people: many, recruitingId },
    ...{ signedAt: app.now, cancelledAt: null },
  }
  await saveSignUp(tx, signUp, chat)
  if (firmId === null) await applyFor(tx, app, { regionId, firmId, company, chat, saidState: 'inquired' })
  const params = { company: { typed: company }, people: many }
  if (isAtDoor) {
    const kind = firmId === null ? 'company' : 'participant'
    const attendance = { id: app.newId('attendance'), regionId, firmId, meetingId, company, kind } as const
    await checkIn(tx, attendance, { signUpId: id, people: many })
    return talk.say({ key: 'meeting.came', params })
  }
  talk.show({ kind: 'heading', text: { key: 'meeting.done', params } })
  talk.say(meetingText(meeting), { key: 'meeting.reminded' })
  talk.show(cancelPart(meeting))
}

/** There is no meeting: they ask to take part, and operations gets in touch. */
async function askToTakePart(talk: Talk, { regionId }: SigningUp, company: string): Promise<void> {
  const { tx, app, incoming } = talk
  const chat = identityOf(incoming)
  await applyFor(tx, app, { regionId, firmId: null, company, chat, saidState: 'applied' })
  const text: Text = { key: 'operations.application.new', params: { company: { typed: company } } }
  talk.tell('operations', operationsCard(text), { regionId, firmId: null })
  talk.say({ key: 'meeting.applied', params: { company: { typed: company } } })
}

/** 取り消す, and もどす: as long as the meeting is still to come, and there is room. */
async function changeMind(talk: Talk, to: 'cancel' | 'back', code: string): Promise<void> {
  const { tx, app, incoming } = talk
  const found = await meetingByCode(tx, code)
  const meeting = found && (await lockMeeting(tx, found.id))
  const known = meeting && (await signUpOf(tx, meeting.id, identityOf(incoming)))
  if (!meeting || !known) return talk.say({ key: 'errors.unknown-tap' })
  const state = meetingState(meeting, app.now)
  if (state === 'held' || state === 'cancelled') return talk.say({ key: `meeting.refused.${state}` })
  if (to === 'cancel') {
    await cancelSignUp(tx, known.id, app.now)
    talk.say({ key: 'meeting.cancelled' })
    const token = signUpToken({ kind: 'back', code })
    return talk.show({ kind: 'choice', lasts: 'durable', options: [{ label: { key: 'meeting.button.back' }, token }] })
  }
  const taken = await peopleSignedUp(tx, meeting.id, known.id)
  const refusal = signUpRefusal(meeting, { taken, people: known.people, isAtDoor: false, now: app.now })
  if (refusal) return talk.say({ key: `meeting.refused.${refusal}` })
  await cancelSignUp(tx, known.id, null)
  talk.say({ key: 'meeting.done', params: { company: { typed: known.company }, people: known.people } })
  talk.show(cancelPart(meeting))
}

/** One tap a question; the last is thanked for. */
async function feedbackSaid(talk: Talk, { code, feedback }: SignUpAct & { kind: 'said' }): Promise<void> {
  const meeting = await meetingByCode(talk.tx, code)
  const known = meeting && (await signUpOf(talk.tx, meeting.id, identityOf(talk.incoming)))
  if (!meeting || !known) return talk.say({ key: 'errors.unknown-tap' })
  await saveFeedback(talk.tx, known.id, feedback)
  const next = FEEDBACK_QUESTIONS[FEEDBACK_QUESTIONS.findIndex((one) => one in feedback) + 1]
  if (next) talk.show(...feedbackParts(meeting, next))
  else talk.say({ key: 'meeting.feedback.thanks' })
}
