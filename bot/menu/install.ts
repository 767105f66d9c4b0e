import type { LineMenus } from '#adapters/line/menus.ts'
import { isOfScope, type MenuPlan, type MenuScope } from './plan.ts'

export interface Installed {
  id: string
  name: string
  /** `finished`: an install that was cut short is whole now. */
  outcome: 'created' | 'replaced' | 'finished' | 'unchanged'
  removed: string[]
}

export interface InstallOptions {
  line: LineMenus
  paint: () => Promise<Uint8Array>
  /** Makes it the menu of those whom it is for. */
  link: (id: string) => Promise<'linked' | 'linked-before'>
}

/**
 * Brings LINE to where the plan is, from wherever it stands: nothing there, an older menu, or any point of an install that was
 * cut short. The older menu goes last, so that nobody is without one meanwhile.
 */
export async function installMenu(
  { line, paint, link }: InstallOptions,
  scope: MenuScope,
  { menu }: MenuPlan,
): Promise<Installed> {
  const ours = (await line.list()).filter(({ name }) => isOfScope(name, scope))
  const known = ours.find(({ name }) => name === menu.name)
  const id = known?.id ?? (await line.create(menu))
  const wasPainted = known !== undefined && (await line.hasPicture(id))
  if (!wasPainted) await line.setPicture(id, await paint())
  const linking = await link(id)
  const removed = ours.map((one) => one.id).filter((one) => one !== id)
  for (const old of removed) await line.remove(old)
  return { id, name: menu.name, outcome: outcomeOf({ known: !!known, wasPainted, linking, removed }), removed }
}

function outcomeOf({
  known,
  wasPainted,
  linking,
  removed,
}: {
  known: boolean
  wasPainted: boolean
  linking: 'linked' | 'linked-before'
  removed: readonly string[]
}): Installed['outcome'] {
  if (!known) return removed.length > 0 ? 'replaced' : 'created'
  return wasPainted && linking === 'linked-before' && removed.length === 0 ? 'unchanged' : 'finished'
}
