import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Submitted } from '../control.ts'
import { h, html } from '../html.ts'
import type { Store } from '../stage.ts'
import type { SlackView } from '../world.ts'
import { Blocks } from './blocks.ts'
import { type Desk, type Fields, plain } from './desk.ts'
import { Drafts, isTold } from './drafts.ts'

const RESTING_FINGERS_MS = 350

interface ModalProps {
  store: Store
  view: SlackView
  desk: Desk
}

/** The topmost open modal of the person who is played. */
export function Modal({ store, view, desk }: ModalProps): VNode {
  const { id: viewId, userId } = view
  const [drafts] = useState(() => new Drafts())
  const [standing, setStanding] = useState<{ isBusy: boolean; apology?: string }>({ isBusy: false })
  const [, redraw] = useState(0)
  const frame = useFocusInside()
  useEffect(() => () => drafts.hush(), [drafts])

  const tell = (body: object) => store.act(({ slack }) => slack.act(userId, 'view-action', { viewId, ...body }))
  const fields: Fields = {
    errors: view.errors,
    value: (blockId, element) => drafts.value(view, blockId, element),
    change: (blockId, element, value, input, isOver) => {
      drafts.type(blockId, element, value)
      redraw((turn) => turn + 1)
      if (!isTold(input, element, isOver)) return
      drafts.tell(
        blockId,
        element,
        isOver ? 0 : RESTING_FINGERS_MS,
        () => void tell({ blockId, actionId: element.action_id, value }),
      )
    },
  }
  const inside: Desk = { ...desk, fields, press: (blockId, element) => tell({ blockId, actionId: element.action_id }) }
  const submit = async (event: Event) => {
    event.preventDefault()
    drafts.hush()
    setStanding({ isBusy: true })
    const body = { viewId, values: drafts.values(view) }
    const told = await store.act(({ slack }) => slack.act<Submitted>(userId, 'submit', body))
    setStanding({ isBusy: false, ...(told?.responseAction === 'failed' ? { apology: told.reason ?? '' } : {}) })
  }
  const close = () => void store.act(({ slack }) => slack.act(userId, 'close', { viewId }))

  return html`<div class="modal-shade">
    <form class="modal" role="dialog" aria-modal="true" aria-labelledby="modal-title" ref=${frame} onSubmit=${submit} onKeyDown=${(event: KeyboardEvent) => keys(event, close)} novalidate>
      <header><h3 id="modal-title">${plain(view.view.title)}</h3><button type="button" class="quiet" aria-label="閉じる" onClick=${close}>✕</button></header>
      <div class="modal-body">${h(Blocks, { blocks: view.view.blocks, desk: inside })}</div>
      ${standing.apology === undefined ? null : html`<p class="error apology" role="alert">うまくいきませんでした。もう一度おためしください。${standing.apology}</p>`}
      <footer>
        <button type="button" class="slack-button" onClick=${close}>${plain(view.view.close) || 'キャンセル'}</button>
        ${view.view.submit ? html`<button type="submit" class="slack-button primary" disabled=${standing.isBusy} aria-busy=${standing.isBusy}>${plain(view.view.submit)}</button>` : null}
      </footer>
    </form>
  </div>`
}

const STOPS = 'button:not([disabled]), input:not([disabled]), select, textarea, a[href]'

/** Tab stays inside; Escape closes. */
export function keys(event: KeyboardEvent, close: () => void): void {
  if (event.key === 'Escape' && !event.isComposing) {
    event.stopPropagation()
    return close()
  }
  if (event.key !== 'Tab') return
  const stops = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(STOPS)]
  const [first, last] = [stops[0], stops.at(-1)]
  const leaves = event.shiftKey ? document.activeElement === first : document.activeElement === last
  if (!leaves) return
  event.preventDefault()
  ;(event.shiftKey ? last : first)?.focus()
}

/** The first field has the focus while the modal is open; afterwards whoever had it before. */
export function useFocusInside(pane: 'slack' | 'discord' = 'slack') {
  const frame = useRef<HTMLFormElement>(null)
  // While drawing: once drawn, everything behind the modal is inert and has lost it.
  const [before] = useState(() => document.activeElement as HTMLElement | null)
  useEffect(() => {
    const wanted = frame.current?.querySelector<HTMLElement>(
      '[data-first], .block-input input, .block-input textarea, .block-input select',
    )
    ;(wanted ?? frame.current?.querySelector<HTMLElement>('button'))?.focus()
    return () =>
      void requestAnimationFrame(() => (before?.isConnected ? before : document.getElementById(pane))?.focus())
  }, [before, pane])
  return frame
}
