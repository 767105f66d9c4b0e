import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { MINUTE } from '../support/events.ts'
import {
  type Box,
  boxOf,
  deskPresses,
  enrols,
  figures,
  type Kitted,
  kittedBox,
  OWN,
  office,
  orderCard,
  sheetLink,
  shout,
  talk,
} from './boxes.ts'
import { openStory, type Story } from './world.ts'

const DAY = 24 * 60 * MINUTE
const opened = async (type?: 'office' | 'small-office'): Promise<Kitted> => kittedBox(await openStory(), type)

async function sent({ story, told }: Kitted): Promise<void> {
  await deskPresses(story, '発送した')
  await story.slack.fills('及川', { carrier: 'ヤマト運輸', number: '1234-5678-9012' })
  told()
}

async function pluggedIn(type?: 'office' | 'small-office'): Promise<Kitted & { box: Box }> {
  const kitted = await opened(type)
  const { story, code, told } = kitted
  await sent(kitted)
  await story.pass(DAY)
  const box = boxOf(story, (await enrols(story, code)).body)
  await story.pass(MINUTE)
  await box.beats()
  told()
  return { ...kitted, box }
}

const sheetShown = async ({ app }: Story, sheet: string): Promise<number> =>
  (await app.server.inject({ url: sheet })).statusCode

const sensorsOf = async ({ story, firmId }: Kitted) =>
  (await story.admin('GET', `/sensors?firmId=${firmId}`)).body.items

/** So many minutes, in each of which the box speaks and its log shows this. */
async function minutes(
  story: Story,
  box: Box,
  count: number,
  lines: (at: number) => string[] = () => [],
): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    await story.pass(MINUTE)
    const at = story.clock.now()
    await box.ships([figures(at, box.startedAt, 10_000 * (minute + 1)), ...lines(at)])
    await box.beats()
  }
}

