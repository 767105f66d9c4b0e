import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

interface LogOptions {
  level: string
  /** Where lines go; standard output unless a test reads them. */
  write?: (line: string) => void
}

/**
 * JSON lines. Errors are written by name, code, message and stack; a request by method and route: never a body or a token.
 * What goes by a secret's name is hidden however deep it lies, and what looks like a secret wherever it stands.
 */
export function createLog({ level, write }: LogOptions): Logger {
  const options = {
    level,
    base: null,
    serializers: { err: safeError },
    formatters: { log: (fields: object) => safeFields(fields, new Set()) as Record<string, unknown> },
    hooks: { streamWrite: withoutSecrets },
  }
  return write ? pino(options, { write }) : pino(options)
}

const HIDDEN = '(hidden)'
const DEEP_MAX = 8
const SECRET_NAME = /token|authorization|password|secret|credential|cookie|signature|databaseurl|api-?key/i

/** A copy to be written; `above` are the objects it lies in, because some hold themselves. */
function safeFields(value: unknown, above: ReadonlySet<unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return safeError(value)
  if (value instanceof Date) return value
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`
  if (above.has(value) || above.size >= DEEP_MAX) return '(more)'
  const inside = new Set(above).add(value)
  if (Array.isArray(value)) return value.map((item) => safeFields(item, inside))
  if (isRequest(value)) return safeRequest(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, SECRET_NAME.test(name) ? HIDDEN : safeFields(inner, inside)]),
  )
}

/** Query parameters of the database sit in the messages of drizzle's errors; of those only the cause is told. */
function safeError(error: unknown): object {
  // `formatters.log` has been here before.
  if (!(error instanceof Error))
    return typeof error === 'object' && error !== null ? error : { message: 'not an error' }
  if (error.constructor.name === 'DrizzleQueryError') return safeError(error.cause)
  const code = 'code' in error ? String(error.code) : undefined
  return { name: error.name, message: error.message, stack: error.stack ?? '', ...(code && { code }) }
}

interface Request {
  method: string
  routeOptions: { url?: string }
}

const isRequest = (value: object): value is Request => 'method' in value && 'routeOptions' in value

/** Never its address: query strings carry what they should not. */
const safeRequest = ({ method, routeOptions }: Request): object => ({ method, route: routeOptions.url })

/** Ours and the platforms’ tokens, and what signs a link (`links.ts`). */
const SECRETS = /\b(ots[ksw]|xox[abposr]|xapp)[-_][\w-]{8,}|~[0-9a-z]{1,9}~[\w-]{22}|Bearer\s+[^\s"\\]+/gi
const PASSWORD_IN_ADDRESS = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"]*):[^\s@/"]+@/gi

export const withoutSecrets = (text: string): string =>
  text.replace(SECRETS, HIDDEN).replace(PASSWORD_IN_ADDRESS, `$1:${HIDDEN}@`)
