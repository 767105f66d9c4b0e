import { randomUUID } from 'node:crypto'
import { LineFault } from '#adapters/line/attempt.ts'
import type { LineMenu, LineMenus } from '#adapters/line/menus.ts'
import type { Db, Tx } from '#db/door.ts'
import { giveLeaseBack, holdLease } from '#db/lease.ts'
import {
  lineUsersOf,
  type MenuDue,
  type MenuWanted,
  menuBrought,
  menusDue,
  menusGiven,
  menusWanted,
  NOBODYS,
  regionMenu,
  setRegionMenu,
} from '#db/menus.ts'
import { ownerOf } from '#db/node-life.ts'
import { findRegion } from '#db/regions.ts'
import { NEW_PROGRAMME, type Programme } from '#engine/programme.ts'
import { type Accounts, NoLine } from '../account/accounts.ts'
import type { Log } from '../log.ts'
import { createLoop, type Loop } from '../loop.ts'
import type { Painter } from '../pictures/painter.ts'
import { programmeOf } from '../region/programme.ts'
import type { Reader } from '../say.ts'
import { type Installed, installMenu } from './install.ts'
import { isOfScope, type MenuScope, menuPlan } from './plan.ts'

/** The menus below our LINE chats: installed on command, given to whoever joins a region that has one of its own, and changed with its services. */
export interface Menus {
  install(scope: MenuScope, reader: Reader): Promise<Installed>
  show(scope: MenuScope, reader: Reader): Promise<MenuShown>
  loop: Loop
}

/** What would be installed now; `id` when it is. */
export interface MenuShown {
  menu: LineMenu
  id: string | null
  png: Uint8Array
}

export interface MenusOptions {
  db: Db
  accounts: Pick<Accounts, 'lineAt' | 'lineOf'>
  /** Of the installation, for everybody who is in no region with an account of its own. */
  common: LineMenus | undefined
  painter: Painter
  log: Log
}

export function createMenus(options: MenusOptions): Menus {
  let turn: Promise<unknown> = Promise.resolve()
  /** One after the other: two at once would make the same menu twice. */
  const inTurn: Menus['install'] = (scope, reader) => {
    const installed = turn.then(() => install(options, scope, reader))
    turn = installed.catch(() => {})
    return installed
  }
  return {
    install: inTurn,
    show: (scope, reader) => show(options, scope, reader),
    loop: createLoop({
      name: 'menus',
      wakenBy: (wake) => options.db.onHint('inbox', wake),
      log: options.log,
      round: worker(options, inTurn),
    }),
  }
}

async function install(options: MenusOptions, scope: MenuScope, reader: Reader): Promise<Installed> {
  const { db, common, painter } = options
  const line = await lineFor(options, scope)
  const plan = menuPlan(scope, reader, await programmeIn(db, scope))
  const paint = (): Promise<Uint8Array> => painter.paint({ form: 'menu', menu: plan.picture })
  if (scope.kind === 'everybody') return installMenu({ line, paint, link: (id) => becomeCommon(line, id) }, scope, plan)
  const link = async (id: string) => {
    const linked = await linkRegion(db, line, { regionId: scope.regionId, id, name: plan.menu.name })
    // Whoever is with an account of the region's own is of this region, or of none yet.
    return line === common || (await becomeCommon(line, id)) === linked ? linked : 'linked'
  }
  return installMenu({ line, paint, link }, scope, plan)
}

async function show(options: MenusOptions, scope: MenuScope, reader: Reader): Promise<MenuShown> {
  const { db, painter } = options
  const line = await lineFor(options, scope)
  const { menu, picture } = menuPlan(scope, reader, await programmeIn(db, scope))
  const standing = (await line.list()).find(({ name }) => name === menu.name)
  return { menu, id: standing?.id ?? null, png: await painter.paint({ form: 'menu', menu: picture }) }
}

/** In whose account the menu lies. Throws `NoLine`. */
async function lineFor({ db, accounts, common }: MenusOptions, scope: MenuScope): Promise<LineMenus> {
  const line =
    scope.kind === 'everybody' ? common : (await inSystem(db, (tx) => accounts.lineOf(tx, scope.regionId)))?.menus
  if (!line) throw new NoLine()
  return line
}

const programmeIn = (db: Db, scope: MenuScope): Promise<Programme> =>
  scope.kind === 'everybody' ? Promise.resolve(NEW_PROGRAMME) : inSystem(db, (tx) => programmeOf(tx, scope.regionId))

