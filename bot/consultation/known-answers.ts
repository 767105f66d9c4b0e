import { type Approved, approvedAnswers } from '#db/answers.ts'
import type { Tx } from '#db/door.ts'
import type { Askable } from '#engine/answer-search.ts'
import type { Text } from '#engine/message.ts'
import { STARTING_ANSWERS, type StartingAnswer } from '../content/starting-answers.ts'
import { type Reader, sayText } from '../say.ts'

/** What a region can answer at once: what was there from the start, and what its desk has solved and approved. */
export interface KnownAnswer extends Askable {
  id: string
  answer: string
  source: Text
}

export const knownAnswers = async (tx: Tx, region: Reader & { id: string }): Promise<KnownAnswer[]> => [
  ...STARTING_ANSWERS.map((one) => starting(one, region)),
  ...(await approvedAnswers(tx, region.id)).map(learnt),
]

function starting({ name }: StartingAnswer, reader: Reader): KnownAnswer {
  const said = (part: string): string => sayText({ key: `answers.${name}.${part}` }, reader)
  const [question, answer, also] = [said('question'), said('answer'), said('also')]
  return { id: name, question, also: also.split('|'), answer, source: { key: 'consultation.known.from-the-start' } }
}

const learnt = ({ id, question, answer, solvedAt }: Approved): KnownAnswer => ({
  ...{ id, question, also: [], answer },
  source: { key: 'consultation.known.from-desk', params: { month: { at: solvedAt, show: 'month' } } },
})
