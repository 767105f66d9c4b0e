import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { contactsOf, reorderContacts } from '#db/people.ts'
import { addResponsibility, responsibilityOf } from '#db/responsibilities.ts'
import { calledFirst, type Duty, type Responsibility } from '#engine/responsibility.ts'
import type { FlowContext } from '../flow.ts'
import { beginAnew, type Coming } from '../recurrence.ts'

const PREFIX = 'responsible:'
export const responsibleLane = (firmId: string): string => `${PREFIX}${firmId}`
export const isOfResponsible = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const firmOfLane = (lane: string): string => lane.slice(PREFIX.length)

export interface Place {
  regionId: string
  firmId: string
}

/** Who answers for a firm is written down, and asked again in a year. */
export async function keepResponsible(
  tx: Tx,
  hours: Pick<FlowContext, 'calendar' | 'hoursOf'>,
  place: Place,
  named: Responsibility,
): Promise<void> {
  const { responsible, inCharge, deputy, order, by, at } = named
  await callFirst(tx, place.firmId, named)
  await addResponsibility(tx, place, named)
  await note(tx, {
    ...{ ...place, subject: responsibleLane(place.firmId), at, actor: by.personId, what: 'responsible-named' },
    // Ids alone: names can be erased from their own tables, and not from here.
    ...{ params: { ...idsOf({ responsible, inCharge, deputy }), order }, reason: null },
  })
  await beginAnew(tx, { ...hours, now: at }, responsibleOf(place))
}

/** They are asked before the firm's others; an order that somebody set since stays while they are the same. */
async function callFirst(tx: Tx, firmId: string, named: Responsibility): Promise<void> {
  const before = await responsibilityOf(tx, firmId)
  const called = calledFirst(named)
  if (called.length === 0 || (before && calledFirst(before).join() === called.join())) return
  const everybody = (await contactsOf(tx, firmId)).map(({ personId }) => personId)
  await reorderContacts(tx, firmId, [...new Set([...called, ...everybody])])
}

const idsOf = (named: Pick<Responsibility, Duty>): Record<Duty, string | null> => ({
  responsible: named.responsible.personId,
  inCharge: named.inCharge?.personId ?? null,
  deputy: named.deputy?.personId ?? null,
})

/** The firm is asked who answers for it: a year later, or because nobody is named yet. */
export const responsibleOf = ({ regionId, firmId }: Place): Coming => ({
  ...{ kind: 'responsible', key: responsibleLane(firmId), lane: responsibleLane(firmId), regionId, firmId },
  says: { command: 'ask', by: { personId: 'otasuke', name: 'otasuke' } },
})
