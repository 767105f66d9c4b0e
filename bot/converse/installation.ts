import { latestInstallation } from '#db/installations.ts'
import { symptomMeant } from '#engine/installation/trouble.ts'
import { symptomWords } from '../content/troubles.ts'
import { installationLane } from '../installation/lanes.ts'
import { handOver } from './hand-over.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

type Firm = NonNullable<ReturnType<typeof firmMeant>>

export const toInstallation = ({ regionId, firmId }: Pick<Firm, 'regionId' | 'firmId'>) => ({
  ...{ lane: installationLane(firmId), kind: 'installation', regionId, firmId, event: 'installation' },
})

/** つなぎ方: from the step that is open. 困ったとき: what does not work. */
export async function beginInstallation(talk: Talk, word: 'wiring' | 'trouble', chosen?: string): Promise<void> {
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken(word, firmId))
  if (!talk.person) return
  const said = { command: word === 'wiring' ? 'begin' : 'symptoms' }
  await handOver(talk, toInstallation(firm), { by: talk.person, said, resume: undefined })
}

/** 「プリンターが動きません」, from whoever has a sensor of ours; false where it is no symptom, or they have none. */
export async function troubleMeant(talk: Talk, text: string): Promise<boolean> {
  const [firm, ...others] = talk.firms
  const symptom = symptomMeant(text, symptomWords(talk.reader))
  if (!symptom || !firm || others.length > 0 || !talk.person || talk.state.consultation?.isHeld) return false
  const stored = await latestInstallation(talk.tx, firm.firmId)
  if (!stored || stored.installation.missing) return false
  const said = { command: 'symptom', params: { symptom } }
  await handOver(talk, toInstallation(firm), { by: talk.person, said, resume: undefined })
  return true
}
