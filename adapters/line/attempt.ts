import { HTTPFetchError } from '@line/bot-sdk'

/** What LINE answered, without its words: they may name people. */
export class LineFault extends Error {
  override name = 'LineFault'
  /** 0: no answer. */
  readonly status: number

  constructor(status: number) {
    super(status === 0 ? 'LINE did not answer' : `LINE answered ${status}`)
    this.status = status
  }
}

const TIMEOUT_MS = 10_000

/** The SDK knows no time-out: a call that takes longer is left behind. */
export async function attempt<T>(call: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new LineFault(0)), TIMEOUT_MS)
  try {
    return await Promise.race([call, late])
  } catch (error) {
    throw error instanceof LineFault ? error : new LineFault(error instanceof HTTPFetchError ? error.status : 0)
  } finally {
    clearTimeout(timer)
  }
}
