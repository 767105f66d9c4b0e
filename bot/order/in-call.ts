import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { findOrder } from '#db/orders.ts'
import type { Form } from '#engine/message.ts'
import { refusalOf } from '#engine/order.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FormMaker } from '../form-maker.ts'
import { choiceForm, choiceIn, faultText, parcelForm, parcelIn } from './form.ts'
import { orderOfLane } from './lanes.ts'
import { orderTap } from './taps.ts'

/** The form behind a button of an order's card; undefined where it cannot be filled now. */
export async function orderForm(
  { speaker, context }: FormMaker,
  tx: Tx,
  { subject, command, params, regionId }: Action,
): Promise<Form<string> | undefined> {
  const stored = await findOrder(tx, orderOfLane(subject))
  const act = command === 'open-chosen' ? 'chosen' : command === 'open-shipped' ? 'shipped' : undefined
  if (!stored || !act || params.round !== stored.order.round || refusalOf(stored.order, act, 'desk')) return undefined
  const { token } = orderTap(context(), stored, `submit-${act}`)
  const form = act === 'chosen' ? choiceForm(token, stored.order) : parcelForm(token)
  return speaker.form(form, await regionOf(tx, regionId))
}

export async function orderErrors(
  { speaker }: FormMaker,
  tx: Tx,
  { command, regionId }: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const filled = command === 'submit-chosen' ? choiceIn(values) : parcelIn(values)
  if (!('field' in filled)) return {}
  return { [filled.field]: speaker.text(faultText(filled.field), await regionOf(tx, regionId)) }
}
