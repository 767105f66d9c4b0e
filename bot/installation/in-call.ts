import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { latestInstallation } from '#db/installations.ts'
import type { Form } from '#engine/message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FormMaker } from '../form-maker.ts'
import { chooseForm, chosenIn } from './desk-card.ts'
import { deskTap } from './taps.ts'

/** The form behind 「箱を変える」. */
export async function installationForm(
  { speaker, context }: FormMaker,
  tx: Tx,
  { command, regionId, firmId }: Action,
): Promise<Form<string> | undefined> {
  if (command !== 'open-choose' || firmId === null) return undefined
  const { token } = deskTap(context(), { regionId, firmId }, 'submit-choose')
  const stored = await latestInstallation(tx, firmId)
  return speaker.form(chooseForm(token, stored?.installation), await regionOf(tx, regionId))
}

export async function installationErrors(
  { speaker }: FormMaker,
  tx: Tx,
  { regionId }: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const chosen = chosenIn(values)
  if (!('field' in chosen)) return {}
  return {
    [chosen.field]: speaker.text({ key: `desk.installation.fault.${chosen.field}` }, await regionOf(tx, regionId)),
  }
}
