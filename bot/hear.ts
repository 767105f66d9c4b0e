import type { Hear, Incoming, Platform } from '#adapters/adapter.ts'
import type { Db } from '#db/door.ts'
import type { Metrics } from './http/metrics.ts'
import { receiveChat } from './http/receive-chat.ts'
import type { Log } from './log.ts'

export interface HearingOptions {
  db: Db
  /** The only account that is ours; what another one heard is answered and dropped. Undefined where the signature has said so. */
  account?: string
  /** What must be answered inside the call (a modal opened, its field errors); reads only. */
  answer?: (incoming: Incoming, call: CallOfPlatform) => Promise<unknown>
  metrics: Metrics
  log: Log
}

export interface CallOfPlatform {
  /** False when it was told before: a trigger opens one modal, once. */
  isNew: boolean
  /** Ends when the platform has stopped waiting. */
  signal: AbortSignal
}

/** Slack waits three seconds, and the way there and back takes its part. */
const ANSWER_WITHIN_MS = 2_500

/** Commits what a platform said, then answers what is answered inside the call; counts what became of it. */
export function hearingOf(platform: Platform, options: HearingOptions): Hear {
  const { db, account, metrics } = options
  const count = (outcome: string, times: number): void => metrics.incoming.inc({ platform, outcome }, times)
  return async (incoming) => {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS)
    const seconds = metrics.webhooks.startTimer({ platform })
    const ours = incoming.filter((one) => account === undefined || one.account === account)
    count('foreign', incoming.length - ours.length)
    try {
      const { stored, repeated, passing } = await receiveChat(db, ours)
      count('stored', stored)
      count('repeated', repeated)
      count('passing', passing)
      const [only] = ours
      const answer = only && (await answered(options, only, { isNew: repeated === 0, signal }))
      seconds({ outcome: 'stored' })
      return answer
    } catch (error) {
      seconds({ outcome: 'failed' })
      throw error
    }
  }
}

/**
 * Whatever is answered, the inbox has it. A tap has its effect there, so an answer that fails is only logged; a form is
 * refused, so that it stays open with all that was typed, for there would be no other way to say what is wrong with it.
 */
async function answered(
  { answer, log, metrics }: HearingOptions,
  incoming: Incoming,
  call: CallOfPlatform,
): Promise<unknown> {
  if (!answer) return undefined
  try {
    return await Promise.race([answer(incoming, call), tooLate(call.signal)])
  } catch (error) {
    const { platform, content } = incoming
    metrics.incoming.inc({ platform, outcome: 'unanswered' })
    log.error({ err: error, platform, content: content.type }, 'an answer inside the call failed')
    if (content.type === 'form-submitted') throw error
    return undefined
  }
}

const tooLate = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const give = (): void => reject(new Error('the answer came too late'))
    if (signal.aborted) give()
    signal.addEventListener('abort', give, { once: true })
  })
