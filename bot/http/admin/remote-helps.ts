import type { Tx } from '#db/door.ts'
import type { Page, PageRequest } from '#db/page.ts'
import { listRemoteHelps } from '#db/remote-helps.ts'

/** Each as one flat line. */
export async function remoteHelpLines(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listRemoteHelps(tx, request)
  return {
    items: items.map(({ help: { state, askedAt, movedAt, askedBy, consent, helper, outcome }, ...place }) => ({
      ...{ ...place, state, askedAt, movedAt, askedBy: askedBy.name },
      ...{ consentedBy: consent?.by.name ?? null, consentedAt: consent?.at ?? null, helper: helper?.name ?? null },
      ...{ endedAt: outcome?.at ?? null, minutes: outcome?.minutes ?? null, steps: outcome?.steps ?? null },
    })),
    nextCursor,
  }
}
