import { createHmac } from 'node:crypto'
import type { Answer, ApiCall } from '../api-server.ts'
import { NoSuchThing } from '../no-such-thing.ts'
import { type DiscordSide, newId } from './side.ts'
import { type DiscordChannel, type DiscordFile, type DiscordMessage, messagesIn } from './state.ts'

/** A file as it lies on a person's computer. */
export interface Upload {
  name: string
  contentType: string
  base64: string
}

/** Without Nitro nobody uploads more. */
const UPLOAD_BYTES_MAX = 10 * 1024 * 1024
const FILES_MAX = 10
/** The address of a file is good for a day. */
const ADDRESS_MS = 86_400_000

export function uploaded(side: DiscordSide, uploads: readonly Upload[]): DiscordFile[] {
  if (uploads.length > FILES_MAX) throw new NoSuchThing(`nobody posts more than ${FILES_MAX} files at once`)
  return uploads.map(({ name, contentType, base64 }) => {
    const size = Buffer.from(base64, 'base64').length
    if (size > UPLOAD_BYTES_MAX) throw new NoSuchThing(`${name} is too large: Discord takes no more than 10 MB`)
    return { id: newId(side), filename: name, contentType, size, base64 }
  })
}

/** As messages tell of it: with an address that is signed, and good from now until tomorrow. */
export function attachmentWire(side: DiscordSide, channelId: string, file: DiscordFile): object {
  const { id, filename, contentType: content_type, size } = file
  const now = side.world.wallMs()
  const [ex, is] = [hex(now + ADDRESS_MS), hex(now)]
  const path = `/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`
  const url = `${side.origin}${path}?ex=${ex}&is=${is}&hm=${sealOf(side, id, ex)}&`
  return { id, filename, size, content_type, url, proxy_url: url, ephemeral: false }
}

/** The bytes, for whoever has the address, as long as it is good and the message stands. */
export function attachmentContent(side: DiscordSide, { params, query }: ApiCall): Answer {
  const { id = '' } = params
  const { ex = '', hm } = query
  const isGood = hm === sealOf(side, id, ex) && Number.parseInt(ex, 16) * 1_000 > side.world.wallMs()
  const file = messagesIn(side.state, params.channel ?? '')
    .flatMap(({ attachments = [] }) => attachments)
    .find((one) => one.id === id)
  if (!isGood || !file)
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'This content is no longer available.' }
  return { status: 200, headers: { 'content-type': file.contentType }, body: Buffer.from(file.base64, 'base64') }
}

/** An app without the privilege to read everything has words and files of a server's message only where it is mentioned, or wrote it. */
export const isShownTo = (
  { state }: DiscordSide,
  { type }: DiscordChannel,
  { authorId, content }: DiscordMessage,
): boolean => type === 1 || authorId === state.botUserId || content.includes(`<@${state.botUserId}>`)

const hex = (ms: number): string => Math.floor(ms / 1_000).toString(16)
const sealOf = ({ state }: DiscordSide, id: string, ex: string): string =>
  createHmac('sha256', state.privateKeyPem).update(`${id} ${ex}`).digest('hex')
