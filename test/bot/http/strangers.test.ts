import { beforeEach, describe, expect, it } from 'vitest'
import { furnishRegion, type Office, sharedOffice } from './office.ts'

const shared = sharedOffice()
let office: Office
beforeEach(() => {
  office = shared.it()
})

/** What an address may want to be asked beside its id; whoever is refused is refused before it is looked at. */
const QUERY = 'month=2026-11&on=2026-11-24'

describe('an address that names a region or a firm', () => {
  it.each(['regions', 'firms'] as const)('tells the chamber of another region nothing: %s', async (noun) => {
    const { regionId, firmId } = await furnishRegion(office, '大船渡')
    const { token } = await furnishRegion(office, '久慈')
    const id = noun === 'regions' ? regionId : firmId
    const addresses = office.routes.filter(({ method, url }) => method === 'GET' && url.includes(`/${noun}/:id`))
    expect(addresses.length).toBeGreaterThan(5)
    const open: string[] = []
    for (const { url } of addresses) {
      const path = url.replace('/admin/v1', '').replace(':id', id)
      for (const asked of [path, `${path}?${QUERY}`]) {
        const { status } = await office.get(asked, { token })
        if (status < 400 || status >= 500) open.push(`${status} ${asked}`)
      }
    }
    expect(open).toEqual([])
  })
})
