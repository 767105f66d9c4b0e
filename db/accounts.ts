import { type SQL, sql } from 'drizzle-orm'
import { bytesIn } from './bytes.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'
import type { Identity } from './people.ts'

/** The channels of the staff, by the platform’s ids. */
export interface StaffChannels {
  analysts: string
  desk: string
  dispatch: string
  operations: string
  /** Where the insurer reads what firms have agreed to show; without it nothing is shown. */
  insurer?: string | undefined
}

/** A region’s own account on a platform, without what is secret about it. */
export interface Account {
  id: string
  regionId: string
  platform: Identity['platform']
  /** As the platform names it in all that it says. */
  account: string
  /** As people find it. */
  name: string
  /** Where the region’s staff works; null where it does not work there. */
  channels: StaffChannels | null
  /** Of the key that its credentials are sealed with. */
  keyVersion: number
  /** What was signed with the credentials before these still counts. */
  hasFormer: boolean
  revision: number
  createdAt: number
  rotatedAt: number | null
  disabledAt: number | null
}

/** Sealed. */
export interface Sealed {
  credentials: Uint8Array
  former: Uint8Array | null
}

type Moments = 'createdAt' | 'rotatedAt' | 'disabledAt'
type Row = Omit<Account, Moments> & { createdAt: Date; rotatedAt: Date | null; disabledAt: Date | null }

const columns =
  sql.raw(`id, region_id as "regionId", platform, account, name, channels, get_byte(credentials, 0) as "keyVersion",
  former is not null as "hasFormer", revision, created_at as "createdAt", rotated_at as "rotatedAt", disabled_at as "disabledAt"`)

const toAccount = <R extends Row>({ createdAt, rotatedAt, disabledAt, ...row }: R) => ({
  ...row,
  ...{ createdAt: toMs(createdAt), rotatedAt: msOrNull(rotatedAt), disabledAt: msOrNull(disabledAt) },
})

export type NewAccount = Pick<Account, 'id' | 'regionId' | 'platform' | 'account' | 'name' | 'channels'>

/** False where it is here already, or the region has one on that platform. */
export async function addAccount(
  tx: Tx,
  { id, regionId, platform, account, name, channels }: NewAccount,
  { credentials, at }: { credentials: Uint8Array; at: number },
): Promise<boolean> {
  const rows = await query(
    tx,
    sql`insert into accounts (id, region_id, platform, account, name, channels, credentials, created_at)
    values (${id}, ${regionId}, ${platform}, ${account}, ${name}, ${json(channels)}, ${bytesIn(credentials)}, ${toDate(at)})
    on conflict do nothing returning id`,
  )
  return rows.length > 0
}

const json = (channels: StaffChannels | null): SQL => sql`${channels && JSON.stringify(channels)}::text::jsonb`

/** The newest first. */
export async function listAccounts(
  tx: Tx,
  request: PageRequest & { regionId?: string | undefined },
): Promise<Page<Account>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from accounts where (${request.regionId ?? null}::text is null or region_id = ${request.regionId ?? null})
      and (${before ?? null}::text is null or id < ${before ?? null}) order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, ({ id }) => [id], toAccount)
}

type WithSealed = Account & Sealed

const sealedWhere = async (tx: Tx, where: SQL): Promise<WithSealed[]> =>
  (await query<Row & Sealed>(tx, sql`select ${columns}, credentials, former from accounts where ${where}`)).map(
    toAccount,
  )

export async function findAccount(tx: Tx, id: string): Promise<WithSealed | undefined> {
  return (await sealedWhere(tx, sql`id = ${id}`))[0]
}

/** Undefined where the chat is the installation’s own account’s. */
export async function accountOf(
  tx: Tx,
  { platform, account }: Pick<Identity, 'platform' | 'account'>,
): Promise<WithSealed | undefined> {
  return (await sealedWhere(tx, sql`platform = ${platform} and account = ${account}`))[0]
}

