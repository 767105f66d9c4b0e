import { grantActions } from '#db/actions.ts'
import { addWords, amendWords, blankWords, deskWords } from '#db/consultations.ts'
import { businessBetween } from '#engine/calendar/calendar.ts'
import { shownWithin } from '#engine/defang.ts'
import { paragraph, type Text } from '#engine/message.ts'
import { wordsInThread } from './card.ts'
import { publishedIn, publishedParts } from './forms.ts'
import { happen, personOf, refuse, type Work } from './happening.ts'
import { publishFault, sayer } from './in-call.ts'
import { consultationLane, wordsKey } from './lanes.ts'
import { wordsTaps } from './taps.ts'

/** Into the thread, and only there; a word that crossed the solving opens it again, and is lost in no case. */
export async function relay(work: Work): Promise<void> {
  const { tx, app, said, file, wordsId } = work
  const { text = '', messageId = '' } = said
  if (text === '') return
  await happen(work, { kind: 'heard' })
  await addWords(tx, file.stored, { id: wordsId, side: 'firm', by: personOf(said), text, messageId, at: app.now })
  work.says.push(wordsInThread(app, file, { id: wordsId, who: said.by.name, text, how: 'heard' }))
}

export async function takeBack(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const gone = await blankWords(tx, { consultationId: file.stored.id, messageId: said.messageId ?? '' })
  if (gone.length === 0) return
  await happen(work, { kind: 'taken-back' })
  for (const { id, by } of gone) {
    work.says.push(wordsInThread(app, file, { id, who: by.name, text: null, how: 'taken-back' }))
    work.erased.push(wordsKey(id))
  }
  work.erased.push(consultationLane(file.stored.id))
}

/** The only way for words of the desk to the firm. */
export async function publish(work: Work): Promise<void> {
  const { tx, app, said, file, wordsId } = work
  const text = publishedIn(said.values ?? {}, sayer(file.region))
  const fault = await publishFault(tx, file, text)
  if (fault) return void work.told.push(fault)
  const { openedAt, answeredAt } = file.stored.consultation
  if (!(await happen(work, { kind: 'published' }))) return
  const by = personOf(said)
  await addWords(tx, file.stored, { id: wordsId, side: 'desk', by, text, messageId: null, at: app.now })
  work.says.push(wordsInThread(app, file, { id: wordsId, who: by.name, text, how: 'sent' }))
  await grantActions(tx, wordsTaps(app, file.stored, wordsId))
  work.sent.push(...publishedParts(by.name, text))
  if (answeredAt === null) app.firstAnswered(businessBetween(app.calendar, openedAt, app.now))
}

/** The firm keeps what it has, and reads what is meant; in the thread the words stand as they are now. */
export async function amend(work: Work): Promise<void> {
  const { tx, said, file } = work
  const text = publishedIn(said.values ?? {}, sayer(file.region))
  const fault = await publishFault(tx, file, text)
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
  if (before === undefined) return
  const words: Text = { typed: shownWithin(before).slice(0, QUOTED_MAX) }
  work.sent.push(paragraph({ key: 'consultation.withdrawn', params: { name: work.said.by.name } }), paragraph(words))
}

const QUOTED_MAX = 100

/** What they were; undefined where they are gone. */
async function changeWords(
  work: Work,
  kind: 'amended' | 'withdrawn',
  text: string | null,
): Promise<string | undefined> {
  const { tx, app, said, file } = work
  const [consultationId, id] = [file.stored.id, String(said.params?.words)]
  const before = await deskWords(tx, consultationId, id)
  if (before === undefined) refuse(work, 'already')
  if (before === undefined || !(await happen(work, { kind }))) return undefined
  await amendWords(tx, consultationId, id, text)
  work.says.push(wordsInThread(app, file, { id, who: said.by.name, text, how: kind }))
  return before
}
