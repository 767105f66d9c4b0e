import type { Asset, Listed, Owner } from '#engine/asset.ts'
import { harmless } from '#engine/defang.ts'
import { csvOf, decoded, linesIn, unquoted } from '../region/csv.ts'

/** One line of a firm's own list of devices. */
export interface ListLine {
  mac: string
  listed: Omit<Listed, 'owner'> & { owner: string }
}

const COLUMNS = ['name', 'owner', 'place', 'os', 'ip', 'mac', 'note'] as const
type Column = (typeof COLUMNS)[number]

/** As lists of devices head their columns, ours first. */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  name: ['機器名', 'PC名', '名称', 'name'],
  owner: ['利用者', '使用者', '利用者名', 'user'],
  place: ['設置場所', '場所', '保存先', 'place'],
  os: ['OS', 'os'],
  ip: ['IPアドレス', 'IP', 'ip'],
  mac: ['MACアドレス', 'MAC', 'mac'],
  note: ['備考', 'note'],
}

export type Read =
  | { kind: 'read'; lines: ListLine[]; rejected: { line: number; reason: string }[] }
  | { kind: 'refused'; reason: string }

const LINES_MAX = 1_000
const CELL_MAX = 100

/** UTF-8, with its mark or without, or Shift_JIS as Excel writes it. */
export function readList(bytes: Uint8Array): Read {
  const all = linesIn(decoded(bytes))
  if (!all || all.length - 1 > LINES_MAX) return { kind: 'refused', reason: `at most ${LINES_MAX} lines` }
  const [{ cells: headings } = { cells: [] }, ...rows] = all
  const places = COLUMNS.map((column) => headings.findIndex((one) => HEADINGS[column].includes(one.trim())))
  if (places[0] === -1) return { kind: 'refused', reason: 'the first line must name the columns, 機器名 among them' }
  const lines: ListLine[] = []
  const rejected: { line: number; reason: string }[] = []
  for (const { line, cells, isBroken } of rows) {
    const read = isBroken
      ? 'the quotes do not end as they should'
      : lineIn((column) => cellOf(cells[places[COLUMNS.indexOf(column)] ?? -1] ?? ''))
    if (typeof read === 'string') rejected.push({ line, reason: read })
    else lines.push(read)
  }
  return { kind: 'read', lines, rejected }
}

/** The apostrophe that keeps a spreadsheet from taking words for a formula is no part of them. */
const cellOf = (cell: string): string => harmless(unquoted(cell.trim()), CELL_MAX)

function lineIn(cell: (column: Column) => string): ListLine | string {
  const mac = cell('mac').toLowerCase().replaceAll('-', ':')
  if (mac !== '' && !/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac)) return 'MACアドレス: is not one'
  const ip = cell('ip')
  if (ip !== '' && !/^[0-9a-f.:]+$/i.test(ip)) return 'IPアドレス: is not one'
  if (cell('name') === '' && mac === '') return '機器名: is missing'
  return {
    mac,
    listed: {
      ...{ name: cell('name'), owner: cell('owner'), place: cell('place') },
      ...{ os: cell('os'), ip, note: cell('note') },
    },
  }
}

/** The one in the ledger that a line tells of: by its MAC address, else by its name. */
export const entryOf = (assets: readonly Asset[], { mac, listed }: ListLine): Asset | undefined =>
  assets.find((asset) => (mac === '' ? asset.mac === '' && asset.name === listed.name : asset.mac === mac))

/** Whether the ledger says it already. */
export function isListed(asset: Asset, listed: Listed): boolean {
  const { owner, ...words } = listed
  const isOwner = asset.owner?.name === owner?.name && asset.owner?.personId === owner?.personId
  return (
    asset.state === 'confirmed' &&
    isOwner &&
    Object.entries(words).every(([key, said]) => asset[key as keyof typeof words] === said)
  )
}

export const ownerNamed = (name: string, people: readonly { personId: string; name: string }[]): Owner | null => {
  const [one, ...others] = people.filter((person) => person.name === name)
  return name === '' ? null : { personId: one && others.length === 0 ? one.personId : null, name }
}

/** The ledger as a list that can be read again. */
export const listOf = (assets: readonly Asset[]): string =>
  csvOf(
    COLUMNS.map((column) => HEADINGS[column][0] ?? ''),
    assets
      .filter(({ state }) => state !== 'retired')
      .map((asset) => COLUMNS.map((column) => (column === 'owner' ? (asset.owner?.name ?? '') : asset[column]))),
    '',
  )
