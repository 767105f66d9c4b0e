import type { Store } from '../stage.ts'
import type { Json } from '../world.ts'

/** A tap on anything in the phone, as LINE would carry it out for this person. */
export function tapped(store: Store, userId: string, action: Json): void {
  const words = action.displayText ?? action.text
  const displayText = typeof words === 'string' ? { displayText: words } : {}
  switch (action.type) {
    case 'postback':
      return void store.act(({ line }) => line.act(userId, 'tap', { data: String(action.data), ...displayText }))
    case 'message':
      return void store.act(({ line }) => line.act(userId, 'text', { text: String(action.text) }))
    case 'uri':
      return follow(store, String(action.uri))
    case 'clipboard':
      return void navigator.clipboard.writeText(String(action.clipboardText)).then(() => store.say('コピーしました。'))
    case 'camera':
    case 'cameraRoll':
      return void store.act(({ line }) => line.act(userId, 'photo'))
    default:
      return store.say(`この操作はここではできません：${String(action.type)}`)
  }
}

function follow(store: Store, uri: string): void {
  if (uri.startsWith('tel:')) return store.say(`電話をかけます：${uri.slice(4)}`)
  const address = locally(store, uri)
  if (address && /^https?:/.test(address)) window.open(address, '_blank', 'noopener,noreferrer')
  else store.say('開けないアドレスです。')
}

/** The made-up https origin in messages stands for this very server. */
export function locally(store: Store, uri: string): string {
  const { publicOrigin } = store.stage.session
  if (!publicOrigin || !uri.startsWith(`${publicOrigin}/`)) return uri
  return location.origin + uri.slice(publicOrigin.length)
}

/** A link of ours in what was said leads to the made-up address; whoever presses it comes to this very server. */
export function openHere(store: Store, { target }: MouseEvent): void {
  const link = target instanceof Element ? target.closest('a') : null
  if (link) link.href = locally(store, link.href)
}

/** Pictures of ours are shown; the wide world's are not fetched. */
export function pictureAddress(store: Store, url: unknown): string | undefined {
  if (typeof url !== 'string') return undefined
  if (url.startsWith('data:image/')) return url
  const address = locally(store, url)
  return address.startsWith(`${location.origin}/`) ? address : undefined
}
