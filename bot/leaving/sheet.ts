import type { Tx } from '#db/door.ts'
import { enter } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { countOfFirm } from '#db/hand-out.ts'
import { findByErasure } from '#db/leavings.ts'
import { findRegion } from '#db/regions.ts'
import { sensorsOf } from '#db/sensors.ts'
import { sitesOf } from '#db/sites.ts'
import type { Text } from '#engine/message.ts'
import { byNoun, HANDED_OUT } from '#engine/retention.ts'
import type { RecordSheet } from '../pictures/record.ts'
import { type Reader, sayText } from '../say.ts'
import { firmOfSubject } from './lanes.ts'

interface Known {
  firm: { id: string; name: string }
  reader: Reader & { locale: string }
  said: (text: Text) => string
}

/** Whose link it is; undefined once there is no such firm. Ends in the firm's own scope. */
async function known(tx: Tx, subject: string): Promise<Known | undefined> {
  const firm = await findFirm(tx, firmOfSubject(subject))
  const reader = firm && (await findRegion(tx, firm.regionId))
  if (!firm || !reader) return undefined
  await enter(tx, { kind: 'firm', regionId: firm.regionId, firmId: firm.id })
  return { firm, reader, said: (text) => sayText(text, reader) }
}

/** What there is of a firm, and the file with all of it. */
export async function exportSheetOf(tx: Tx, subject: string): Promise<RecordSheet | undefined> {
  const of = await known(tx, subject)
  if (!of) return undefined
  const { firm, reader, said } = of
  const nouns = byNoun(await countOfFirm(tx, firm.id, HANDED_OUT))
  return {
    ...{ kind: 'record', locale: reader.locale, title: said({ key: 'leaving.export.title' }) },
    notes: [said({ key: 'leaving.export.about', params: { firm: firm.name } }), said({ key: 'leaving.export.secret' })],
    columns: { what: said({ key: 'leaving.export.what' }), value: said({ key: 'leaving.export.rows' }) },
    sections: [
      {
        title: firm.name,
        rows: nouns.map(({ noun, rows }) => ({ what: said({ key: `leaving.noun.${noun}` }), value: String(rows) })),
      },
    ],
    files: [{ label: said({ key: 'leaving.export.file' }), kind: 'tgz' }],
    data: { firmId: firm.id, nouns },
  }
}

/** The note that the boxes are sent back with. */
export async function returnSheetOf(tx: Tx, subject: string): Promise<RecordSheet | undefined> {
  const of = await known(tx, subject)
  if (!of) return undefined
  const { firm, reader, said } = of
  const sites = new Map((await sitesOf(tx, firm.id)).map(({ id, name }) => [id, name]))
  const boxes = (await sensorsOf(tx, firm.id)).map(({ id, siteId }) => ({ what: id, value: sites.get(siteId) ?? '' }))
  return {
    ...{ kind: 'record', locale: reader.locale, title: said({ key: 'leaving.return.title' }) },
    notes: [said({ key: 'leaving.return.note1' })],
    columns: { what: said({ key: 'leaving.return.what' }), value: said({ key: 'leaving.return.where' }) },
    sections: [{ title: firm.name, rows: boxes }],
    files: [{ label: said({ key: 'sheet.print' }), kind: 'pdf' }],
    data: { firmId: firm.id, boxes },
  }
}

/** What was erased and what stays, for as long as its firm's name is kept. */
export async function certificateSheetOf(tx: Tx, id: string): Promise<RecordSheet | undefined> {
  const leaving = await findByErasure(tx, id)
  const certificate = leaving?.certificate
  const reader = leaving && (await findRegion(tx, leaving.regionId))
  if (!certificate || !reader) return undefined
  const { firm, erasedAt, rows, stays, hash } = certificate
  const said = (text: Text): string => sayText(text, reader)
  const dated = (until: number | null, because: Text): Text =>
    until === null
      ? because
      : { key: 'leaving.certificate.until', params: { why: because, at: { at: until, show: 'date' } } }
  return {
    ...{ kind: 'record', locale: reader.locale, title: said({ key: 'leaving.certificate.title' }) },
    notes: [
      said({ key: 'leaving.certificate.about', params: { firm, at: { at: erasedAt } } }),
      said({ key: 'leaving.certificate.hash', params: { hash } }),
    ],
    columns: { what: said({ key: 'leaving.certificate.what' }), value: said({ key: 'leaving.certificate.rows' }) },
    sections: [
      {
        title: said({ key: 'leaving.certificate.erased' }),
        rows: rows.map(({ noun, rows }) => ({ what: said({ key: `leaving.noun.${noun}` }), value: String(rows) })),
      },
      {
        title: said({ key: 'leaving.certificate.stays' }),
        rows: stays.map(({ what, until }) => ({
          what: said({ key: `leaving.certificate.stay.${what}` }),
          value: said(dated(until, { key: `leaving.certificate.because.${what}` })),
        })),
      },
    ],
    files: [
      { label: said({ key: 'sheet.print' }), kind: 'pdf' },
      { label: 'JSON', kind: 'json' },
    ],
    data: certificate,
  }
}
