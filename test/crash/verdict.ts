import { isDeepStrictEqual } from 'node:util'
import { sql } from 'drizzle-orm'
import { type Db, openDatabase, query, type Tx } from '#db/door.ts'
import { photosIn, replay, type Session, type SessionEvent } from '#engine/dialogue/session.ts'
import type { Playground } from '#playground/start.ts'
import type { Stage } from './stage.ts'

/** What a run came to: figures that must be those of a run nobody disturbed, and everything that was lost or doubled. */
export interface Verdict {
  facts: Facts
  lost: string[]
  doubled: string[]
  /** Rows that nobody will ever work, lanes that nobody holds, and the like. */
  stuck: string[]
}

export interface Facts {
  alerts: unknown[]
  cases: unknown[]
  notices: unknown[]
  /** What was noted, and how often, of each case and of everything else. */
  audit: unknown[]
  rows: unknown[]
  /** Every questionnaire: the answers that stand, and what happened in it how often. */
  sessions: unknown[]
}

const system = { kind: 'system' } as const

/** `saidBefore`: how much of the outbox is older than this playground's record. */
export async function verdictOn(
  { playground, database }: Pick<Stage, 'playground' | 'database'>,
  saidBefore: number,
): Promise<Verdict> {
  await playground.control.settled()
  const db = await openDatabase(database)
  try {
    const said = (await saidBy(db)).slice(saidBefore)
    const { lost, doubled } = weighed(said, playground)
    return {
      facts: await factsOf(db),
      lost: [...lost, ...(await tornIn(db))],
      doubled: [...doubled, ...(await toldTwice(db))],
      stuck: await stuckIn(db),
    }
  } finally {
    await db.close()
  }
}

const factsOf = (db: Db): Promise<Facts> =>
  db.transaction(system, async (tx) => ({
    alerts: await query(
      tx,
      sql`select id, kind, stage, severity, first_seen_at, last_seen_at, source, target, device, count, evidence, reason, lost_share from alerts order by id`,
    ),
    cases: await query(
      tx,
      sql`select id, device, state, severity, alert_count, event_count, decision_revision, next, claimed_by ->> 'name' as claimed_by,
      desk ->> 'reason' as desk, desk ->> 'doneAt' is not null as is_desk_done from cases order by id`,
    ),
    notices: await query(tx, sql`select case_id, state, severity, title, round, answer from notices order by case_id`),
    audit: await query(tx, auditCounts),
    rows: await query(tx, rowCounts),
    sessions: (await sessionsIn(tx)).map(({ questionnaire, session, events }) => ({
      questionnaire,
      state: session.state,
      answers: valuesIn(session),
      happened: countsOf(events.map(({ kind }) => kind)),
    })),
  }))

interface Kept {
  questionnaire: string
  session: Session
  events: SessionEvent[]
}

const sessionsIn = (tx: Tx): Promise<Kept[]> =>
  query<Kept>(
    tx,
    sql`select questionnaire, session, (select jsonb_agg(e.event order by e.seq) from dialogue_events e where e.session_id = s.id) as events
    from dialogue_sessions s order by questionnaire`,
  )

/** Photos have other names in every run. */
const valuesIn = ({ answers }: Session): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answers).map(([id, { value }]) => [id, value.kind === 'photo' ? value.photoIds.length : value]),
  )

/** Sessions that are not what happened in them adds up to, photos that no answer names, and answers whose photo is not there. */
async function tornIn(db: Db): Promise<string[]> {
  const [sessions, photos] = await db.transaction(system, async (tx) => [
    await sessionsIn(tx),
    await query<{ id: string }>(tx, sql`select id from dialogue_photos where state = 'kept'`),
  ])
  const torn = sessions.filter(({ session, events }) => !isDeepStrictEqual(replay(events), session))
  const [named, kept] = [sessions.flatMap(({ session }) => photosIn(session)), photos.map(({ id }) => id)]
  return [
    ...torn.map(({ questionnaire }) => `${questionnaire} is not what its events add up to`),
    ...named.filter((id) => !kept.includes(id)).map((id) => `photo ${id} of an answer`),
    ...kept.filter((id) => !named.includes(id)).map((id) => `answer of photo ${id}`),
  ]
}

/**
 * How often a card was seen to grow depends on how the sensor's batches met the detector, whether a silent sensor was
 * heard again on which episode came last, and whoever looks again because an answer never came has looked again.
 */
const auditCounts = sql`select case when subject like 'case:%' then subject else '' end as about, what, count(*)::int as times
  from audit where what not in ('grew', 'sensor-heard', 'looked-at') group by 1, 2 order by 1, 2`

