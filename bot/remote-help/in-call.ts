import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import type { Form } from '#engine/message.ts'
import { refusalOf } from '#engine/remote-help.ts'
import type { FormMaker } from '../form-maker.ts'
import { resultForm, resultIn } from './form.ts'
import { remoteHelpOfLane } from './lanes.ts'
import { helpTap } from './taps.ts'
import { type RemoteHelpFile, remoteHelpFile } from './work.ts'

const fileOf = (tx: Tx, { subject, firmId }: Action): Promise<RemoteHelpFile> =>
  remoteHelpFile(tx, { id: remoteHelpOfLane(subject), firmId: firmId ?? '' })

export async function remoteHelpForm(
  { speaker, context }: FormMaker,
  tx: Tx,
  action: Action,
): Promise<Form<string> | undefined> {
  if (action.command !== 'open-result') return undefined
  const { id, firm, region, stored } = await fileOf(tx, action)
  if (refusalOf(stored?.help, 'difficult')) return undefined
  const { token } = helpTap(context(), { id, regionId: region.id, firmId: firm.id }, 'submit-result')
  return speaker.form(resultForm(token), region)
}

export async function remoteHelpErrors(
  { speaker }: FormMaker,
  tx: Tx,
  action: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const result = resultIn(values)
  if (!('field' in result)) return {}
  const { region } = await fileOf(tx, action)
  return { [result.field]: speaker.text({ key: `desk.remote-help.fault.${result.field}` }, region) }
}
