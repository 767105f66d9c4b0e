import { dispatchLane } from '#bot/dispatch/lanes.ts'
import { findDispatch, saveDispatch } from '#db/dispatches.ts'
import type { Tx } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import type { NewInboxRow } from '#db/inbox.ts'
import { addRegion } from '#db/regions.ts'
import { addVendor } from '#db/vendors.ts'
import { apply, type Dispatch, type DispatchEvent } from '#engine/dispatch.ts'

/** A hundred vendors of one region, and jobs that all of them are asked about. */
export const AT = Date.UTC(2026, 10, 24, 1)
export const CROWD = Array.from({ length: 100 }, (_, index) => `vendor-${index}`)
const BY = { personId: 'oikawa', name: '及川' }
export const PLACE = { regionId: 'iwate', firmId: 'sasaki' }

export async function furnish(tx: Tx): Promise<void> {
  await addRegion(tx, { id: 'iwate', name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja', at: AT })
  const unknown = { industry: null, employees: null, pcs: null, phone: null }
  await addFirm(tx, { id: 'sasaki', regionId: 'iwate', name: '佐々木水産', ...unknown, at: AT })
  const hours = { days: [0, 1, 2, 3, 4], from: 540, to: 1080 }
  for (const id of CROWD)
    await addVendor(tx, {
      ...{ id, regionId: 'iwate', name: id, areas: ['久慈市'], skills: ['pc'], hours, phone: null, mail: null, at: AT },
    })
}

export async function offered(tx: Tx, id: string): Promise<void> {
  const need = { category: 'trouble', municipality: '久慈市', skill: 'pc', home: null, reason: '', parts: '' } as const
  const terms = { costYen: 0, limitYen: 0, selfPayYen: 0 }
  await happens(tx, id, [
    { kind: 'requested', need, basis: { kind: 'wished' }, terms, at: AT, by: BY },
    { kind: 'agreed', at: AT, by: { personId: 'sasaki', name: '佐々木' } },
    { kind: 'offered', rings: [CROWD], at: AT, by: BY },
  ])
}

export async function happens(tx: Tx, id: string, events: readonly DispatchEvent[]): Promise<void> {
  let now: Dispatch | undefined = (await findDispatch(tx, id))?.dispatch
  for (const event of events) {
    now = apply(now, event)
    await saveDispatch(tx, { id, ...PLACE, about: id, drill: null, dispatch: now }, event)
  }
}

/** Each from a chat of its own, in this order. */
export const taps = (id: string, vendors: readonly string[]): NewInboxRow[] =>
  vendors.map((vendor) => ({
    ...{ lane: dispatchLane(id), kind: 'dispatch', account: 'line:bot', eventId: `${id} ${vendor}`, ...PLACE, at: AT },
    payload: {
      ...{ command: 'take', params: { vendor } },
      by: { personId: vendor, name: vendor, platform: 'line', account: 'bot', userId: vendor },
    },
  }))
