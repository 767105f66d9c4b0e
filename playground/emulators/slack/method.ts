import type { SlackSide } from './side.ts'

export type Args = Readonly<Record<string, unknown>>
/** Slack answers refusals with HTTP 200 and `ok: false`. */
export type Result = { ok: boolean; error?: string; [property: string]: unknown }

export interface Method {
  /** Every argument it knows; others are refused, so that a typing mistake is found here and not in the field. */
  args: readonly string[]
  /** Calls a minute for the workspace. `null`: a special rate of its own. */
  perMinute: number | null
  token: 'bot' | 'app'
  run: (side: SlackSide, args: Args) => Result | Promise<Result>
}

export const TIER_3 = 50
export const TIER_4 = 100

export const refused = (error: string, messages: string[] = []): Result => ({
  ok: false,
  error,
  ...(messages.length > 0
    ? { errors: messages, response_metadata: { messages: messages.map((text) => `[ERROR] ${text}`) } }
    : {}),
})

export const done = (rest: Record<string, unknown> = {}): Result => ({ ok: true, ...rest })

export function text(args: Args, name: string): string | undefined {
  const value = args[name]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

export function flag(args: Args, name: string): boolean {
  const value = args[name]
  return value === true || value === 'true' || value === '1' || value === 1
}

/** Forms carry structures as JSON text, JSON bodies carry them as they are. */
export function structure(args: Args, name: string): unknown {
  const value = args[name]
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
