import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { query } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import { addMembership, addPerson, linkIdentity } from '#db/people.ts'
import { withoutTraces } from '#engine/picture/picture.ts'
import { pointPng } from '../support/photos.ts'
import { wordsOf } from './words.ts'
import type { Story } from './world.ts'

/** In every word that is the desk's own, and in no sentence of ours. */
export const INSIDE = '密'

/** One firm's counter: whoever asks on LINE, two of the desk, and what they have said and done so far. */
export interface Counter {
  place: number
  firm: string
  userId: string
  members: readonly [string, string]
  /** What the person has said, by the names that LINE gives it: a word, or a photo's mark. */
  said: { messageId: string; mark: string }[]
  /** Talk of the desk's among itself. */
  talk: string[]
  /** Pictures in the thread that stand, with their marks. */
  pictures: { ts: string; file: string; mark: string }[]
  /** What was sent on purpose: words, and the marks of pictures. */
  sent: Set<string>
  /** Pictures that are being taken away: until that is worked off, whoever has pressed „send“ may have been quicker. */
  leaving: Set<string>
  /** What was taken back, for certain. */
  gone: Set<string>
  /** How far the person's chat was looked at. */
  seen: number
}

/** All that the world must never mix up, and what the persons' phones have shown. */
export interface Crossing {
  story: Story
  counters: Counter[]
  /** A word or a picture's mark that has not been before. */
  next(): number
  count: number
  /** By what the platform calls its file. */
  files: Map<string, string>
  /** By the hash of what is left of it when it was cleaned. */
  marks: Map<string, string>
  /** Which picture each person's phone was shown. */
  shown: { place: number; mark: string | undefined; hasInside: boolean }[]
}

export async function openCrossing(story: Story, firms: number): Promise<Crossing> {
  const crossing: Crossing = {
    ...{ story, counters: [], count: 0, files: new Map(), marks: new Map(), shown: [] },
    next: () => ++crossing.count,
  }
  for (let place = 0; place < firms; place++) crossing.counters.push(await counterOf(crossing, place))
  await story.settle()
  return crossing
}

async function counterOf({ story }: Crossing, place: number): Promise<Counter> {
  const { playground, regionId, clock, app } = story
  const { control, line, slack } = playground
  const { userId } = control.line.addUser({ displayName: `客${place}` })
  const members = [0, 1].map((nth) =>
    control.slack.addUser({ name: `desk-${place}-${nth}`, realName: `係${place}${nth}` }),
  )
  await control.line.follow(userId)
  const at = clock.now()
  const firm = `第${place}会社店`
  const enrolled = [
    { id: `owner${place}`, userId, platform: 'line', account: line.destination, role: 'owner' },
    ...members.map((member, nth) => ({
      ...({ platform: 'slack', account: slack.teamId, role: 'desk' } as const),
      ...{ id: `desk${place}x${nth}`, userId: member.userId },
    })),
  ] as const
  await app.db.transaction({ kind: 'system' }, async (tx) => {
    const firmId = `firm_${place}`
    const kept = { industry: null, employees: 8, pcs: 5, phone: '0192-00-0000' }
    await addFirm(tx, { id: firmId, regionId, name: firm, ...kept, at })
    for (const { id, role, ...identity } of enrolled) {
      await addPerson(tx, { id: `person_${id}`, regionId, name: `${firm}${id}`, at })
      await linkIdentity(tx, { ...identity, personId: `person_${id}`, regionId })
      const membership = { id: `member_${id}`, regionId, firmId: role === 'owner' ? firmId : null, role }
      await addMembership(tx, { ...membership, personId: `person_${id}`, consentVersion: '1', at })
    }
  })
  return {
    ...{ place, firm, userId, members: [members[0]?.userId ?? '', members[1]?.userId ?? ''] },
    ...{ said: [], talk: [], pictures: [], sent: new Set(), leaving: new Set(), gone: new Set(), seen: 0 },
  }
}

