import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

interface LogOptions {
  level: string
  /** Where lines go; standard output unless a test reads them. */
  write?: (line: string) => void
}

/** JSON lines. Errors are written by name, code, message and stack; a request by method, route and status: never a body or a token. */
export function createLog({ level, write }: LogOptions): Logger {
  const options = {
    level,
    base: null,
    serializers: {
      err: safeError,
      req: safeRequest,
      res: (reply: { statusCode?: number }) => ({ statusCode: reply.statusCode }),
    },
    redact: {
      paths: ['token', 'authorization', 'password', 'secret', '*.token', '*.authorization', '*.password', '*.secret'],
      censor: '(hidden)',
    },
  }
  return write ? pino(options, { write }) : pino(options)
}

/** Query parameters of the database sit in the messages of drizzle's errors; of those only the cause is told. */
function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an error' }
  if (error.constructor.name === 'DrizzleQueryError') return safeError(error.cause)
  const code = 'code' in error ? String(error.code) : undefined
  return {
    name: error.name,
    message: withoutSecrets(error.message),
    stack: withoutSecrets(error.stack ?? ''),
    ...(code && { code }),
  }
}

const safeRequest = (request: { method?: string; routeOptions?: { url?: string } }): object => ({
  method: request.method,
  route: request.routeOptions?.url,
})

const SECRETS = /\b(otsk|otss|xox[abposr]|xapp)[-_][\w-]{8,}|Bearer\s+\S+/g
export const withoutSecrets = (text: string): string => text.replace(SECRETS, '(hidden)')
