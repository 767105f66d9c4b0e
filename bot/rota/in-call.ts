import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { staffOf } from '#db/people.ts'
import { loadRota } from '#db/regions.ts'
import type { PersonRef } from '#engine/case.ts'
import type { Form } from '#engine/message.ts'
import { dutyDay } from '#engine/rota.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FormMaker } from '../form-maker.ts'
import { changeIn, rotaForm } from './forms.ts'
import { ROTA_ACTS, rotaTap } from './taps.ts'

const actOf = (command: string, step: 'open' | 'submit') => ROTA_ACTS.find((act) => command === `${step}-${act}`)

/** The form behind a button below the rota. */
export async function rotaFormIn(
  { speaker, context }: FormMaker,
  tx: Tx,
  { command, regionId }: Action,
): Promise<Form<string> | undefined> {
  const act = actOf(command, 'open')
  const rota = act && (await loadRota(tx, regionId))
  if (!act || !rota) return undefined
  const app = context()
  const region = await regionOf(tx, regionId)
  const today = dutyDay(rota.handOver, app.now, region.timezone)
  const analysts = await staffOf(tx, regionId, 'analyst')
  return speaker.form(rotaForm(act, rotaTap(app, regionId, `submit-${act}`).token, { analysts, today }), region)
}

/** Which day cannot be read, beside its field. */
export async function rotaErrors(
  { speaker, context }: FormMaker,
  tx: Tx,
  { command, regionId }: Action,
  { values, by }: { values: FormValues; by: PersonRef },
): Promise<Record<string, string>> {
  const act = actOf(command, 'submit')
  const rota = act && (await loadRota(tx, regionId))
  if (!act || !rota) return {}
  const region = await regionOf(tx, regionId)
  const today = dutyDay(rota.handOver, context().now, region.timezone)
  const read = changeIn(act, values, { by, today })
  return 'field' in read ? { [read.field]: speaker.text({ key: 'call.rota.form.bad-day' }, region) } : {}
}
