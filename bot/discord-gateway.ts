import { randomUUID } from 'node:crypto'
import type { DiscordListener, Sessions } from '#adapters/discord/index.ts'
import type { Db } from '#db/door.ts'
import { giveLeaseBack, holdLease } from '#db/lease.ts'
import { ownerOf } from '#db/node-life.ts'
import { getSetting, setSetting } from '#db/settings.ts'
import type { Log } from './log.ts'

const LEASE = 'discord-gateway'
const LEASE_MS = 30_000
const RENEW_MS = 10_000

interface GatewayKeeping {
  db: Db
  listener: Pick<DiscordListener, 'openGateway'>
  /** The app whose session is kept. */
  applicationId: string
  log: Log
}

type Gateway = Awaited<ReturnType<DiscordListener['openGateway']>>

/**
 * One node runs Discord's gateway, for Discord tells every connection everything. Whoever takes over goes on with the session
 * where it was left, and hears what was said meanwhile; what both heard for a moment is one row of the inbox.
 */
export function keepGateway(keeping: GatewayKeeping): { stop(): Promise<void> } {
  const { db, listener, log } = keeping
  const owner = ownerOf(db.nodeId, randomUUID())
  let gateway: Gateway | undefined
  let turn: Promise<void> = Promise.resolve()
  let isEnding = false

  const look = async (): Promise<void> => {
    if (isEnding) return
    const isOurs = await db.transaction({ kind: 'system' }, (tx) => holdLease(tx, LEASE, owner, LEASE_MS))
    if (isOurs) gateway ??= await listener.openGateway(sessionsOf(keeping))
    else await leave()
  }
  const leave = async (): Promise<void> => {
    const left = gateway
    gateway = undefined
    await left?.stop()
  }
  const takeTurn = (): void => {
    turn = turn.then(look).catch((err: unknown) => log.error({ err }, 'the gateway of Discord is not looked after'))
  }
  takeTurn()
  const renewing = setInterval(takeTurn, RENEW_MS)
  renewing.unref()
  return {
    stop: async () => {
      isEnding = true
      clearInterval(renewing)
      await turn
      await leave()
      await db.transaction({ kind: 'system' }, (tx) => giveLeaseBack(tx, LEASE, owner))
    },
  }
}

function sessionsOf({ db, applicationId }: GatewayKeeping): Sessions {
  const name = `discord-session:${applicationId}`
  return {
    load: async () => (await db.transaction({ kind: 'system' }, (tx) => getSetting(tx, name))) ?? null,
    save: (session) => db.transaction({ kind: 'system' }, (tx) => setSetting(tx, name, session)),
  }
}
