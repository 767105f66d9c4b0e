import type { Tx } from '#db/door.ts'
import { findPerson, ownRecordOf } from '#db/own-records.ts'
import { findRegion } from '#db/regions.ts'
import type { Text } from '#engine/message.ts'
import { OWN_PARTS, type OwnEntry } from '#engine/own-record.ts'
import type { RecordSheet } from '../pictures/record.ts'
import { sayText } from '../say.ts'
import { personOfSubject } from './lanes.ts'

/** What we know of one person, for themselves; undefined once they are known no longer. */
export async function ownSheetOf(tx: Tx, subject: string): Promise<RecordSheet | undefined> {
  const person = await findPerson(tx, personOfSubject(subject))
  const reader = person && (await findRegion(tx, person.regionId))
  if (!person || !reader) return undefined
  const record = await ownRecordOf(tx, person.personId)
  const said = (text: Text): string => sayText(text, reader)
  const row = ({ at, text }: OwnEntry) => ({
    what: at === null ? '' : said({ key: 'own.at', params: { at: { at } } }),
    value: said({ typed: text }),
  })
  return {
    ...{ kind: 'record', locale: reader.locale, title: said({ key: 'own.title' }) },
    notes: [said({ key: 'own.about', params: { who: person.name } }), said({ key: 'own.alone' })],
    columns: { what: said({ key: 'own.when' }), value: said({ key: 'own.what' }) },
    sections: OWN_PARTS.filter((part) => record[part].length > 0).map((part) => ({
      title: said({ key: `own.part.${part}` }),
      rows: record[part].map(row),
    })),
    files: [
      { label: said({ key: 'sheet.print' }), kind: 'pdf' },
      { label: 'JSON', kind: 'json' },
    ],
    data: { personId: person.personId, ...record },
  }
}
