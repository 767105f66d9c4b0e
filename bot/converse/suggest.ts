import { answerCounts, judgeShowing, noteShowing, wrongFor } from '#db/answers.ts'
import { findRegion } from '#db/regions.ts'
import type { Outcome } from '#engine/answer.ts'
import { answersLike } from '#engine/answer-search.ts'
import type { Suggestion } from '#engine/chat.ts'
import type { Option } from '#engine/message.ts'
import { searchWords } from '#locales/ja/search-words.ts'
import { type KnownAnswer, knownAnswers } from '../consultation/known-answers.ts'
import {
  isMarked,
  type SuggestionAct,
  type SuggestionIntent,
  suggestionToken,
} from '../consultation/suggestion-tokens.ts'
import { askDesk, tellDesk } from './desk.ts'
import type { Talk } from './talk.ts'

/** What was asked before is answered with what helped then, and where that is from; false where nothing is like it. */
export async function suggest(talk: Talk, text: string): Promise<boolean> {
  const { tx, state, person, incoming } = talk
  const [firm] = talk.firms
  if (!person || !firm || state.consultation?.isHeld) return false
  const unwanted = await wrongFor(tx, person.personId)
  const known = (await answersKnown(talk)).filter(({ id }) => !unwanted.has(id))
  const found = answersLike(text, known, searchWords).map(({ entry }) => entry)
  if (found.length === 0) return false
  const messageId = incoming.content.type === 'text' ? incoming.content.messageId : ''
  await show(talk, found, { text, messageId })
  return true
}

async function answersKnown({ tx, person }: Talk): Promise<KnownAnswer[]> {
  const region = person && (await findRegion(tx, person.regionId))
  return region ? knownAnswers(tx, region) : []
}

/** The first of them; the others are behind a button. */
async function show(talk: Talk, found: readonly KnownAnswer[], asked: Suggestion['asked']): Promise<void> {
  const { app, tx, person, firms, state } = talk
  const [first, ...others] = found
  const [firm] = firms
  if (!first || !person || !firm) return
  const { regionId, firmId } = firm
  const id = app.newId('showing')
  await noteShowing(tx, { id, regionId, firmId, personId: person.personId, answer: first.id, at: app.now })
  talk.state = { ...state, suggestion: { id, answer: first.id, others: others.map((one) => one.id), asked } }
  talk.say(first.source, { typed: first.question }, { typed: first.answer })
  const acts: SuggestionAct[] = ['helped', ...(others.length > 0 ? (['another'] as const) : []), 'person']
  const options = acts.map(
    (act): Option => ({ label: { key: `consultation.known.${act}` }, token: suggestionToken(act, id) }),
  )
  talk.ask({ key: 'consultation.known.ask' }, options)
  if (state.consultation) await tellDesk(talk, state.consultation, { command: 'suggested', question: first.question })
}

/** これで分かった, ほかの答え, or 人に聞く. */
export async function answerSuggestion(talk: Talk, { act, mark }: SuggestionIntent): Promise<void> {
  const { suggestion } = talk.state
  if (!suggestion || !isMarked(suggestion.id, mark)) return talk.say({ key: 'errors.expired-tap' })
  talk.state = { ...talk.state, suggestion: null, question: null }
  const known = await answersKnown(talk)
  const outcome: Outcome = act === 'helped' ? 'helped' : 'wrong'
  await judgeShowing(talk.tx, suggestion.id, outcome)
  if (act === 'another') {
    const others = suggestion.others.flatMap((id) => known.filter((one) => one.id === id))
    if (others.length > 0) return show(talk, others, suggestion.asked)
  }
  if (act === 'helped') return thank(talk)
  await askPerson(talk, suggestion, known.find(({ id }) => id === suggestion.answer)?.question ?? '')
}

async function thank(talk: Talk): Promise<void> {
  const { consultation } = talk.state
  talk.say({ key: 'consultation.known.thanks' })
  if (consultation && !consultation.isHeld) await tellDesk(talk, consultation, { command: 'helped' })
}

/** The desk gets what was asked, and learns which answer did not fit, and how often it has not. */
async function askPerson(talk: Talk, { answer, asked }: Suggestion, question: string): Promise<void> {
  const { tx, person, state } = talk
  if (state.consultation) talk.say({ key: 'consultation.known.told' })
  else await askDesk(talk, 'consult')
  const { consultation } = talk.state
  if (!consultation || !person) return
  if (!state.consultation && asked.text !== '') await tellDesk(talk, consultation, { command: 'word', ...asked })
  const counts = (await answerCounts(tx, person.regionId)).find((one) => one.answer === answer)
  const { shown = 1, wrong = 1 } = counts ?? {}
  await tellDesk(talk, consultation, { command: 'not-helped', question, shown, wrong })
}
