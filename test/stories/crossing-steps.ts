import {
  type Counter,
  type Crossing,
  cardOf,
  deskOf,
  INSIDE,
  itemsOf,
  newPicture,
  pictureCalled,
  threadsOf,
} from './crossing.ts'
import { buttonsOf } from './words.ts'

/** One thing that somebody does at a counter; `pick` chooses among what can be done now. Nothing of it is waited for. */
export type Step = (crossing: Crossing, counter: Counter, pick: number) => Promise<unknown> | unknown

const oneOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)]
/** Of the newest few. */
const lateOf = <T>(list: readonly T[], pick: number): T | undefined =>
  list.at(-1 - (pick % Math.min(3, Math.max(1, list.length))))
const hand = ({ story }: Crossing) => story.playground.control
const memberOf = ({ members }: Counter, pick: number): string => members[pick % 2] ?? members[0]

async function says(crossing: Crossing, counter: Counter, text: string, quotes?: string): Promise<void> {
  const { messageId = '' } = await hand(crossing).line.text(counter.userId, text, quotes)
  counter.said.push({ messageId, mark: text })
}

const newWord = (crossing: Crossing): string => `言${crossing.next()}終`

async function posts(
  crossing: Crossing,
  counter: Counter,
  pick: number,
  files?: { name: string; mimetype: string; base64: string }[],
) {
  const card = cardOf(crossing, counter)
  const text = `${INSIDE}${crossing.next()}`
  const place = { channel: deskOf(crossing), text, ...(card && { threadTs: card.ts }), files }
  return hand(crossing).slack.post(memberOf(counter, pick), place)
}

/** What stands or stood on its card or below it; a finger may be slower than an edit. */
async function presses(crossing: Crossing, counter: Counter, pick: number, labels: readonly string[]): Promise<void> {
  const messages = [cardOf(crossing, counter), ...threadsOf(crossing, counter)].flatMap((one) => one ?? [])
  const found = messages.flatMap(({ ts, blocks }) => buttonsOf(blocks).map((button) => ({ ts, ...button })))
  const button = lateOf(
    found.filter(({ label }) => labels.includes(label)),
    pick,
  )
  if (!button) return
  const { ts, actionId, data: value } = button
  await hand(crossing).slack.press(memberOf(counter, pick), { channel: deskOf(crossing), ts, actionId, value })
}

const viewOf = (crossing: Crossing, member: string) => hand(crossing).slack.views(member).at(-1)

/** Sends off whatever form this member has open, with words and a picture of those it offers. */
async function submits(crossing: Crossing, counter: Counter, pick: number): Promise<void> {
  const member = memberOf(counter, pick)
  const view = viewOf(crossing, member)
  if (!view) return
  const block = (id: string) => view.view.blocks.find(({ block_id: blockId }) => blockId === id)
  const choices = (id: string): string[] => {
    const { options = [] } = (block(id)?.element ?? {}) as { options?: { value: string }[] }
    return options.map(({ value }) => value)
  }
  const word = `公${crossing.next()}終`
  const picture = pick % 3 === 0 ? undefined : oneOf(choices('picture'), pick)
  const quote = pick % 4 === 0 ? oneOf(choices('quote'), pick) : undefined
  const isDraft = block('question') !== undefined
  const values = isDraft
    ? { question: `${INSIDE}が印刷できない`, answer: `${INSIDE}を待つ` }
    : { text: word, ...(picture && { picture }), ...(quote && { quote }) }
  const entered = Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value }]))
  if (!isDraft) counter.sent.add(word)
  const mark = picture === undefined ? undefined : await pictureCalled(crossing, picture)
  if (mark !== undefined) counter.sent.add(mark)
  const { responseAction } = await hand(crossing).slack.submit(member, { viewId: view.id, values: entered })
  if (responseAction !== 'closed') await hand(crossing).slack.close(member, { viewId: view.id })
}

