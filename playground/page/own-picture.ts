import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Control } from './control.ts'
import { html } from './html.ts'
import type { Store } from './stage.ts'
import { timeOf } from './time.ts'

interface OwnPictureProps {
  store: Store
  /** A data URL; null where nothing is left of it. */
  ask: (control: Control) => Promise<{ picture: string | null }>
  look: string
  alt: string
}

/** What a person has put into a chat: the platform keeps it, and it is no address. */
export function OwnPicture({ store, ask, look, alt }: OwnPictureProps): VNode {
  const [picture, setPicture] = useState<string | null>(null)
  useEffect(() => {
    let isGone = false
    void store.act(async (control) => {
      const shown = await ask(control)
      if (!isGone) setPicture(shown.picture)
    })
    return () => {
      isGone = true
    }
  }, [store])
  if (picture) return html`<img class=${look} src=${picture} alt=${alt} />`
  return html`<p class="${look} no-picture" role="img" aria-label=${alt}>${alt}</p>`
}

const SIZE = { width: 360, height: 240 }

/** A photo for whoever has none at hand: what the clock says, on a colour that is another each time. Base64 of a JPEG. */
export function samplePhoto({ stage }: Store): string {
  const canvas = Object.assign(document.createElement('canvas'), SIZE)
  const pen = canvas.getContext('2d')
  if (pen) {
    pen.fillStyle = `hsl(${Math.round(Math.random() * 360)} 45% 45%)`
    pen.fillRect(0, 0, SIZE.width, SIZE.height)
    pen.fillStyle = '#fff'
    pen.font = '32px sans-serif'
    pen.fillText(`写真 ${timeOf(Date.now() + stage.scene.aheadMs)}`, 28, 130)
  }
  return canvas.toDataURL('image/jpeg').split(',')[1] ?? ''
}
