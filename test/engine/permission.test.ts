import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES, type Role } from '#engine/enrolment.ts'
import {
  type Actor,
  DATA,
  type Grants,
  MATRIX,
  may,
  OWN_DATA,
  REACHES,
  type Reach,
  type Standing,
  type Thing,
  VERBS,
  type Verb,
} from '#engine/permission.ts'

/** §5.1, word by word: the columns 代表 担当 従業員 守 分 窓 駆 商 保 運 国. */
const COLUMNS: readonly Role[] = [
  ...(['owner', 'manager', 'worker', 'contractor', 'analyst', 'desk'] as const),
  ...(['vendor', 'chamber', 'insurer', 'operator', 'observer'] as const),
]
const TABLE = `
| profile | RW own | RW own | R part | R site | R | RW | R job | RW region | – | RW | m |
| diagnosis | RW own | RW own | own telework part | – | R | RW | – | m (named only with consent) | – | R | m |
| assets | RW | RW | own PC | RW scope | R | R | R job | – | – | R | – |
| alerts | – | summary | – | summary | RW | – | – | m | – | R | m |
| notices | R, answer | R, answer | own PC ask | R, answer scope | W A | R | R job | count | packet only | R | m |
| tickets | R own | RW own | RW own | scope | R | RW | R job | count | – | R | m |
| visits | A | RW | – | R | R | W | W own job | count, cost | packet | R | m |
| health-report | R A(share) | R | – | – | W A | R | – | with consent | – | R | m |
| insurance | R A | R | – | – | W fact | R | W fact | count | R packet | RW | – |
| fees | R | R | – | – | – | – | own | RW | premium | RW | – |
| stories | consent | – | – | – | propose | propose | – | propose | – | A publish | R published |
| audit | R own | – | – | – | – | – | – | R region | – | R | – |
`

/** How far a role sees where its cell does not say. */
const BREADTH: Readonly<Record<Role, Reach>> = {
  ...({ owner: 'firm', manager: 'firm', worker: 'self', contractor: 'sites' } as const),
  ...({ analyst: 'region', desk: 'region', chamber: 'region', operator: 'region', observer: 'region' } as const),
  ...({ vendor: 'job', insurer: 'packet' } as const),
}

/** What a cell says; whoever may write or approve may look at it. */
const CELLS: Readonly<Record<string, readonly (Verb | [Verb, Reach])[]>> = {
  '–': [],
  R: ['read'],
  RW: ['read', 'write'],
  W: ['read', 'write'],
  A: ['read', 'approve'],
  'R own': ['read'],
  'RW own': ['read', 'write'],
  'R part': [['read', 'part']],
  'R site': ['read'],
  'R job': ['read'],
  'RW region': ['read', 'write'],
  'R region': ['read'],
  m: ['count'],
  count: ['count'],
  'count, cost': ['count'],
  'm (named only with consent)': ['count', ['read', 'consented']],
  'with consent': [['read', 'consented']],
  'own telework part': ['read', 'write'],
  'own PC': ['read', 'write'],
  'RW scope': ['read', 'write'],
  scope: ['read'],
  'R, answer': ['read', 'answer'],
  'R, answer scope': ['read', 'answer'],
  'own PC ask': ['answer'],
  'W A': ['read', 'write', 'approve'],
  'W own job': ['read', 'write'],
  'packet only': ['read'],
  packet: ['read'],
  'R packet': ['read'],
  premium: ['read'],
  own: ['read'],
  'R A': ['read', 'approve'],
  'R A(share)': ['read', 'approve'],
  'W fact': ['fact'],
  consent: ['consent'],
  propose: ['propose'],
  'A publish': ['read', 'approve'],
  'R published': [['read', 'published']],
}

function granted(cell: string, role: Role): Grants {
  if (cell === 'summary') return { read: role === 'contractor' ? 'summary-sites' : 'summary' }
  const says = CELLS[cell]
  if (!says) throw new Error(`nobody knows what ${cell} says`)
  return Object.fromEntries(says.map((one) => (typeof one === 'string' ? [one, BREADTH[role]] : one)))
}

describe('the matrix', () => {
  const rows = TABLE.trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  it.each(rows)('%s is as §5.1 has it', (datum, ...cells) => {
    const row = MATRIX[datum as (typeof DATA)[number]]
    for (const [place, role] of COLUMNS.entries()) {
      const wanted = { ...granted(cells[place] ?? '', role) }
      // The desk judges help from afar, which is a fact of the trigger record, too.
      if (datum === 'insurance' && role === 'desk') wanted.fact = 'region'
      expect(row[role] ?? {}, `${datum} ${role}`).toEqual(wanted)
    }
  })

  it('has these rows, and beside them only what is no firm’s', () => {
    expect(rows.map(([datum]) => datum)).toEqual([...DATA])
    expect(Object.keys(MATRIX)).toEqual([...DATA, ...OWN_DATA])
    for (const datum of OWN_DATA) expect(Object.keys(MATRIX[datum]).sort()).not.toContain('owner')
  })
})

