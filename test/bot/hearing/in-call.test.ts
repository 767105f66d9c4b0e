import { sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { hearingErrors, hearingForm } from '#bot/hearing/in-call.ts'
import { speaker } from '#bot/say.ts'
import type { Action } from '#db/actions.ts'
import { type Db, query } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import { saveHearing } from '#db/hearings.ts'
import { addRegion } from '#db/regions.ts'
import { apply, type HearingEvent } from '#engine/hearing.ts'
import { testDatabase } from '../../support/database.ts'
import { flowContext } from '../../support/flow-context.ts'

const AT = Date.UTC(2026, 10, 24, 1)
const by = { personId: 'p', name: '及川' }
const context = () => flowContext({ now: AT })
const scope = { kind: 'firm', regionId: 'iwate', firmId: 'sasaki' } as const

let db: Db
beforeEach(async () => {
  db = await testDatabase()
  const event: HearingEvent = {
    ...{ kind: 'booked', startsAt: AT + 86_400_000, channel: 'phone', place: '', interviewer: by, at: AT, by },
  }
  const firm = { id: 'sasaki', regionId: 'iwate', name: '佐々木水産', industry: null, employees: 8, pcs: 5 }
  await db.transaction({ kind: 'system' }, async (tx) => {
    await addRegion(tx, { id: 'iwate', name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja', at: AT })
    await addFirm(tx, { ...firm, phone: '0192-00-0000', at: AT })
    await saveHearing(tx, { id: 'h1', regionId: 'iwate', firmId: 'sasaki', hearing: apply(undefined, event) }, event)
  })
})

const action = (command: string): Action => ({
  ...{ token: 't', regionId: 'iwate', firmId: 'sasaki', subject: 'hearing:sasaki', command, revision: 1 },
  ...{ params: { hearing: 'h1', booking: 1 }, holder: { role: 'desk' }, expiresAt: AT + 1 },
})

it('what answers inside a call reads alone, and waits for nobody who changes the hearing', async () => {
  const answers = await db.transaction(scope, async (tx) => {
    await query(tx, sql`set transaction read only`)
    return [
      await hearingForm({ speaker, context }, tx, action('open-book')),
      await hearingForm({ speaker, context }, tx, action('open-held')),
      await hearingErrors({ speaker, context }, tx, action('submit-held'), { minutes: '40' }),
    ]
  })
  expect(answers).toMatchObject([{ token: expect.any(String) }, { token: 'hearing:sasaki|submit-held h1|1|desk' }, {}])
})
