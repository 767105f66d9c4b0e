import { contractorLane } from '../contractor/tokens.ts'
import { handOver } from './hand-over.ts'
import { sayToken } from './intent.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 「保守の会社を呼ぶ」: who looks after the firm's machines is kept by the one who lets them in and out. */
export const showContractors = (talk: Talk, chosen?: string): Promise<void> => show(talk, 'contractor', chosen)

/** 「人を外す」「外れる」: who belongs to the firm, and the way out of it. */
export const showMembers = (talk: Talk, chosen?: string): Promise<void> => show(talk, 'member', chosen)

async function show(talk: Talk, word: 'contractor' | 'member', chosen?: string): Promise<void> {
  const { person, resume } = talk
  if (!person || talk.firms.length === 0) return introduce(talk)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken(word, firmId))
  const { regionId, firmId } = firm
  const to = { lane: contractorLane(firmId), kind: 'contractor', regionId, firmId, event: word }
  await handOver(talk, to, { by: person, said: { command: word === 'member' ? 'people' : 'show', params: {} }, resume })
}

/** The words that a contractor was asked for, to the case they are about. */
export async function contractorWrote(talk: Talk, about: string, text: string): Promise<void> {
  const { person, resume, state } = talk
  const firmId = state.writing?.firmId
  talk.state = { ...state, writing: null }
  const membership = person?.memberships.find((one) => one.role === 'contractor' && one.firmId === firmId)
  if (!person || !membership || firmId === undefined) {
    talk.app.refused('contractor-gone')
    return talk.say({ key: 'contractor.gone' })
  }
  const to = { lane: about, kind: 'case-command', regionId: membership.regionId, firmId, event: 'contractor-wrote' }
  await handOver(talk, to, { by: person, said: { command: 'contractor-written', params: { text } }, resume })
}
