import { assetsOf, saveAsset } from '#db/assets.ts'
import type { Tx } from '#db/door.ts'
import { contactsOf } from '#db/people.ts'
import { noted, unheardOf } from '#engine/asset.ts'
import { entryOf, isListed, type ListLine, ownerNamed } from '../asset/list.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

/** The lines of a firm's own list go into its ledger, in the ledger's lane; what it says already is no change. */
export async function assetList(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { lines } = job.payload as { lines: ListLine[] }
  const { regionId, firmId } = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  const people = (await contactsOf(tx, firmId)).filter(
    ({ personId }, place, all) => all.findIndex((one) => one.personId === personId) === place,
  )
  const assets = await assetsOf(tx, firmId)
  for (const line of lines) {
    const known = entryOf(assets, line)
    const listed = { ...line.listed, owner: ownerNamed(line.listed.owner, people) }
    if (known && isListed(known, listed)) continue
    const before = known ?? unheardOf({ id: app.newId('asset'), regionId, firmId, mac: line.mac })
    const { asset, event } = noted(before, { kind: 'listed', listed }, null, app.now)
    await saveAsset(tx, asset, event)
    if (known) assets.splice(assets.indexOf(known), 1, asset)
    else assets.push(asset)
  }
}
