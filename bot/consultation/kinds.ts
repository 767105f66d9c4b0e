import { CATEGORIES, type Classification, TAGS } from '#engine/consultation.ts'
import type { Field, Text } from '#engine/message.ts'

/** A category and what of it, as one choice: 「機器設置に関する問合せ：接続方法の確認」. */
const KINDS: readonly Classification[] = CATEGORIES.flatMap((category): Classification[] => [
  ...(category === 'installation' ? TAGS.map((tag) => ({ category, tag })) : []),
  { category, tag: null },
])

/** Nothing yet, until somebody has looked. */
type Known = { [part in keyof Classification]: Classification[part] | null }

const nameOf = ({ category, tag }: Classification): string => (tag === null ? category : `${category}:${tag}`)

export const kindText = ({ category, tag }: Known): Text =>
  tag === null
    ? { key: `desk.consultation.category.${category}` }
    : {
        key: 'desk.consultation.tagged',
        params: {
          category: { key: `desk.consultation.category.${category}` },
          tag: { key: `desk.consultation.tag.${tag}` },
        },
      }

export const kindField = (known: Known | null): Field => ({
  ...{ id: 'kind', kind: 'one-of', label: { key: 'desk.consultation.row.category' } },
  ...(known?.category && { value: nameOf({ category: known.category, tag: known.tag }) }),
  options: KINDS.map((kind) => ({ value: nameOf(kind), label: kindText(kind) })),
})

export const kindIn = (value: string | undefined): Classification | undefined =>
  KINDS.find((kind) => nameOf(kind) === value)
