import type { Json } from '../world.ts'

/** How LINE measures a Flex part: keywords to pixels, checked values only, so that no foreign text becomes CSS. */
type Style = Record<string, string>

const SPACE: Style = { none: '0px', xs: '2px', sm: '4px', md: '8px', lg: '12px', xl: '16px', xxl: '20px' }
const LETTER: Style = {
  xxs: '11px',
  xs: '13px',
  sm: '14px',
  md: '16px',
  lg: '19px',
  xl: '22px',
  xxl: '29px',
  '3xl': '35px',
  '4xl': '48px',
  '5xl': '74px',
}
const PICTURE: Style = {
  xxs: '40px',
  xs: '60px',
  sm: '80px',
  md: '100px',
  lg: '120px',
  xl: '140px',
  xxl: '160px',
  '3xl': '180px',
  '4xl': '200px',
  '5xl': '220px',
  full: '100%',
}
const BORDER: Style = { none: '0px', light: '0.5px', normal: '1px', medium: '2px', 'semi-bold': '3px', bold: '4px' }
const LENGTH = /^-?\d{1,4}(\.\d{1,3})?(px|%)$/
const COLOUR = /^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$/

const measure = (value: unknown, words: Style): string | undefined => {
  if (typeof value !== 'string') return undefined
  return Object.hasOwn(words, value) ? words[value] : LENGTH.test(value) ? value : undefined
}
const oneOf = (value: unknown, words: Style): string | undefined =>
  typeof value === 'string' && Object.hasOwn(words, value) ? words[value] : undefined

export const space = (value: unknown) => measure(value, SPACE)
export const letter = (value: unknown) => measure(value, LETTER)
export const picture = (value: unknown) => measure(value, PICTURE)
export const colour = (value: unknown): string | undefined =>
  typeof value === 'string' && COLOUR.test(value) ? value : undefined

/** Only what has a value. */
export const styled = (style: Record<string, string | number | undefined>): Style =>
  Object.fromEntries(
    Object.entries(style).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )

export type Layout = 'vertical' | 'horizontal' | 'baseline'

const END = { start: 'flex-start', center: 'center', end: 'flex-end' }
const GRAVITY = { top: 'flex-start', center: 'center', bottom: 'flex-end' }

/** Where a part stands in its box: its share of the room, its distance, its offset. */
export function placed(part: Json, parent: Layout): Style {
  const margin = space(part.margin)
  const isVertical = parent === 'vertical'
  return styled({
    flex: share(part, parent),
    [isVertical ? 'margin-top' : 'margin-left']: margin,
    'align-self': isVertical || parent === 'baseline' ? undefined : oneOf(part.gravity, GRAVITY),
    position:
      part.position === 'absolute'
        ? 'absolute'
        : part.offsetTop || part.offsetBottom || part.offsetStart || part.offsetEnd
          ? 'relative'
          : undefined,
    top: space(part.offsetTop),
    bottom: space(part.offsetBottom),
    left: space(part.offsetStart),
    right: space(part.offsetEnd),
  })
}

/** In a row everybody shares alike unless told; in a column everybody is as tall as its content. */
function share(part: Json, parent: Layout): string {
  const told = typeof part.flex === 'number' && part.flex >= 0 ? Math.min(Math.floor(part.flex), 1000) : undefined
  const isIcon = part.type === 'icon' || part.type === 'separator'
  const units = told ?? (parent === 'vertical' || isIcon || part.width !== undefined ? 0 : 1)
  return units === 0 ? '0 0 auto' : `${units} ${units} 0px`
}

export function boxStyle(box: Json, layout: Layout): Style {
  return styled({
    'flex-direction': layout === 'vertical' ? 'column' : 'row',
    'align-items':
      layout === 'baseline'
        ? 'baseline'
        : oneOf(box.alignItems, { center: 'center', 'flex-start': 'flex-start', 'flex-end': 'flex-end' }),
    'justify-content':
      typeof box.justifyContent === 'string' && /^[a-z-]{3,15}$/.test(box.justifyContent)
        ? box.justifyContent
        : undefined,
    'background-color': colour(box.backgroundColor),
    'background-image': gradient(box.background),
    'border-radius': space(box.cornerRadius),
    border: border(box),
    width: measure(box.width, {}),
    'max-width': measure(box.maxWidth, {}),
    height: measure(box.height, {}),
    'max-height': measure(box.maxHeight, {}),
    'padding-top': space(box.paddingTop) ?? space(box.paddingAll),
    'padding-bottom': space(box.paddingBottom) ?? space(box.paddingAll),
    'padding-left': space(box.paddingStart) ?? space(box.paddingAll),
    'padding-right': space(box.paddingEnd) ?? space(box.paddingAll),
  })
}

function border({ borderWidth, borderColor }: Json): string | undefined {
  const width = measure(borderWidth, BORDER)
  return width ? `${width} solid ${colour(borderColor) ?? '#b7b7b7'}` : undefined
}

function gradient(background: unknown): string | undefined {
  const { type, angle, startColor, endColor, centerColor, centerPosition } = (background ?? {}) as Json
  const from = colour(startColor)
  const to = colour(endColor)
  if (type !== 'linearGradient' || !from || !to || !/^\d{1,3}(\.\d+)?deg$/.test(String(angle))) return undefined
  const middle = colour(centerColor)
  const stop = /^\d{1,3}(\.\d+)?%$/.test(String(centerPosition)) ? String(centerPosition) : '50%'
  return `linear-gradient(${angle}, ${[from, ...(middle ? [`${middle} ${stop}`] : []), to].join(', ')})`
}

export const lettered = (part: Json): Style =>
  styled({
    'font-size': letter(part.size),
    color: colour(part.color),
    'font-weight': part.weight === 'bold' ? '700' : undefined,
    'font-style': part.style === 'italic' ? 'italic' : undefined,
    'text-decoration': oneOf(part.decoration, { underline: 'underline', 'line-through': 'line-through' }),
  })

export function textStyle(part: Json): Style {
  return {
    ...lettered(part),
    ...styled({
      'text-align': oneOf(part.align, { start: 'left', center: 'center', end: 'right' }),
      'line-height':
        typeof part.lineSpacing === 'string' && LENGTH.test(part.lineSpacing)
          ? `calc(1.4em + ${part.lineSpacing})`
          : undefined,
      '-webkit-line-clamp': typeof part.maxLines === 'number' && part.maxLines > 0 ? part.maxLines : undefined,
    }),
  }
}

/** Width, shape and standing of a picture. */
export const pictureStyle = (part: Json): Style =>
  styled({
    width: picture(part.size) ?? '100px',
    'aspect-ratio': ratio(part.aspectRatio),
    'object-fit': part.aspectMode === 'cover' ? 'cover' : 'contain',
    'background-color': colour(part.backgroundColor),
  })
export const pictureAlign = (part: Json): Style => styled({ 'justify-content': oneOf(part.align, END) ?? 'center' })

const ratio = (value: unknown): string =>
  typeof value === 'string' && /^\d{1,6}(\.\d+)?:\d{1,6}(\.\d+)?$/.test(value) ? value.replace(':', ' / ') : '1 / 1'
