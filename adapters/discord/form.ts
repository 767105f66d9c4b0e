import type { Field, Form } from '#engine/message.ts'
import { Fitting, shortened } from '../fit.ts'
import { LIMIT, written } from './components.ts'
import { momentText } from './moment.ts'

const COMPONENTS_MAX = 5
const TITLE_MAX = 45
const LABEL_MAX = 45
const HINT_MAX = 100
const OPTIONS_MAX = 25
const OPTION_MAX = 100
const INPUT_MAX = 4_000
const INTRO_MAX = 1_000
/** What was written on earlier pages travels in a message, whose embeds hold 6,000 characters. */
const KEPT_CHARS_MAX = 4_800

export interface Modal {
  custom_id: string
  title: string
  components: object[]
}

export const pagesOf = (form: Form<string>): number => pagesIn(form).length

/**
 * One page of a form as a modal: Discord's hold five things, and may not follow one another without a button between. So
 * what says `1/2` on its way out is a page after which more is asked.
 */
export function modalOf(form: Form<string>, page: number): Modal {
  const fitting = new Fitting()
  const pages = pagesIn(form)
  const title = pages.length > 1 ? `${shortened(form.title, TITLE_MAX - 6)} ${page}/${pages.length}` : form.title
  return {
    custom_id: `form:${page}/${pages.length}:${form.token}`.slice(0, LIMIT.customId),
    title: fitting.text('title', title, TITLE_MAX),
    components: (pages[page - 1] ?? []).map((item) =>
      'intro' in item
        ? { type: 10, content: fitting.text('intro', item.intro, INTRO_MAX) }
        : labelled(item, roomFor(form, item), fitting),
    ),
  }
}

type Item = Field<string> | { intro: string }

function pagesIn(form: Form<string>): Item[][] {
  const intro = (form.before ?? [])
    .flatMap((part) => (part.kind === 'choice' ? [] : [written(part, new Fitting())]))
    .join('\n')
  const items: Item[] = [...(intro.trim() === '' ? [] : [{ intro }]), ...form.fields]
  return Array.from({ length: Math.ceil(items.length / COMPONENTS_MAX) }, (_, page) =>
    items.slice(page * COMPONENTS_MAX, (page + 1) * COMPONENTS_MAX),
  )
}

const lengthOf = ({ lengthMax = INPUT_MAX }: Field<string>): number => Math.min(lengthMax, INPUT_MAX)

/** As long as the field may be, unless all fields together would not be kept. */
function roomFor({ fields }: Form<string>, field: Field<string>): number {
  const all = fields.filter(isTyped).reduce((sum, one) => sum + lengthOf(one), 0)
  return all <= KEPT_CHARS_MAX ? lengthOf(field) : Math.max(1, Math.floor((lengthOf(field) * KEPT_CHARS_MAX) / all))
}

const isTyped = ({ kind }: Field<string>): boolean => kind === 'line' || kind === 'lines'

function labelled(field: Field<string>, room: number, fitting: Fitting): object {
  return {
    type: 18,
    label: fitting.text('label', field.label, LABEL_MAX),
    ...(field.hint ? { description: fitting.text('hint', field.hint, HINT_MAX) } : {}),
    component: field.kind === 'one-of' || field.kind === 'any-of' ? select(field, fitting) : input(field, room),
  }
}

const MOMENT_LENGTH_MAX = 30

/** There is no date picker: a moment is written, as the placeholder shows it. */
function input(field: Field<string>, room: number): object {
  const isMoment = field.kind === 'moment'
  const length = isMoment ? MOMENT_LENGTH_MAX : room
  const value = isMoment ? momentText(Number(field.value || Number.NaN)) : startOf(String(field.value ?? ''), length)
  return {
    type: 4,
    custom_id: `${isMoment ? 'moment' : 'text'}:${field.id}`,
    style: field.kind === 'lines' ? 2 : 1,
    max_length: length,
    required: !field.isOptional,
    ...(isMoment ? { placeholder: '2026-12-01 17:00' } : {}),
    // Discord refuses a blank value.
    ...(value.trim() === '' ? {} : { value }),
  }
}

/** Without an ellipsis: it would be sent back as if it had been typed. */
const startOf = (text: string, lengthMax: number): string => text.slice(0, lengthMax).toWellFormed()

function select(field: Field<string>, fitting: Fitting): object {
  const isMany = field.kind === 'any-of'
  const chosen = isMany ? String(field.value ?? '').split(',') : [String(field.value ?? '')]
  const options = fitting.first('options', field.options ?? [], OPTIONS_MAX)
  const isRequired = !field.isOptional && !isMany
  return {
    type: 3,
    custom_id: `choice:${field.id}`,
    required: isRequired,
    min_values: isRequired ? 1 : 0,
    max_values: isMany ? options.length : 1,
    options: options.map(({ value, label }) => ({
      value,
      label: fitting.text('option', label, OPTION_MAX),
      ...(chosen.includes(value) ? { default: true } : {}),
    })),
  }
}
