import type { Tx } from '#db/door.ts'
import { getSetting, setSetting } from '#db/settings.ts'
import type { Loading } from './rows.ts'

/** How far the pilot is loaded; a load that was cut short goes on where it stopped. */
export interface Loaded extends Loading {
  done: number
}

const NAME = 'pilot'

/** In the system's scope; undefined before the first part. */
export async function pilotLoaded(tx: Tx): Promise<Loaded | undefined> {
  const setting = await getSetting(tx, NAME)
  // As `keepLoaded` wrote it.
  return setting === undefined ? undefined : (setting as Loaded)
}

export const keepLoaded = (tx: Tx, loaded: Loaded): Promise<void> => setSetting(tx, NAME, loaded)