/** A silence has one beginning and one end, whoever was killed meanwhile. */
const toldTwice = async (db: Db): Promise<string[]> => {
  const rows = await db.transaction(system, (tx) =>
    query<{ what: string }>(
      tx,
      sql`select what || ' of ' || subject || ': ' || count(*) || ' times' as what from audit where subject like 'sensor:%' and params ? 'since'
      group by subject, audit.what, params ->> 'since' having count(*) > 1`,
    ),
  )
  return rows.map(({ what }) => what)
}

/** Somebody is called until somebody comes: that takes longer where everybody is killed now and then. */
const rowCounts = sql`select 'memberships' as what, count(*)::int as times from memberships
  union all select concat_ws(' ', kind, payload ->> 'command', payload ->> 'timer'), count(*)::int from inbox where kind in ('consultation', 'case-timer', 'dialogue')
    and payload ->> 'timer' is distinct from 'call' group by 1
  union all select 'photos ' || state, count(*)::int from dialogue_photos group by state
  union all select 'words to ' || address, count(*)::int from outbox where platform = 'line' group by address order by 1`

interface Said {
  id: string
  state: string
  route: string | null
  result: string | null
  platform: string
  address: string
  retryKey: string | null
  messageId: string | null
}

const saidBy = (db: Db): Promise<Said[]> =>
  db.transaction(system, (tx) =>
    query<Said>(
      tx,
      sql`select id, state, route, result, platform, address, retry_key as "retryKey", message_id as "messageId" from outbox order by seq`,
    ),
  )

/** Every row of the outbox against what LINE and Slack really showed, both ways. */
function weighed(rows: readonly Said[], { control }: Playground): Pick<Verdict, 'lost' | 'doubled'> {
  // Slack is told whom a direct message goes to, and shows the channel that the two have.
  const people = new Set(control.slack.users().map(({ id }) => id))
  const said = rows.map((row) =>
    people.has(row.address) ? { ...row, address: control.slack.directMessage(row.address) } : row,
  )
  const posts = countsOf(control.postedIds())
  const chats = control.line
    .users()
    .flatMap(({ userId }) => control.line.chat(userId).items.map((item) => ({ userId, item })))
  const pushes = countsOf(
    [
      ...new Set(
        chats.flatMap(({ userId, item }) =>
          item.route === 'push' ? [`${userId} ${item.retryKey} ${item.requestId}`] : [],
        ),
      ),
    ].map((key) => key.split(' ').slice(0, 2).join(' ')),
  )
  const shown = new Set(chats.map(({ item }) => item.messageId))
  const lost: string[] = []
  const doubled: string[] = []
  for (const row of said) {
    const name = `${row.platform} ${row.route} ${row.id} (${row.state}, ${row.result})`
    const times = timesSeen(row, posts, pushes)
    if (times > 1) doubled.push(`${name}: ${times} times`)
    if (row.state === 'dead' && row.result !== 'reply-lost') lost.push(`${name}: given up`)
    if (row.state === 'sent' && times === 0 && (row.route === 'post' || row.route === 'push')) lost.push(name)
    if (row.state === 'sent' && row.route === 'reply' && row.result !== 'merged' && !shown.has(row.messageId ?? ''))
      lost.push(`${name}: recorded, and nobody saw it`)
  }
  const known = new Set(said.map(({ address, id }) => `${address} ${id}`))
  for (const id of posts.keys()) if (!known.has(id)) doubled.push(`Slack shows ${id}, which no row said`)
  const violations = control.invariants().violations.map(({ rule, detail }) => `${rule}: ${detail}`)
  return { lost, doubled: [...doubled, ...violations] }
}

function timesSeen({ id, address, retryKey }: Said, posts: Map<string, number>, pushes: Map<string, number>): number {
  return (posts.get(`${address} ${id}`) ?? 0) + (retryKey ? (pushes.get(`${address} ${retryKey}`) ?? 0) : 0)
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

const stuckIn = (db: Db): Promise<string[]> => db.transaction(system, stuckRows)

async function stuckRows(tx: Tx): Promise<string[]> {
  const rows = await query<{ what: string }>(
    tx,
    sql`select 'inbox ' || kind || ' ' || state || ' in ' || lane as what from inbox where state <> 'done'
    union all select 'outbox ' || lane || ' ' || coalesce(route, '') from outbox where state = 'pending'
    union all select 'lane ' || lane from lanes where is_waiting or owner is not null
    union all select 'outbox lane ' || lane from outbox_lanes where is_waiting or owner is not null
    union all select 'batches of ' || firm_id from detectors where position < next_number - 1
    union all select 'photo ' || id from dialogue_photos where state <> 'kept'
    union all select 'batch ' || number from batches where parked_at is not null`,
  )
  return rows.map(({ what }) => what)
}