describe('a box that comes to a firm', () => {
  it('becomes a sensor by the code on its sheet, once, and its order follows it until it watches', async () => {
    const kitted = await opened()
    const { story, code, state, told } = kitted
    await sent(kitted)
    await story.pass(DAY)
    const { status, body } = await enrols(story, code.toLowerCase().replaceAll('-', ' '))
    expect([status, body.config]).toEqual([
      201,
      { version: 1, settings: { address: { mode: 'dhcp' }, wifi: { isOn: true, channel: 'auto' } } },
    ])
    expect(await state()).toBe('shipped')
    const box = boxOf(story, body)
    await story.pass(MINUTE)
    expect(await box.beats()).toMatchObject({ status: 200, configVersion: 1 })
    expect(await state()).toBe('connected')
    expect(told()).toMatch(/動きはじめました[\s\S]*こちらで調べます/)
    expect(orderCard(story)).toMatch(/到着\*\n.*箱[\s\S]*接続\*\n.*箱/)

    await minutes(story, box, 2, (at) => office(at, 8))
    expect(await state()).toBe('checked')
    expect(told()).toMatch(/つながりました[\s\S]*8台が見えています[\s\S]*していただくことはありません/)
    expect(orderCard(story)).toContain('8台が見えています')
    await minutes(story, box, 28, (at) => office(at, 8))
    expect(await state()).toBe('checked')
    await minutes(story, box, 1, (at) => office(at, 8))
    expect(await state()).toBe('watching')
    expect(told()).toContain('見守りを始めました')

    expect((await enrols(story, code)).body).toMatchObject({ status: 409, title: 'Used' })
    expect(await sensorsOf(kitted)).toMatchObject([{ id: body.sensorId, type: 'office', status: 'working' }])
  })

  it('that lost the answer gets the same one; whoever has the code alone gets none', async () => {
    const { story, code } = await opened()
    const first = await enrols(story, code, { 'idempotency-key': 'made-up-by-the-box' })
    const again = await enrols(story, code, { 'idempotency-key': 'made-up-by-the-box' })
    expect(again).toEqual(first)
    expect(await enrols(story, code, { 'idempotency-key': 'made-up-by-somebody-else' })).toMatchObject({ status: 409 })
    expect(await enrols(story, code)).toMatchObject({ status: 409 })
  })

  it('gets a token that the code on its sheet does not lead to, also if it made up no key', async () => {
    const { story, code } = await opened()
    expect(await enrols(story, code, { 'idempotency-key': 'too-short' })).toMatchObject({ status: 400 })
    expect((await enrols(story, code)).status).toBe(201)
    // The number of a request stands in every error.
    const { instance } = (await enrols(story, code)).body
    for (let number = 0; number <= Number.parseInt(instance.slice('req-'.length), 36); number++) {
      const guess = { 'idempotency-key': `req-${number.toString(36)}` }
      expect((await enrols(story, code, guess)).status).not.toBe(201)
    }
  })

  it('does not come into a firm that leaves', async () => {
    const kitted = await opened()
    const { story, code } = kitted
    await sent(kitted)
    await story.line.says('千葉', 'やめたい')
    await story.line.taps('千葉', 'やめる手続きをする')
    expect((await enrols(story, code)).body).toMatchObject({ status: 409, title: 'Not now' })
    expect(await sensorsOf(kitted)).toEqual([])
  })

  it('is shown its code once: ten minutes later the sheet is empty, and a database tells nobody', async () => {
    const { story, code, sheet } = await opened()
    expect((await story.app.server.inject({ url: sheet })).headers['content-type']).toBe('application/pdf')
    await story.pass(9 * MINUTE)
    expect(await sheetShown(story, sheet)).toBe(200)
    await story.pass(2 * MINUTE)
    expect(await sheetShown(story, sheet)).toBe(404)
    expect(await everythingStored(story)).not.toContain(code)
    expect(await everythingStored(story)).not.toContain(code.replaceAll('-', ''))
    // It is good all the same.
    expect((await enrols(story, code)).status).toBe(201)
  })

  it.each<[string, (story: Story) => Promise<void>, number, string]>([
    ['the parcel is lost and sent again', (story) => deskPresses(story, '再送する'), 410, 'Void'],
    ['it is sent back', (story) => deskPresses(story, '差戻し'), 410, 'Void'],
    ['the order is cancelled', (story) => deskPresses(story, '取り消す'), 410, 'Void'],
    ['a month has passed', (story) => story.pass(31 * DAY), 410, 'Expired'],
  ])('cannot come in by its code after %s', async (_, happens, status, title) => {
    const kitted = await opened()
    const { story, code, sheet } = kitted
    await sent(kitted)
    await happens(story)
    expect((await enrols(story, code)).body).toMatchObject({ status, title })
    expect(await sensorsOf(kitted)).toEqual([])
    expect([404, 410]).toContain(await sheetShown(story, sheet))
  })

  it('made ready a second time has a second code, and the first is worth nothing', async () => {
    const { story, code, sheet } = await opened()
    const before = boxOf(story, (await enrols(story, code)).body)
    await deskPresses(story, 'キッティング')
    expect(await before.beats()).toMatchObject({ status: 401 })
    const second = sheetLink(story)
    expect(second).not.toBe(sheet)
    expect(await sheetShown(story, second)).toBe(200)
    expect((await enrols(story, code)).body).toMatchObject({ status: 409, title: 'Used' })
  })

  it('that is tried out before it is sent has not arrived by that', async () => {
    const kitted = await opened()
    const { story, code, state } = kitted
    const box = boxOf(story, (await enrols(story, code)).body)
    await box.beats()
    await sent(kitted)
    await story.pass(MINUTE)
    await box.beats()
    expect(await state()).toBe('shipped')
    await story.pass(DAY)
    box.startedAt = story.clock.now()
    await story.pass(MINUTE)
    await box.beats()
    expect(await state()).toBe('connected')
  })

  it('is not guessed: after five wrong codes none counts for an hour', async () => {
    const { story, code } = await opened()
    for (let guess = 0; guess < 5; guess++)
      expect((await enrols(story, `AAAA-BBBB-222${guess + 2}`)).body).toMatchObject({
        status: 401,
        title: 'Wrong code',
      })
    expect((await enrols(story, code)).body).toMatchObject({ status: 429, 'retry-after': '3600' })
    await story.pass(61 * MINUTE)
    expect((await enrols(story, code)).status).toBe(201)
  })

  it('is not kept out by whoever guesses elsewhere, behind a proxy in a container as well', async () => {
    const { story, code } = await opened()
    const asks = (from: string, said: string) =>
      story.app.server.inject({
        ...{ method: 'POST', url: '/sensor/v1/enrol', payload: { code: said } },
        ...{ remoteAddress: '172.18.0.1', headers: { 'x-forwarded-for': `192.0.2.99, ${from}` } },
      })
    for (let guess = 0; guess < 5; guess++) await asks('198.51.100.7', `AAAA-BBBB-222${guess + 2}`)
    expect((await asks('198.51.100.7', code)).statusCode).toBe(429)
    expect((await asks('203.0.113.8', code)).statusCode).toBe(201)
  })

  it.each(['enrol', 'heartbeat'])('says little: what is long is not read (%s)', async (what) => {
    const { app } = await openStory()
    const payload = { code: 'A'.repeat(70_000) }
    const answer = await app.server.inject({ method: 'POST', url: `/sensor/v1/${what}`, payload })
    expect(answer.statusCode).toBe(413)
  })

  it('is listened to a few times a minute, however often it speaks', async () => {
    const kitted = await opened()
    const { story, code } = kitted
    await sent(kitted)
    const box = boxOf(story, (await enrols(story, code)).body)
    await story.pass(MINUTE)
    const before = await beatsToDo(story)
    for (let time = 0; time < 20; time++) {
      await story.pass(10)
      expect((await box.beats()).status).toBe(200)
    }
    expect((await beatsToDo(story)) - before).toBeLessThanOrEqual(2)
  })
})

