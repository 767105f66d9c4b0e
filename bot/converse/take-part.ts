import { findRegion, type Region } from '#db/regions.ts'
import { addGuest, addParticipant } from '#db/survey-participants.ts'
import { roundByCode, type SurveyRound } from '#db/survey-rounds.ts'
import { printedCode, roundState } from '#engine/survey-round.ts'
import { GUEST_CONSENT_VERSION } from '../content/consent.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { roundToken } from '../survey/tokens.ts'
import { isResting, tryCode } from './enrol.ts'
import { surveyOf } from './guest.ts'
import { hand } from './hand.ts'
import { ledElsewhere } from './other-account.ts'
import { beginQuestionnaire } from './questionnaires.ts'
import { cameByCode } from './sign-up.ts'
import { identityOf, type Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** A code alone may be an invitation, a round's, a paper's or a door's; wrong ones are counted together. */
export async function typedCode(talk: Talk, code: string): Promise<void> {
  if (await isResting(talk)) return
  const round = await roundByCode(talk.tx, code)
  if (round) return takePart(talk, round, { hasAgreed: false })
  if (!(await cameByCode(talk, code))) await tryCode(talk, code)
}

/** A button of a round: looked up again, since it may have closed meanwhile. */
export async function joinRound(talk: Talk, code: string, firm?: string): Promise<void> {
  const round = await roundByCode(talk.tx, code)
  return round
    ? takePart(talk, round, { hasAgreed: true, ...(firm !== undefined && { firm }) })
    : talk.say({ key: 'errors.unknown-tap' })
}

export function declineRound(talk: Talk): void {
  talk.state = { ...talk.state, question: null }
  talk.say({ key: 'round.declined' })
}

/** Firms' people answer for their firm, once for all events; everybody else is a guest of this one. */
async function takePart(
  talk: Talk,
  round: SurveyRound,
  { hasAgreed, firm }: { hasAgreed: boolean; firm?: string },
): Promise<void> {
  const { tx, app, incoming } = talk
  if (incoming.platform !== 'line') return talk.say({ key: 'enrolment.code.elsewhere', params: { platform: 'LINE' } })
  if (await ledElsewhere(talk, { regionId: round.regionId, code: printedCode(round.code) })) return
  const region = await findRegion(tx, round.regionId)
  if (!region) return
  if (!talk.person) talk.reader = region
  const guest = talk.guests.find(({ roundId }) => roundId === round.id)
  const state = roundState(round, app.now)
  if (state !== 'published' && !guest)
    return talk.say({ key: `round.${state}`, params: { name: { typed: round.name } } })
  if (talk.firms.length > 0) return asMember(talk, round, firm)
  if (guest) return hand(talk, surveyOf(guest), { input: { kind: 'begin' } })
  return hasAgreed ? becomeGuest(talk, round) : askLeave(talk, round, region)
}

async function asMember(talk: Talk, { id: roundId, regionId, code }: SurveyRound, chosen?: string): Promise<void> {
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => roundToken(code, firmId))
  const { firmId } = firm
  if (firm.regionId === regionId) await addParticipant(talk.tx, { roundId, regionId, firmId, at: talk.app.now })
  await beginQuestionnaire(talk, { questionnaire: 'survey', isAnew: false, firm: firmMark(firmId) })
}

/** Who asks, what for, what becomes of it, and that it is up to them: nothing is kept of whoever does not say yes. */
function askLeave(talk: Talk, { name, code }: SurveyRound, region: Region): void {
  talk.state = { ...talk.state, enrolment: null }
  talk.show({ kind: 'heading', text: { key: 'round.ask.heading', params: { name: { typed: name } } } })
  talk.say(
    { key: 'round.ask.who', params: { region: { typed: region.name } } },
    ...['names', 'place', 'free'].map((line) => ({ key: `round.ask.${line}` })),
  )
  talk.ask({ key: 'round.ask.go' }, [
    { label: { key: 'round.answer.begin' }, token: roundToken(code) },
    { label: { key: 'round.answer.not-now' }, token: roundToken('no') },
  ])
}

async function becomeGuest(talk: Talk, { id: roundId, regionId }: SurveyRound): Promise<void> {
  const { tx, app, incoming } = talk
  const guest = { roundId, regionId, firmId: app.newId('guest') }
  await addGuest(tx, guest, { ...identityOf(incoming), consentVersion: GUEST_CONSENT_VERSION, at: app.now })
  talk.guests = [guest, ...talk.guests]
  await hand(talk, surveyOf(guest), { input: { kind: 'begin' } })
}
