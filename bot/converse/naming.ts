import { receive } from '#db/inbox.ts'
import { renamePerson } from '#db/people.ts'
import { nameIn, type Role } from '#engine/enrolment.ts'
import { rollCallWantedOf } from '../asset/roll-call.ts'
import { tellContractorNamed } from '../contractor/came.ts'
import { sayText } from '../say.ts'
import { askHeard } from './heard.ts'
import type { Talk } from './talk.ts'

/** Until they tell their name: the role and a mark, so that two of them can be told apart. */
export const unnamed = ({ incoming, reader }: Talk, role: Role): string =>
  sayText(
    {
      key: 'enrolment.naming.unnamed',
      params: { role: { key: `enrolment.role.${role}` }, mark: incoming.userId.slice(-4) },
    },
    reader,
  )

/** How often a person is asked for a name before we leave them in peace. */
const NAME_ASKED_MAX = 2

/** After joining, the next words that can be a name are one. Whether they were. */
export async function takeName(talk: Talk, typed: string): Promise<boolean> {
  const { naming } = talk.state
  const name = naming ? nameIn(typed) : undefined
  if (!naming || name === undefined) return false
  talk.state = { ...talk.state, naming: null }
  await renamePerson(talk.tx, naming.personId, name)
  const { name: before = '', memberships = [] } = talk.person ?? {}
  const { personId } = naming
  for (const { role, regionId, firmId } of memberships) {
    if (firmId === null) continue
    if (role === 'contractor') await tellContractorNamed(talk, { regionId, firmId, personId, name }, before)
    else
      await receive(talk.tx, [rollCallWantedOf({ regionId, firmId }, `named:${personId}`, talk.app.now, { personId })])
  }
  talk.say({ key: 'enrolment.naming.thanks', params: { name } })
  await askHeard(talk)
  return true
}

export function askName(talk: Talk): void {
  const { naming } = talk.state
  if (!naming) return
  if (naming.asked >= NAME_ASKED_MAX) {
    talk.state = { ...talk.state, naming: null }
    return
  }
  talk.state = { ...talk.state, naming: { ...naming, asked: naming.asked + 1 } }
  talk.say({ key: 'enrolment.naming.ask' })
}
