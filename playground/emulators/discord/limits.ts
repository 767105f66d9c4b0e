import type { Answer, ApiCall } from '../api-server.ts'
import type { DiscordSide } from './side.ts'

/** Discord promises no numbers; these are what its answers have shown for messages: five in five seconds, for each channel. */
export const BUCKET = { calls: 5, windowMs: 5_000 }
const GLOBAL = { calls: 50, windowMs: 1_000 }

interface Window {
  endsAt: number
  left: number
}

/** Buckets with fixed windows on the wall clock, told in the headers of every answer. */
export function createLimits(side: DiscordSide) {
  const windows = new Map<string, Window>()
  const take = (key: string, { calls, windowMs }: typeof BUCKET): Window & { isOver: boolean } => {
    const now = side.world.wallMs()
    const known = windows.get(key)
    const window = known && known.endsAt > now ? known : { endsAt: now + windowMs, left: calls }
    const isOver = window.left === 0
    windows.set(key, { ...window, left: Math.max(0, window.left - 1) })
    return { endsAt: window.endsAt, left: Math.max(0, window.left - 1), isOver }
  }
  return async ({ params, route }: ApiCall, work: () => Promise<Answer> | Answer): Promise<Answer> => {
    if (!side.hasRateLimits) return work()
    const all = take('global', GLOBAL)
    if (all.isOver) return tooMany(waitMs(all), true)
    const bucket = `${route} ${params.channel ?? ''}`
    const own = take(bucket, BUCKET)
    const headers = {
      'x-ratelimit-limit': String(BUCKET.calls),
      'x-ratelimit-remaining': String(own.left),
      'x-ratelimit-reset': String(own.endsAt / 1_000),
      'x-ratelimit-reset-after': String(waitMs(own) / 1_000),
      'x-ratelimit-bucket': Buffer.from(route).toString('hex').slice(0, 32),
    }
    const answer = own.isOver ? tooMany(waitMs(own), false) : await work()
    return { ...answer, headers: { ...headers, ...answer.headers } }
  }

  function waitMs({ endsAt }: Window): number {
    return Math.max(1, endsAt - side.world.wallMs())
  }
}

export function tooMany(waitMs: number, isGlobal: boolean): Answer {
  return {
    status: 429,
    headers: {
      'retry-after': String(waitMs / 1_000),
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
    },
    body: { message: 'You are being rate limited.', retry_after: waitMs / 1_000, global: isGlobal },
  }
}
