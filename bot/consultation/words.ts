import { grantActions } from '#db/actions.ts'
import {
  addWords,
  amendWords,
  blankWords,
  deskWords,
  findWords,
  type NewWords,
  type Quoted,
  type Words,
  wordsCalled,
  wordsQuoting,
} from '#db/consultations.ts'
import { dropPhotos, ownerOfPhoto } from '#db/photos.ts'
import { businessBetween } from '#engine/calendar/calendar.ts'
import { shownWithin } from '#engine/defang.ts'
import { type Part, paragraph, type Text } from '#engine/message.ts'
import { publishedParts, publishing } from './forms.ts'
import { happen, line, personOf, refuse, type Work } from './happening.ts'
import { publishFault, sayer } from './in-call.ts'
import { consultationLane, wordsKey } from './lanes.ts'
import { keep, sentPicture } from './pictures.ts'
import { wordsTaps } from './taps.ts'
import { quotedText, wordsInThread } from './thread.ts'

/** Into the thread, and only there; a word that crossed the solving opens it again, and is lost in no case. */
export async function relay(work: Work): Promise<void> {
  const { text = '' } = work.said
  if (text !== '') await heard(work, { text })
}

/** A photo of the firm's is here: it stands in the thread as a link, unless it was taken back meanwhile. */
export async function photoCame(work: Work): Promise<void> {
  const { photo: photoId = '' } = work.said
  if (!(await ownerOfPhoto(work.tx, photoId))) return
  await heard(work, { text: null, photoId })
  await keep(work, photoId)
}

/** It cannot be had: both sides learn of it. */
export async function photoRefused(work: Work): Promise<void> {
  await happen(work, { kind: 'heard' })
  line(work, 'no-photo')
  work.sent.push(paragraph({ key: `dialogue.photo-refused.${work.said.reason}` }))
}

/** What somebody of the firm has said, or shown. */
async function heard(work: Work, what: Pick<NewWords, 'photoId'> & { text: string | null }): Promise<void> {
  const { tx, app, said, file, wordsId: id } = work
  const { messageId = '', quoteToken = null } = said
  await happen(work, { kind: 'heard' })
  const quotes = await quotedIn(work)
  const words: NewWords = { id, side: 'firm', by: personOf(said), ...what, messageId, quoteToken, quotes, at: app.now }
  await addWords(tx, file.stored, words)
  await show(work, { ...words, photoId: what.photoId ?? null, quotes }, 'heard')
}

async function quotedIn({ tx, said, file }: Work): Promise<Quoted | null> {
  if (!said.quoted) return null
  const wordsId = await wordsCalled(tx, { consultationId: file.stored.id, messageId: said.quoted.messageId })
  return wordsId === undefined ? (said.quoted.ours ?? null) : { wordsId }
}

/** As it stands now, in its message of the thread. */
async function show(
  work: Work,
  words: Parameters<typeof wordsInThread>[2] & Pick<Words, 'quotes'>,
  how: Parameters<typeof wordsInThread>[3]['how'],
): Promise<void> {
  const { tx, app, file } = work
  const quoted = await quotedText(tx, file.stored.id, words.quotes)
  work.says.push(wordsInThread(app, file, words, { how, quoted }))
}

export async function takeBack(work: Work): Promise<void> {
  const { tx, said, file, app } = work
  const gone = await blankWords(tx, { consultationId: file.stored.id, messageId: said.messageId ?? '' })
  if (gone.length === 0) return
  await happen(work, { kind: 'taken-back' })
  for (const { id, by } of gone) {
    await show(work, { id, side: 'firm', by, text: null, photoId: null, quotes: null, at: app.now }, 'taken-back')
    work.erased.push(wordsKey(id))
  }
  await unquote(
    work,
    gone.map(({ id }) => id),
  )
  work.erased.push(consultationLane(file.stored.id))
}

/** What was quoted is gone from where it was quoted as well. */
async function unquote(work: Work, ids: readonly string[]): Promise<void> {
  for (const words of await wordsQuoting(work.tx, work.file.stored.id, ids)) {
    await show(work, words, words.side === 'firm' ? 'heard' : 'sent')
    work.erased.push(wordsKey(words.id))
  }
}

/** The only way for words and pictures of the desk to the firm. */
export async function publish(work: Work): Promise<void> {
  const { tx, app, said, file, wordsId: id } = work
  const { text, picture, quote } = publishing(said.values ?? {}, sayer(file.region))
  const fault = await publishFault(tx, file, { text, picture })
  if (fault) return void work.told.push(fault)
  const quoted = quote === '' ? undefined : await findWords(tx, file.stored.id, quote)
  const { openedAt, answeredAt } = file.stored.consultation
  if (!(await happen(work, { kind: 'published' }))) return
  const by = personOf(said)
  const words: Words = {
    ...{ id, side: 'desk', by, text: text || null, photoId: picture || null, at: app.now },
    ...{ messageId: null, quoteToken: null, quotes: quoted ? { wordsId: quoted.id } : null },
  }
  await addWords(tx, file.stored, words)
  if (picture !== '') await keep(work, picture)
  await show(work, words, 'sent')
  await grantActions(tx, wordsTaps(app, file.stored, id))
  work.sent.push(...publishedParts(by.name, text, picture === '' ? undefined : sentPicture(app, picture)))
  if (quoted?.quoteToken) work.quotes = quoted.quoteToken
  if (answeredAt === null) app.firstAnswered(businessBetween(app.calendar, openedAt, app.now))
}

/** The firm keeps what it has, and reads what is meant; in the thread the words stand as they are now. */
export async function amend(work: Work): Promise<void> {
  const { tx, said, file } = work
  const { text } = publishing(said.values ?? {}, sayer(file.region))
  const fault = await publishFault(tx, file, { text, picture: '' })
  if (fault) return void work.told.push(fault)
  if (await changeWords(work, 'amended', text))
    work.sent.push(
      paragraph({ key: 'consultation.amended', params: { name: said.by.name } }),
      paragraph({ typed: text }),
    )
}

/** What LINE has delivered stays there: the firm is told which words are none. */
export async function withdraw(work: Work): Promise<void> {
  const before = await changeWords(work, 'withdrawn', null)
  if (!before) return
  const params = { name: work.said.by.name }
  work.sent.push(paragraph({ key: 'consultation.withdrawn', params }), ...withdrawnParts(before))
  await unquote(work, [before.id])
  if (before.photoId === null) return
  await dropPhotos(work.tx, [before.photoId])
  line(work, 'photo-stays')
}

const QUOTED_MAX = 100

const withdrawnParts = ({ text, photoId }: Words): Part[] => {
  const short: Text[] = text === null ? [] : [{ typed: shownWithin(text).slice(0, QUOTED_MAX) }]
  return [...short, ...(photoId === null ? [] : [{ key: 'consultation.photo' }])].map(paragraph)
}

/** What they were; undefined where they are gone. */
async function changeWords(work: Work, kind: 'amended' | 'withdrawn', text: string | null): Promise<Words | undefined> {
  const { tx, said, file } = work
  const [consultationId, id] = [file.stored.id, String(said.params?.words)]
  const before = await deskWords(tx, consultationId, id)
  if (before === undefined) refuse(work, 'already')
  if (before === undefined || !(await happen(work, { kind }))) return undefined
  await amendWords(tx, consultationId, id, text)
  const photoId = text === null ? null : before.photoId
  await show(work, { ...before, by: personOf(said), text, photoId }, kind)
  return before
}
