import { sql } from 'drizzle-orm'
import { openDatabase, query } from '#db/door.ts'
import { nextOpening } from '#engine/calendar/calendar.ts'
import { deskHours } from '#engine/calendar/hours.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'
import { type People, peopleOf } from './people.ts'
import { type Kept, openStage, type Stage } from './stage.ts'

/** A region with a firm, its people and its sensor, at rest: every proof begins with a copy of it. */
export interface World {
  kept: Kept
  firmId: string
  sensorToken: string
  /** Every story begins at this moment, while the desk is open: whom its closing calls out, and how often, hangs on the hour. */
  begins: number
  /** All scans happen around this one, so that every run finds the same alerts. */
  at: number
  /** What had been said by then. */
  saidBefore: number
}

const STAFF = [
  ['小野', 'analyst'],
  ['山田', 'analyst'],
  ['及川', 'desk'],
] as const
const FIRM = [
  ['佐々木', 'owner'],
  ['千葉', 'worker'],
] as const

export async function foundWorld(): Promise<World> {
  const stage = await openStage()
  const [node] = stage.nodes
  if (!node) throw new Error('a stage without a node')
  await node.start()
  const people = peopleOf(stage)
  const region = await people.admin('POST', '/regions', { name: '岩手' })
  const firm = await people.admin('POST', '/firms', { regionId: region.id, name: '佐々木水産', phone: '0192-00-0001' })
  const site = await people.admin('POST', '/sites', {
    firmId: firm.id,
    name: '事務所',
    kind: 'office',
    homeNetworks: ['192.168.1.0/24'],
  })
  const sensor = await people.admin('POST', '/sensors', { siteId: site.id, type: 'office' })
  for (const [name, role] of STAFF) {
    const { code } = await people.admin('POST', '/invites', { regionId: region.id, role })
    await people.joins(name, code)
  }
  for (const [name, role] of FIRM) await enrol(people, name, firm.id, role)
  await people.settles()
  await node.end()
  const saidBefore = await countOfSaid(stage.database)
  const begins = morningAfter(Date.now())
  return {
    ...{ kept: await stage.keep(), firmId: firm.id, sensorToken: sensor.token },
    ...{ begins, at: begins - 60_000, saidBefore },
  }
}

const HOUR_MS = 3_600_000

/** Later than any proof goes on, and far from every hour at which something opens, shuts or is said. */
function morningAfter(now: number): number {
  const desk = deskHours({ timezone: 'Asia/Tokyo', holidays: japaneseHolidayDays() })
  return nextOpening(desk, now + 12 * HOUR_MS) + HOUR_MS
}

async function countOfSaid(database: Stage['database']): Promise<number> {
  const db = await openDatabase(database)
  const [row] = await db.transaction({ kind: 'system' }, (tx) =>
    query<{ rows: number }>(tx, sql`select count(*)::int as rows from outbox`),
  )
  await db.close()
  return row?.rows ?? 0
}

/** As a person does it who answers by typing, and does not wait for a reply that may be lost. */
export async function enrol(people: People, name: string, firmId: string, role: string): Promise<void> {
  const { code } = await people.admin('POST', '/invites', { firmId, role })
  await people.follows(name)
  for (const words of [code, 'はい', '同意する', name]) {
    await people.settles()
    await people.says(name, words)
  }
  await people.settles()
}
