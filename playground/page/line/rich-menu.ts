import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { html } from '../html.ts'
import type { Stage, Store } from '../stage.ts'
import type { Json, LineUser } from '../world.ts'
import { tapped } from './actions.ts'

export interface RichMenu {
  /** A data URL. */
  picture: string
  chatBarText: string
  size: { width: number; height: number }
  areas: { bounds: { x: number; y: number; width: number; height: number }; action: Json }[]
}

/** The picture below the talk with its tappable areas, folded away by its bar. */
export function Menu({ store, stage, user }: { store: Store; stage: Stage; user: LineUser }): VNode | null {
  const [richMenu, setRichMenu] = useState<RichMenu | null>(null)
  const [isOpen, setOpen] = useState(false)
  const { menuTurns } = stage.scene.line
  useEffect(() => {
    let isGone = false
    void store.act(async ({ line }) => {
      const shown = await line.richMenu(user.userId)
      if (!isGone) setRichMenu(shown.richMenu)
    })
    return () => {
      isGone = true
    }
  }, [store, user.userId, menuTurns])
  if (!richMenu) return null
  return html`<div class="rich-menu">
    ${
      isOpen
        ? html`<div class="rich-menu-picture" role="group" aria-label=${richMenu.chatBarText}>
          <img src=${richMenu.picture} alt="" />
          ${richMenu.areas.map(({ bounds, action }) => html`<button type="button" aria-label=${String(action.label)} style=${placed(bounds, richMenu.size)} onClick=${() => tapped(store, user.userId, action)}></button>`)}
        </div>`
        : null
    }
    <button type="button" class="rich-menu-bar" aria-expanded=${isOpen} onClick=${() => setOpen(!isOpen)}>${richMenu.chatBarText} ${isOpen ? '▼' : '▲'}</button>
  </div>`
}

const share = (part: number, whole: number): string => `${(100 * part) / whole}%`

const placed = (
  { x, y, width, height }: RichMenu['areas'][number]['bounds'],
  size: RichMenu['size'],
): Record<string, string> => ({
  left: share(x, size.width),
  top: share(y, size.height),
  width: share(width, size.width),
  height: share(height, size.height),
})
