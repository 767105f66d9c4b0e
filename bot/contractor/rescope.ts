import { changeScope, contractorsOf, sitesOfCase } from '#db/contractors.ts'
import { findFirm } from '#db/firms.ts'
import { cancelFor } from '#db/outbox.ts'
import { type Site, sitesOf } from '#db/sites.ts'
import { subjectsWith } from '#db/taking-back.ts'
import { covers, type Scope, widened, withoutSite } from '#engine/contractor.ts'
import type { Option } from '#engine/message.ts'
import { plainAnswer } from '../case/command.ts'
import { laneOf } from '../case/work.ts'
import { takeBack } from '../taking-back.ts'
import { toLeaver } from './members.ts'
import { showOpenNotices } from './open-notices.ts'
import { scopeText } from './scope.ts'
import { remember, tell, type Work } from './work.ts'

/** What somebody looks after is narrowed and widened by whoever leads the firm, a place at a time. */
export async function scope(work: Work): Promise<void> {
  const { whom, sites } = await about(work)
  if (!whom) return tell(work, [{ key: 'contractor.removed-before' }])
  const { personId: person, name: who, siteIds } = whom
  const isSeen = ({ id }: Site): boolean => covers(siteIds, [id])
  const options = sites.slice(0, SITES_MAX).flatMap((site): Option[] => {
    const isLast = isSeen(site) && sites.filter(isSeen).length === 1
    const command = isSeen(site) ? 'uncover' : 'cover'
    const label = { key: `contractor.button.${command}`, params: { site: site.name } }
    return isLast ? [] : [{ label, token: work.taps.tap(command, { person, site: site.id }) }]
  })
  const all = { label: { key: 'contractor.button.cover-all' }, token: work.taps.tap('cover', { person }) }
  const shown = await scopeText(work.tx, work.place.firmId, siteIds)
  await tell(
    work,
    [{ key: 'contractor.scope.now', params: { who, scope: shown } }],
    [...options, ...(siteIds === null ? [] : [all])],
  )
}
const SITES_MAX = 10

/** Without a site it is everything. */
export async function cover(work: Work): Promise<void> {
  const { whom, site, isAll } = await about(work)
  await change(work, !whom || isAll ? null : site ? widened(whom.siteIds, site.id) : whom.siteIds)
}

export async function uncover(work: Work): Promise<void> {
  const { whom, site, sites } = await about(work)
  const ids = sites.map(({ id }) => id)
  await change(work, whom && site ? withoutSite(whom.siteIds, site.id, ids) : (whom?.siteIds ?? null))
}

async function about({ tx, said: { params }, place }: Work) {
  const whom = (await contractorsOf(tx, place.firmId)).find(({ personId }) => personId === params.person)
  const sites = await sitesOf(tx, place.firmId)
  return { whom, sites, site: sites.find(({ id }) => id === params.site), isAll: params.site === undefined }
}

/** From this very second on; what they may see no more is taken from them, and what they may see now is shown. */
async function change(work: Work, after: Scope): Promise<void> {
  const { tx, app, said, place } = work
  const whom = (await contractorsOf(tx, place.firmId)).filter(({ personId }) => personId === said.params.person)
  const [first] = whom
  const before = first?.siteIds ?? null
  // A finger that came late, or twice.
  if (!first || isSame(before, after) || after?.length === 0) return scope(work)
  const { personId, name: who } = first
  await changeScope(tx, { firmId: place.firmId, personId, siteIds: after })
  const params = { before, after }
  await remember(work, { subject: `person:${personId}`, what: 'contractor-scope-changed', params })
  const gone: string[] = []
  for (const subject of await subjectsWith(tx, { firmId: place.firmId, personId })) {
    const isCase = subject.startsWith(laneOf(''))
    const seenAt = isCase ? await sitesOfCase(tx, place.firmId, subject.slice(laneOf('').length)) : []
    if (isCase && !covers(after, seenAt)) gone.push(subject)
  }
  await cancelFor(tx, { firmId: place.firmId, personId, about: gone })
  const taken = await takeBack(tx, app, { ...place, personId, chats: whom, actor: said.by.personId, about: gone })
  await showOpenNotices(work, personId, (seenAt) => covers(after, seenAt) && !covers(before, seenAt))
  const firm = (await findFirm(tx, place.firmId))?.name ?? ''
  const shown = await scopeText(tx, place.firmId, after)
  const told = plainAnswer({ key: 'contractor.scope.changed', params: { firm, scope: shown } })
  const others = [...taken.entries, ...whom.map((chat) => ({ ...toLeaver(work, chat, told), firmId: place.firmId }))]
  const texts = [{ key: 'contractor.scope.now', params: { who, scope: shown } }, ...taken.stays(who)]
  await tell(work, texts, [], { others })
}

const isSame = (one: Scope, other: Scope): boolean =>
  one === other || (one !== null && other !== null && [...one].sort().join() === [...other].sort().join())
