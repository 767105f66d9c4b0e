import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { refusalOf } from '#engine/example.ts'
import type { Form, Text } from '#engine/message.ts'
import { readCaseFile } from '../case/work.ts'
import type { FormMaker } from '../form-maker.ts'
import { faultsIn, faultText } from './faults.ts'
import { exampleForm, writtenIn } from './form.ts'
import { caseOfExample, exampleOfLane } from './lanes.ts'
import { submitToken } from './taps.ts'
import { cluesOf, type ExampleFile, likenessOf, mayBeTold, openExample } from './work.ts'

const fileOf = (tx: Tx, { subject, firmId }: Action): Promise<ExampleFile> =>
  openExample(tx, exampleOfLane(subject), firmId ?? '')

/** The form behind the button of an example's card; undefined where it cannot be written any more. */
export async function exampleFormIn(
  { speaker, context }: FormMaker,
  tx: Tx,
  action: Action,
): Promise<Form<string> | undefined> {
  if (action.command !== 'open-write') return undefined
  const file = await fileOf(tx, action)
  if (file.stored && refusalOf(file.stored, 'write')) return undefined
  const told = await mayBeTold(tx, file, likenessOf(file.firm))
  const happened = file.stored ? '' : await toldOf(tx, file.id)
  return speaker.form(exampleForm(submitToken(context(), file.id), file, { told, happened }), file.region)
}

/** Where it begins with a case, what its firm was told of it then. */
const toldOf = async (tx: Tx, id: string): Promise<string> =>
  (await readCaseFile(tx, caseOfExample(id)))?.notice?.what ?? ''

/** What is wrong with what was written, beside each field, with the very words. */
export async function exampleErrors(
  { speaker }: FormMaker,
  tx: Tx,
  action: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const file = await fileOf(tx, action)
  const errors = await errorsIn(tx, file, values)
  return Object.fromEntries(errors.map(([field, text]) => [field, speaker.text(text, file.region)]))
}

export async function errorsIn(tx: Tx, file: ExampleFile, values: FormValues): Promise<[string, Text][]> {
  const written = writtenIn(values)
  const cost: [string, Text][] = written.costYen === undefined ? [['cost', { key: 'desk.example.fault.cost' }]] : []
  const faults = faultsIn(written, await cluesOf(tx, file))
  return [...faults.map((fault): [string, Text] => [fault.field, faultText(fault)]), ...cost]
}
