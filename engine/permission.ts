import { covers } from './contractor.ts'
import type { Role } from './enrolment.ts'

/** Who may do what with what: one table, and nothing that it does not name (domain §5.1). */

export const DATA = [
  'profile',
  'diagnosis',
  'assets',
  'alerts',
  'notices',
  'tickets',
  'visits',
  'health-report',
  'insurance',
  'fees',
  'stories',
  'audit',
] as const
/** Beside the firms' data: what a region does of its own (rounds, vendors), the codes that it hands out, who is on call in it, and the running of the service itself. */
export const OWN_DATA = ['region', 'codes', 'rota', 'service'] as const
export type Datum = (typeof DATA)[number] | (typeof OWN_DATA)[number]

export const VERBS = ['read', 'write', 'approve', 'answer', 'fact', 'consent', 'propose', 'count'] as const
export type Verb = (typeof VERBS)[number]

/**
 * How far a grant goes. Inside the firm: `firm`, `sites` (those a contractor looks after), `self` (what is about the person,
 * or what they were asked), `part` and `summary` (what is meant to be shown to everybody there). In the region: `region`,
 * `job` (the vendor's own), `packet` (what was put together for the insurer), `consented` and `published`.
 */
export const REACHES = [
  ...(['firm', 'sites', 'self', 'part', 'summary', 'summary-sites'] as const),
  ...(['region', 'job', 'packet', 'consented', 'published'] as const),
] as const
export type Reach = (typeof REACHES)[number]

export type Grants = Readonly<Partial<Record<Verb, Reach>>>
type Row = Readonly<Partial<Record<Role, Grants>>>

const on = (reach: Reach, ...verbs: Verb[]): Grants => Object.fromEntries(verbs.map((verb) => [verb, reach]))
const COUNT = on('region', 'count')
const READ_WRITE = ['read', 'write'] as const

/** Columns that are left out have no right at all. `observer` is 国: IPA and the ministry's bureau. */
export const MATRIX: Readonly<Record<Datum, Row>> = {
  profile: {
    owner: on('firm', ...READ_WRITE),
    manager: on('firm', ...READ_WRITE),
    worker: on('part', 'read'),
    contractor: on('sites', 'read'),
    analyst: on('region', 'read'),
    desk: on('region', ...READ_WRITE),
    vendor: on('job', 'read'),
    chamber: on('region', ...READ_WRITE),
    operator: on('region', ...READ_WRITE),
    observer: COUNT,
  },
  diagnosis: {
    owner: on('firm', ...READ_WRITE),
    manager: on('firm', ...READ_WRITE),
    worker: on('self', ...READ_WRITE),
    analyst: on('region', 'read'),
    desk: on('region', ...READ_WRITE),
    chamber: { ...COUNT, ...on('consented', 'read') },
    operator: on('region', 'read'),
    observer: COUNT,
  },
  assets: {
    owner: on('firm', ...READ_WRITE),
    manager: on('firm', ...READ_WRITE),
    worker: on('self', ...READ_WRITE),
    contractor: on('sites', ...READ_WRITE),
    analyst: on('region', 'read'),
    desk: on('region', 'read'),
    vendor: on('job', 'read'),
    operator: on('region', 'read'),
  },
  alerts: {
    manager: on('summary', 'read'),
    contractor: on('summary-sites', 'read'),
    analyst: on('region', ...READ_WRITE),
    chamber: COUNT,
    operator: on('region', 'read'),
    observer: COUNT,
  },
  notices: {
    owner: on('firm', 'read', 'answer'),
    manager: on('firm', 'read', 'answer'),
    worker: on('self', 'answer'),
    contractor: on('sites', 'read', 'answer'),
    analyst: on('region', 'read', 'write', 'approve'),
    desk: on('region', 'read'),
    vendor: on('job', 'read'),
    chamber: COUNT,
    insurer: on('packet', 'read'),
    operator: on('region', 'read'),
    observer: COUNT,
  },
  tickets: {
    owner: on('firm', 'read'),
    manager: on('firm', ...READ_WRITE),
    worker: on('self', ...READ_WRITE),
    contractor: on('sites', 'read'),
    analyst: on('region', 'read'),
    desk: on('region', ...READ_WRITE),
    vendor: on('job', 'read'),
    chamber: COUNT,
    operator: on('region', 'read'),
    observer: COUNT,
  },
  visits: {
    owner: on('firm', 'read', 'approve'),
    manager: on('firm', ...READ_WRITE),
    contractor: on('sites', 'read'),
    analyst: on('region', 'read'),
    desk: on('region', ...READ_WRITE),
    vendor: on('job', ...READ_WRITE),
    chamber: COUNT,
    insurer: on('packet', 'read'),
    operator: on('region', 'read'),
    observer: COUNT,
  },
  'health-report': {
    owner: on('firm', 'read', 'approve'),
    manager: on('firm', 'read'),
    analyst: on('region', 'read', 'write', 'approve'),
    desk: on('region', 'read'),
    chamber: on('consented', 'read'),
    operator: on('region', 'read'),
    observer: COUNT,
  },
  insurance: {
    owner: on('firm', 'read', 'approve'),
    manager: on('firm', 'read'),
    analyst: on('region', 'fact'),
    // The desk judges help from afar, which is the second condition.
    desk: on('region', 'read', 'fact'),
    vendor: on('job', 'fact'),
    chamber: COUNT,
    insurer: on('packet', 'read'),
    operator: on('region', ...READ_WRITE),
  },
  fees: {
    owner: on('firm', 'read'),
    manager: on('firm', 'read'),
    vendor: on('job', 'read'),
    chamber: on('region', ...READ_WRITE),
    insurer: on('packet', 'read'),
    operator: on('region', ...READ_WRITE),
  },
  stories: {
    owner: on('firm', 'consent'),
    analyst: on('region', 'propose'),
    desk: on('region', 'propose'),
    chamber: on('region', 'propose'),
    operator: on('region', 'read', 'approve'),
    observer: on('published', 'read'),
  },
  audit: {
    owner: on('firm', 'read'),
    chamber: on('region', 'read'),
    operator: on('region', 'read'),
  },
  region: {
    chamber: on('region', ...READ_WRITE),
    operator: on('region', ...READ_WRITE),
  },
  // An agency hands out codes, and learns nothing.
  codes: {
    desk: on('region', ...READ_WRITE),
    chamber: on('region', ...READ_WRITE),
    insurer: on('region', ...READ_WRITE),
    operator: on('region', ...READ_WRITE),
  },
  rota: {
    analyst: on('region', ...READ_WRITE),
    desk: on('region', 'read'),
    operator: on('region', ...READ_WRITE),
  },
  service: { operator: on('region', ...READ_WRITE) },
}

