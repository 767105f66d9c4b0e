import { describe, expect, it } from 'vitest'
import { type Asset, type AssetChange, noted, unheardOf } from '#engine/asset.ts'
import { CALLS_MAX, type Called, callees, ownersOf, type SeenDevice, unspokenFor } from '#engine/roll-call.ts'

const NOW = Date.parse('2026-11-30T10:00:00+09:00')
const DAY = 86_400_000
const SOMU = '00:50:56:aa:bb:01'
const seen = (changes: Partial<SeenDevice> = {}): SeenDevice => ({
  ...{ mac: SOMU, ip: '192.168.1.23', name: 'DESKTOP-7Q12ABC', lastSeenAt: NOW - DAY },
  ...changes,
})
const entry = (mac: string, ...changes: AssetChange[]): Asset =>
  changes.reduce(
    (asset, change) => noted(asset, change, null, NOW).asset,
    unheardOf({ id: `asset-${mac}`, regionId: 'iwate', firmId: 'sasaki', mac }),
  )
const chiba = { personId: 'chiba', name: '千葉' }
const listed = (name: string): AssetChange => ({
  kind: 'listed',
  listed: { name, owner: chiba, place: '', os: '', ip: '', note: '' },
})

describe('a PC that nobody has spoken for', () => {
  it.each<[string, Partial<SeenDevice>, Asset[], boolean]>([
    ['is called', {}, [], true],
    ['is called where somebody did not know it', {}, [entry(SOMU, { kind: 'not-known' })], true],
    ['is not called where it has somebody', {}, [entry(SOMU, { kind: 'owned', owner: chiba })], false],
    ['is not called where the firm’s own list names it', {}, [entry('', listed('desktop-7q12abc'))], false],
    ['is called where the list names another', {}, [entry('', listed('KEIRI-PC'))], true],
    ['is not called where it is a printer after all', {}, [entry(SOMU, { kind: 'no-pc' })], false],
    ['is not called once it is thrown away', {}, [entry(SOMU, { kind: 'retired' })], false],
    ['is not called without a name', { name: '' }, [], false],
    ['is not called where it is a telephone', { name: 'Chiba-no-iPhone' }, [], false],
    ['is not called where it makes up its number', { mac: '02:50:56:aa:bb:01' }, [], false],
    ['is not called once it is gone for a week', { lastSeenAt: NOW - 7 * DAY }, [], false],
  ])('%s', (_name, changes, assets, isCalled) => {
    expect(unspokenFor([seen(changes)], assets, NOW).map(({ name }) => name)).toEqual(
      isCalled ? ['DESKTOP-7Q12ABC'] : [],
    )
  })

  it('has its owner once sensors see it, and by a mere line of a list nobody has one', () => {
    const assets = [entry(SOMU, { kind: 'owned', owner: chiba }), entry('', listed('KEIRI-PC'))]
    expect(ownersOf([seen()], assets)).toEqual(['chiba'])
    expect(ownersOf([seen({ mac: '00:50:56:aa:bb:02', name: 'UNKNOWN' })], assets)).toEqual([])
    expect(ownersOf([seen({ mac: '00:50:56:aa:bb:02', name: 'KEIRI-PC' })], assets)).toEqual(['chiba'])
  })
})

describe('who is called', () => {
  const times = (count: number, isNone = false): Called[] =>
    Array.from({ length: count }, () => ({ personId: 'chiba', isNone }))
  it.each<[string, Partial<Parameters<typeof callees>[1]>, string[]]>([
    ['everybody', {}, ['sasaki', 'chiba']],
    ['nobody of whom a PC is known', { owners: ['chiba'] }, ['sasaki']],
    ['nobody who was asked something today', { busy: ['chiba'] }, ['sasaki']],
    ['whoever was silent, again', { called: times(CALLS_MAX - 1) }, ['sasaki', 'chiba']],
    ['nobody a fourth time', { called: times(CALLS_MAX) }, ['sasaki']],
    ['nobody whose PC is not among them', { called: times(1, true) }, ['sasaki']],
  ])('%s', (_name, standing, whom) => {
    expect(callees(['sasaki', 'chiba'], { owners: [], called: [], busy: [], ...standing })).toEqual(whom)
  })
})