export const STEPS: Readonly<Record<string, Step>> = {
  call: (crossing, { userId }, pick) =>
    hand(crossing).line.text(userId, oneOf(['相談', '相談', 'リモート支援', '駆け付け'], pick) ?? '相談'),
  word: (crossing, counter) => says(crossing, counter, newWord(crossing)),
  quote: (crossing, counter, pick) =>
    says(crossing, counter, newWord(crossing), oneOf(itemsOf(crossing, counter), pick)?.messageId),
  known: (crossing, { userId }, pick) =>
    hand(crossing).line.text(userId, oneOf(['印刷できない', 'これで分かった', '人に聞く', 'ほかの答え'], pick) ?? ''),
  menu: (crossing, { userId }, pick) =>
    hand(crossing).line.text(userId, oneOf(['ヘルプ', '状況', '1', 'つづき'], pick) ?? ''),
  sticker: (crossing, { userId }, pick) =>
    pick % 2 === 0 ? hand(crossing).line.sticker(userId) : hand(crossing).line.voice(userId),
  photo: async (crossing, counter) => {
    const { mark, base64 } = newPicture(crossing)
    const { messageId = '' } = await hand(crossing).line.photo(counter.userId, { base64, type: 'image/png' })
    counter.said.push({ messageId, mark })
  },
  unsent: async (crossing, counter, pick) => {
    const said = lateOf(counter.said, pick)
    if (!said || counter.gone.has(said.mark)) return
    counter.gone.add(said.mark)
    await hand(crossing).line.unsend(counter.userId, said.messageId)
  },
  talk: async (crossing, counter, pick) => {
    const { ts } = await posts(crossing, counter, pick)
    counter.talk.push(ts)
  },
  'talk-edited': (crossing, counter, pick) => {
    const ts = lateOf(counter.talk, pick)
    if (ts) hand(crossing).slack.editMessage({ channel: deskOf(crossing), ts, text: `${INSIDE}${crossing.next()}` })
  },
  'talk-deleted': (crossing, counter) => {
    const ts = counter.talk.pop()
    if (ts) hand(crossing).slack.deleteMessage({ channel: deskOf(crossing), ts })
  },
  /** The thread loses its head: what follows goes into another. */
  'parent-deleted': (crossing, counter, pick) => {
    const card = pick % 4 === 0 ? cardOf(crossing, counter) : undefined
    if (card) hand(crossing).slack.deleteMessage({ channel: deskOf(crossing), ts: card.ts })
  },
  picture: async (crossing, counter, pick) => {
    const { mark, base64 } = newPicture(crossing)
    const { ts } = await posts(crossing, counter, pick, [
      { name: `${INSIDE}${mark}.png`, mimetype: 'image/png', base64 },
    ])
    const message = hand(crossing)
      .slack.messages(deskOf(crossing))
      .findLast((one) => one.ts === ts)
    const file = message?.files?.[0]?.id ?? ''
    counter.pictures.push({ ts, file, mark })
    crossing.files.set(file, mark)
  },
  'picture-taken-away': (crossing, counter, pick) => {
    const picture = counter.pictures.pop()
    if (!picture) return
    const { ts, file, mark } = picture
    counter.leaving.add(mark)
    if (pick % 2 === 0) hand(crossing).slack.deleteMessage({ channel: deskOf(crossing), ts })
    else hand(crossing).slack.editMessage({ channel: deskOf(crossing), ts, withoutFile: file })
  },
  file: (crossing, counter, pick) =>
    posts(crossing, counter, pick, [{ name: `${INSIDE}.m4a`, mimetype: 'audio/mp4', base64: 'AAAA' }]),
  mumble: (crossing, counter, pick) => {
    const { slack } = hand(crossing)
    const member = memberOf(counter, pick)
    return slack.post(member, { channel: slack.directMessage(member), text: `${INSIDE}${crossing.next()}` })
  },
  take: (crossing, counter, pick) => presses(crossing, counter, pick, ['引き受ける', '引き継ぐ']),
  wait: (crossing, counter, pick) => presses(crossing, counter, pick, ['顧客待ち']),
  solve: (crossing, counter, pick) => presses(crossing, counter, pick, ['解決']),
  reopen: (crossing, counter, pick) => presses(crossing, counter, pick, ['再開']),
  draft: (crossing, counter, pick) => presses(crossing, counter, pick, ['答えを残す']),
  open: (crossing, counter, pick) => presses(crossing, counter, pick, ['お客様へ送る']),
  submit: submits,
  publish: async (crossing, counter, pick) => {
    await presses(crossing, counter, pick, ['お客様へ送る'])
    await submits(crossing, counter, pick)
  },
  amend: async (crossing, counter, pick) => {
    await presses(crossing, counter, pick, ['訂正する'])
    await submits(crossing, counter, pick)
  },
  withdraw: (crossing, counter, pick) => presses(crossing, counter, pick, ['取り消す']),
}
