import { monthInJapan } from './line/sending.ts'
import type { ChatItem, LineState } from './line/state.ts'
import type { NumberedEntry } from './transcript.ts'

export interface Violation {
  rule: 'doubled' | 'quota' | 'late-ack' | 'forged-accepted' | 'bad-answer' | 'picture-missing' | 'no-key'
  detail: string
}

/** Two pushes of the same words within this time, nothing said between them, are one message sent twice. */
const SAME_WITHIN_MS = 60_000

/** What must hold whatever happened; empty when it does. */
export function violations(line: LineState, entries: readonly NumberedEntry[]): Violation[] {
  return [
    ...doubledOnLine(line),
    ...quotaArithmetic(line),
    ...doubledInChannels(entries),
    ...withoutKey(line, entries),
    ...badWebhooks(entries),
    ...badActs(entries),
  ]
}

function doubledOnLine(line: LineState): Violation[] {
  return Object.entries(line.chats).flatMap(([userId, chat]) => [...sameKey(userId, chat), ...sameWords(userId, chat)])
}

/** One retry key, one delivery: two requests under it reach a person only after LINE has forgotten the first. */
function sameKey(userId: string, chat: ChatItem[]): Violation[] {
  const requests = new Map<string, string>()
  return chat.flatMap(({ retryKey, requestId, route }) => {
    if (retryKey === undefined || requestId === undefined || route !== 'push') return []
    const first = requests.get(retryKey)
    requests.set(retryKey, first ?? requestId)
    return first === undefined || first === requestId
      ? []
      : [{ rule: 'doubled', detail: `LINE ${userId}: retry key ${retryKey} twice` }]
  })
}

function sameWords(userId: string, chat: ChatItem[]): Violation[] {
  const found: Violation[] = []
  let pushes: { words: string; at: number; requestId: string | undefined }[] = []
  for (const item of chat) {
    if (item.from === 'user') pushes = []
    if (item.from === 'user' || item.route !== 'push') continue
    const words = JSON.stringify(item.message)
    const twin = pushes.find(
      (each) => each.words === words && each.requestId !== item.requestId && item.at - each.at <= SAME_WITHIN_MS,
    )
    if (twin)
      found.push({ rule: 'doubled', detail: `LINE ${userId}: the same message pushed again, ${item.messageId}` })
    pushes.push({ words, at: item.at, requestId: item.requestId })
  }
  return found
}

/** The month's count is what was seen delivered: one per request and person, replies free, blocked people uncounted. */
function quotaArithmetic(line: LineState): Violation[] {
  const { used, month } = line.quota
  const counted = Object.values(line.chats).reduce((sum, chat) => {
    const paid = chat.filter(
      (item) => (item.route === 'push' || item.route === 'multicast') && monthInJapan(item.at) === month,
    )
    return sum + new Set(paid.map((item) => item.requestId)).size
  }, 0)
  return counted === used
    ? []
    : [{ rule: 'quota', detail: `LINE counted ${used} messages in ${month}, ${counted} were delivered` }]
}

/** Our messages carry their outbox id in their metadata or nonce; each may be posted once in a channel. */
function doubledInChannels(entries: readonly NumberedEntry[]): Violation[] {
  const seen = new Set<string>()
  return entries.flatMap((entry) => {
    const posted = postedId(entry)
    if (!posted) return []
    const isSecond = seen.has(posted)
    seen.add(posted)
    return isSecond ? [{ rule: 'doubled', detail: `${entry.platform}: ${posted} posted twice` }] : []
  })
}

/** `channel id` of an accepted chat.postMessage with our metadata, whether or not its answer arrived. */
export function postedId(entry: NumberedEntry): string | undefined {
  if (entry.kind !== 'act' || entry.route !== 'posted') return undefined
  return entry.outboxId === undefined ? undefined : `${String(entry.channel)} ${String(entry.outboxId)}`
}

/** A message that cannot be recognised again cannot be retried safely. */
function withoutKey(line: LineState, entries: readonly NumberedEntry[]): Violation[] {
  const pushes = Object.values(line.chats).flatMap((chat) =>
    chat.filter((item) => item.route === 'push' && item.retryKey === undefined),
  )
  const posts = entries.filter(
    (entry) => entry.kind === 'act' && entry.route === 'posted' && entry.outboxId === undefined,
  )
  return [
    ...pushes.map((item) => ({ rule: 'no-key' as const, detail: `LINE: push ${item.messageId} without a retry key` })),
    ...posts.map((entry) => ({
      rule: 'no-key' as const,
      detail: `${entry.platform}: ${String(entry.channel)} ${String(entry.ts)} without our id`,
    })),
  ]
}

function badWebhooks(entries: readonly NumberedEntry[]): Violation[] {
  return entries.flatMap((entry): Violation[] => {
    if (entry.kind !== 'webhook') return []
    const isAccepted = typeof entry.status === 'number' && entry.status >= 200 && entry.status < 300
    if (entry.expect === 'refuse' && isAccepted)
      return [{ rule: 'forged-accepted', detail: `${entry.platform}: ${entry.route} (${entry.n}) was accepted` }]
    if (entry.expect === 'accept' && entry.outcome === 'late')
      return [
        {
          rule: 'late-ack' as const,
          detail: `${entry.platform}: ${entry.route} (${entry.n}) was not answered in time`,
        },
      ]
    return []
  })
}

function badActs(entries: readonly NumberedEntry[]): Violation[] {
  return entries.flatMap((entry): Violation[] => {
    if (entry.kind !== 'act') return []
    if (entry.route === 'bad-answer')
      return [{ rule: 'bad-answer', detail: `Slack shows an error: ${String(entry.reason)}` }]
    if (entry.route === 'picture' && entry.verdict !== 'shown')
      return [{ rule: 'picture-missing', detail: `${String(entry.url)}: ${String(entry.verdict)}` }]
    return []
  })
}

/** Times a bot took to answer webhooks, in ms. */
export function ackTimes(entries: readonly NumberedEntry[]): { count: number; p50: number; p99: number; max: number } {
  const times = entries
    .flatMap((entry) => (entry.kind === 'webhook' && entry.outcome === 'answered' ? [Number(entry.ackMs)] : []))
    .sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { count: times.length, p50: at(0.5), p99: at(0.99), max: at(1) }
}
