import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { firmsNamed } from '#db/firms.ts'
import { checkOf } from '#db/health-checks.ts'
import { monthsFrom } from '#engine/health-comparison.ts'
import type { HealthCheck } from '#engine/health-course.ts'
import type { Form, Text } from '#engine/message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FormMaker } from '../form-maker.ts'
import { isCarded } from './card.ts'
import { listTap } from './taps.ts'
import { monthParam } from './texts.ts'

const NAME_MAX = 80

/** 1社を見る: which firm of the month's list gets a card of its own. */
export async function pickFormIn(
  { speaker, context }: FormMaker,
  tx: Tx,
  { command, regionId, params }: Action,
): Promise<Form<string> | undefined> {
  if (command !== 'open-pick') return undefined
  const label = (id: string): Text => ({ key: `desk.health.pick.${id}` })
  const form: Form = {
    token: listTap(context(), { regionId, month: monthIn(params) }, 'submit-pick').token,
    ...{ title: label('title'), submit: label('submit') },
    fields: [{ id: 'firm', kind: 'line', label: label('firm'), hint: label('hint'), lengthMax: NAME_MAX }],
  }
  return speaker.form(form, await regionOf(tx, regionId))
}

export async function pickErrors(
  { speaker }: FormMaker,
  tx: Tx,
  { regionId, params }: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const found = await pickedIn(tx, { regionId, month: monthIn(params), values })
  return 'fault' in found ? { firm: speaker.text(found.fault, await regionOf(tx, regionId)) } : {}
}

const monthIn = ({ month = '' }: Action['params']): string => String(month)

/** In the region's scope: the one that was named, unless its card is there already. */
export async function pickedIn(
  tx: Tx,
  { regionId, month, values }: { regionId: string; month: string; values: FormValues },
): Promise<{ check: HealthCheck } | { fault: Text }> {
  const typed = (values.firm ?? '').trim()
  const [firm, other] = typed === '' ? [] : await firmsNamed(tx, regionId, typed)
  if (!firm) return { fault: { key: 'dialogue.desk.no-firm', params: { firm: typed } } }
  if (other) return { fault: { key: 'dialogue.desk.several', params: { first: firm.name, second: other.name } } }
  const check = await checkOf(tx, firm.id, month)
  const params = { firm: firm.name, month: monthParam(month) }
  if (!check) return { fault: { key: 'desk.health.pick.not-counted', params } }
  const isThere = isCarded({ check, before: await checkOf(tx, firm.id, monthsFrom(month, -1)) })
  return isThere ? { fault: { key: 'desk.health.pick.there', params } } : { check }
}
