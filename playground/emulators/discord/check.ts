/**
 * What Discord refuses, after its OpenAPI document (discord/openapi.json, 2026-07-18) and, where that is looser, its pages
 * (Component Reference, Message Resource, 2026-08-06). Empty when all is well.
 */
export const WITH_COMPONENTS = 1 << 15
export const EPHEMERAL = 64

export const MESSAGE_LIMIT = {
  content: 2_000,
  embeds: 10,
  embedText: 4_096,
  embedsText: 6_000,
  rows: 5,
  components: 40,
  text: 4_000,
  nonce: 25,
}

type Json = Record<string, unknown>

const MESSAGE = [
  'content',
  'embeds',
  'components',
  'flags',
  'allowed_mentions',
  'nonce',
  'enforce_nonce',
  'tts',
  'message_reference',
]

export function messageProblems(body: unknown): string[] {
  if (!isObject(body)) return ['body: must be an object']
  const { content, embeds = [], components = [], flags = 0, nonce } = body
  const isNew = (Number(flags) & WITH_COMPONENTS) !== 0
  return [
    ...unknownIn(body, MESSAGE, 'body'),
    ...(content === undefined || typeof content === 'string' ? [] : ['content: must be a string']),
    ...tooLong(content, MESSAGE_LIMIT.content, 'content'),
    ...(nonce !== undefined ? length(String(nonce), 1, MESSAGE_LIMIT.nonce, 'nonce') : []),
    ...(Array.isArray(components) && Array.isArray(embeds) ? [] : ['components, embeds: must be lists']),
    ...(isNew && (content || list(embeds).length > 0)
      ? ['flags: content and embeds cannot stand beside these components']
      : []),
    ...embedProblems(list(embeds)),
    ...(isNew ? newProblems(list(components)) : rowProblems(list(components), MESSAGE_LIMIT.rows)),
    ...uniqueIds(list(components)),
  ]
}

/** Neither words nor anything else. */
export const isEmptyMessage = ({ content, embeds, components, flags }: Json): boolean =>
  !content &&
  list(embeds).length === 0 &&
  !((Number(flags ?? 0) & WITH_COMPONENTS) !== 0 && list(components).length > 0)

function embedProblems(embeds: unknown[]): string[] {
  const texts = embeds.map((embed) => (isObject(embed) ? [embed.title, embed.description].filter(isText) : []))
  const total = texts.flat().reduce((sum, text) => sum + text.length, 0)
  return [
    ...(embeds.length > MESSAGE_LIMIT.embeds ? [`embeds: at most ${MESSAGE_LIMIT.embeds}`] : []),
    ...embeds.flatMap((embed, place) =>
      isObject(embed)
        ? [
            ...unknownIn(embed, ['title', 'description', 'color', 'url'], `embeds.${place}`),
            ...tooLong(embed.description, MESSAGE_LIMIT.embedText, `embeds.${place}.description`),
            ...tooLong(embed.title, 256, `embeds.${place}.title`),
          ]
        : ['embeds: must be objects'],
    ),
    ...(total > MESSAGE_LIMIT.embedsText ? ['embeds: longer than 6000 together'] : []),
  ]
}

function newProblems(components: unknown[]): string[] {
  const texts = components
    .filter((one) => isObject(one) && one.type === 10)
    .map((one) => String((one as Json).content ?? ''))
  return [
    ...(sizeOf(components) > MESSAGE_LIMIT.components ? ['components: more than 40'] : []),
    ...(texts.join('').length > MESSAGE_LIMIT.text ? ['components: more than 4000 characters of text'] : []),
    ...components.flatMap((one, place) => componentProblems(one, `components.${place}`)),
  ]
}

const sizeOf = (components: unknown[]): number =>
  components.reduce<number>((sum, one) => sum + 1 + (isObject(one) ? list(one.components).length : 0), 0)

function componentProblems(one: unknown, at: string): string[] {
  if (!isObject(one)) return [`${at}: must be an object`]
  switch (one.type) {
    case 1:
      return rowProblems([one], 1)
    case 10:
      return [
        ...unknownIn(one, ['type', 'id', 'content'], at),
        ...textOf(one.content, 1, MESSAGE_LIMIT.text, `${at}.content`),
      ]
    case 12:
      return galleryProblems(one, at)
    case 14:
      return unknownIn(one, ['type', 'id', 'divider', 'spacing'], at)
    default:
      return [`${at}.type: unknown`]
  }
}

function galleryProblems(one: Json, at: string): string[] {
  const items = list(one.items)
  return [
    ...unknownIn(one, ['type', 'id', 'items'], at),
    ...(items.length < 1 || items.length > 10 ? [`${at}.items: between 1 and 10`] : []),
    ...items.flatMap((item) => {
      const { media, description } = isObject(item) ? item : {}
      const url = isObject(media) ? media.url : undefined
      return [
        ...(isText(url) && /^(https?|attachment):\/\//.test(url) && URL.canParse(url) && url.length <= 2_048
          ? []
          : [`${at}.items: no address of a picture`]),
        ...(description === undefined ? [] : textOf(description, 1, 1_024, `${at}.items.description`)),
      ]
    }),
  ]
}

function rowProblems(rows: unknown[], rowsMax: number): string[] {
  return [
    ...(rows.length > rowsMax ? [`components: at most ${rowsMax} rows`] : []),
    ...rows.flatMap((row, place) => {
      const buttons = isObject(row) && row.type === 1 ? list(row.components) : []
      return [
        ...(buttons.length < 1 || buttons.length > 5 ? [`components.${place}: a row holds 1 to 5 buttons`] : []),
        ...buttons.flatMap((button) => buttonProblems(button, `components.${place}`)),
      ]
    }),
  ]
}

