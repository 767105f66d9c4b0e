import { type Contractor, contractorsOf, sitesOfCase } from '#db/contractors.ts'
import type { Tx } from '#db/door.ts'
import { sitesOf } from '#db/sites.ts'
import { covers } from '#engine/contractor.ts'
import type { Text } from '#engine/message.ts'

/** Those who look after the place where the case was seen, each once. */
export async function contractorsAt(tx: Tx, { firmId, id }: { firmId: string; id: string }): Promise<Contractor[]> {
  const contractors = await contractorsOf(tx, firmId)
  if (contractors.length === 0) return []
  const seenAt = await sitesOfCase(tx, firmId, id)
  return contractors
    .filter(({ siteIds }) => covers(siteIds, seenAt))
    .filter(({ personId }, place, all) => all.findIndex((one) => one.personId === personId) === place)
}

/** 「事務所・倉庫」, or that it is everything. */
export async function scopeText(tx: Tx, firmId: string, siteIds: readonly string[] | null): Promise<Text> {
  if (siteIds === null) return { key: 'contractor.scope.all' }
  return scopeNamed((await sitesOf(tx, firmId)).filter(({ id }) => siteIds.includes(id)).map(({ name }) => name))
}

export const scopeNamed = (sites: readonly string[] | null | undefined): Text =>
  sites ? { key: 'contractor.scope.some', params: { sites: sites.join('・') } } : { key: 'contractor.scope.all' }
