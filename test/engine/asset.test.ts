import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Asset,
  type AssetChange,
  type AssetEvent,
  change,
  isMadeUp,
  looksLike,
  maySee,
  noted,
  ownerAt,
  replay,
  type Speaker,
  unheardOf,
  warnedOn,
} from '#engine/asset.ts'

const KEY = { id: 'asset_1', regionId: 'iwate', firmId: 'sasaki', mac: '00:50:56:aa:bb:01' }
const sasaki: Speaker = { personId: 'p1', name: '佐々木', isLeader: true }
const chiba: Speaker = { personId: 'p2', name: '千葉', isLeader: false }
const kikuchi: Speaker = { personId: 'p3', name: '菊池', isLeader: false }
const ownedBy = ({ personId, name }: Speaker): AssetChange => ({ kind: 'owned', owner: { personId, name } })

/** What was said one after the other, a second apart. */
const told = (...changes: AssetChange[]): { asset: Asset; events: AssetEvent[] } =>
  changes.reduce(
    ({ asset, events }, one, place) => {
      const next = noted(asset, one, null, place * 1_000)
      return { asset: next.asset, events: [...events, next.event] }
    },
    { asset: unheardOf(KEY), events: [] as AssetEvent[] },
  )

const word = fc.string({ maxLength: 5 })
const anyOwner = fc.constantFrom(sasaki, chiba, kikuchi).map(({ personId, name }) => ({ personId, name }))
const anyChange: fc.Arbitrary<AssetChange> = fc.oneof(
  anyOwner.map((owner) => ({ kind: 'owned' as const, owner })),
  fc.constantFrom<AssetChange>({ kind: 'no-pc' }, { kind: 'not-known' }, { kind: 'retired' }, { kind: 'undone' }),
  word.map((name) => ({ kind: 'named' as const, name })),
  word.map((place) => ({ kind: 'placed' as const, place })),
  fc.record({ name: word, place: word, os: word, ip: word, note: word, owner: fc.option(anyOwner) }).map((listed) => ({
    ...{ kind: 'listed' as const, listed },
  })),
)

describe('the ledger', () => {
  it('is what its history comes to, whoever said what, and loses nothing of it', () => {
    const said = fc.record({
      change: anyChange,
      by: fc.constantFrom(sasaki, chiba, kikuchi),
      revision: fc.option(fc.nat({ max: 20 }), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(said, { maxLength: 30 }), (all) => {
        let asset = unheardOf(KEY)
        const events: AssetEvent[] = []
        for (const [at, { revision, ...one }] of all.entries()) {
          const decided = change(asset, { change: one.change, revision: revision ?? asset.revision }, one.by, at)
          if (typeof decided === 'string') continue
          const before = asset
          ;({ asset } = decided)
          events.push(decided.event)
          expect(maySee(before, one.by)).toBe(true)
          if (!one.by.isLeader && one.change.kind === 'owned') expect(asset.owner?.personId).toBe(one.by.personId)
        }
        expect(asset).toEqual(replay(KEY, events))
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1))
        expect(asset.revision).toBe(events.length)
      }),
    )
  })

  it('is as before, when the last word is taken back', () => {
    fc.assert(
      fc.property(fc.array(anyChange.filter(({ kind }) => kind !== 'undone')), anyChange, (earlier, last) => {
        fc.pre(last.kind !== 'undone')
        const { revision: _, before: __, ...then } = told(...earlier).asset
        expect(told(...earlier, last, { kind: 'undone' }).asset).toMatchObject(then)
      }),
    )
  })

  it.each([
    ['a word about an older entry', 'changed-meanwhile', { kind: 'named', name: 'x' }, 0],
    ['the second word back', 'nothing-to-undo', { kind: 'undone' }, 3],
    ['one that is gone', 'retired', { kind: 'placed', place: 'x' }, 3],
  ] as const)('refuses %s', (_, reason, wanted, revision) => {
    const { asset } = told(
      ownedBy(chiba),
      { kind: 'named', name: 'a' },
      { kind: reason === 'retired' ? 'retired' : 'undone' },
    )
    expect(change(asset, { change: wanted, revision }, sasaki, 9)).toBe(reason)
  })

  it('lets a gone one come back', () => {
    const { asset } = told(ownedBy(chiba), { kind: 'retired' })
    expect(change(asset, { change: ownedBy(kikuchi), revision: 2 }, sasaki, 9)).toMatchObject({
      asset: { state: 'confirmed', owner: { name: '菊池' } },
    })
  })
})

