import { chance } from '../support/answered.ts'
import { firmsOf } from './firms.ts'
import type { Way } from './funnel.ts'
import { ANSWER_MEAN_MS, HABITS } from './people.ts'
import type { PilotOptions } from './simulation.ts'

/** As the pilot had it: a notice and nothing more, read by the same people with the same habits. */
export function withoutFollowThrough({ firms, days, answers, seed }: PilotOptions): Way[] {
  const roll = chance(seed)
  return firmsOf({ firms, days, seed }).map(({ ledger, people, alerts }): Way => {
    const user = alerts.find(({ isNotified }) => isNotified)?.user ?? 0
    const host = people[user]?.pc.host
    const readMs = roll() < answers ? -Math.log(1 - roll()) * ANSWER_MEAN_MS : null
    const isListed = ledger === 'with-ips' || (ledger === 'without-ips' && host !== '')
    // The owner's own PC needs no list.
    const isOwn = user === 0
    const foundMs = readMs !== null && (isListed || isOwn) ? readMs : null
    const doneMs = foundMs !== null && roll() < HABITS.does ? foundMs : null
    return { ledger, readMs, foundMs, doneMs, finding: null, stuck: 'nobody asked' }
  })
}
