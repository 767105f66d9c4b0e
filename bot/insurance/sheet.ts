import { findClaim, type StoredClaim } from '#db/claims.ts'
import type { Tx } from '#db/door.ts'
import { itemsOf, type PackField, shownToInsurer } from '#engine/claim.ts'
import type { Text } from '#engine/message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { ClaimSheet } from '../pictures/claim.ts'
import { type Reader, sayText } from '../say.ts'
import { labelOf, valueText } from './pack.ts'

/** What the firm has agreed to show; undefined before it has. */
export async function claimSheetOf(tx: Tx, id: string): Promise<ClaimSheet | undefined> {
  const stored = await findClaim(tx, id)
  return stored && sheetFor(stored, await regionOf(tx, stored.regionId))
}

export function sheetFor({ id, claim }: StoredClaim, reader: Reader & { locale: string }): ClaimSheet | undefined {
  const fields = shownToInsurer(claim)
  const at = claim.pack?.approvedAt
  if (fields.length === 0 || at == null) return undefined
  const said = (text: Text): string => sayText(text, reader)
  const rowOf = (field: PackField) => ({
    what: said(labelOf(field)),
    value: said(valueText(field)),
    source: sourceText(field),
  })
  return {
    ...{ kind: 'claim', locale: reader.locale, title: said({ key: 'insurance.pack.heading' }) },
    notes: [
      said({ key: 'insurance.pack.decides' }),
      said({ key: 'insurance.pack.approved', params: { at: { at }, id } }),
    ],
    columns: {
      what: said({ key: 'insurance.pack.what' }),
      value: said({ key: 'insurance.pack.value' }),
      source: said({ key: 'insurance.pack.source' }),
    },
    sections: itemsOf(fields).map((item) => ({
      title: said({ key: `insurance.item.${item}` }),
      rows: fields.filter((field) => field.item === item).map(rowOf),
    })),
    data: { id, approvedAt: new Date(at).toISOString(), fields },
  }
}

/** `claim_events claim_3f…#2 event.fact.by.name`: where the value stands. */
const sourceText = ({ source: { table, key, path } }: PackField): string =>
  `${table} ${Object.values(key).join('#')} ${path.join('.')}`
