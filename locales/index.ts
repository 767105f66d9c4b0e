import { en } from './en/index.ts'
import { ja } from './ja/index.ts'

/** Every sentence a person can see. Japanese is the default, and what is missing elsewhere is said in it. */
export const catalogs = { ja, en } as const
export type Locale = keyof typeof catalogs
export const DEFAULT_LOCALE: Locale = 'ja'

/** `notice.reply.done` …: every sentence's key, without i18next's plural suffix. */
export type Key = Leaf<typeof ja>
type Leaf<T> = {
  [K in keyof T & (string | number)]: T[K] extends string ? Singular<`${K}`> : `${K}.${Leaf<T[K]>}`
}[keyof T & (string | number)]
type Singular<K extends string> = K extends `${infer Stem}_other` ? Stem : K
