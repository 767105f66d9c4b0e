import { monthBefore, periodOf } from '#engine/health-month.ts'
import type { Playground } from '#playground/start.ts'
import type { BotProcess } from '../crash/bot-process.ts'
import { seenWithin } from '../crash/patience.ts'
import { buttonsOf, wordsOf } from '../stories/words.ts'
import { usageOf, withProgram } from './program.ts'
import { endMonth, fillFirms, isAlone } from './region.ts'

export interface RunOptions {
  firms: number
  /** After so many accepted pushes the process is killed, each time once more. */
  killsAt: readonly number[]
  /** A PostgreSQL of its own, where Debian's is installed. */
  hasCluster: boolean
  minutesMax: number
}

export interface Ran {
  /** Whom LINE brings it to, and how many messages each of them got: a firm that is missed or served twice is seen. */
  owners: number
  messages: ReadonlyMap<number, number>
  pictures: { shown: number; holes: number }
  deskTasks: number
  /** The one line in #operations, as it stood at the end. */
  progress: string[]
  kills: number
  /** From the trigger to the last push that LINE took. */
  seconds: number
  cpuS: number
  peakMb: number
}

/**
 * A month's health checks of a whole region by the real program as a process of its own, from the timer to the last push,
 * behind emulators that refuse what comes faster than the real platforms take it. An analyst approves what is shown to them.
 */
export async function monthlyRun({ firms, killsAt, hasCluster, minutesMax }: RunOptions): Promise<Ran> {
  return withProgram(
    { hasCluster, analysts: ['小野'] },
    async ({ playground, node, regionId, friends, fill, byDay }) => {
      const userIds = friends(firms)
      const now = await byDay()
      const month = monthBefore(now, 'Asia/Tokyo')
      await node.end()
      await fill(async (db) => {
        await fillFirms({ db, regionId, userIds, began: periodOf(month, 'Asia/Tokyo').from - 86_400_000 * 40 })
        await endMonth({ db, regionId, userIds, month, now })
      })
      return live(playground, node, { killsAt, minutesMax, userIds })
    },
  )
}

async function live(
  playground: Playground,
  node: BotProcess,
  { killsAt, minutesMax, userIds }: Pick<RunOptions, 'killsAt' | 'minutesMax'> & { userIds: string[] },
): Promise<Ran> {
  const { control } = playground
  const pictures = { shown: 0, holes: 0 }
  const served = new Set<unknown>()
  let lastAt = 0
  control.onChange((change) => {
    if (change.kind !== 'line.message') return
    served.add(change.userId)
    lastAt = performance.now()
  })
  const owners = userIds.filter((_, place) => !isAlone(place + 1)).length
  const kills = [...killsAt]
  const used: { cpuS: number; peakMb: number }[] = []
  const began = performance.now()
  await node.start()
  // The record keeps its newest entries only.
  let looked = 0
  const look = (): void => {
    for (const entry of control.transcript().filter(({ n }) => n > looked)) {
      looked = entry.n
      if (entry.route === 'picture') pictures[entry.verdict === 'shown' ? 'shown' : 'holes'] += 1
    }
  }
  const isOver = await seenWithin(minutesMax * 60_000, async () => {
    if (kills[0] !== undefined && served.size >= kills[0]) {
      kills.shift()
      used.push(usageOf(node))
      node.kill()
      await node.gone()
      await node.start()
    }
    await approve(playground)
    look()
    return served.size >= owners && performance.now() - lastAt > 3_000
  })
  await control.settled()
  used.push(usageOf(node))
  look()
  const messages = new Map<number, number>()
  for (const userId of userIds) {
    const heard = control.line.chat(userId).items.filter(({ message }) => wordsOf(message).includes('健康診断')).length
    messages.set(heard, (messages.get(heard) ?? 0) + 1)
  }
  if (!isOver) process.stdout.write(`the run was not over after ${minutesMax} minutes: ${served.size} of ${owners}\n`)
  const tasks = control.slack
    .messages(playground.slack.channels.desk)
    .filter((one) => wordsOf(one).includes('渡してください'))
  // It is edited every quarter of a minute.
  const lines = (): string[] =>
    control.slack
      .messages(playground.slack.channels.operations)
      .map(wordsOf)
      .filter((one) => one.includes('の健康診断：'))
  await seenWithin(40_000, () => lines().some((one) => one.includes('待つのは 0社')))
  const progress = lines()
  return {
    ...{ owners, messages, pictures, deskTasks: tasks.length, progress, kills: killsAt.length - kills.length },
    seconds: (lastAt - began) / 1_000,
    cpuS: used.reduce((sum, { cpuS }) => sum + cpuS, 0),
    peakMb: Math.max(...used.map(({ peakMb }) => peakMb)),
  }
}

const pressed = new WeakMap<Playground, Set<string>>()

/** The analyst presses each button that approves, once it is seen. */
async function approve(playground: Playground): Promise<void> {
  const { control, slack } = playground
  const done = pressed.get(playground) ?? new Set<string>()
  pressed.set(playground, done)
  const ono = control.slack.users().find(({ realName }) => realName === '小野')?.id ?? ''
  for (const message of control.slack.messages(slack.channels.analysts)) {
    const button = buttonsOf(message).find(({ label }) => label === 'まとめて承認' || label === '承認して送る')
    if (!button || done.has(message.ts)) continue
    const place = { channel: slack.channels.analysts, ts: message.ts, actionId: button.actionId, value: button.data }
    const { webhookStatus } = await control.slack.press(ono, place)
    if (webhookStatus !== null && webhookStatus < 300) done.add(message.ts)
  }
}
