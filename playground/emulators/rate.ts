/** Token buckets on the wall clock: `burst` calls at once, then `perSecond`. Answers the wait in seconds, 0 when allowed. */
export function createRateLimiter(wallMs: () => number, isOn: boolean) {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take: (key: string, limit: RateLimit): number => {
      if (!isOn) return 0
      const now = wallMs()
      const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now }
      const tokens = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * limit.perSecond)
      const allowed = tokens >= 1
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now })
      return allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / limit.perSecond))
    },
    clear: () => buckets.clear(),
  }
}

export interface RateLimit {
  perSecond: number
  burst: number
}

export type RateLimiter = ReturnType<typeof createRateLimiter>
