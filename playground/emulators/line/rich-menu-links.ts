import type { Answer } from '../api-server.ts'
import { notFound, refuse } from './errors.ts'
import type { AddRoute, LineCall } from './routes.ts'
import { check } from './schema/check.ts'
import { bulkLinkBody, bulkUnlinkBody } from './schema/rich-menu.ts'
import type { LineSide } from './side.ts'

/** A menu of one's own goes before everybody's. */
export function linkRoutes(side: LineSide, route: AddRoute): void {
  route('POST', '/v2/bot/richmenu/bulk/link', 'richmenu.bulk-link', (call) => {
    const body = check(bulkLinkBody, call.body)
    if (body.kind === 'refused') return body.answer
    return linked(side, body.value.richMenuId, body.value.userIds, 202)
  })
  route('POST', '/v2/bot/richmenu/bulk/unlink', 'richmenu.bulk-unlink', (call) => {
    const body = check(bulkUnlinkBody, call.body)
    if (body.kind === 'refused') return body.answer
    give(side, body.value.userIds, null)
    return { status: 202, body: {} }
  })
  route('POST', '/v2/bot/user/:userId/richmenu/:richMenuId', 'richmenu.link', (call) =>
    linked(side, call.params.richMenuId ?? '', [call.params.userId ?? ''], 200),
  )
  route('GET', '/v2/bot/user/:userId/richmenu', 'richmenu.of-user', (call) => ofUser(side, call))
  route('DELETE', '/v2/bot/user/:userId/richmenu', 'richmenu.unlink', (call) => {
    give(side, [call.params.userId ?? ''], null)
    return { status: 200, body: {} }
  })
}

/** One by one it is done when it is answered; in bulk LINE takes the list (202) and passes over whom it does not know. */
function linked(side: LineSide, richMenuId: string, userIds: readonly string[], status: 200 | 202): Answer {
  const { state } = side
  if (!state.richMenus[richMenuId]) return status === 200 ? notFound() : refuse(400, 'richmenu not found')
  if (!state.contents[richMenuId]) return refuse(400, 'must upload richmenu image before applying it to user')
  if (status === 200 && !isFriend(side, userIds[0])) return notFound()
  give(side, userIds, richMenuId)
  return { status, body: {} }
}

const isFriend = ({ state }: LineSide, userId = ''): boolean => {
  const user = state.users[userId]
  return user?.isFriend === true && !user.blocked
}

function give(side: LineSide, userIds: readonly string[], richMenuId: string | null): void {
  const { state, world } = side
  for (const user of userIds.flatMap((userId) => state.users[userId] ?? [])) {
    if (!isFriend(side, user.userId)) continue
    user.richMenuId = richMenuId
    world.stream.tell({ kind: 'line.user', user })
  }
}

function ofUser({ state }: LineSide, call: LineCall): Answer {
  const richMenuId = state.users[call.params.userId ?? '']?.richMenuId
  return richMenuId ? { status: 200, body: { richMenuId } } : notFound()
}
