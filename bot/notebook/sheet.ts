import { enter, type Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { keptOf } from '#db/notebook.ts'
import { findRegion } from '#db/regions.ts'
import type { Text } from '#engine/message.ts'
import { type Kept, type Notebook, notebookOf } from '#engine/notebook.ts'
import type { RecordSheet } from '../pictures/record.ts'
import { type Reader, sayText } from '../say.ts'

const ownPart = (id: string): string => id.slice(id.indexOf('_') + 1)

/** What a link to a firm's notebook speaks of. */
export const notebookSubject = (firmId: string): string => `notebook_${ownPart(firmId)}`

/** As it stands on the day on which it is opened. Ends in the firm's own scope. */
export async function notebookSheetOf(tx: Tx, subject: string): Promise<RecordSheet | undefined> {
  const firm = await findFirm(tx, `firm_${ownPart(subject)}`)
  const region = firm && (await findRegion(tx, firm.regionId))
  if (!firm || !region) return undefined
  await enter(tx, { kind: 'firm', regionId: firm.regionId, firmId: firm.id })
  return sheetFor(notebookOf(await keptOf(tx, firm.id)), { firm, reader: region })
}

export function sheetFor(
  notebook: Notebook,
  { firm, reader }: { firm: { id: string; name: string }; reader: Reader },
): RecordSheet {
  const said = (text: Text): string => sayText(text, reader)
  const days = new Intl.DateTimeFormat(reader.locale, { dateStyle: 'long', timeZone: reader.timezone })
  const row = (kept: Kept) => ({
    what: said({ key: 'notebook.between', params: { since: days.format(kept.since), until: days.format(kept.until) } }),
    value: said({ key: `notebook.kept.${kept.kind}`, params: { count: kept.count, of: kept.of } }),
  })
  return {
    ...{ kind: 'record', locale: reader.locale, title: said({ key: 'notebook.title' }) },
    notes: [
      said({ key: 'notebook.of', params: { firm: { typed: firm.name } } }),
      said({ key: 'notebook.claims-nothing' }),
      said({ key: 'notebook.who-decides' }),
      ...(notebook.without.length > 0
        ? [said({ key: 'notebook.without', params: { items: notebook.without.join('、') } })]
        : []),
    ],
    columns: { what: said({ key: 'notebook.when' }), value: said({ key: 'notebook.what' }) },
    sections: notebook.items.map(({ item, kept }) => ({
      title: said({ key: 'notebook.section', params: { item, about: { key: `notebook.item.${item}` } } }),
      rows: kept.map(row),
    })),
    files: [
      { label: said({ key: 'sheet.print' }), kind: 'pdf' },
      { label: 'JSON', kind: 'json' },
    ],
    data: { firmId: firm.id, ...notebook },
  }
}
