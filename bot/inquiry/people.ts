import { enter, type Tx } from '#db/door.ts'
import { busyOn } from '#db/inquiries.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'

/** Whom of a firm something may be asked: each person once, in their own chat; groups hear nothing. */
export async function peopleOf(tx: Tx, firmId: string): Promise<Contact[]> {
  const contacts = (await contactsOf(tx, firmId)).filter(isOnLine)
  return contacts.filter(
    ({ personId }, place) => contacts.findIndex((earlier) => earlier.personId === personId) === place,
  )
}

export const idsOf = (people: readonly Contact[]): string[] => people.map(({ personId }) => personId)

/** Who was asked something on that day. Another firm of theirs may have; no firm sees that of another. */
export async function busyOf(
  tx: Tx,
  firm: { regionId: string; firmId: string },
  { day, people }: { day: string; people: readonly Contact[] },
): Promise<string[]> {
  await enter(tx, { kind: 'system' })
  const busy = await busyOn(tx, day, idsOf(people))
  await enter(tx, { kind: 'firm', ...firm })
  return busy
}