const one = <T>(...of: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...of)
const region = one('iwate', 'miyagi')
const firm = one('sasaki', 'nanbu', 'kesen')
const FIRM_SIDE: readonly Role[] = ['owner', 'manager', 'worker', 'contractor']
const standing: fc.Arbitrary<Standing> = fc
  .record({
    role: one(...ROLES),
    regionId: region,
    firmId: firm,
    siteIds: fc.option(fc.subarray(['office', 'store'])),
    vendorId: fc.option(one('vendor-1', 'vendor-2')),
  })
  .map((made) => ({ ...made, firmId: FIRM_SIDE.includes(made.role) ? made.firmId : null }))
const actor: fc.Arbitrary<Actor> = fc.record({
  personId: one('kikuchi', 'chiba'),
  memberships: fc.array(standing, { maxLength: 3 }),
})
const thing: fc.Arbitrary<Thing> = fc.record(
  {
    regionId: region,
    firmId: fc.option(firm),
    sites: fc.array(one('office', 'store', null), { maxLength: 2 }),
    personId: one('kikuchi', 'chiba'),
    vendorId: one('vendor-1', 'vendor-2'),
    is: one('part', 'summary', 'packet', 'consented', 'published'),
  },
  { requiredKeys: ['regionId', 'firmId'] },
)
const need = fc.record({ datum: one(...DATA, ...OWN_DATA), verb: one(...VERBS) })

describe('whoever asks, whatever for, about whatever', () => {
  it('a firm’s people reach nothing of another firm, and nobody another region', () => {
    let allowed = 0
    fc.assert(
      fc.property(actor, need, thing, (who, what, about) => {
        if (!may(who, what, about)) return
        allowed += 1
        const here = who.memberships.filter(({ regionId }) => regionId === about.regionId)
        const isOurs = here.some(({ firmId }) => firmId !== null && firmId === about.firmId)
        const isStaff = here.some(({ role }) => !FIRM_SIDE.includes(role))
        expect(isOurs || isStaff).toBe(true)
        const givesIt = here.some(({ role }) => MATRIX[what.datum][role]?.[what.verb] !== undefined)
        expect(givesIt).toBe(true)
      }),
      { numRuns: 100_000 },
    )
    expect(allowed).toBeGreaterThan(1_000)
  })

  it('nobody without a role may do anything, and no other role gives what one lacks', () => {
    for (const datum of [...DATA, ...OWN_DATA])
      for (const verb of VERBS)
        expect(may({ personId: 'x', memberships: [] }, { datum, verb }, { regionId: 'iwate', firmId: 'sasaki' })).toBe(
          false,
        )
  })

  const of = (role: Role, more: Partial<Standing> = {}): Actor => ({
    personId: 'kikuchi',
    memberships: [{ regionId: 'iwate', firmId: FIRM_SIDE.includes(role) ? 'sasaki' : null, role, ...more }],
  })
  const here: Thing = { regionId: 'iwate', firmId: 'sasaki' }
  it.each([
    ['an owner reads the own diagnosis', of('owner'), 'diagnosis', 'read', here, true],
    ['an owner does not read another’s', of('owner'), 'diagnosis', 'read', { ...here, firmId: 'nanbu' }, false],
    [
      'a worker answers what they were asked',
      of('worker'),
      'notices',
      'answer',
      { ...here, personId: 'kikuchi' },
      true,
    ],
    ['and not what a colleague was', of('worker'), 'notices', 'answer', { ...here, personId: 'chiba' }, false],
    [
      'a contractor answers at its site',
      of('contractor', { siteIds: ['store'] }),
      'notices',
      'answer',
      { ...here, sites: ['store'] },
      true,
    ],
    [
      'and nowhere else',
      of('contractor', { siteIds: ['store'] }),
      'notices',
      'answer',
      { ...here, sites: ['office'] },
      false,
    ],
    ['nor where nobody knows', of('contractor', { siteIds: ['store'] }), 'notices', 'answer', here, false],
    ['a vendor sees its own job', of('vendor', { vendorId: 'v' }), 'visits', 'write', { ...here, vendorId: 'v' }, true],
    ['and no other’s', of('vendor', { vendorId: 'v' }), 'visits', 'write', { ...here, vendorId: 'w' }, false],
    ['nor one of nobody’s', of('vendor'), 'visits', 'write', here, false],
    ['an insurer reads a packet', of('insurer'), 'insurance', 'read', { ...here, is: 'packet' }, true],
    ['and asks for nothing else', of('insurer'), 'insurance', 'read', here, false],
    ['a chamber counts', of('chamber'), 'alerts', 'count', here, true],
    ['and reads no alert', of('chamber'), 'alerts', 'read', here, false],
    [
      'an analyst of another region is a stranger',
      of('analyst'),
      'alerts',
      'read',
      { ...here, regionId: 'miyagi' },
      false,
    ],
  ] as const)('%s', (_, who, datum, verb, about, isAllowed) => {
    expect(may(who, { datum, verb }, about)).toBe(isAllowed)
  })

  it('every reach is used', () => {
    const used = new Set(
      Object.values(MATRIX).flatMap((row) => Object.values(row).flatMap((grants) => Object.values(grants))),
    )
    expect([...used].sort()).toEqual([...REACHES].sort())
  })
})
