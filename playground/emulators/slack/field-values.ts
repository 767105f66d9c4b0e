import type { Block, ElementValue } from './state.ts'

/** What a filled-in element says in `view.state.values`: each type has its own property. */
const PROPERTY: Record<string, { now: string; initial: string }> = {
  static_select: { now: 'selected_option', initial: 'initial_option' },
  external_select: { now: 'selected_option', initial: 'initial_option' },
  radio_buttons: { now: 'selected_option', initial: 'initial_option' },
  overflow: { now: 'selected_option', initial: 'initial_option' },
  checkboxes: { now: 'selected_options', initial: 'initial_options' },
  multi_static_select: { now: 'selected_options', initial: 'initial_options' },
  multi_external_select: { now: 'selected_options', initial: 'initial_options' },
  datepicker: { now: 'selected_date', initial: 'initial_date' },
  timepicker: { now: 'selected_time', initial: 'initial_time' },
  datetimepicker: { now: 'selected_date_time', initial: 'initial_date_time' },
  users_select: { now: 'selected_user', initial: 'initial_user' },
  channels_select: { now: 'selected_channel', initial: 'initial_channel' },
  conversations_select: { now: 'selected_conversation', initial: 'initial_conversation' },
  multi_users_select: { now: 'selected_users', initial: 'initial_users' },
  multi_channels_select: { now: 'selected_channels', initial: 'initial_channels' },
  multi_conversations_select: { now: 'selected_conversations', initial: 'initial_conversations' },
}
const TYPED = { now: 'value', initial: 'initial_value' }
const propertyOf = (element: { type: string }) => PROPERTY[element.type] ?? TYPED

export function initialValue(element: Block): ElementValue {
  const { now, initial } = propertyOf(element)
  const isMany = element.type === 'checkboxes' || element.type.startsWith('multi_')
  return { type: element.type, [now]: element[initial] ?? (isMany ? [] : null) }
}

/** What a person entered: typed words, the value of an option (or several), a date, epoch seconds. */
export type Entered = string | number | string[] | null

export function enteredValue(element: Block, entered: Entered): ElementValue {
  const { now } = propertyOf(element)
  if (now === 'selected_option')
    return { type: element.type, [now]: entered === null ? null : option(element, String(entered)) }
  if (now === 'selected_options')
    return { type: element.type, [now]: many(entered).map((value) => option(element, value)) }
  if (now === 'selected_date_time') return { type: element.type, [now]: entered === null ? null : Number(entered) }
  if (now.endsWith('s') && Array.isArray(entered)) return { type: element.type, [now]: entered }
  return { type: element.type, [now]: entered === '' ? null : entered }
}

export function isEmpty(value: ElementValue): boolean {
  const entered = value[propertyOf(value).now]
  return entered === null || entered === undefined || entered === '' || (Array.isArray(entered) && entered.length === 0)
}

const many = (entered: Entered): string[] =>
  Array.isArray(entered) ? entered : entered === null ? [] : [String(entered)]

function option(element: Block, value: string): unknown {
  const groups = (element.option_groups as { options: { value?: string }[] }[] | undefined) ?? []
  const options = [
    ...((element.options as { value?: string }[] | undefined) ?? []),
    ...groups.flatMap((group) => group.options),
  ]
  const found = options.find((each) => each.value === value)
  if (!found) throw new NoSuchOption(`there is no option ${value}`)
  return found
}

export class NoSuchOption extends Error {
  override name = 'NoSuchOption'
}