/** A picture that is unlike every other, with a word of the desk's in what its program wrote beside it. */
export function newPicture(crossing: Crossing): { mark: string; base64: string } {
  const colour = crossing.next()
  const bytes = pointPng(colour, `${INSIDE}${colour}`)
  const cleaned = withoutTraces(bytes)
  if (cleaned.kind === 'refused') throw new Error(cleaned.reason)
  const mark = `絵${colour}`
  crossing.marks.set(hashOf(cleaned.picture.bytes), mark)
  return { mark, base64: bytes.toString('base64') }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64')

export const deskOf = ({ story }: Crossing): string => story.playground.slack.channels.desk
export const itemsOf = ({ story }: Crossing, { userId }: Counter) => story.playground.control.line.chat(userId).items
const messagesOf = (crossing: Crossing) => crossing.story.playground.control.slack.messages(deskOf(crossing))

/** The newest card of this firm, if there is one. */
export const cardOf = (crossing: Crossing, { firm }: Counter) =>
  messagesOf(crossing).findLast(
    (one) => one.thread_ts === undefined && one.bot_id !== undefined && one.text.includes(firm),
  )

/** What stands below its cards. */
export function threadsOf(crossing: Crossing, { firm }: Counter) {
  const roots = new Set(
    messagesOf(crossing).flatMap((one) => (one.thread_ts === undefined && one.text.includes(firm) ? [one.ts] : [])),
  )
  return messagesOf(crossing).filter(({ thread_ts: root }) => root !== undefined && roots.has(root))
}

/** Everything is worked off: what was taken away by now, and not sent before, must never be seen. */
export function leave({ counters }: Crossing): void {
  for (const { leaving, sent, gone } of counters) {
    for (const mark of leaving) if (!sent.has(mark)) gone.add(mark)
    leaving.clear()
  }
}

/** Which picture a form of ours calls by this id; undefined where it is gone. */
export async function pictureCalled({ story, files }: Crossing, id: string): Promise<string | undefined> {
  const [row] = await story.app.db.transaction({ kind: 'system' }, (tx) =>
    query<{ name: string }>(tx, sql`select message_id as name from dialogue_photos where id = ${id}`),
  )
  return row && files.get(row.name.split('/')[1] ?? '')
}

/** As a phone does: every picture that has come is fetched at once, both its sizes. */
export async function lookAtPhones(crossing: Crossing): Promise<void> {
  for (const counter of crossing.counters) {
    const items = itemsOf(crossing, counter)
    for (const { from, message } of items.slice(counter.seen))
      if (from === 'bot' && message.type === 'image') await lookAt(crossing, counter, message)
    counter.seen = items.length
  }
}

async function lookAt(crossing: Crossing, { place }: Counter, message: Record<string, unknown>): Promise<void> {
  for (const url of [message.originalContentUrl, message.previewImageUrl]) {
    const { rawPayload } = await crossing.story.app.server.inject(new URL(String(url)).pathname)
    const mark = crossing.marks.get(hashOf(rawPayload))
    crossing.shown.push({ place, mark, hasInside: rawPayload.includes(INSIDE) })
  }
}

/** What is wrong with what crossed, in words; nothing where all is well. */
export function faultsOf(crossing: Crossing): string[] {
  return crossing.counters.flatMap((counter) => [...phoneFaults(crossing, counter), ...threadFaults(crossing, counter)])
}

function phoneFaults(crossing: Crossing, counter: Counter): string[] {
  const heard = itemsOf(crossing, counter).flatMap(({ from, message }) =>
    from === 'bot' ? [JSON.stringify(message)] : [],
  )
  const fault = (what: string, where = ''): string => `${counter.firm}: ${what} ${where.slice(0, 300)}`
  const faults = heard.flatMap((message) => [
    ...(message.includes(INSIDE) ? [fault('a word of the desk’s own', message)] : []),
    ...(/言\d+終/.test(message) ? [fault('a word that a person had said', message)] : []),
    ...[...message.matchAll(/公\d+終/g)].flatMap(([word]) =>
      counter.sent.has(word) ? [] : [fault(`${word} of another`)],
    ),
  ])
  // What is taken back is named once more.
  const said = heard.filter((message) => !message.includes('取り消します'))
  for (const word of counter.sent) {
    const times = said.filter((message) => message.includes(word)).length
    if (word.startsWith('公') && times > 1) faults.push(fault(`${word} ${times} times`))
  }
  const pictures = crossing.shown.filter(({ place }) => place === counter.place)
  for (const { mark, hasInside } of pictures) {
    if (hasInside) faults.push(fault('what a program wrote in a picture'))
    if (mark === undefined || !counter.sent.has(mark)) faults.push(fault(`the picture ${mark}, which nobody has sent`))
    else if (counter.gone.has(mark)) faults.push(fault(`the picture ${mark}, which was taken away before`))
    // Each is looked at in both its sizes.
    else if (pictures.filter((one) => one.mark === mark).length > 2) faults.push(fault(`the picture ${mark} twice`))
  }
  return faults
}

function threadFaults(crossing: Crossing, counter: Counter): string[] {
  const told = threadsOf(crossing, counter).filter(({ bot_id: bot }) => bot !== undefined)
  const lines = told.map((one) => wordsOf(one).split('\n'))
  const own = new Set(counter.said.map(({ mark }) => mark))
  const faults = lines.flat().flatMap((line) => {
    const strangers = [...line.matchAll(/言\d+終/g)].flatMap(([word]) => (own.has(word) ? [] : [word]))
    return strangers.map((word) => `${counter.firm}: ${word} of another firm stands in its thread`)
  })
  for (const word of [...own, ...counter.sent]) {
    const times = lines.filter((each) => each.includes(word)).length
    if (times > 1) faults.push(`${counter.firm}: ${word} stands ${times} times in its thread`)
  }
  const all = JSON.stringify(told)
  for (const word of counter.gone)
    if (word.startsWith('言') && all.includes(word)) faults.push(`${counter.firm}: ${word} was taken back`)
  return faults
}

/** A word that crosses the end of a talk opens it again, and then it ends, and says so, a second time. */
const ENDING = 'これで終わりにします'

/** What the emulators say is wrong; endings, as alike as they are, are held against how often a talk of that firm did end. */
export async function wrongAtPlatforms(crossing: Crossing): Promise<string[]> {
  const ended = await endingsOf(crossing)
  const told = crossing.counters.map((counter) => itemsOf(crossing, counter).filter((item) => isEnding(item)))
  const endings = new Set(told.flat().map(({ messageId }) => messageId))
  const { violations } = crossing.story.playground.control.invariants()
  return [
    ...violations.flatMap(({ rule, detail }) =>
      rule === 'doubled' && endings.has(detail.split(', ').at(-1) ?? '') ? [] : [`${rule}: ${detail}`],
    ),
    ...crossing.counters.flatMap(({ place, firm }) => {
      const [times, often] = [told[place]?.length ?? 0, ended.get(`firm_${place}`) ?? 0]
      return times > often ? [`${firm}: told ${times} times that a talk is over, ${often} ended`] : []
    }),
  ]
}

const isEnding = ({ from, message }: ReturnType<typeof itemsOf>[number]): boolean =>
  from === 'bot' && JSON.stringify(message).includes(ENDING)

async function endingsOf({ story }: Crossing): Promise<Map<string, number>> {
  const rows = await story.app.db.transaction({ kind: 'system' }, (tx) =>
    query<{ firm: string; times: number }>(
      tx,
      sql`select firm_id as firm, count(*)::int as times from consultation_events where event->>'kind' = 'solved' group by firm_id`,
    ),
  )
  return new Map(rows.map(({ firm, times }) => [firm, times]))
}
