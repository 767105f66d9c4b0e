import type { Pane } from './looks.ts'
import type { Store } from './stage.ts'

/** Brings a pane into view and puts the keyboard there. */
export function show(store: Store, pane: Pane): void {
  store.look({ pane })
  requestAnimationFrame(() => {
    const place = document.getElementById(pane)
    place?.focus({ preventScroll: true })
    place?.scrollIntoView({ block: 'nearest' })
  })
}
