import { shownFile } from './methods/files.ts'
import type { SlackSide } from './side.ts'
import type { SlackFile, SlackMessage } from './state.ts'

/** A file as it lies on a person's computer, or one that lies at somebody else's. */
export interface Upload {
  name: string
  mimetype: string
  base64?: string | undefined
  externalUrl?: string | undefined
}

/** What a person drops into a message: the message says that it has files, each with where its bytes are had. */
export function shared(side: SlackSide, userId: string, uploads: readonly Upload[]): Partial<SlackMessage> {
  if (uploads.length === 0) return {}
  const files = uploads.map(({ name, mimetype, base64 = '', externalUrl }): SlackFile => {
    const id = `F0${side.world.random.alphanumeric(9)}`
    const length = Buffer.from(base64, 'base64').length
    return { id, name, mimetype, base64, length, isComplete: true, user: userId, ...(externalUrl && { externalUrl }) }
  })
  for (const file of files) side.state.files[file.id] = file
  return { subtype: 'file_share', files: files.map((file) => shownFile(side, file)) }
}
