import { findAnswer, type StoredAnswer, saveAnswer } from '#db/answers.ts'
import { note } from '#db/audit.ts'
import { staffOf } from '#db/people.ts'
import { approvalRefusal } from '#engine/answer.ts'
import type { Text } from '#engine/message.ts'
import { inRegion } from '../region-scope.ts'
import { answerFaults, answerIn } from './answer-bank.ts'
import { line, personOf, refuse, type Work } from './happening.ts'
import { consultationLane } from './lanes.ts'

/** A draft of what others who ask the same may be answered; it says nothing of whose question it was. */
export async function propose(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const { id, regionId, firmId, consultation } = file.stored
  const written = answerIn(said.values ?? {})
  const [fault] = await answerFaults(tx, file, written)
  const before = await findAnswer(tx, id)
  if (fault) return void work.told.push(fault[1])
  if (consultation.state !== 'solved' || before?.state === 'approved') return refuse(work, 'not-now')
  const draft = (before?.draft ?? 0) + 1
  const proposed = { state: 'proposed', ...written, draft, proposedBy: personOf(said), approvedBy: null } as const
  await keepAnswer(work, { id, regionId, firmId, ...proposed, solvedAt: consultation.movedAt, movedAt: app.now })
  line(work, 'answer-proposed')
}

/** Answered to others only once somebody has approved this very draft. */
export async function approve(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const answer = await findAnswer(tx, file.stored.id)
  if (!answer) return
  const seen = { draft: Number(said.params?.draft), by: personOf(said), isAlone: await isAloneAtDesk(work) }
  const refusal = approvalRefusal(answer, seen)
  if (refusal) return void work.told.push({ key: `desk.consultation.refused.answer-${refusal}` })
  await keepAnswer(work, { ...answer, state: 'approved', approvedBy: personOf(said), movedAt: app.now })
  line(work, 'answer-approved')
}

export async function drop(work: Work): Promise<void> {
  const answer = await findAnswer(work.tx, work.file.stored.id)
  if (!answer || answer.state === 'dropped' || answer.draft !== work.said.params?.draft)
    return void work.told.push({ key: 'desk.consultation.refused.answer-changed' })
  await keepAnswer(work, { ...answer, state: 'dropped', movedAt: work.app.now })
  line(work, 'answer-dropped')
}

async function keepAnswer(work: Work, answer: StoredAnswer): Promise<void> {
  const { tx, app, said } = work
  await saveAnswer(tx, answer)
  work.hasChanged = true
  const { id, regionId, firmId, state, draft } = answer
  await note(tx, {
    ...{ regionId, firmId, subject: consultationLane(id), at: app.now, actor: personOf(said).personId },
    ...{ what: `answer-${state}`, params: { draft }, reason: null },
  })
}

async function isAloneAtDesk({ tx, file: { stored } }: Work): Promise<boolean> {
  const { regionId, firmId } = stored
  const people = await inRegion(tx, { regionId, firmId }, () => staffOf(tx, regionId, 'desk'))
  return new Set(people.map(({ personId }) => personId)).size < 2
}

export const questionIn = ({ said }: Work): Text => ({ typed: said.question ?? '' })
