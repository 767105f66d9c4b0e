import type { StoredSession } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import type { PersonRef } from '#engine/case.ts'
import { type Session, valuesOf } from '#engine/dialogue/session.ts'
import { responsibleLane } from '../responsible/keep.ts'

/** Who the diagnosis was told answers for the firm goes to where that is kept, in its own lane. */
export async function handOnResponsible(
  tx: Tx,
  { id, regionId, firmId, session }: StoredSession,
  by: PersonRef,
  at: number,
): Promise<void> {
  const told = {
    lead: leadIn(session),
    staff: textOf(session, 'b-staff'),
    deputy: textOf(session, 'b-deputy'),
    first: firstIn(session),
  }
  if (told.lead === '') return
  await receive(tx, [
    {
      ...{ lane: responsibleLane(firmId), kind: 'responsible', account: 'dialogue', eventId: `${id}:responsible` },
      ...{ regionId, firmId, payload: { command: 'told', by, told }, at },
    },
  ])
}

export const leadIn = (session: Session): string => textOf(session, 'b-lead')

function textOf(session: Session, question: string): string {
  const value = valuesOf(session).get(question)
  return value?.kind === 'text' ? value.text : ''
}

function firstIn(session: Session): string {
  const value = valuesOf(session).get('b-first')
  return value?.kind === 'choice' ? value.choice : ''
}
