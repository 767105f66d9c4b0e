import { listAssets } from '#db/device-sightings.ts'
import type { Tx } from '#db/door.ts'
import { findExample, type StoredExample } from '#db/examples.ts'
import { type Firm, findFirm, likenessesIn } from '#db/firms.ts'
import { LIMIT_MAX } from '#db/page.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { responsibilityOf } from '#db/responsibilities.ts'
import { sitesOf } from '#db/sites.ts'
import type { Clues } from '#engine/anonymity.ts'
import { type Likeness, shownAs, sizeOf } from '#engine/example.ts'
import { mayAtAll } from '#engine/permission.ts'
import { regionOf } from '../dialogue/work.ts'
import { inRegion } from '../region-scope.ts'

/** Everything that a firm's example is decided and shown by. `id` is its, or that of the one a blank form may become. */
export interface ExampleFile {
  id: string
  firm: Firm
  region: Region
  stored: StoredExample | undefined
  contacts: Contact[]
}

export async function openExample(tx: Tx, id: string, firmId: string): Promise<ExampleFile> {
  const firm = await findFirm(tx, firmId)
  if (!firm) throw new Error(`firm ${firmId} is not there`)
  const region = await regionOf(tx, firm.regionId)
  return { id, firm, region, stored: await findExample(tx, id), contacts: await contactsOf(tx, firmId) }
}

const consents = ({ role }: Contact): boolean => mayAtAll(role, { verb: 'consent', datum: 'stories' })

/** Who gives the firm's consent. */
export const leaderIn = ({ contacts }: ExampleFile): Contact | undefined =>
  contacts.find((contact) => isOnLine(contact) && consents(contact))

export const isLeader = ({ contacts }: ExampleFile, personId: string): boolean =>
  contacts.some((contact) => contact.personId === personId && consents(contact))

/** What must not be said, because it tells that it is this firm. */
export async function cluesOf(tx: Tx, { firm, contacts }: Pick<ExampleFile, 'firm' | 'contacts'>): Promise<Clues> {
  const named = await responsibilityOf(tx, firm.id)
  const { items } = await listAssets(tx, { firmId: firm.id, limit: LIMIT_MAX })
  const sites = await sitesOf(tx, firm.id)
  const people = [named?.responsible, named?.inCharge, named?.deputy, ...contacts]
  return {
    firm: firm.name,
    people: people.flatMap((person) => (person ? [person.name] : [])),
    sites: sites.map(({ name }) => name),
    devices: items.flatMap(({ name }) => (name === '' ? [] : [name])),
    phone: firm.phone,
    employees: firm.employees,
  }
}

export const likenessOf = ({ industry, employees }: Firm): Likeness => ({ industry, size: sizeOf(employees) })

/** How closely it may be said what kind of firm it is; a firm alone does not see how many others are alike. */
export async function mayBeTold(tx: Tx, { firm }: ExampleFile, likeness: Likeness): Promise<Likeness> {
  const { regionId, id: firmId } = firm
  const firms = await inRegion(tx, { regionId, firmId }, () => likenessesIn(tx, regionId))
  return shownAs(
    likeness,
    firms.map(({ industry, employees }) => ({ industry, size: sizeOf(employees) })),
  )
}
