import { enter } from '#db/door.ts'
import { keptOf } from '#db/notebook.ts'
import { notebookOf } from '#engine/notebook.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { notebookSubject } from '../notebook/sheet.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

const LINK_LIFE_MS = 7 * 86_400_000

/** ★3: how much our records tell, and the page with all of it; that this is no ★3 is said first. */
export async function showNotebook(talk: Talk, chosen?: string): Promise<void> {
  const { tx, app } = talk
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('notebook', firmId))
  if (!readsFirmResult(firm.role)) return talk.say({ key: 'notebook.for-leaders' })
  const { regionId, firmId } = firm
  await enter(tx, { kind: 'firm', regionId, firmId })
  const { items, without } = notebookOf(await keptOf(tx, firmId))
  await enter(tx, { kind: 'system' })
  talk.say({ key: 'notebook.claims-nothing' })
  const key = items.length === 0 ? 'notebook.none' : 'notebook.counted'
  talk.say({ key, params: { items: items.length, of: items.length + without.length } })
  const url = app.link(notebookSubject(firmId), 'page', app.now + LINK_LIFE_MS)
  talk.show({ kind: 'link', label: { key: 'notebook.open' }, url })
}