async function becomeCommon(line: LineMenus, id: string): Promise<'linked' | 'linked-before'> {
  if ((await line.common()) === id) return 'linked-before'
  await line.setCommon(id)
  return 'linked'
}

const inSystem = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction({ kind: 'system' }, work)

/**
 * Written down before anybody is given it: whoever joins meanwhile is either among those listed here, or finds it written.
 * Whether LINE has carried out an earlier list is not known, so everybody is given it once more.
 */
async function linkRegion(
  db: Db,
  line: LineMenus,
  { regionId, id, name }: { regionId: string; id: string; name: string },
): Promise<'linked' | 'linked-before'> {
  const earlier = await inSystem(db, async (tx) => {
    const known = await regionMenu(tx, regionId)
    await setRegionMenu(tx, regionId, { menuId: id, name })
    return known
  })
  await line.give(id, await inSystem(db, (tx) => lineUsersOf(tx, regionId)))
  return earlier?.menuId === id ? 'linked-before' : 'linked'
}

const AT_ONCE = 500
/** About a minute of polls. */
const ROUNDS_RESTED = 60

/** What is to be done at LINE, again and again; after what LINE refused it rests. Done again after a kill, which changes nothing. */
function worker(options: MenusOptions, installInTurn: Menus['install']): () => Promise<number> {
  const { db, log } = options
  const owner = ownerOf(db.nodeId, randomUUID())
  let rest = 0
  return async () => {
    if (rest > 0) {
      rest -= 1
      return 0
    }
    let brought = 0
    for (const due of await inSystem(db, (tx) => menusDue(tx, AT_ONCE))) {
      if (await bring(options, owner, installInTurn, due).then(() => true, refusedBy(log, due.regionId))) brought += 1
      else rest = ROUNDS_RESTED
    }
    return brought + (await giveThoseWhoJoined())
  }

  /** Their region's menu, where it has one. */
  async function giveThoseWhoJoined(): Promise<number> {
    const wanted = await inSystem(db, (tx) => menusWanted(tx, AT_ONCE))
    let given = 0
    for (const people of Map.groupBy(wanted, ({ regionId, account }) => `${regionId} ${account}`).values()) {
      const [{ regionId = NOBODYS } = {}] = people
      if (await giveRegion(options, people).then(() => true, refusedBy(log, regionId))) given += people.length
      else rest = ROUNDS_RESTED
    }
    return given
  }
}

/** By one node at a time. Where nobody has installed a menu, there is none to change. */
async function bring(options: MenusOptions, owner: string, install: Menus['install'], due: MenuDue): Promise<void> {
  const { db, accounts } = options
  const { regionId } = due
  if (!(await inSystem(db, (tx) => holdLease(tx, `menu:${regionId}`, owner, BRING_LEASE_MS)))) return
  const scope: MenuScope = { kind: 'region', regionId }
  const region = await inSystem(db, (tx) => findRegion(tx, regionId))
  const line = await inSystem(db, (tx) => accounts.lineOf(tx, regionId))
  const hasOurs = (await line?.menus.list())?.some(
    ({ name }) => isOfScope(name, { kind: 'everybody' }) || isOfScope(name, scope),
  )
  if (region && hasOurs) await install(scope, region)
  await inSystem(db, async (tx) => {
    await menuBrought(tx, due)
    await giveLeaseBack(tx, `menu:${regionId}`, owner)
  })
}
const BRING_LEASE_MS = 60_000

/** One region's fault (its menu deleted in LINE's own console) holds up no other's. */
const refusedBy =
  (log: Log, regionId: string) =>
  (err: unknown): boolean => {
    if (!(err instanceof LineFault)) throw err
    log.warn({ regionId, status: err.status }, 'menus were not given; tried again in a minute')
    return false
  }

/** All of one region; or all of none any more, with one account. */
async function giveRegion({ db, accounts }: MenusOptions, people: readonly MenuWanted[]): Promise<void> {
  const userIds = people.map(({ userId }) => userId)
  const [{ regionId, account } = { regionId: NOBODYS, account: undefined }] = people
  if (regionId === NOBODYS) {
    const line = await inSystem(db, (tx) => accounts.lineAt(tx, account ?? ''))
    await line?.menus.take(userIds)
  } else {
    const line = await inSystem(db, (tx) => accounts.lineOf(tx, regionId))
    const menu = await inSystem(db, (tx) => regionMenu(tx, regionId))
    if (menu) await line?.menus.give(menu.menuId, userIds)
  }
  await inSystem(db, (tx) => menusGiven(tx, people))
}