export interface Need {
  datum: Datum
  verb: Verb
}

/** What somebody is, as far as it gives rights: a role in one firm, or in a region. */
export interface Standing {
  regionId: string
  /** Null for a role in the whole region. */
  firmId: string | null
  role: Role
  /** Of a contractor: what it looks after; null means the whole firm. */
  siteIds?: readonly string[] | null
  vendorId?: string | null
}

export interface Actor {
  personId: string
  memberships: readonly Standing[]
}

/** What it is about. What is not said of it is not so. */
export interface Thing {
  regionId: string
  firmId: string | null
  /** Where in the firm; null among them stands for where nobody knows. */
  sites?: readonly (string | null)[]
  /** The person it is about, or who was asked. */
  personId?: string
  /** Whose job it is. */
  vendorId?: string
  /** Which of these it is meant to be. */
  is?: 'part' | 'summary' | 'packet' | 'consented' | 'published'
}

/** Denied unless one of their roles reaches it. */
export const may = (actor: Actor, { datum, verb }: Need, thing: Thing): boolean =>
  actor.memberships.some((one) => {
    const reach = MATRIX[datum][one.role]?.[verb]
    return reach !== undefined && one.regionId === thing.regionId && REACHED[reach](one, thing, actor)
  })

/** Whether a role has the right at all, wherever that is. */
export const mayAtAll = (role: Role, { datum, verb }: Need): boolean => MATRIX[datum][role]?.[verb] !== undefined

/** A firm's own result is its leaders'; whoever works there sees their own part alone (R-018). */
export const readsFirmResult = (role: Role): boolean => MATRIX.diagnosis[role]?.read === 'firm'

/** Whose pages the console has, whoever sees most first. */
export const STAFF_OF_CONSOLE: readonly Role[] = ['operator', 'chamber', 'desk', 'analyst']

type Reached = (one: Standing, thing: Thing, actor: Actor) => boolean

const ofFirm: Reached = (one, thing) => one.firmId !== null && one.firmId === thing.firmId
const ofRegion: Reached = (one) => one.firmId === null
const ofSites: Reached = (one, thing, actor) =>
  ofFirm(one, thing, actor) && covers(one.siteIds ?? null, thing.sites ?? [])

const REACHED: Readonly<Record<Reach, Reached>> = {
  firm: ofFirm,
  sites: ofSites,
  self: (one, thing, actor) => ofFirm(one, thing, actor) && thing.personId === actor.personId,
  part: (one, thing, actor) => ofFirm(one, thing, actor) && thing.is === 'part',
  summary: (one, thing, actor) => ofFirm(one, thing, actor) && thing.is === 'summary',
  'summary-sites': (one, thing, actor) => ofSites(one, thing, actor) && thing.is === 'summary',
  region: ofRegion,
  job: (one, thing) => ofRegion(one, thing, NOBODY) && one.vendorId != null && one.vendorId === thing.vendorId,
  packet: (one, thing) => ofRegion(one, thing, NOBODY) && thing.is === 'packet',
  consented: (one, thing) => ofRegion(one, thing, NOBODY) && thing.is === 'consented',
  published: (one, thing) => ofRegion(one, thing, NOBODY) && thing.is === 'published',
}
const NOBODY: Actor = { personId: '', memberships: [] }
