import { afterAll, beforeAll, expect, test } from 'vitest'
import { factsKnown } from '#bot/insurance/work.ts'
import { valueAt } from '#db/claims.ts'
import { saveDispatch } from '#db/dispatches.ts'
import type { Db, Tx } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import { addRegion } from '#db/regions.ts'
import { saveRemoteHelp } from '#db/remote-helps.ts'
import type { Case } from '#engine/case.ts'
import { apply as applyDispatch, type DispatchEvent, type VisitCategory } from '#engine/dispatch.ts'
import { apply as applyHelp, type RemoteHelp, type RemoteHelpEvent } from '#engine/remote-help.ts'
import { openTestDatabase } from '../support/database.ts'

const ATTACKED_AT = Date.UTC(2026, 10, 24, 1)
const LATER = ATTACKED_AT + 3_600_000
const EARLIER = ATTACKED_AT - 3_600_000
const system = { kind: 'system' } as const
const place = { regionId: 'iwate', firmId: 'sasaki' }
const DESK = { personId: 'oikawa', name: '及川' }
const attacked = { id: 'case_attack', ...place, kind: 'known-c2', firstSeenAt: ATTACKED_AT } as Case

async function helped(tx: Tx, { about, at, ends }: { about: string; at: number; ends: 'solved' | 'difficult' }) {
  let help: RemoteHelp | undefined
  const events: RemoteHelpEvent[] = [
    { kind: 'asked', at, by: DESK },
    { kind: 'agreed', at, by: { personId: 'sasaki', name: '佐々木' } },
    { kind: 'begun', at, by: DESK },
    { kind: ends, steps: '画面が出ない', minutes: 20, at, by: DESK },
  ]
  for (const event of events) {
    help = applyHelp(help, event)
    await saveRemoteHelp(tx, { id: `help_${about}`, ...place, about, help }, event)
  }
}

async function visitAsked(tx: Tx, { about, at, category }: { about: string; at: number; category: VisitCategory }) {
  const need = { category, municipality: '久慈市', skill: 'pc', home: null, reason: '線をぬいた', parts: '' } as const
  const terms = { costYen: 0, limitYen: 0, selfPayYen: 0 }
  const event: DispatchEvent = { kind: 'requested', need, basis: { kind: 'wished' }, terms, at, by: DESK }
  const dispatch = applyDispatch(undefined, event)
  await saveDispatch(tx, { id: `dispatch_${about}`, ...place, about, drill: null, dispatch }, event)
}

let db: Db
let close: () => Promise<void>
afterAll(() => close())
beforeAll(async () => {
  ;({ db, close } = await openTestDatabase())
  await db.transaction(system, async (tx) => {
    await addRegion(tx, { id: 'iwate', name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja', at: EARLIER })
    const unknown = { industry: null, employees: null, pcs: null, phone: null }
    await addFirm(tx, { id: 'sasaki', regionId: 'iwate', name: '佐々木水産', ...unknown, at: EARLIER })
  })
})

const FORGET = new Error('as if nothing had happened')

/** Leaves the database as it was. */
const tried = (work: (tx: Tx) => Promise<void>): Promise<void> =>
  db
    .transaction(system, async (tx) => {
      await work(tx)
      throw FORGET
    })
    .catch((error) => {
      if (error !== FORGET) throw error
    })

test.each<[string, (tx: Tx) => Promise<void>, string[]]>([
  ['nothing done, nothing known', async () => {}, []],
  [
    'help about this case that was difficult',
    (tx) => helped(tx, { about: 'case_attack', at: LATER, ends: 'difficult' }),
    ['remote-difficult'],
  ],
  ['help that solved it', (tx) => helped(tx, { about: 'case_attack', at: LATER, ends: 'solved' }), []],
  ['help about another case', (tx) => helped(tx, { about: 'case_other', at: LATER, ends: 'difficult' }), []],
  [
    'help that the firm asked the desk for since the attack',
    (tx) => helped(tx, { about: 'consultation_1', at: LATER, ends: 'difficult' }),
    ['remote-difficult'],
  ],
  ['help from before the attack', (tx) => helped(tx, { about: 'consultation_1', at: EARLIER, ends: 'difficult' }), []],
  [
    'a visit asked for since, because of an incident',
    (tx) => visitAsked(tx, { about: 'consultation_1', at: LATER, category: 'incident' }),
    ['visit-needed'],
  ],
  [
    'a visit that sets something up meanwhile',
    (tx) => visitAsked(tx, { about: 'consultation_1', at: LATER, category: 'installation' }),
    [],
  ],
  ['a visit about another case', (tx) => visitAsked(tx, { about: 'case_other', at: LATER, category: 'incident' }), []],
])('of the three conditions what is known of the rows themselves: %s', async (_, happened, conditions) => {
  await tried(async (tx) => {
    await happened(tx)
    const found = (await factsKnown(tx, { case: attacked })).filter(({ condition }) => condition !== 'detected')
    expect(found.map(({ condition }) => condition)).toEqual(conditions)
    for (const { by, at, evidence, source } of found) {
      expect([by, at]).toEqual([DESK, LATER])
      expect(source && (await valueAt(tx, source))).toBe(evidence)
    }
  })
})
