import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, openDatabase } from '#db/door.ts'
import { nextOpen } from '#engine/calendar/calendar.ts'
import { reminderHours } from '#engine/calendar/hours.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { type BotProcess, botProcess } from '../crash/bot-process.ts'
import { type People, peopleOf } from '../crash/people.ts'
import { environmentOf, freePort } from '../crash/stage.ts'
import { copyOfTemplate } from '../support/database.ts'
import { startCluster } from '../support/postgres-cluster.ts'

interface ProgramOptions {
  /** A PostgreSQL of its own, where Debian's is installed. */
  hasCluster: boolean
  /** Who is in Slack and has joined. */
  analysts: readonly string[]
}

export interface Program {
  playground: Playground
  node: BotProcess
  people: People
  regionId: string
  /** Goes on to the morning where it is night, in which nobody’s telephone rings; what time it is then. */
  byDay(): Promise<number>
  /** So many people on LINE that are friends of the account. */
  friends(count: number): string[]
  /** Writes straight into the database. */
  fill(write: (db: Db) => Promise<void>): Promise<void>
}

/** The real program as a process of its own with one region, beside emulators that keep the platforms' real limits. */
export async function withProgram<T>(
  { hasCluster, analysts }: ProgramOptions,
  use: (program: Program) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-region-'))
  mkdirSync(join(folder, 'data'))
  const cluster = hasCluster ? await startCluster() : undefined
  const directory = join(folder, 'data', 'database')
  const { url, drop } = cluster ? { url: cluster.url, drop: async () => {} } : await copyOfTemplate(directory)
  const playground = await startPlayground({ seed: 7, lineQuota: null, deadlines: { lineMs: 30_000, slackMs: 30_000 } })
  const publicUrl = 'https://otasuke.example'
  const settings = { ...environmentOf(playground, join(folder, 'data'), url), PUBLIC_URL: publicUrl }
  const node = botProcess(settings, await freePort())
  playground.setWebhooks({ line: `${node.url}/webhooks/line`, slack: `${node.url}/webhooks/slack` })
  try {
    await node.start()
    playground.setPublicOrigin(publicUrl, node.url)
    const people = peopleOf({ playground, nodes: [node] })
    const region = await people.admin('POST', '/regions', { name: '岩手' })
    for (const name of analysts) {
      const { code } = await people.admin('POST', '/invites', { regionId: region.id, role: 'analyst' })
      await people.joins(name, code)
    }
    await people.settles()
    return await use({
      ...{ playground, node, people, regionId: region.id },
      async byDay() {
        const now = Date.now()
        const day = nextOpen(reminderHours('Asia/Tokyo'), now)
        if (day === now) return now
        // A minute later it still is.
        await people.skips(day - now + 60_000)
        return day + 60_000
      },
      friends: (count) => Array.from({ length: count }, (_, n) => friend(playground, `代表${n + 1}`)),
      async fill(write) {
        const db = await openDatabase(url ? { url } : { directory })
        await write(db)
        await db.close()
      },
    })
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

/** Of the whole process with its threads, and of nothing beside it: user and system time, and the most memory it ever held (proc(5)). */
export function usageOf({ pid }: BotProcess): { cpuS: number; peakMb: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const peakKb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return { cpuS: (Number(fields[11]) + Number(fields[12])) / 100, peakMb: Math.round(Number(peakKb ?? 0) / 1024) }
}
