import { sitesOfCase } from '#db/contractors.ts'
import { visitTermsOf } from '#db/dispatches.ts'
import { type Site, sitesOf } from '#db/sites.ts'
import type { Option, Part } from '#engine/message.ts'
import type { CaseWork } from './work.ts'

/** 「来てもらう」 beside the word that the desk will telephone, where that can be asked for without it. */
export async function visitOffered(work: CaseWork): Promise<Part[]> {
  if (!(await placeToGo(work))) return []
  const visit: Option = { label: { key: 'notice.answer.visit' }, token: work.taps.member('answer-visit') }
  return [{ kind: 'choice', lasts: 'durable', options: [visit] }]
}

/**
 * The one office that it can be about, if it is known in which town that is and what a visit costs. Somebody's home, or one of
 * several offices, is for the desk to ask for.
 */
export async function placeToGo({ tx, case: { id, regionId, firmId } }: CaseWork): Promise<Site | undefined> {
  if (!(await visitTermsOf(tx, regionId))?.incident) return undefined
  const seenAt = (await sitesOfCase(tx, firmId, id)).filter((siteId) => siteId !== null)
  const sites = (await sitesOf(tx, firmId)).filter((site) => seenAt.length === 0 || seenAt.includes(site.id))
  const [site, ...others] = sites
  return site?.kind === 'office' && site.municipality !== null && others.length === 0 ? site : undefined
}
