import { findWords, type Quoted, type Words } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { harmless, shownWithin } from '#engine/defang.ts'
import { type Part, paragraph, type Text } from '#engine/message.ts'
import type { FlowContext } from '../flow.ts'
import { toDesk } from './card.ts'
import { consultationLane, pictureKey, wordsKey } from './lanes.ts'
import { wordsToken } from './taps.ts'
import type { ConsultationFile } from './work.ts'

/** A line in a consultation's thread. */
export const inThread = (app: FlowContext, file: ConsultationFile, text: Text): OutboxEntry =>
  threaded(app, file, text, [paragraph(text)])

/** Something that crossed, and what became of it. */
export type ShownWords = Pick<Words, 'id' | 'side' | 'by' | 'text' | 'photoId' | 'at'>

/**
 * What crossed, put right, or gone: the same message in the thread, with who said it and what it answers to. What the desk
 * has sent can be put right there.
 */
export function wordsInThread(
  app: FlowContext,
  file: ConsultationFile,
  { id, side, by, text, photoId, at }: ShownWords,
  { how, quoted }: { how: keyof typeof SAID; quoted?: Text | undefined },
): OutboxEntry {
  const said: Text = { key: `desk.consultation.${SAID[how]}`, params: { who: by.name } }
  const options = (['open-amend', 'withdraw'] as const).map((command) => ({
    label: { key: `desk.consultation.button.${command}` },
    token: wordsToken(app, id, command),
  }))
  const isGone = text === null && photoId === null
  return {
    ...threaded(app, file, said, [
      paragraph(said),
      ...(quoted && !isGone ? [paragraph(quoted)] : []),
      ...(text === null ? [] : [paragraph({ typed: shownWithin(text) })]),
      ...(photoId === null ? [] : photoParts(app, { id: photoId, name: by.name, at })),
      ...(side === 'desk' && !isGone ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ]),
    ...{ subject: wordsKey(id), stickyKey: wordsKey(id) },
  }
}

const SAID = {
  ...{ heard: 'said-firm', 'taken-back': 'taken-back' },
  ...{ sent: 'said-desk', amended: 'amended', withdrawn: 'withdrawn' },
} as const

/** As long as the buttons of its card. */
const LINK_MS = 90 * 86_400_000

interface ShownPhoto {
  id: string
  name: string
  at: number
}

/** Whoever is in the thread opens it; it does not lie there. */
const photoParts = (app: FlowContext, { id, name, at }: ShownPhoto): Part[] => [
  {
    kind: 'link',
    label: { key: 'desk.consultation.see-photo', params: { who: name, at: { at } } },
    url: app.link(id, 'page', app.now + LINK_MS),
  },
]

/** A picture that somebody of the desk has posted, and whether it can be sent: the same message throughout. */
export function pictureInThread(
  app: FlowContext,
  file: ConsultationFile,
  photo: ShownPhoto,
  how: 'ready' | 'taken-away' | 'stays',
): OutboxEntry {
  const said: Text = { key: `desk.consultation.picture.${how}`, params: { who: photo.name, at: { at: photo.at } } }
  const entry = threaded(app, file, said, [paragraph(said), ...(how === 'ready' ? photoParts(app, photo) : [])])
  return { ...entry, subject: pictureKey(photo.id), stickyKey: pictureKey(photo.id) }
}

const QUOTED_MAX = 60

/** In short what words answer to, and whose it is; undefined where it stands no longer. */
export async function quotedText(tx: Tx, consultationId: string, quotes: Quoted | null): Promise<Text | undefined> {
  if (!quotes) return undefined
  if ('ours' in quotes) return { key: 'desk.consultation.quotes-ours', params: { words: quotes.ours } }
  const words = await findWords(tx, consultationId, quotes.wordsId)
  if (!words || (words.text === null && words.photoId === null)) return undefined
  const params = { who: words.by.name, at: { at: words.at } }
  if (words.text === null) return { key: 'desk.consultation.quotes-photo', params }
  const short = { typed: harmless(shownWithin(words.text), QUOTED_MAX) }
  return { key: 'desk.consultation.quotes', params: { ...params, words: short } }
}

function threaded(app: FlowContext, file: ConsultationFile, fallback: Text, parts: Part[]): OutboxEntry {
  const entry = toDesk(app, file, { purpose: 'desk-task', fallback, parts })
  return { ...entry, to: { ...entry.to, threadOf: consultationLane(file.stored.id) } }
}
