import { scanLines } from '../support/eve.ts'
import type { Program } from './program.ts'

const SCANS = 40
const PATIENCE_MS = 20_000

export interface CardFigures {
  cards: number
  p50: number
  p95: number
  max: number
}

/** Milliseconds from a sensor's request until the new case's card stands in Slack. */
export async function measureCards(program: Program): Promise<CardFigures> {
  const times: number[] = []
  for (let place = 0; place < SCANS; place++) times.push(await oneCard(program, `192.168.7.${10 + place}`))
  times.sort((one, other) => one - other)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { cards: times.length, p50: at(0.5), p95: at(0.95), max: at(1) }
}

async function oneCard({ url, sensorToken, playground }: Program, source: string): Promise<number> {
  const { control, slack } = playground
  const body = `${scanLines({ at: Date.now() - 60_000, source }).join('\n')}\n`
  const headers = { authorization: `Bearer ${sensorToken}`, 'content-type': 'application/x-ndjson' }
  const began = performance.now()
  const shown = control.until(
    () =>
      control.slack
        .messages(slack.channels.analysts)
        .some((message) => JSON.stringify(message.blocks).includes(source)),
    PATIENCE_MS,
  )
  const answer = await fetch(`${url}/sensor/v1/events`, { method: 'POST', headers, body })
  if (answer.status !== 202) throw new Error(`a scan was answered ${answer.status}`)
  await shown
  return performance.now() - began
}