const beatsToDo = ({ app }: Story): Promise<number> =>
  app.db.transaction({ kind: 'system' }, async (tx) => {
    const [row] = await query<{ rows: number }>(
      tx,
      sql`select count(*)::int as rows from inbox where event_id like 'order-beat:%'`,
    )
    return row?.rows ?? 0
  })

// what is wrong is found in what really comes, and told with the one thing to try next.
describe('the live check of a box that is plugged in', () => {
  const SEES: readonly [string, (at: number) => string[], RegExp][] = [
    [
      'no mirror',
      (at) => [talk(at, OWN, '192.0.2.1'), shout(at, '192.168.1.30')],
      /だれのやり取りも見えていません[\s\S]*図でしるしをつけた口/,
    ],
    [
      'the outside of the router',
      (at) => [talk(at, '203.0.113.7', '192.0.2.1')],
      /会社の外のやり取りだけ[\s\S]*内側の口に/,
    ],
    [
      'one that speaks for all (NAT)',
      (at) => Array.from({ length: 12 }, (_, n) => talk(at, '192.168.1.2', `198.51.100.${n}`)),
      /1台分しか見えていません[\s\S]*パソコンが集まる口/,
    ],
    ['two of eight', (at) => office(at, 2), /少なすぎます[\s\S]*電源を入れて/],
  ]
  it.each(SEES)('finds %s, says it once, and goes on when it is put right', async (_, lines, says) => {
    const { story, box, told, state } = await pluggedIn()
    await minutes(story, box, 8, lines)
    // Lines come when talks end: a box has ten minutes to show what it sees.
    expect(told()).toBe('')
    await minutes(story, box, 4, lines)
    expect(told()).toMatch(says)
    expect(orderCard(story)).toMatch(/通信確認/)
    await minutes(story, box, 5, lines)
    expect(told()).toBe('')
    expect(await state()).toBe('connected')
    await minutes(story, box, 16, (at) => office(at, 8))
    expect(await state()).toBe('checked')
    expect(told()).toMatch(/つながりました[\s\S]*[89]台が見えています/)
  })

  it('goes on talking in the words of a box that is a switch itself: one thing, another thing, and then somebody comes', async () => {
    const { story, box, told, state } = await pluggedIn('small-office')
    const sees = (at: number): string[] => [talk(at, OWN, '192.0.2.1')]
    await minutes(story, box, 12, sees)
    expect(told()).toContain('パソコンの線を、箱の口にさしかえてください')
    expect(story.line.offered('千葉')).toEqual(['やってみた', '来てほしい'])
    await story.line.taps('千葉', 'やってみた')
    expect(told()).toContain('10分ほど、こちらで見ます')
    await minutes(story, box, 9, sees)
    expect(told()).toBe('')
    await minutes(story, box, 2, sees)
    expect(told()).toMatch(/だれのやり取りも見えていません[\s\S]*出入口の箱にさしたままの線を、全部/)
    await story.line.taps('千葉', 'やってみた')
    told()
    await minutes(story, box, 11, sees)
    expect(told()).toContain('うかがう日を決めます')
    expect(story.line.offered('千葉')).toEqual(['来てほしい'])
    await story.line.taps('千葉', '来てほしい')
    expect(await state()).toBe('visit-asked')
  })

  it('believes the firm that no more of its PCs are in use, and nothing else', async () => {
    const { story, box, told, state } = await pluggedIn()
    await minutes(story, box, 12, (at) => office(at, 2))
    expect(told()).toContain('少なすぎます')
    expect(story.line.offered('千葉')).toEqual(['やってみた', 'これで全部', '来てほしい'])
    await story.line.taps('千葉', 'これで全部')
    expect(told()).toMatch(/つながりました[\s\S]*[23]台が見えています/)
    expect(await state()).toBe('checked')
    expect(orderCard(story)).toMatch(/通信確認\*\n.*千葉/)
  })

  it('finds a clock that is wrong, by the lines and by the heartbeat', async () => {
    const { story, box, told, state } = await pluggedIn()
    await minutes(story, box, 12, (at) => office(at + 120 * MINUTE, 8))
    expect(told()).toMatch(/時計が、ずれています[\s\S]*電源を一度抜いて/)
    expect(await state()).toBe('connected')
  })

  it('finds losses by Suricata’s own figures', async () => {
    const { story, box, told } = await pluggedIn()
    let packets = 0
    for (let minute = 0; minute < 12; minute++) {
      await story.pass(MINUTE)
      const at = story.clock.now()
      packets += 100_000
      await box.ships([figures(at, box.startedAt, packets, packets / 20), ...office(at, 8)])
      await box.beats()
    }
    expect(told()).toMatch(/たくさん流れてきています[\s\S]*お電話をします/)
  })

  it('finds a box that fell silent, though nothing comes that could tell so', async () => {
    const { story, told } = await pluggedIn()
    await story.pass(11 * MINUTE)
    expect(told()).toMatch(/何も届いていません[\s\S]*電源のランプ/)
  })

  it('can be overruled by the desk, who knows why', async () => {
    const { story, box, told, state } = await pluggedIn()
    await minutes(story, box, 12, (at) => office(at, 2))
    told()
    await deskPresses(story, 'このまま通す')
    expect(await state()).toBe('checked')
    expect(told()).toMatch(/つながりました/)
  })
})

async function everythingStored({ app }: Story): Promise<string> {
  return app.db.transaction({ kind: 'system' }, async (tx) => {
    const tables = await query<{ name: string }>(
      tx,
      sql`select tablename as name from pg_tables where schemaname = 'public'`,
    )
    const rows: string[] = []
    for (const { name } of tables)
      rows.push(JSON.stringify(await query(tx, sql`select t::text as row from ${sql.identifier(name)} t`)))
    return rows.join()
  })
}
