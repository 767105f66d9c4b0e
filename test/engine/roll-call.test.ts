import { describe, expect, it } from 'vitest'
import { type Asset, type AssetChange, noted, unheardOf } from '#engine/asset.ts'
import {
  CALLS_MAX,
  type Call,
  type Called,
  type Callee,
  callees,
  callsFor,
  ownersOf,
  type SeenDevice,
  type Unspoken,
  unspokenFor,
} from '#engine/roll-call.ts'

const NOW = Date.parse('2026-11-30T10:00:00+09:00')
const DAY = 86_400_000
const SOMU = '00:50:56:aa:bb:01'
const seen = (changes: Partial<SeenDevice> = {}): SeenDevice => ({
  ...{ mac: SOMU, ip: '192.168.1.23', name: 'DESKTOP-7Q12ABC', kinds: [], lastSeenAt: NOW - DAY },
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
    ['is not called where it is a telephone', { name: 'Chiba-no-iPhone' }, [], false],
    ['is not called where its programs say that it is one', { name: 'chiba', kinds: ['iphone'] }, [], false],
    ['is called where its name says that it is a PC', { kinds: ['iphone'] }, [], true],
    ['is not called where who made it makes no PCs', { name: '', mac: '00:80:77:12:34:56' }, [], false],
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
  const on = (...days: string[]): Called[] => days.map((day) => ({ personId: 'chiba', day, isNone: false }))
  it.each<[string, Partial<Parameters<typeof callees>[1]>, string[]]>([
    ['everybody', {}, ['sasaki', 'chiba']],
    ['nobody who was asked something today', { busy: ['chiba'] }, ['sasaki']],
    ['nobody on the day after', { called: on('2026-11-29') }, ['sasaki']],
    ['whoever was silent, two days later', { called: on('2026-11-28') }, ['sasaki', 'chiba']],
    ['nobody a third time within the week', { called: on('2026-11-20', '2026-11-24') }, ['sasaki']],
    ['whoever was silent twice, a week later', { called: on('2026-11-20', '2026-11-23') }, ['sasaki', 'chiba']],
    ['nobody a fourth time', { called: on('2026-10-01', '2026-10-08', '2026-10-15') }, ['sasaki']],
    ['nobody whose PC is not among them', { called: [{ ...on('2026-11-01')[0], isNone: true } as Called] }, ['sasaki']],
  ])('%s', (_name, standing, whom) => {
    const now = { called: [], busy: [], today: '2026-11-30' }
    expect(callees(['sasaki', 'chiba'], { ...now, ...standing })).toEqual(whom)
    expect(CALLS_MAX).toBe(3)
  })
})

describe('what each is asked', () => {
  const people: Callee[] = [
    { personId: 'sasaki', name: '佐々木', isLeader: true },
    { personId: 'chiba', name: '千葉', isLeader: false },
    { personId: 'kikuchi', name: '菊池', isLeader: false },
  ]
  const device = (name: string): Unspoken => ({ mac: `mac-${name}`, name, kinds: [], entry: undefined })
  const [keiri, chibas, nameless] = [device('KEIRI-PC'), device('CHIBA-PC'), device('')]
  const which = (personId: string, ...names: string[]): string => `${personId} which ${names.join(' ')}`
  const told = (calls: readonly Call[]): string[] =>
    calls.map((one) =>
      one.kind === 'which'
        ? which(one.personId, ...one.devices.map(({ name }) => name))
        : `${one.personId} whether ${one.device.name} is of ${one.owner.personId}`,
    )
  it.each<[string, Partial<{ devices: Unspoken[]; owners: string[]; whom: string[]; people: Callee[] }>, string[]]>([
    [
      'which is theirs, and first the one whose name speaks of them',
      {},
      [
        which('sasaki', 'KEIRI-PC', 'CHIBA-PC'),
        which('chiba', 'CHIBA-PC', 'KEIRI-PC'),
        which('kikuchi', 'KEIRI-PC', 'CHIBA-PC'),
      ],
    ],
    ['nothing whose turn it is not', { whom: ['chiba'] }, [which('chiba', 'CHIBA-PC', 'KEIRI-PC')]],
    [
      'nothing of whom a PC is known',
      { owners: ['sasaki'] },
      [which('chiba', 'CHIBA-PC', 'KEIRI-PC'), which('kikuchi', 'KEIRI-PC', 'CHIBA-PC')],
    ],
    ['nothing where there is nothing to show', { devices: [] }, []],
    ['nothing of what nobody could know', { devices: [nameless, nameless] }, []],
    [
      'whether the last PC is the last person’s, who is asked as well',
      { devices: [keiri], owners: ['sasaki', 'chiba'] },
      ['sasaki whether KEIRI-PC is of kikuchi', which('kikuchi', 'KEIRI-PC')],
    ],
    [
      'that even of a PC without a name',
      { devices: [nameless], owners: ['sasaki', 'chiba'] },
      ['sasaki whether  is of kikuchi', which('kikuchi', '')],
    ],
    [
      'nothing of the kind while two PCs are left',
      { devices: [keiri, nameless], owners: ['sasaki', 'chiba'] },
      [which('kikuchi', 'KEIRI-PC')],
    ],
    [
      'nothing of the kind while two people are left',
      { devices: [keiri], owners: ['sasaki'] },
      [which('chiba', 'KEIRI-PC'), which('kikuchi', 'KEIRI-PC')],
    ],
    [
      'nothing of others who leads it, if it can only be theirs',
      { devices: [keiri], owners: ['chiba', 'kikuchi'] },
      [which('sasaki', 'KEIRI-PC')],
    ],
    [
      'about a PC without a name who is alone there',
      { people: people.slice(0, 1), devices: [nameless] },
      [which('sasaki', '')],
    ],
    ['nothing about a PC more than there are people', { owners: ['sasaki', 'chiba', 'kikuchi'], devices: [keiri] }, []],
  ])('%s', (_name, { whom, people: there = people, devices = [keiri, chibas], owners = [] }, asked) => {
    const all = there.map(({ personId }) => personId)
    expect(told(callsFor(there, whom ?? all, { devices, owners }))).toEqual(asked)
  })
})
