import type { Answer, ApiCall } from '../../api-server.ts'
import { findChannel, findMessage, post } from '../messages.ts'
import { type Args, done, type Method, type Result, refused, structure, TIER_4, text } from '../method.ts'
import type { SlackSide } from '../side.ts'
import type { FileShown, SlackFile, SlackState } from '../state.ts'

const tier4 = { perMinute: TIER_4, token: 'bot' } as const

/** What people share can be asked for. Sharing takes three steps: ask for a place, POST the bytes there, share the file. */
export const fileMethods: Record<string, Method> = {
  'files.info': { ...tier4, args: ['file', 'count', 'cursor', 'limit', 'page'], run: info },
  'files.getUploadURLExternal': { ...tier4, args: ['length', 'filename', 'snippet_type', 'alt_txt'], run: place },
  'files.completeUploadExternal': {
    ...tier4,
    args: [
      'files',
      'channel_id',
      'channels',
      'thread_ts',
      'initial_comment',
      'blocks',
      'username',
      'icon_url',
      'icon_emoji',
    ],
    run: share,
  },
}

/** What Slack tells of a file that a person has shared; where it lies is for whoever has the token. */
export function shownFile({ state, origin }: SlackSide, file: SlackFile): FileShown {
  const { id, name, mimetype = 'application/octet-stream', length: size, user, externalUrl } = file
  const url = externalUrl ?? `${origin}/files-pri/${state.teamId}-${id}/${encodeURIComponent(name)}`
  return {
    ...{ id, name, title: name, mimetype, filetype: mimetype.split('/')[1] ?? 'binary', size, user },
    ...{ mode: externalUrl ? 'external' : 'hosted', is_external: externalUrl !== undefined, is_public: true },
    ...{ url_private: url, url_private_download: externalUrl ?? `${url}?download=1` },
    property_of_tomorrow: 'unknown properties must be ignored',
  }
}

function info(side: SlackSide, args: Args): Result {
  const file = side.state.files[text(args, 'file') ?? '']
  return file?.isComplete ? done({ file: shownFile(side, file), comments: [] }) : refused('file_not_found')
}

/** The bytes, for the bot's token in a header alone; whoever has none is sent to the page where one signs in. */
export function fileContent({ state }: SlackSide, call: ApiCall): Answer {
  const id = (call.params.place ?? '').slice(state.teamId.length + 1)
  const file = state.files[id]
  if (call.header('authorization') !== `Bearer ${state.botToken}`)
    return { status: 302, headers: { location: '/signin' }, body: '' }
  if (!file?.isComplete) return { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>not found</h1>' }
  return {
    ...{ status: 200, headers: { 'content-type': file.mimetype ?? 'application/octet-stream' } },
    body: Buffer.from(file.base64, 'base64'),
  }
}

function place({ state, world, origin }: SlackSide, args: Args): Result {
  const length = Number(text(args, 'length') ?? 0)
  const name = text(args, 'filename')
  if (!name || !(length > 0)) return refused('missing_argument')
  const id = `F0${world.random.alphanumeric(9)}`
  state.files[id] = { id, name, length, base64: '', isComplete: false }
  return done({ file_id: id, upload_url: `${origin}/upload/${id}` })
}

/** Raw bytes, or a form with one file in it, as the SDK sends. */
export function receiveFile(state: SlackState, call: ApiCall): boolean {
  const file = state.files[call.params.id ?? '']
  const bytes = fileBytes(call)
  if (!file || file.isComplete || bytes.length !== file.length) return false
  file.base64 = bytes.toString('base64')
  return true
}

function fileBytes({ body, header }: ApiCall): Buffer {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(header('content-type') ?? '')?.[1]
  if (boundary === undefined) return body
  const start = body.indexOf('\r\n\r\n') + 4
  return body.subarray(start, body.indexOf(`\r\n--${boundary}`, start))
}

function share(side: SlackSide, args: Args): Result {
  const wanted = (structure(args, 'files') ?? []) as { id: string; title?: string }[]
  const files = wanted
    .map(({ id }) => side.state.files[id])
    .filter((file): file is SlackFile => file !== undefined && file.base64 !== '')
  if (wanted.length === 0 || files.length !== wanted.length) return refused('file_not_found')
  for (const file of files) file.isComplete = true
  const shown = files.map(({ id, name }) => ({ id, name }))
  const channelId = text(args, 'channel_id')
  if (channelId === undefined) return done({ files: shown })
  const channel = findChannel(side, channelId)
  if (!channel) return refused('channel_not_found')
  if (!channel.isMember) return refused('not_in_channel')
  const threadTs = text(args, 'thread_ts')
  if (threadTs && !findMessage(side.state, channel.id, threadTs)) return refused('thread_not_found')
  const thread = threadTs ? { thread_ts: threadTs } : {}
  post(
    side,
    channel,
    { user: side.state.botUserId, isBot: true },
    { text: text(args, 'initial_comment') ?? '' },
    { ...thread, files: shown },
  )
  return done({ files: shown })
}
