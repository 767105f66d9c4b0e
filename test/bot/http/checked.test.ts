import { beforeEach, describe, expect, it } from 'vitest'
import { OFFICE_3_1 } from '#bot/content/questionnaires/office-3-1.ts'
import * as answers from '#bot/http/admin/answers.ts'
import { newId } from '#bot/ids.ts'
import { saveSession } from '#db/dialogues.ts'
import { saveHearing } from '#db/hearings.ts'
import { replay, type SessionEvent } from '#engine/dialogue/session.ts'
import { apply } from '#engine/hearing.ts'
import { DESK, eventsFor, toValue } from '#test/support/answered.ts'
import { furnishRegion, NOW, type Office, sharedOffice } from './office.ts'

const shared = sharedOffice()
let office: Office
beforeEach(() => {
  office = shared.it()
})

interface Place {
  regionId: string
  firmId: string
}

const inFirm = (place: Place, work: Parameters<Office['db']['transaction']>[1]) =>
  office.db.transaction({ kind: 'firm', ...place }, work)

const diagnosed = (place: Place, events: readonly SessionEvent[], finishedAt: number) =>
  inFirm(place, (tx) => {
    const stored = { id: newId('dialogue', finishedAt), ...place, personId: '', startedAt: finishedAt, finishedAt }
    return saveSession(tx, { ...stored, session: replay(events) }, events)
  })

/** A hearing, held or cancelled at this time. */
async function heard(place: Place, at: number, kind: 'held' | 'cancelled'): Promise<void> {
  const by = { personId: 'p', name: '及川' }
  const report = { minutes: 40, notes: '', questions: '', operation: 'operated' } as const
  const booked = apply(undefined, {
    kind: 'booked',
    startsAt: at,
    channel: 'phone',
    place: '',
    interviewer: by,
    at,
    by,
  })
  const end = kind === 'held' ? ({ kind, ...report, at, by } as const) : ({ kind, at, by } as const)
  await inFirm(place, (tx) => saveHearing(tx, { id: `hearing-${at}`, ...place, hearing: apply(booked, end) }, end))
}

const finished = eventsFor(OFFICE_3_1, { q1: 'done' })

describe('a diagnosis in the list (R-040)', () => {
  it('is confirmed by a hearing that its firm had after it, and by no other', async () => {
    const place = await furnishRegion(office, '岩手')
    const other = await furnishRegion(office, '宮城')
    const states = async (): Promise<string[]> =>
      (await office.get(`/diagnoses?firmId=${place.firmId}`)).body.items.map(({ state }: { state: string }) => state)
    await diagnosed(place, finished, NOW)
    await heard(other, NOW + 2, 'held')
    await heard(place, NOW - 1, 'held')
    await heard(place, NOW + 3, 'cancelled')
    expect(await states()).toEqual(['finished'])
    await heard(place, NOW + 4, 'held')
    expect(await states()).toEqual(['confirmed'])
    await diagnosed(place, finished, NOW + 5)
    expect(await states()).toEqual(['finished', 'confirmed'])
  })
})

describe('what was found otherwise (R-033)', () => {
  it('is told to the operator alone, and of one firm alone', async () => {
    const place = await furnishRegion(office, '青森')
    const other = await furnishRegion(office, '秋田')
    const less = { kind: 'answered', question: 'q1', value: toValue('not'), at: NOW, by: DESK } as const
    await diagnosed(place, [...finished, less], NOW)
    const { body } = await office.get(`/firms/${place.firmId}/checked`)
    expect(body.items).toMatchObject([
      { question: 'q1', isDowngrade: true, where: 'desk', checkedBy: '菊池', checkedAt: new Date(NOW).toISOString() },
    ])
    expect(answers.checked.safeParse(body).error).toBeUndefined()
    expect(body.items[0].stated).not.toBe(body.items[0].observed)
    expect((await office.get(`/firms/${other.firmId}/checked`)).body.items).toEqual([])
    expect((await office.get(`/firms/${place.firmId}/checked`, { token: place.token })).status).toBe(403)
    expect((await office.get('/firms/firm_none/checked')).status).toBe(404)
  })
})
