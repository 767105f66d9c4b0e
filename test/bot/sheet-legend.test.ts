import { expect, it } from 'vitest'
import { OFFICE_3_1 } from '#bot/content/questionnaires/office-3-1.ts'
import { sheetOfSession } from '#bot/dialogue/sheet.ts'
import { radarSvg } from '#bot/pictures/radar.ts'
import { saveSession } from '#db/dialogues.ts'
import type { Db } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import { addRegion } from '#db/regions.ts'
import { replay } from '#engine/dialogue/session.ts'
import { eventsFor, walked } from '../support/answered.ts'
import { testDatabase } from '../support/database.ts'

const AT = Date.UTC(2026, 10, 24, 1)

/** So many firms of the first one's industry, and so many of another, have finished; what the first one's picture says. */
async function wordsDrawn(db: Db, regionId: string, own: number, other: number): Promise<string> {
  await db.transaction({ kind: 'system' }, (tx) =>
    addRegion(tx, { id: regionId, name: regionId, timezone: 'Asia/Tokyo', locale: 'ja', at: AT }),
  )
  return db.transaction({ kind: 'region', regionId }, async (tx) => {
    for (let n = 0; n < own + other; n++) {
      const firmId = `${regionId}-${n}`
      const industry = n < own ? '製造業' : '建設業'
      await addFirm(tx, { id: firmId, regionId, name: firmId, industry, employees: 8, pcs: 5, phone: null, at: AT })
      const events = eventsFor(
        OFFICE_3_1,
        walked(OFFICE_3_1, (_, choices) => choices[n % 2] ?? ''),
      )
      const stored = { id: `session-${firmId}`, regionId, firmId, personId: '', startedAt: AT, finishedAt: AT }
      await saveSession(tx, { ...stored, session: replay(events) }, events)
    }
    const sheet = await sheetOfSession(tx, `session-${regionId}-0`)
    if (!sheet) throw new Error('no sheet')
    return (await radarSvg(sheet.radar)).replaceAll(/<[^>]*>|\s/g, '')
  })
}

const INDUSTRY = /目標：同じ業種の(\d+)社の平均/
const PARTICIPANTS = /目標：答えた(\d+)社の平均/
const OTHERS = /(?<!目標：)答えた(\d+)社の平均/

it('the picture’s legend names each mean’s base and N, and no mean of fewer than five firms (R-044)', async () => {
  const db = await testDatabase()
  const drawn = async (regionId: string, own: number, other: number) => {
    const words = await wordsDrawn(db, regionId, own, other)
    expect(words).toContain('あなたの会社')
    expect(words).toContain('全国の平均はありません')
    return [INDUSTRY, PARTICIPANTS, OTHERS].map((one) => one.exec(words)?.[1])
  }
  expect(await drawn('five', 5, 2)).toEqual(['5', undefined, '7'])
  expect(await drawn('four', 4, 4)).toEqual([undefined, '8', undefined])
  expect(await drawn('few', 2, 2)).toEqual([undefined, undefined, undefined])
})
