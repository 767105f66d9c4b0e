import { type Action, grantActions } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { type Contact, contactsOf } from '#db/people.ts'
import type { Option } from '#engine/message.ts'
import type { Responsibility } from '#engine/responsibility.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { type Place, responsibleLane } from './keep.ts'

const LIFE_DAYS = 60
/** With the first button as many as LINE shows well. */
const OTHERS_MAX = 8

/** 「わたしが責任者です」, every other member of the firm, and, where somebody is named, that it stays so. */
export async function nameButtons(
  tx: Tx,
  app: FlowContext,
  place: Place,
  asked: { personId: string; now: Responsibility | undefined },
): Promise<Option[]> {
  const granted: Action[] = []
  const grant = (command: string, params: Action['params'] = {}): string => {
    const subject = responsibleLane(place.firmId)
    const action = actionOf(app, { ...place, subject, command, params, holder: { role: 'member' }, days: LIFE_DAYS })
    granted.push(action)
    return action.token
  }
  const others = withoutRepeats(await contactsOf(tx, place.firmId)).filter(
    ({ personId }) => personId !== asked.personId,
  )
  const options: Option[] = [
    ...(asked.now ? [{ label: { key: 'responsible.button.keep' }, token: grant('keep') }] : []),
    { label: { key: 'responsible.button.me' }, token: grant('me') },
    ...others
      .slice(0, OTHERS_MAX)
      .map(({ personId, name }) => ({ label: { typed: name.slice(0, 20) }, token: grant('named', { personId }) })),
  ]
  await grantActions(tx, granted)
  return options
}

const withoutRepeats = (contacts: readonly Contact[]): Contact[] =>
  contacts.filter(({ personId }, place) => contacts.findIndex((one) => one.personId === personId) === place)
