import { describe, expect, it } from 'vitest'
import { listOf, readList } from '#bot/asset/list.ts'
import { noted, unheardOf } from '#engine/asset.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const HEAD = '機器名,利用者,設置場所,OS,IPアドレス,MACアドレス,備考'

describe('a list of devices', () => {
  it('is read in UTF-8 with its mark, and in Shift_JIS', () => {
    const line = { mac: '00:50:56:aa:bb:01', listed: { name: 'PC1', owner: '', place: '', os: '', ip: '', note: '' } }
    expect(readList(bytes('\uFEFF機器名,MACアドレス\r\nPC1,00-50-56-AA-BB-01\r\n'))).toMatchObject({ lines: [line] })
    // 機器名 in Shift_JIS.
    const sjis = Uint8Array.from([0x8b, 0x40, 0x8a, 0xed, 0x96, 0xbc, 0x0a, 0x50, 0x43, 0x31])
    expect(readList(sjis)).toMatchObject({ lines: [{ mac: '', listed: { name: 'PC1' } }] })
  })

  it('names every line that is wrong, and keeps the others', () => {
    const read = readList(bytes(`${HEAD}\n,千葉,,,,,\nPC1,千葉,,,,zz,\n"PC,2",,,,,,"a\nb"\nPC3,,,,<x>,,\n`))
    expect(read).toMatchObject({
      lines: [{ listed: { name: 'PC,2', note: 'a b' } }],
      rejected: [
        { line: 2, reason: '機器名: is missing' },
        { line: 3, reason: 'MACアドレス: is not one' },
        { line: 5, reason: 'IPアドレス: is not one' },
      ],
    })
    expect(readList(bytes('a,b\n1,2'))).toMatchObject({ kind: 'refused' })
  })

  it('is written so that no spreadsheet runs it, and read again as it was', () => {
    const key = { id: 'asset_1', regionId: 'r', firmId: 'f', mac: '00:50:56:aa:bb:01' }
    const listed = { name: '=1+1', place: '＝総務, 机', os: 'Windows 11', ip: '192.168.1.2', note: '"x"' }
    const owner = { personId: null, name: '千葉' }
    const { asset } = noted(unheardOf(key), { kind: 'listed', listed: { ...listed, owner } }, null, 0)
    const written = listOf([asset])
    expect(written).toContain("'=1+1")
    // A Japanese spreadsheet takes it for the same in full width.
    expect(written).toContain("'＝総務")
    expect(readList(bytes(written))).toEqual({
      ...{ kind: 'read', rejected: [] },
      lines: [{ mac: key.mac, listed: { ...listed, owner: '千葉' } }],
    })
  })
})
