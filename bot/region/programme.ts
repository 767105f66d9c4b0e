import type { Tx } from '#db/door.ts'
import { loadProgramme } from '#db/programmes.ts'
import { isOn, type Programme, programmeFrom, type Service } from '#engine/programme.ts'
import { inRegion } from '../region-scope.ts'

export const programmeOf = async (tx: Tx, regionId: string): Promise<Programme> =>
  programmeFrom(await loadProgramme(tx, regionId))

/** Whether a region has that service now; in the midst of a firm's transaction, or of the region's own. */
export const hasService = async (
  tx: Tx,
  place: { regionId: string; firmId: string | null },
  service: Service,
): Promise<boolean> => isOn(await inRegion(tx, place, () => programmeOf(tx, place.regionId)), service)

const QUESTIONNAIRES: Readonly<Record<string, Service>> = {
  office: 'diagnosis',
  telework: 'diagnosis',
  setup: 'sensor',
}

/** Undefined: it is of none, and always there. */
export const serviceOfQuestionnaire = (questionnaire: string): Service | undefined => QUESTIONNAIRES[questionnaire]