describe('whoever works at a firm', () => {
  const ask = (asset: Asset, wanted: AssetChange, by = chiba) => {
    const decided = change(asset, { change: wanted, revision: asset.revision }, by, 9)
    return typeof decided === 'string' ? decided : 'noted'
  }
  const free = unheardOf(KEY)
  const own = told(ownedBy(chiba)).asset
  const others = told(ownedBy(kikuchi)).asset
  it.each<[string, Asset, AssetChange, string]>([
    ['takes a free one for theirs', free, ownedBy(chiba), 'noted'],
    ['gives no free one to others', free, ownedBy(kikuchi), 'not-theirs'],
    ['does not know whose it is', free, { kind: 'not-known' }, 'noted'],
    ['renames no free one', free, { kind: 'named', name: 'x' }, 'not-theirs'],
    ['renames their own', own, { kind: 'named', name: 'x' }, 'noted'],
    ['takes their own back', own, { kind: 'undone' }, 'noted'],
    ['gives their own to nobody', own, ownedBy(kikuchi), 'not-theirs'],
    ['takes nothing from others', others, ownedBy(chiba), 'not-theirs'],
    ['retires nothing of others', others, { kind: 'retired' }, 'not-theirs'],
  ])('%s', (_, asset, wanted, expected) => expect(ask(asset, wanted)).toBe(expected))

  it('sees their own and the free ones, and a leader all', () => {
    expect([free, own, others].map((asset) => maySee(asset, chiba))).toEqual([true, true, false])
    expect([free, own, others].map((asset) => maySee(asset, sasaki))).toEqual([true, true, true])
  })
})

describe('whose it was', () => {
  // At 0 Chiba's, at 1000 Kikuchi's, at 2000 that was an error.
  const changed = told(ownedBy(chiba), ownedBy(kikuchi)).events
  it.each<[string, readonly AssetEvent[], number, string | undefined]>([
    ['then, not now', changed, 500, '千葉'],
    ['now', changed, 1_500, '菊池'],
    ['before anybody was asked', changed, -1, '千葉'],
    ['without what was taken back', told(ownedBy(chiba), ownedBy(kikuchi), { kind: 'undone' }).events, 1_500, '千葉'],
    ['nobody’s, when nobody was named', told({ kind: 'named', name: 'x' }).events, 9, undefined],
    ['nobody’s, since it is no PC', told(ownedBy(chiba), { kind: 'no-pc' }).events, 9_000, undefined],
  ])('is told as %s', (_, events, at, name) => expect(ownerAt(events, at)?.name).toBe(name))
})

it.each([
  ['00:50:56:aa:bb:01', false],
  ['02:50:56:aa:bb:01', true],
  ['da:a1:19:00:00:01', true],
  ['f4:5c:89:00:00:01', false],
])('%s is a made-up number: %s', (mac, expected) => expect(isMadeUp(mac)).toBe(expected))

it.each([
  ['DESKTOP-7Q12ABC', 'windows'],
  ['Chibas-MacBook-Air', 'mac'],
  ['iPhone', 'phone'],
  ['BRW1234567890AB', 'printer'],
  ['KEIRI-PC', 'device'],
  ['', 'device'],
])('%s looks like %s', (name, expected) => expect(looksLike(name)).toBe(expected))

describe('what is told before the antivirus of a PC ends', () => {
  const pc = { ...unheardOf({ id: 'a', regionId: 'r', firmId: 'f', mac: '' }), state: 'confirmed' } as const
  const until = (day: string | null, more: object = {}) =>
    warnedOn({ ...pc, antivirus: { kind: 'bought', until: day }, ...more }, '2026-11-24')
  it.each([
    ['thirty days ahead', until('2027-01-31'), '2027-01-01'],
    ['today, where that is past', until('2026-12-01'), '2026-11-24'],
    ['not once it is over', until('2026-11-23'), undefined],
    ['not of what has no end', until(null), undefined],
    ['not of a printer', until('2027-01-31', { isPc: false }), undefined],
    ['not of what is used no longer', until('2027-01-31', { state: 'retired' }), undefined],
    ['not where nobody was asked', warnedOn(pc, '2026-11-24'), undefined],
  ])('%s', (_, told, day) => expect(told).toBe(day))
})