function buttonProblems(button: unknown, at: string): string[] {
  if (!isObject(button) || button.type !== 2) return [`${at}: not a button`]
  return [
    ...unknownIn(button, ['type', 'id', 'style', 'label', 'custom_id', 'disabled', 'emoji'], at),
    ...([1, 2, 3, 4].includes(Number(button.style)) ? [] : [`${at}.style: unknown`]),
    ...textOf(button.label, 1, 80, `${at}.label`),
    ...textOf(button.custom_id, 1, 100, `${at}.custom_id`),
  ]
}

function uniqueIds(components: unknown[]): string[] {
  const all = components.flatMap((one) => (isObject(one) ? [one, ...list(one.components).filter(isObject)] : []))
  return [
    ...twice(
      all.flatMap(({ custom_id }) => custom_id ?? []),
      'custom_id',
    ),
    ...twice(
      all.flatMap(({ id }) => id ?? []),
      'id',
    ),
  ]
}

const twice = (values: unknown[], name: string): string[] =>
  new Set(values).size === values.length ? [] : [`components: a ${name} twice`]

export function modalProblems(modal: unknown): string[] {
  if (!isObject(modal)) return ['data: must be an object']
  const components = list(modal.components)
  const inputs = components.flatMap((one) => (isObject(one) && isObject(one.component) ? [one.component] : []))
  return [
    ...unknownIn(modal, ['custom_id', 'title', 'components'], 'data'),
    ...textOf(modal.custom_id, 1, 100, 'data.custom_id'),
    ...textOf(modal.title, 1, 45, 'data.title'),
    ...(components.length < 1 || components.length > 5 ? ['data.components: between 1 and 5'] : []),
    ...components.flatMap((one, place) => modalComponentProblems(one, `data.components.${place}`)),
    ...twice(
      inputs.map(({ custom_id }) => custom_id),
      'custom_id',
    ),
  ]
}

function modalComponentProblems(one: unknown, at: string): string[] {
  if (!isObject(one)) return [`${at}: must be an object`]
  if (one.type === 10) return componentProblems(one, at)
  if (one.type !== 18 || !isObject(one.component)) return [`${at}: not a label with an input`]
  return [
    ...unknownIn(one, ['type', 'id', 'label', 'description', 'component'], at),
    ...textOf(one.label, 1, 45, `${at}.label`),
    ...(one.description === undefined ? [] : textOf(one.description, 1, 100, `${at}.description`)),
    ...textOf(one.component.custom_id, 1, 100, `${at}.custom_id`),
    ...(one.component.type === 4 ? inputProblems(one.component, at) : selectProblems(one.component, at)),
  ]
}

function inputProblems(input: Json, at: string): string[] {
  const lengthMax = input.max_length === undefined ? 4_000 : Number(input.max_length)
  return [
    ...unknownIn(
      input,
      ['type', 'id', 'custom_id', 'style', 'min_length', 'max_length', 'required', 'value', 'placeholder'],
      at,
    ),
    ...([1, 2].includes(Number(input.style)) ? [] : [`${at}.style: unknown`]),
    ...(lengthMax >= 1 && lengthMax <= 4_000 ? [] : [`${at}.max_length: between 1 and 4000`]),
    ...(input.value === undefined ? [] : textOf(input.value, 1, lengthMax, `${at}.value`)),
    ...(input.placeholder === undefined ? [] : textOf(input.placeholder, 1, 100, `${at}.placeholder`)),
  ]
}

function selectProblems(select: Json, at: string): string[] {
  if (select.type !== 3) return [`${at}: neither a text input nor a menu`]
  const options = list(select.options).filter(isObject)
  const [min, max] = [Number(select.min_values ?? 1), Number(select.max_values ?? 1)]
  return [
    ...unknownIn(
      select,
      ['type', 'id', 'custom_id', 'options', 'min_values', 'max_values', 'required', 'placeholder'],
      at,
    ),
    ...(options.length < 1 || options.length > 25 ? [`${at}.options: between 1 and 25`] : []),
    ...(min <= max && max >= 1 && max <= options.length ? [] : [`${at}: cannot choose between ${min} and ${max}`]),
    ...(select.required !== false && min === 0 ? [`${at}: required, and may be empty`] : []),
    ...twice(
      options.map(({ value }) => value),
      'value',
    ),
    ...(options.filter((option) => option.default === true).length > max ? [`${at}: too many chosen`] : []),
    ...options.flatMap((option) => [
      ...textOf(option.label, 1, 100, `${at}.options.label`),
      ...textOf(option.value, 1, 100, `${at}.options.value`),
    ]),
  ]
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A typing mistake is found here and not in the field. */
const unknownIn = (body: Json, known: readonly string[], at: string): string[] =>
  Object.keys(body).flatMap((name) => (known.includes(name) ? [] : [`${at}.${name}: unknown property`]))

const tooLong = (value: unknown, max: number, at: string): string[] =>
  isText(value) && value.length > max ? [`${at}: longer than ${max}`] : []

const length = (text: string, min: number, max: number, at: string): string[] =>
  text.length >= min && text.length <= max ? [] : [`${at}: between ${min} and ${max} characters`]

/** Blank text counts as none. */
const textOf = (value: unknown, min: number, max: number, at: string): string[] =>
  isText(value) && value.replace(/[ \t\n]/g, '').length >= min ? length(value, min, max, at) : [`${at}: is missing`]
