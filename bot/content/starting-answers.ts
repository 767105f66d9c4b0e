import type { Classification } from '#engine/consultation.ts'
import type { ja } from '#locales/ja/index.ts'

type Name = keyof typeof ja.answers

/**
 * What the desk is asked most, answered before anybody has asked: nine of ten contacts of the pilot were about
 * installation. Keys only; the sentences are in `locales/` (`answers.*`).
 */
export interface StartingAnswer extends Classification {
  name: Name
}

const installation = (tag: Classification['tag'], ...names: Name[]): StartingAnswer[] =>
  names.map((name) => ({ name, category: 'installation', tag }))
const others = (category: Classification['category'], ...names: Name[]): StartingAnswer[] =>
  names.map((name) => ({ name, category, tag: null }))

export const STARTING_ANSWERS: readonly StartingAnswer[] = [
  ...installation('connecting', 'connect', 'no-port', 'place', 'who-installs', 'how-long', 'wireless'),
  ...installation('network-settings', 'settings', 'router-password', 'new-router'),
  ...installation('after-installation', 'printer', 'no-internet', 'slow', 'no-light', 'always-on', 'after-outage'),
  ...installation('after-installation', 'shared-folder', 'move'),
  ...others('joining', 'price', 'stop'),
  ...others('security', 'seen', 'warning', 'mail', 'password-typed', 'lost', 'update'),
]