/** Undefined where the region uses the installation’s. */
export async function accountOfRegion(
  tx: Tx,
  { regionId, platform }: Pick<Account, 'regionId' | 'platform'>,
): Promise<WithSealed | undefined> {
  return (await sealedWhere(tx, sql`region_id = ${regionId} and platform = ${platform} and disabled_at is null`))[0]
}

/** Where somebody of a region is, on a platform where its staff works. */
export type Home = Pick<Account, 'platform' | 'account' | 'name' | 'channels'>

/** The one at work, or else the last that was: while that is silent, what is to be said there waits for it. */
const NEWEST = sql.raw('disabled_at desc nulls first, created_at desc, id desc')

/** A region’s own workspace and server. In the system scope, or the region’s: no firm sees them. */
export const homesOf = (tx: Tx, regionId: string): Promise<Home[]> =>
  query<Home>(
    tx,
    sql`select distinct on (platform) platform, account, name, channels from accounts where region_id = ${regionId} and platform <> 'line'
    order by platform, ${NEWEST}`,
  )

/**
 * Nothing of a region is in an account that is another’s. And where it has a workspace or a server of its own, nothing of it is
 * elsewhere on that platform; on LINE, whoever joined before stays where they are.
 */
export const isAtHome = (regionId: SQL, platform: SQL, account: SQL): SQL =>
  sql`(not exists (select from accounts a where a.platform = ${platform} and a.account = ${account} and a.region_id <> ${regionId})
    and (${platform} = 'line' or ${account} = coalesce((select a.account from accounts a where a.region_id = ${regionId} and a.platform = ${platform} order by ${NEWEST} limit 1), ${account})))`

/** Its people on this platform are from now on those who are in this account; on LINE, the others stay. */
export async function moveInto(
  tx: Tx,
  { regionId, platform, account }: Pick<Account, 'regionId' | 'platform' | 'account'>,
): Promise<void> {
  if (platform === 'line') return
  await query(
    tx,
    sql`update identities set is_reachable = (account = ${account}) where region_id = ${regionId} and platform = ${platform}`,
  )
}

/** All of them, held until the transaction ends. */
export const everyAccount = (tx: Tx): Promise<WithSealed[]> => sealedWhere(tx, sql`true order by id for update`)

/** Unless it was changed since that revision was seen. */
export async function rotateAccount(
  tx: Tx,
  { id, revision, name, credentials, former }: Pick<Account, 'id' | 'revision' | 'name'> & Sealed,
  at: number,
): Promise<Account | undefined> {
  return changed(
    tx,
    sql`name = ${name}, credentials = ${bytesIn(credentials)}, former = ${bytesIn(former)}, rotated_at = ${toDate(at)}`,
    sql`id = ${id} and revision = ${revision}`,
  )
}

export const setChannels = (tx: Tx, id: string, channels: StaffChannels): Promise<Account | undefined> =>
  changed(tx, sql`channels = ${json(channels)}`, sql`id = ${id}`)

/** What was signed with the credentials before these counts no longer. */
export const dropFormer = (tx: Tx, id: string): Promise<Account | undefined> =>
  changed(tx, sql`former = null`, sql`id = ${id}`)

/** At a moment, or null: from now on it works. Two at work in one region on one platform are refused by the database. */
export const setDisabled = (tx: Tx, id: string, at: number | null): Promise<Account | undefined> =>
  changed(tx, sql`disabled_at = ${at === null ? null : toDate(at)}::timestamptz`, sql`id = ${id}`)

async function changed(tx: Tx, set: SQL, where: SQL): Promise<Account | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`update accounts set ${set}, revision = revision + 1 where ${where} returning ${columns}`,
  )
  return row && toAccount(row)
}

/** The same credentials under another key: nobody who uses them need know. */
export async function sealAnew(tx: Tx, { id, credentials, former }: Sealed & { id: string }): Promise<void> {
  await query(
    tx,
    sql`update accounts set credentials = ${bytesIn(credentials)}, former = ${bytesIn(former)} where id = ${id}`,
  )
}
