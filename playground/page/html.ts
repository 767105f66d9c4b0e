import htm from 'htm'
import { h, type VNode } from 'preact'

type Html = (strings: TemplateStringsArray, ...values: unknown[]) => VNode

/** JSX without a build step. Values become text nodes and properties, never markup. */
// htm's types describe its CommonJS twin, whose default export lies one level deeper.
export const html = (htm as unknown as { bind: (create: typeof h) => Html }).bind(h)

export { h }

/** Class names that hold. */
export const classes = (...names: (string | false | undefined | null)[]): string => names.filter(Boolean).join(' ')
