import { type C2Feed, type FeedRow, isLater } from '#engine/detect/feed.ts'
import { plainHost } from '../sensor/host.ts'
import { dateReader } from './dates.ts'
import type { FeedFile } from './phishing.ts'
import { cellsOf } from './rows.ts'
import { isSharedHost } from './shared-hosts.ts'

export interface IndexedC2 extends C2Feed {
  rows: number
  /** Rows of such a list in which nothing was recognised. */
  unreadable: number
}

/** A mark by which a server or its malware is known. */
interface Mark {
  kind: 'address' | 'name' | 'ja3' | 'certificate'
  value: string
  /** Of an address; 0 for all of its ports. */
  port: number
}

/**
 * Lists of command-and-control servers as abuse.ch publishes them: Feodo Tracker (CSV and Suricata rules), SSLBL
 * (certificates and JA3, CSV and rules), ThreatFox (CSV). Hosts that many people share are left out: a name alone would
 * accuse everybody who uses them.
 */
export function indexC2(files: readonly FeedFile[]): IndexedC2 {
  // Asked for every flow: nothing is put together before an address is known.
  const known: Record<Mark['kind'], Map<string, Map<number, FeedRow>>> = {
    address: new Map(),
    name: new Map(),
    ja3: new Map(),
    certificate: new Map(),
  }
  const counts = { rows: 0, unreadable: 0 }
  const keep = ({ kind, value, port }: Mark, row: FeedRow): void => {
    const ports = known[kind].get(value) ?? new Map<number, FeedRow>()
    if (isLater(row, ports.get(port))) ports.set(port, row)
    known[kind].set(value, ports)
  }
  for (const { name: feed, text } of files) {
    for (const { line, entry, note, saidAt, mark } of marksOf(text)) {
      counts.rows++
      // A certificate stays whose it was.
      if (mark) keep(mark, { feed, row: line, entry, note, saidAt: mark.kind === 'certificate' ? undefined : saidAt })
      else counts.unreadable++
    }
  }
  return {
    ...counts,
    byAddress(address, port) {
      const ports = known.address.get(address)
      return ports?.get(port) ?? ports?.get(0)
    },
    byName: (name) => known.name.get(name)?.get(0),
    byJa3: (ja3) => known.ja3.get(ja3)?.get(0),
    byCertificate: (sha1) => known.certificate.get(sha1)?.get(0),
  }
}

/** Whether a list is of such servers, by what stands in it. */
export const isC2List = (text: string): boolean => text.split('\n', HEAD_LINES).some(isTelltale)
const HEAD_LINES = 200
const isTelltale = (line: string): boolean => RULE.test(line) || layoutOf(columnsIn(line)) !== undefined

interface MarkedLine {
  /** From 1. */
  line: number
  entry: string
  note: string
  saidAt: number | undefined
  mark: Mark | undefined
}

function* marksOf(text: string): Generator<MarkedLine> {
  let read: Layout | undefined
  let saidAt: ReturnType<typeof dateReader> = () => undefined
  let line = 0
  for (const raw of text.replace(/^\uFEFF/, '').split('\n')) {
    line++
    const row = raw.trim()
    const columns = columnsIn(row)
    const layout = layoutOf(columns)
    if (layout) [read, saidAt] = [layout, dateReader(columns)]
    if (layout || row === '' || row.startsWith('#')) continue
    const found = RULE.test(row) ? ruleMark(row) : read?.(cellsOf(row))
    if (found !== 'other')
      yield {
        line,
        entry: entryOf(found?.mark) || row.slice(0, ENTRY_LENGTH_MAX),
        note: found?.note ?? '',
        saidAt: saidAt(cellsOf(row)),
        mark: found?.mark,
      }
  }
}
const ENTRY_LENGTH_MAX = 200
const entryOf = (mark: Mark | undefined): string => (mark ? mark.value + (mark.port > 0 ? `:${mark.port}` : '') : '')

interface Found {
  mark: Mark | undefined
  /** What the list says it is. */
  note: string
}

/** How a row of a list is read; `other` for what is no server (a dropper's address, a file's hash). */
type Layout = (cells: readonly string[]) => Found | 'other'

/** A header may be a comment. */
const columnsIn = (line: string): string[] => cellsOf(line.replace(/^#\s*/, '').trim())

function layoutOf(columns: readonly string[]): Layout | undefined {
  const at = (name: string) => columns.indexOf(name)
  const cell = (cells: readonly string[], place: number): string => cells[place] ?? ''
  if (at('dst_ip') >= 0)
    return (cells) => ({
      mark: addressMark(cell(cells, at('dst_ip')), cell(cells, at('dst_port'))),
      note: cell(cells, at('malware')),
    })
  if (at('SHA1') >= 0)
    return (cells) => ({ mark: certificateMark(cell(cells, at('SHA1'))), note: cell(cells, at('Listingreason')) })
  if (at('ja3_md5') >= 0)
    return (cells) => ({ mark: ja3Mark(cell(cells, at('ja3_md5'))), note: cell(cells, at('Listingreason')) })
  if (at('ioc_type') < 0) return undefined
  return (cells) => {
    const [type, value] = [cell(cells, at('ioc_type')), cell(cells, at('ioc_value'))]
    const markOf = cell(cells, at('threat_type')) === 'botnet_cc' ? MARKS[type] : undefined
    return markOf ? { mark: markOf(value), note: cell(cells, at('malware_printable')) } : 'other'
  }
}

/** ThreatFox's types of what is a server's, and two more that MISP has. */
const MARKS: Readonly<Record<string, (value: string) => Mark | undefined>> = {
  'ip:port': (value) => {
    const [address = '', port = ''] = value.split(':')
    return addressMark(address, port)
  },
  domain: nameMark,
  ja3: ja3Mark,
  certificate: certificateMark,
}

/** Two rules of abuse.ch: towards an address and port, or a certificate seen. */
const RULE = /^(?:alert|drop) (?:tls|tcp|ip) /
const RULE_ADDRESS = /-> \[?([\d.]+)\]? (\d+|any) /
const RULE_CERTIFICATE = /content:"((?:[0-9a-f]{2}:){19}[0-9a-f]{2})"/
const RULE_NOTE = /msg:"([^"]*)"/

function ruleMark(rule: string): Found {
  const note = RULE_NOTE.exec(rule)?.[1] ?? ''
  const certificate = RULE_CERTIFICATE.exec(rule)?.[1]
  if (certificate) return { mark: certificateMark(certificate.replaceAll(':', '')), note }
  const [, address = '', port = ''] = RULE_ADDRESS.exec(rule) ?? []
  return { mark: addressMark(address, port === 'any' ? '' : port), note }
}

function addressMark(address: string, port: string): Mark | undefined {
  if (!/^\d+(?:\.\d+){3}$/.test(address)) return undefined
  return { kind: 'address', value: address, port: /^[1-9]\d*$/.test(port) ? Number(port) : 0 }
}

function certificateMark(sha1: string): Mark | undefined {
  return /^[0-9a-f]{40}$/i.test(sha1) ? { kind: 'certificate', value: sha1.toLowerCase(), port: 0 } : undefined
}

function ja3Mark(md5: string): Mark | undefined {
  return /^[0-9a-f]{32}$/i.test(md5) ? { kind: 'ja3', value: md5.toLowerCase(), port: 0 } : undefined
}

function nameMark(name: string): Mark | undefined {
  const host = plainHost(name)
  return host.includes('.') && !isSharedHost(host) ? { kind: 'name', value: host, port: 0 } : undefined
}
