import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { contactsOf } from '#db/people.ts'
import type { Case } from '#engine/case.ts'
import { isFirmRole } from '#engine/enrolment.ts'
import type { Option, Text } from '#engine/message.ts'
import { likeliestFirst } from '#engine/resemblance.ts'
import { actionOf } from '../action.ts'
import { nameShown } from '../asset/called.ts'
import { likelyOf, nameOf } from '../asset/likely.ts'
import type { FlowContext } from '../flow.ts'
import { unspokenIn } from './device.ts'

/** Whoever telephones a firm asks whose PC it is, as long as nobody knows; one tap writes down what they are told. */
export interface WhoseToAsk {
  question: Text
  options: Option[]
  granted: Action[]
}

const PEOPLE_MAX = 15
const NAME_MAX = 40
const LIFE_DAYS = 60

export async function whoseToAsk(tx: Tx, app: FlowContext, subject: Case): Promise<WhoseToAsk | undefined> {
  const holder = await unspokenIn(tx, subject)
  if (!holder) return undefined
  const { id, regionId, firmId, firstSeenAt } = subject
  const name = nameShown({ name: nameOf(holder) }, NAME_MAX)
  const granted: Action[] = []
  const option = (personId: string, label: Text): Option => {
    const about = { command: 'desk-whose', params: { person: personId }, holder: { role: 'desk' } } as const
    const action = actionOf(app, { regionId, firmId, subject: `case:${id}`, ...about, days: LIFE_DAYS })
    granted.push(action)
    return { label, token: action.token }
  }
  const contacts = (await contactsOf(tx, firmId)).filter(({ role }) => isFirmRole(role))
  const likely = await likelyOf(tx, subject, holder, contacts)
  const ordered = likeliestFirst(contacts, ({ personId }) => personId === likely?.personId)
  const people = new Map(ordered.map((one) => [one.personId, one.name]))
  return {
    question: { key: `desk.whose.${name === '' ? 'used' : 'named'}`, params: { name, at: { at: firstSeenAt } } },
    options: [...people].slice(0, PEOPLE_MAX).map(([personId, typed]) => option(personId, { typed })),
    granted,
  }
}
