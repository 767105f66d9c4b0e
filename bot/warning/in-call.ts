import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { firmNamesIn } from '#db/firms.ts'
import { areasOf, findWarning } from '#db/warnings.ts'
import type { Form, Text } from '#engine/message.ts'
import type { WarningBody } from '#engine/warning.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FormMaker } from '../form-maker.ts'
import { warningFaults, warningForm, warningIn } from './form.ts'
import { warningOfLane } from './lanes.ts'
import { analystTap } from './taps.ts'

/** The form behind 書く; undefined once it is sent or dropped. */
export async function warningFormIn(
  { speaker, context }: FormMaker,
  tx: Tx,
  { command, subject, regionId }: Action,
): Promise<Form<string> | undefined> {
  if (command !== 'open-write') return undefined
  const id = warningOfLane(subject)
  const stored = await findWarning(tx, id)
  if (stored && stored.state !== 'written') return undefined
  const { token } = analystTap(context(), { id, regionId }, 'submit-write')
  const form = warningForm(token, { body: stored?.body, areas: await areasOf(tx, regionId) })
  return speaker.form(form, await regionOf(tx, regionId))
}

export async function warningErrors(
  { speaker }: FormMaker,
  tx: Tx,
  { regionId }: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const region = await regionOf(tx, regionId)
  const faults = await faultsOf(tx, regionId, warningIn(values))
  return Object.fromEntries(faults.map(([field, text]) => [field, speaker.text(text, region)]))
}

/** In the region's scope, or the system's: every firm's name is compared. */
export async function faultsOf(tx: Tx, regionId: string, body: WarningBody): Promise<[string, Text][]> {
  const areas = (await areasOf(tx, regionId)).map(({ area }) => area)
  return warningFaults(body, { areas, firmNames: await firmNamesIn(tx, regionId) })
}
