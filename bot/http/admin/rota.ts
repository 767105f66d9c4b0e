import type { FastifyInstance } from 'fastify'
import type { Tx } from '#db/door.ts'
import { staffOf } from '#db/people.ts'
import { findRegion, loadRota, saveRota } from '#db/regions.ts'
import type { PersonRef } from '#engine/case.ts'
import { daysFrom, dutyDay, HOLD_MINUTES, type Rota, rotaFault, turnOn } from '#engine/rota.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { knownRegion, noteAbout } from './regions.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Who is called out at night, and in which order. */
export function rotaRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const showing = described({
    summary: 'Who is on call, and on which of the next days nobody is',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.rotaShown },
  })
  server.get('/regions/:id/rota', { schema: showing }, async (request) => {
    const regionId = await knownRegion(options, idIn(request.params))
    return db.transaction({ kind: 'system' }, (tx) => shown(tx, regionId, now()))
  })
  const setting = described({
    summary: 'Change the rota: analysts of the region by id, in the order of their turns',
    tag: 'region',
    hasId: true,
    body: shapes.rota,
    answers: { 200: answers.rotaShown },
  })
  server.put('/regions/:id/rota', { schema: setting }, async (request) => {
    const regionId = await knownRegion(options, idIn(request.params))
    const { rota } = read(shapes.rota, request.body)
    return db.transaction({ kind: 'system' }, async (tx) => {
      const fault = rotaFault(rota, await analystsOf(tx, regionId))
      if (fault)
        throw new Problem(
          422,
          'Not a rota',
          `The rota was refused: ${fault}. People are analysts of this region: GET the same address to see them.`,
          { reason: fault },
        )
      await saveRota(tx, regionId, rota)
      // The log is kept for years, and no telephone number with it.
      const params = { rota: { ...rota, phones: rota.phones.map(({ personId }) => personId) } }
      await noteAbout(tx, { regionId, actor: actorOf(request), what: 'rota-changed', at: now(), params })
      return shown(tx, regionId, now())
    })
  })
}

const DAYS_SHOWN = 14

async function shown(tx: Tx, regionId: string, now: number) {
  const analysts = await analystsOf(tx, regionId)
  const region = await findRegion(tx, regionId)
  const rota = (await loadRota(tx, regionId)) ?? everybody(analysts)
  const today = dutyDay(rota.handOver, now, region?.timezone ?? 'UTC')
  const turns = analysts.length === 0 ? [] : daysFrom(today, DAYS_SHOWN).map((day) => turnOn(rota, analysts, day))
  return {
    rota: { ...rota, phones: rota.phones ?? [], holdMinutes: rota.holdMinutes ?? HOLD_MINUTES },
    analysts,
    next: turns.map(({ day, order, isHole }) => ({ day, name: order[0]?.name ?? '', isHole })),
  }
}

/** What holds while nobody has set a rota, in the form of one. */
const everybody = (analysts: readonly PersonRef[]): Rota => ({
  ...{ people: analysts.map(({ personId }) => personId), turn: 'week', handOver: '09:00', since: '2026-01-05' },
  ...{ away: [], standIns: [] },
})

const analystsOf = async (tx: Tx, regionId: string): Promise<PersonRef[]> =>
  (await staffOf(tx, regionId, 'analyst')).map(({ personId, name }) => ({ personId, name }))
