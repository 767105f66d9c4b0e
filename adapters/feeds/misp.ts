import { type Fields, fieldsIn, isFields, numberIn, textIn } from '../sensor/decoded.ts'
import type { FeedFile } from './phishing.ts'
import { cellsOf } from './rows.ts'

/**
 * Events of MISP, as its feeds and exports write them: JSON (one event, or a `response` of several) or CSV with a `type`
 * and a `value` column. They are turned into ThreatFox's columns, which the other readers know, and into a list of phishing
 * sites; in both an attribute stands in the row that it has in MISP's CSV, whose head is row 1. Any other list is handed
 * back as it is.
 *
 * Only what its author meant for machines (`to_ids`) counts. Source: MISP core format, an Internet-Draft.
 */
export function listsFrom(file: FeedFile): FeedFile[] {
  const attributes = file.text.trimStart().startsWith('{') ? attributesOf(file.text) : rowsOf(file.text)
  if (!attributes) return [file]
  const wanted = attributes.map((attribute) => (attribute.isForMachines ? attribute : undefined))
  return [
    listOf('ioc_value,ioc_type,threat_type,malware_printable,last_seen_utc', wanted, indicatorOf),
    listOf('url,description,date', wanted, siteOf),
  ].flatMap((text) => (text === '' ? [] : [{ name: file.name, text }]))
}

type Cells = readonly string[] | undefined

/** '' when no attribute belongs into it. */
function listOf(
  head: string,
  attributes: readonly (Attribute | undefined)[],
  cellsOf: (of: Attribute) => Cells,
): string {
  const rows = attributes.map((attribute) => attribute && cellsOf(attribute))
  return rows.some((cells) => cells)
    ? `${[head, ...rows.map((cells = []) => cells.map(quoted).join(','))].join('\n')}\n`
    : ''
}

interface Attribute {
  type: string
  value: string
  comment: string
  isForMachines: boolean
  /** `2026-11-24`, or ''. */
  day: string
}

/** MISP's types as ThreatFox calls them, and what such a mark is for. */
const TYPES: Readonly<Record<string, readonly [type: string, purpose: 'botnet_cc' | 'payload_delivery']>> = {
  'ip-dst': ['ip:port', 'botnet_cc'],
  'ip-dst|port': ['ip:port', 'botnet_cc'],
  domain: ['domain', 'botnet_cc'],
  hostname: ['domain', 'botnet_cc'],
  'ja3-fingerprint-md5': ['ja3', 'botnet_cc'],
  'x509-fingerprint-sha1': ['certificate', 'botnet_cc'],
  url: ['url', 'payload_delivery'],
  md5: ['md5_hash', 'payload_delivery'],
  sha1: ['sha1_hash', 'payload_delivery'],
  sha256: ['sha256_hash', 'payload_delivery'],
}

function indicatorOf(attribute: Attribute): Cells {
  const { type, value, comment, day } = attribute
  const [named, purpose] = TYPES[type] ?? []
  return named && purpose && !isPhishing(attribute)
    ? [value.replace('|', ':'), named, purpose, comment, day]
    : undefined
}

const siteOf = (attribute: Attribute): Cells =>
  isPhishing(attribute) ? [attribute.value, attribute.comment, attribute.day] : undefined

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""').replaceAll(/\s+/g, ' ')}"`

const isPhishing = ({ type, comment }: Attribute): boolean =>
  /phish|フィッシング/i.test(comment) && (type === 'url' || type === 'domain' || type === 'hostname')

function attributesOf(text: string): Attribute[] | undefined {
  const parsed = parsedJson(text)
  const events = listed(parsed.response ?? [parsed]).map((entry) => fieldsIn(entry.Event))
  const attributes = events.flatMap((event) => {
    const objects = listed(event.Object).flatMap((object) => listed(object.Attribute))
    const about = [textIn(event.info), ...listed(event.Tag).map(({ name }) => textIn(name))].join(' ')
    return [...listed(event.Attribute), ...objects].map((attribute) => attributeOf(attribute, about))
  })
  return attributes.length > 0 ? attributes : undefined
}

const attributeOf = (fields: Fields, about: string): Attribute => ({
  type: textIn(fields.type),
  value: textIn(fields.value),
  comment: [textIn(fields.comment), about].filter((part) => part !== '').join('; '),
  isForMachines: fields.to_ids === true || fields.to_ids === '1',
  day: dayIn(textIn(fields.last_seen) || textIn(fields.timestamp) || String(numberIn(fields.timestamp) || '')),
})

/** MISP writes a moment in words (`last_seen`), seconds since 1970 (`timestamp`), or a day without dashes (its CSV). */
function dayIn(told: string): string {
  if (/^\d{8}$/.test(told)) return `${told.slice(0, 4)}-${told.slice(4, 6)}-${told.slice(6)}`
  return /^\d{9,11}$/.test(told) ? new Date(Number(told) * 1_000).toISOString().slice(0, 10) : told.slice(0, 10)
}

const listed = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

function parsedJson(text: string): Fields {
  try {
    return fieldsIn(JSON.parse(text))
  } catch {
    return {}
  }
}

/** The CSV of `/events/csv`: `uuid,event_id,category,type,value,comment,to_ids,date,…`. */
function rowsOf(text: string): Attribute[] | undefined {
  const [head = '', ...rows] = text.replace(/^\uFEFF/, '').split('\n')
  const columns = cellsOf(head.trim())
  const [type, value, toIds] = ['type', 'value', 'to_ids'].map((name) => columns.indexOf(name))
  if (type === undefined || value === undefined || toIds === undefined || Math.min(type, value, toIds) < 0)
    return undefined
  const [comment, date] = [columns.indexOf('comment'), columns.indexOf('date')]
  return rows.map((row) => {
    const cells = cellsOf(row.trim())
    const at = (place: number): string => cells[place] ?? ''
    return {
      type: at(type),
      value: at(value),
      comment: at(comment),
      isForMachines: at(toIds) === '1',
      day: dayIn(at(date)),
    }
  })
}
