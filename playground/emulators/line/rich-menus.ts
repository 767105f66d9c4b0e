import type { Answer } from '../api-server.ts'
import { notFound, refuse } from './errors.ts'
import { pictureSize } from './pictures.ts'
import { linkRoutes } from './rich-menu-links.ts'
import type { AddRoute, LineCall } from './routes.ts'
import { check } from './schema/check.ts'
import { richMenuBody } from './schema/rich-menu.ts'
import type { LineSide } from './side.ts'

const IMAGE_BYTES_MAX = 1_000_000
const MENUS_MAX = 1000
const done: Answer = { status: 200, body: {} }

export function richMenuRoutes(side: LineSide, route: AddRoute): void {
  const { state, world } = side
  const told = (answer: Answer) => {
    world.stream.tell({ kind: 'line.rich-menu' })
    return answer
  }
  route('POST', '/v2/bot/richmenu/validate', 'richmenu.validate', (call) => {
    const body = check(richMenuBody, call.body)
    return body.kind === 'ok' ? done : body.answer
  })
  route('POST', '/v2/bot/richmenu', 'richmenu.create', (call) => create(side, call))
  route('GET', '/v2/bot/richmenu/list', 'richmenu.list', () => ({
    status: 200,
    body: { richmenus: Object.values(state.richMenus) },
  }))
  route('GET', '/v2/bot/richmenu/:richMenuId', 'richmenu.get', (call) => {
    const menu = state.richMenus[call.params.richMenuId ?? '']
    return menu ? { status: 200, body: menu } : notFound()
  })
  route('DELETE', '/v2/bot/richmenu/:richMenuId', 'richmenu.delete', (call) =>
    remove(side, call.params.richMenuId ?? ''),
  )
  route('POST', '/v2/bot/richmenu/:richMenuId/content', 'richmenu.image', (call) => upload(side, call))
  route('GET', '/v2/bot/richmenu/:richMenuId/content', 'richmenu.content', (call) => {
    const found = state.contents[call.params.richMenuId ?? '']
    return found
      ? { status: 200, headers: { 'content-type': found.type }, body: Buffer.from(found.base64, 'base64') }
      : notFound()
  })
  route('POST', '/v2/bot/user/all/richmenu/:richMenuId', 'richmenu.default', (call) => {
    const richMenuId = call.params.richMenuId ?? ''
    if (!state.contents[richMenuId]) return refuse(400, 'must upload richmenu image before applying it to user')
    state.defaultRichMenu = richMenuId
    return told(done)
  })
  route('GET', '/v2/bot/user/all/richmenu', 'richmenu.default', () =>
    state.defaultRichMenu ? { status: 200, body: { richMenuId: state.defaultRichMenu } } : notFound(),
  )
  route('DELETE', '/v2/bot/user/all/richmenu', 'richmenu.default', () => {
    state.defaultRichMenu = null
    return told(done)
  })
  linkRoutes(side, route)
}

function create({ state, world }: LineSide, call: LineCall): Answer {
  const body = check(richMenuBody, call.body)
  if (body.kind === 'refused') return body.answer
  if (Object.keys(state.richMenus).length >= MENUS_MAX)
    return refuse(400, 'The number of rich menus exceeded the limit')
  const richMenuId = `richmenu-${world.random.hex(32)}`
  state.richMenus[richMenuId] = { ...body.value, richMenuId }
  return { status: 200, body: { richMenuId } }
}

/** Whoever had it falls back to the default. */
function remove({ state, world }: LineSide, richMenuId: string): Answer {
  if (!state.richMenus[richMenuId]) return notFound()
  delete state.richMenus[richMenuId]
  delete state.contents[richMenuId]
  if (state.defaultRichMenu === richMenuId) {
    state.defaultRichMenu = null
    world.stream.tell({ kind: 'line.rich-menu' })
  }
  for (const user of Object.values(state.users)) {
    if (user.richMenuId !== richMenuId) continue
    user.richMenuId = null
    world.stream.tell({ kind: 'line.user', user })
  }
  return done
}

/** A menu's picture is set once; another look needs another menu. */
function upload({ state }: LineSide, call: LineCall): Answer {
  const menu = state.richMenus[call.params.richMenuId ?? '']
  if (!menu) return notFound()
  if (state.contents[menu.richMenuId]) return refuse(400, 'An image has already been uploaded to the richmenu')
  const type = call.header('content-type') ?? ''
  if (type !== 'image/png' && type !== 'image/jpeg') return refuse(415, 'Unsupported media type')
  if (call.body.length > IMAGE_BYTES_MAX) return refuse(413, 'Request exceeds the max size of 1MB')
  const size = pictureSize(call.body)
  if (!size || size.width !== menu.size.width || size.height !== menu.size.height)
    return refuse(400, 'The image size is invalid')
  state.contents[menu.richMenuId] = { type, base64: call.body.toString('base64') }
  return done
}
