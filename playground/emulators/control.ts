import type { Discord } from './discord/discord.ts'
import type { FaultRule } from './faults.ts'
import { type Inbound, replay } from './inbound.ts'
import { ackTimes, postedId, violations } from './invariants.ts'
import type { Line } from './line/line.ts'
import type { Slack } from './slack/slack.ts'
import type { Change } from './stream.ts'
import type { World } from './world.ts'

const PATIENCE_MS = 10_000

/** Everything a person or a test can do to the little world; the HTTP control API offers the same verbs. */
export function createControl(world: World, line: Line, slack: Slack, discord: Discord) {
  const control = {
    line: line.people,
    slack: slack.people,
    discord: discord.people,
    world: () => ({
      line: {
        users: line.people
          .users()
          .map(({ userId, displayName, isFriend, blocked }) => ({ userId, displayName, isFriend, blocked })),
        quota: line.people.quota(),
      },
      slack: {
        users: slack.people
          .users()
          .map(({ id, name, realName }) => ({ id, name, realName, dm: slack.people.directMessage(id) })),
        channels: slack.people.channels().map(({ id, name }) => ({ id, name })),
      },
      discord: {
        users: discord.people
          .users()
          .map(({ id, username, globalName }) => ({ id, username, globalName, dm: discord.people.directMessage(id) })),
        channels: discord.people.channels().map(({ id, name }) => ({ id, name })),
      },
      clock: { now: world.clock.now(), offsetMs: world.clock.offsetMs() },
    }),
    faults: {
      add: (rule: FaultRule) => world.faults.add(rule),
      clear: () => world.faults.clear(),
      list: () => world.faults.list(),
    },
    /** Sends recent webhooks again, truly or forged; in order, awaited. */
    inbound: (what: Inbound) => replay(world, line, slack, what),
    invariants: () => {
      const found = violations(line.side.state, world.transcript.entries())
      return { ok: found.length === 0, violations: found, ackMs: ackTimes(world.transcript.entries()) }
    },
    transcript: () => world.transcript.entries(),
    transcriptJsonl: () => world.transcript.jsonl(),
    /** `channel outbox-id` of every message ever posted to Slack, in order: to be compared with an outbox. */
    postedIds: () => world.transcript.entries().flatMap((entry) => postedId(entry) ?? []),
    /** What these people wrote or were written on LINE until then, and the record of all that crossed the border. */
    forget: (userIds: readonly string[], before: number) => {
      line.people.forgetChats(userIds, before)
      world.transcript.forget(before)
      world.stream.tell({ kind: 'clock', now: world.clock.now(), offsetMs: world.clock.offsetMs() })
    },
    now: () => world.clock.now(),
    setClock: async ({ offsetMs }: { offsetMs: number }) => {
      world.clock.setOffset(offsetMs)
      world.stream.tell({ kind: 'clock', now: world.clock.now(), offsetMs })
      await world.agenda.tick()
    },
    /** Runs the redeliveries that are due by the emulators' clock. */
    tick: () => world.agenda.tick(),
    onChange: (listener: (change: Change) => void) => world.stream.listen(listener),
    /** Waits for echoed events and picture checks that nobody awaits. */
    settled: () => world.background.settled(),
    /** Answers as soon as `look` finds something; looks at every change, never sleeps. */
    until: <T>(look: () => T | undefined | false | null, patienceMs = PATIENCE_MS) => until(world, look, patienceMs),
  }
  return control
}

export type Control = ReturnType<typeof createControl>

function until<T>(world: World, look: () => T | undefined | false | null, patienceMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(patience)
      stop()
    }
    const tryNow = () => {
      const found = look()
      if (found === undefined || found === false || found === null) return
      end()
      resolve(found)
    }
    const patience = setTimeout(() => {
      end()
      reject(new Error(`nothing of the kind happened within ${patienceMs} ms`))
    }, patienceMs)
    const stop = world.stream.listen(tryNow)
    tryNow()
  })
}
