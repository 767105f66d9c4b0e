import type { Playground } from '#playground/start.ts'
import { buttonsOf, wordsOf } from '../stories/words.ts'
import type { BotProcess } from './bot-process.ts'
import { seen, seenWithin } from './patience.ts'
import { ADMIN_TOKEN } from './stage.ts'

export type Channel = 'analysts' | 'desk' | 'operations'
type Photo = Parameters<Playground['control']['line']['photo']>[1]
type Told = { webhookStatus: number | null }

/**
 * Everybody's hands. LINE redelivers by itself what was not taken; Slack does not, so that whoever sees its warning sign
 * presses again, as a person would; a shipper sends a batch again until it has its 202.
 */
export interface People {
  /** The person's newest button with this label. */
  taps(name: string, label: string): Promise<void>
  says(name: string, text: string): Promise<void>
  photographs(name: string, photo: Photo): Promise<void>
  follows(name: string): Promise<void>
  /** What the bot said in the person's chat since they last did something; of all that is said only a free reply may be lost. */
  hears(name: string, words: string | RegExp): Promise<void>
  /** Presses until Slack has taken it, unless what it is for has happened meanwhile. */
  presses(name: string, label: string, card: Card): Promise<void>
  card(card: Card): string | undefined
  cardShows(card: Card, words: string | RegExp): Promise<void>
  /** Opens the modal behind a button, and sends it off. */
  fills(name: string, label: string, card: Card, values: Record<string, string>): Promise<void>
  joins(name: string, code: string): Promise<void>
  admin(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Body>
  ships(token: string, key: string | undefined, lines: readonly string[]): Promise<void>
  /** Skips business time on every node, and on LINE's and Slack's clocks. */
  skips(ms: number): Promise<void>
  /** A photo is an answer of the firm's set-up. */
  photoArrives(firmId: string): Promise<void>
  /** What was taken has had its effect, as far as nothing has to wait. */
  settles(): Promise<void>
  /** Nothing is left to be said. */
  allSaid(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the admin API are looked into freely
type Body = any

export interface Card {
  channel: Channel
  /** What only this card shows. */
  about: string
}

/** Looks at a chat before the outbox is asked. */
const ASKED_EVERY = 40

export interface PeopleOptions {
  playground: Playground
  nodes: readonly BotProcess[]
  /** Before each thing somebody does. */
  step?: () => void
}

export function peopleOf({ playground, nodes, step = () => {} }: PeopleOptions): People {
  const { control, slack } = playground
  let calls = 0
  /** Nodes take turns, so that every one of them gets work. */
  const anyNode = (): string => nodes[calls++ % nodes.length]?.url ?? ''

  const onLine = (name: string): string => {
    const user = control.line.users().find(({ displayName }) => displayName === name)
    if (!user) throw new Error(`nobody called ${name} has LINE`)
    return user.userId
  }
  const inSlack = (name: string): string => {
    const user = control.slack.users().find(({ realName }) => realName === name)
    if (!user) throw new Error(`nobody called ${name} is in Slack`)
    return user.id
  }
  const chat = (name: string) => control.line.chat(onLine(name)).items
  const messageOf = ({ channel, about }: Card) =>
    control.slack.messages(slack.channels[channel]).findLast((message) => {
      const isRoot = message.thread_ts === undefined || message.thread_ts === message.ts
      return isRoot && wordsOf(message).includes(about)
    })

  async function insist(what: string, act: () => Promise<Told> | undefined): Promise<void> {
    await seen(what, async () => {
      const told = await act()
      return told === undefined || (told.webhookStatus !== null && told.webhookStatus < 300)
    })
  }

  /** A platform goes on telling what nobody took. */
  const taken = ({ eventId }: { eventId: string }): Promise<unknown> =>
    seen(`LINE’s event ${eventId} being taken`, () =>
      control
        .transcript()
        .findLast((entry) => entry.kind === 'webhook' && entry.status === 200 && String(entry.body).includes(eventId)),
    )

  const press = (name: string, label: string, card: Card): Promise<Told> | undefined => {
    const message = messageOf(card)
    const button = message && buttonsOf(message).find((one) => one.label === label)
    if (!message || !button) return undefined
    return control.slack.press(inSlack(name), {
      channel: slack.channels[card.channel],
      ts: message.ts,
      actionId: button.actionId,
      value: button.data,
    })
  }

  const buttonComes = (label: string, card: Card): Promise<unknown> =>
    seen(`the button ${label} on ${card.about}`, () => {
      const message = messageOf(card)
      return message && buttonsOf(message).some((one) => one.label === label)
    })

  async function opens(name: string, label: string, card: Card): Promise<void> {
    await seen(`the form behind ${label}`, async () => {
      if (control.slack.views(inSlack(name)).length === 0) await press(name, label, card)
      return seenWithin(1_500, () => control.slack.views(inSlack(name)).length > 0)
    })
  }

  async function reached(url: string, request: RequestInit, isFine: (status: number) => boolean): Promise<Response> {
    let last = 'none'
    return seen(
      () => `a fitting answer of ${url}; the last was ${last}`,
      async () => {
        try {
          const answer = await fetch(url, request)
          last = String(answer.status)
          return isFine(answer.status) && answer
        } catch (error) {
          last = error instanceof Error ? error.message : 'unknown'
          return undefined
        }
      },
    )
  }

  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }

  const call = async (node: string, method: string, path: string, body?: object): Promise<Body> => {
    const request = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
    const answer = await reached(`${node}/admin/v1${path}`, request, (status) => status < 500)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${text}`)
    return text === '' ? {} : JSON.parse(text)
  }

  /** What became of a reply that was on its way when the process was killed, nobody knows, and it cannot be sent again. */
  async function isReplyLost(since: number): Promise<boolean> {
    const { items } = await people.admin('GET', '/outbox?state=dead')
    return items.some(({ result, createdAt }: Body) => result === 'reply-lost' && Date.parse(createdAt) >= since)
  }

  const people: People = {
    async taps(name, label) {
      step()
      const button = await seen(`${name} seeing ${label}`, () =>
        chat(name)
          .filter(({ from }) => from === 'bot')
          .flatMap(({ message }) => buttonsOf(message))
          .findLast((one) => one.label === label),
      )
      await taken(await control.line.tap(onLine(name), button.data, label))
    },
    async says(name, text) {
      step()
      await taken(await control.line.text(onLine(name), text))
    },
    async photographs(name, photo) {
      step()
      await taken(await control.line.photo(onLine(name), photo))
    },
    async follows(name) {
      step()
      await taken(await control.line.follow(onLine(name)))
    },
    async hears(name, words) {
      let looks = 0
      await seen(`${name} hearing ${String(words)}`, async () => {
        const items = chat(name)
        const since = items.findLastIndex(({ from }) => from === 'user')
        if (items.slice(since + 1).some(({ message }) => matches(wordsOf(message), words))) return true
        looks += 1
        return looks % ASKED_EVERY === 0 && isReplyLost(items[since]?.at ?? 0)
      })
    },
    async presses(name, label, card) {
      step()
      await buttonComes(label, card)
      await insist(`${name} pressing ${label}`, () => press(name, label, card))
    },
    card(card) {
      const message = messageOf(card)
      return message && wordsOf(message)
    },
    async cardShows(card, words) {
      await seen(
        () =>
          `#${card.channel} showing ${String(words)} on ${card.about}; it shows ${people.card(card) ?? 'no such card'}`,
        () => matches(people.card(card) ?? '', words),
      )
    },
    async fills(name, label, card, values) {
      step()
      await buttonComes(label, card)
      await opens(name, label, card)
      step()
      const entered = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]))
      await seen(`${name} sending the form off`, async () => {
        const view = control.slack.views(inSlack(name)).at(-1)
        if (!view) return true
        const { responseAction } = await control.slack.submit(inSlack(name), { viewId: view.id, values: entered })
        if (responseAction === 'errors') throw new Error(`the form shows errors: ${JSON.stringify(view.errors)}`)
        return responseAction === 'closed'
      })
    },
    async joins(name, code) {
      const command = { command: '/otasuke', text: `参加 ${code}`, channel: slack.channels.analysts }
      await insist(`${name} joining`, () => control.slack.command(inSlack(name), command))
    },
    admin: (method, path, body) => call(anyNode(), method, path, body),
    async ships(token, key, lines) {
      step()
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/x-ndjson',
        ...(key ? { 'idempotency-key': key } : {}),
      }
      const request = { method: 'POST', headers, body: `${lines.join('\n')}\n` }
      await reached(`${anyNode()}/sensor/v1/events`, request, (status) => status === 202)
    },
    async skips(ms) {
      step()
      const target = Math.max(control.now(), Date.now()) + ms
      await Promise.all(nodes.map(({ url }) => advanced(url, target)))
      await control.setClock({ offsetMs: target - Date.now() })
    },
    async photoArrives(firmId) {
      await seen('the photo of the set-up', async () => {
        const { items } = await people.admin('GET', `/diagnoses?firmId=${firmId}`)
        return items.some(({ assurance }: Body) => assurance === 'photo')
      })
    },
    async settles() {
      for (const { url } of nodes) await call(url, 'POST', '/clock', { advanceMs: 0 })
    },
    async allSaid() {
      await seen('everything being said', async () => {
        await people.settles()
        return (await people.admin('GET', '/outbox?state=pending')).items.length === 0
      })
    },
  }

  /** Asked once and then looked at: a clock that was put forward by a process that died over the answer would go on twice. */
  async function advanced(url: string, target: number): Promise<void> {
    await seen('time passing', async () => {
      const { now } = await call(url, 'POST', '/clock', { advanceMs: 0 })
      if (Date.parse(now) >= target) return true
      const body = JSON.stringify({ advanceMs: target - Date.parse(now) })
      await fetch(`${url}/admin/v1/clock`, { method: 'POST', headers, body }).catch(() => undefined)
      return false
    })
  }
  return people
}

const matches = (text: string, words: string | RegExp): boolean =>
  typeof words === 'string' ? text.includes(words) : words.test(text)
