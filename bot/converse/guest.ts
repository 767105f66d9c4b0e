import type { Guest } from '#db/survey-participants.ts'
import { findRound } from '#db/survey-rounds.ts'
import { roundState } from '#engine/survey-round.ts'
import { type Handed, hand, type Target } from './hand.ts'
import type { Talk } from './talk.ts'
import type { GlobalWord } from './vocabulary.ts'

/** What a guest answers: a survey of their own, as a firm has one. */
export const surveyOf = ({ regionId, firmId }: Guest): Target => ({
  ...{ regionId, firmId },
  questionnaire: 'survey',
  personId: '',
})

/** The survey of the round that they took part in last; every other questionnaire is a member's. */
export async function asGuest(talk: Talk, questionnaire: string, said: Handed): Promise<void> {
  const [newest] = talk.guests
  if (questionnaire !== 'survey' || !newest) return guide(talk)
  await hand(talk, surveyOf((await openOf(talk)) ?? newest), said)
}

/** A guest's whole world: the survey, whom to ask, and how to become a member. */
export async function guide(talk: Talk, word?: GlobalWord): Promise<void> {
  if (word === 'help') talk.show({ kind: 'heading', text: { key: 'round.guest.heading' } })
  if (await openOf(talk)) talk.say({ key: 'round.guest.resume' })
  const isConsulted = word === 'consult' || word === 'remote' || word === 'visit'
  talk.say({ key: isConsulted ? 'round.guest.consult' : 'round.guest.members' }, { key: 'round.guest.join' })
}

async function openOf({ tx, app, guests }: Talk): Promise<Guest | undefined> {
  for (const guest of guests) {
    const round = await findRound(tx, guest.roundId)
    if (round && roundState(round, app.now) === 'published') return guest
  }
  return undefined
}
