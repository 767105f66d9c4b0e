import type { Tx } from '#db/door.ts'
import { loadProgramme } from '#db/programmes.ts'
import { type Programme, programmeFrom } from '#engine/programme.ts'

export const programmeOf = async (tx: Tx, regionId: string): Promise<Programme> =>
  programmeFrom(await loadProgramme(tx, regionId))
