import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#db/door.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { type BotProcess, botProcess } from '../crash/bot-process.ts'
import { seenWithin } from '../crash/patience.ts'
import { peopleOf } from '../crash/people.ts'
import { environmentOf, freePort } from '../crash/stage.ts'
import { buttonsOf, wordsOf } from '../stories/words.ts'
import { copyOfTemplate } from '../support/database.ts'
import { startCluster } from '../support/postgres-cluster.ts'
import { fillRegion, isAlone } from './region.ts'

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

const MONTH = Temporal.Instant.fromEpochMilliseconds(Date.now())
  .toZonedDateTimeISO('Asia/Tokyo')
  .toPlainDate()
  .toPlainYearMonth()
  .subtract({ months: 1 })
  .toString()

/**
 * A month's health checks of a whole region by the real program as a process of its own, from the timer to the last push,
 * behind emulators that refuse what comes faster than the real platforms take it. An analyst approves what is shown to them.
 */
export async function monthlyRun({ firms, killsAt, hasCluster, minutesMax }: RunOptions): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-month-'))
  mkdirSync(join(folder, 'data'))
  const cluster = hasCluster ? await startCluster() : undefined
  const directory = join(folder, 'data', 'database')
  const { url, drop } = cluster ? { url: cluster.url, drop: async () => {} } : await copyOfTemplate(directory)
  const playground = await startPlayground({ seed: 7, lineQuota: null, deadlines: { lineMs: 30_000, slackMs: 30_000 } })
  const port = await freePort()
  const publicUrl = 'https://otasuke.example'
  const node = botProcess({ ...environmentOf(playground, join(folder, 'data'), url), PUBLIC_URL: publicUrl }, port)
  playground.setWebhooks({ line: `${node.url}/webhooks/line`, slack: `${node.url}/webhooks/slack` })
  try {
    await node.start()
    playground.setPublicOrigin(publicUrl, node.url)
    const people = peopleOf({ playground, nodes: [node] })
    const region = await people.admin('POST', '/regions', { name: '岩手' })
    const { code } = await people.admin('POST', '/invites', { regionId: region.id, role: 'analyst' })
    await people.joins('小野', code)
    await people.settles()
    await node.end()
    const userIds = Array.from({ length: firms }, (_, n) => friend(playground, `代表${n + 1}`))
    const db = await openDatabase(url ? { url } : { directory })
    await fillRegion({ db, regionId: region.id, userIds, month: MONTH, now: Date.now() })
    await db.close()
    return await live(playground, node, { killsAt, minutesMax, userIds })
  } finally {
    await node.retire()
    await playground.stop()
    await drop()
    cluster?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function friend({ control: { line } }: Playground, displayName: string): string {
  const { userId } = line.addUser({ displayName })
  line.user(userId).isFriend = true
  return userId
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

/** Of the whole process with its threads: user and system time, and the most memory it ever held (proc(5)). */
function usageOf({ pid }: BotProcess): { cpuS: number; peakMb: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const peakKb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return { cpuS: (Number(fields[11]) + Number(fields[12])) / 100, peakMb: Math.round(Number(peakKb ?? 0) / 1024) }
}
