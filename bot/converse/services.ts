import { isOn, type Service } from '#engine/programme.ts'
import { programmeOf, serviceOfQuestionnaire } from '../region/programme.ts'
import type { Intent } from './intent.ts'
import type { Talk } from './talk.ts'
import type { GlobalWord } from './vocabulary.ts'

/**
 * Which of the programme's services a word is of; the others are of none, and always there: whoever is held to ransom or has
 * lost data is helped, a firm that leaves can, and a service that ends takes away nothing that somebody is in the middle of.
 */
const SERVICE_OF: Readonly<Partial<Record<GlobalWord, Service>>> = {
  ...{ diagnosis: 'diagnosis', what: 'diagnosis', goal: 'diagnosis', home: 'diagnosis' },
  consult: 'consultation',
  ...{ status: 'sensor', assets: 'sensor', report: 'sensor', order: 'sensor', box: 'sensor' },
  ...{ wiring: 'sensor', trouble: 'sensor' },
  ...{ remote: 'incident', visit: 'incident' },
}

export const serviceOfWord = (word: GlobalWord): Service | undefined => SERVICE_OF[word]

function serviceOf(intent: Intent): Service | undefined {
  if (intent.kind === 'word') return serviceOfWord(intent.word)
  if (intent.kind === 'questionnaire') return serviceOfQuestionnaire(intent.questionnaire ?? '')
  return intent.kind === 'result' || intent.kind === 'todos' ? 'diagnosis' : undefined
}

/** Which of them the person's region has; all, for whoever belongs to none. */
export async function servicesOf({ tx, person }: Talk): Promise<(service: Service) => boolean> {
  const programme = person && (await programmeOf(tx, person.regionId))
  return (service) => programme === undefined || isOn(programme, service)
}

/** True where what is wanted is of a service that the region does not have now; then that is what they are told. */
export async function isSwitchedOff(talk: Talk, intent: Intent): Promise<boolean> {
  const service = serviceOf(intent)
  if (service === undefined || talk.firms.length === 0) return false
  const has = await servicesOf(talk)
  if (has(service)) return false
  talk.say({ key: `stage.off.${service}` }, { key: has('consultation') ? 'stage.off.ask' : 'stage.off.others' })
  return true
}
