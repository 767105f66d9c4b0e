import { sendBatch } from '../replay/send.ts'
import { linesOf, OWN, type Wiring } from './lines.ts'

/** A box at a firm's, as its agent and its Suricata speak: it comes in by the code on its sheet, and then tells each minute what it hears. */
export interface Box {
  token: string
  /** Epoch ms: when it was switched on, and when it spoke last. */
  startedAt: number
  spokeAt: number
  packets: number
}

const PACKETS_A_MINUTE = 10_000

/** Throws with what the server says of the code. */
export async function switchedOn(code: string, now: number): Promise<Box> {
  const { token } = await asked<{ token: string }>('/sensor/v1/enrol', { method: 'POST', body: { code } })
  return { token, startedAt: now, spokeAt: now, packets: 0 }
}

/** What it hears in a minute, and that it lives, with the settings that it was given. */
export async function spoken(box: Box, wiring: Wiring, computers: number, now: number): Promise<Box> {
  const { token, startedAt } = box
  const packets = box.packets + PACKETS_A_MINUTE
  const lines = linesOf(wiring, { at: now, startedAt, packets, computers })
  const body = new TextEncoder().encode(`${lines.join('\n')}\n`)
  const { signal } = new AbortController()
  await sendBatch({ sensor: { token }, body, key: `box-${startedAt}-${now}`, signal })
  const { version } = await asked<{ version: number }>('/sensor/v1/config', { token })
  await asked('/sensor/v1/heartbeat', {
    ...{ method: 'POST', token },
    body: {
      ...{ clock: Math.floor(now / 1_000), uptime: Math.floor((now - startedAt) / 1_000), version: '1' },
      ...{ configVersion: version, interfaces: INTERFACES },
    },
  })
  return { ...box, packets, spokeAt: now }
}

const INTERFACES = [
  { name: 'eth0', role: 'talk', isUp: true, addresses: [`${OWN}/24`], gateway: '192.168.1.1' },
  { name: 'eth1', role: 'watch', isUp: true, addresses: [] },
]

interface Question {
  method?: 'POST'
  token?: string
  body?: unknown
}

async function asked<T>(path: string, { method, token, body }: Question): Promise<T> {
  const answer = await fetch(path, {
    ...(method && { method }),
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  // Ours; errors are problem details.
  const read = (await answer.json()) as T & { title?: string; detail?: string }
  if (!answer.ok) throw new Error(read.detail ?? read.title ?? `status ${answer.status}`)
  return read
}
