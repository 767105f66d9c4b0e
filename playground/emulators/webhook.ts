import type { Platform } from './platform.ts'
import type { World } from './world.ts'

/** A webhook as it left, so that it can leave again, truly or forged. */
export interface Dispatched {
  url: string
  headers: Record<string, string>
  body: string
}

export interface Delivery {
  /** null: nobody answered (in time). */
  status: number | null
  ackMs: number
  outcome: 'answered' | 'late' | 'unreachable' | 'dropped' | 'no-webhook'
  headers: Headers
  text: string
}

export interface Sending {
  platform: Platform
  name: string
  deadlineMs: number
  /** A forged or stale webhook must be refused; `accept` is the rule. */
  expect: 'accept' | 'refuse' | 'either'
}

/** One attempt, with the platform's deadline. Ack times are real milliseconds: people wait in those. */
export async function dispatch(world: World, sending: Sending, request: Dispatched): Promise<Delivery> {
  const rule = world.faults.take(sending.platform, 'webhook')
  if (rule?.kind === 'drop') return record(world, sending, request, nothing('dropped'))
  if (rule?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, rule.delayMs ?? 100))
  const delivery = await record(world, sending, request, await attempt(request, sending.deadlineMs))
  if (rule?.kind === 'duplicate') await record(world, sending, request, await attempt(request, sending.deadlineMs))
  // The platform did not hear the answer, so its own redelivery follows.
  if (rule?.kind === 'redeliver') return { ...delivery, status: null, outcome: 'unreachable' }
  return delivery
}

export function nothing(outcome: Delivery['outcome']): Delivery {
  return { status: null, ackMs: 0, outcome, headers: new Headers(), text: '' }
}

async function attempt(request: Dispatched, deadlineMs: number): Promise<Delivery> {
  const began = performance.now()
  const ackMs = () => Math.round((performance.now() - began) * 10) / 10
  const signal = AbortSignal.timeout(deadlineMs)
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: request.headers,
      body: request.body,
      signal,
      redirect: 'manual',
    })
    const text = await response.text()
    return { status: response.status, ackMs: ackMs(), outcome: 'answered', headers: response.headers, text }
  } catch {
    return { ...nothing(signal.aborted ? 'late' : 'unreachable'), ackMs: ackMs() }
  }
}

function record(world: World, sending: Sending, request: Dispatched, delivery: Delivery): Delivery {
  const { platform, name, expect } = sending
  const { status, ackMs, outcome } = delivery
  world.transcript.enter({ platform, kind: 'webhook', route: name, expect, status, ackMs, outcome, body: request.body })
  world.stream.tell({ kind: 'webhook', platform, name, expect, status, ackMs, outcome })
  return delivery
}

/** How a person's act was told to the bot: `webhookStatus` null when nobody answered in time. */
export interface Told {
  eventId: string
  messageId?: string
  webhookStatus: number | null
  ackMs: number
}

export function isAccepted(delivery: Delivery): boolean {
  return delivery.status !== null && delivery.status >= 200 && delivery.status < 300
}
