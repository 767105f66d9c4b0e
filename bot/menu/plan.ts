import { createHash } from 'node:crypto'
import type { LineMenu } from '#adapters/line/menus.ts'
import { isOn, NEW_PROGRAMME, type Programme } from '#engine/programme.ts'
import { sayToken } from '../converse/intent.ts'
import { serviceOfWord } from '../converse/services.ts'
import { cellAt, MENU_WORDS, type Menu, type MenuWord, menuSize, menuSvg } from '../pictures/menu.ts'
import { type Reader, sayText } from '../say.ts'

/** Everybody's menu, or one region's. */
export type MenuScope = { kind: 'everybody' } | { kind: 'region'; regionId: string }

export interface MenuPlan {
  menu: LineMenu
  picture: Menu
}

const PREFIX = 'otasuke'
const placeOf = (scope: MenuScope): string => (scope.kind === 'everybody' ? 'everybody' : scope.regionId)

/** Whether a menu of this name was ours in this place; what others made in the account is never touched. */
export const isOfScope = (name: string, scope: MenuScope): boolean => name.startsWith(`${PREFIX} ${placeOf(scope)} `)

/** What is to be installed: the words of the services that there are. Its name ends in a hash of all that is seen or tapped, so an equal name is an equal menu. */
export function menuPlan(scope: MenuScope, reader: Reader, programme: Programme = NEW_PROGRAMME): MenuPlan {
  const isThere = (word: MenuWord): boolean => {
    const service = serviceOfWord(word)
    return service === undefined || isOn(programme, service)
  }
  const words = MENU_WORDS.filter(isThere).map((word) => ({
    word,
    label: sayText({ key: `converse.button.${word}` }, reader),
  }))
  const picture: Menu = { words }
  const seen = {
    bar: sayText({ key: 'converse.menu-bar' }, reader),
    size: menuSize(words.length),
    areas: words.map(({ word, label }, place) => ({ ...cellAt(place, words.length), label, token: sayToken(word) })),
  }
  const hash = createHash('sha256')
    .update(JSON.stringify(seen) + menuSvg(picture))
    .digest('hex')
    .slice(0, 16)
  return { menu: { name: `${PREFIX} ${placeOf(scope)} ${hash}`, ...seen }, picture }
}
