import { type StoredSession, sessionsOf } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import type { Answer } from '#engine/dialogue/session.ts'

/** Where a firm says what it can spend on its protection in a year. */
const ASKED: Readonly<Record<string, string>> = { survey: 's9', office: 'b-budget' }

/** Yen of a year. What has no upper end, and what nobody knows, sets no limit. */
const YEARLY: Readonly<Record<string, number>> = {
  zero: 0,
  'to-50k': 50_000,
  'to-100k': 100_000,
  'to-300k': 300_000,
  'to-500k': 500_000,
}

export interface Budget {
  yearly: number | null
  /** Whose word it is. */
  personId: string
}

/** What a firm said last; undefined while it has said nothing. */
export async function budgetOf(tx: Tx, firmId: string): Promise<Budget | undefined> {
  const answers = (await sessionsOf(tx, firmId)).flatMap(answerIn)
  const last = answers.sort((one, other) => other.at - one.at)[0]
  if (last?.value.kind !== 'choice') return undefined
  return { yearly: YEARLY[last.value.choice] ?? null, personId: last.by.personId }
}

function answerIn({ personId, session }: StoredSession): Answer[] {
  const question = ASKED[session.questionnaire]
  const answer = question === undefined || personId !== '' ? undefined : session.answers[question]
  return answer ? [answer] : []
}
