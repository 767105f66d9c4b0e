import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { query } from '#db/door.ts'
import { openTwoRegions, type TwoRegions } from './two-regions.ts'

/** By account: whose pushes and answers lie in the outbox, and what became of them. */
const outbox = ({ story }: TwoRegions): Promise<{ regionId: string; account: string; state: string }[]> =>
  story.app.db.transaction({ kind: 'system' }, (tx) =>
    query(
      tx,
      sql`select distinct region_id as "regionId", account, state from outbox where platform = 'line' and region_id <> '' order by 1, 2, 3`,
    ),
  )

test('two regions on one installation: each one’s people are with its own LINE account, and nothing crosses', async () => {
  const both = await openTwoRegions()
  const { story, miyagi } = both
  await story.line.enrol('佐々木', 'owner')
  await miyagi.line.enrol('千葉', 'owner')

  await story.line.isSent('佐々木', { ...story, priority: 'notice', text: '岩手の知らせ' })
  const { app } = story
  const { regionId, firmId } = miyagi
  await miyagi.line.isSent('千葉', { app, regionId, firmId, priority: 'notice', text: '宮城の知らせ' })
  await story.settle()
  expect(story.line.hears('佐々木').join('\n')).toMatch(/岩手の知らせ/)
  expect(miyagi.line.hears('千葉').join('\n')).toMatch(/宮城の知らせ/)
  await miyagi.line.says('千葉', 'ヘルプ')
  expect(miyagi.line.hears('千葉')).not.toEqual([])
  expect(story.line.everythingHeard('千葉')).toEqual([])
  expect(miyagi.line.everythingHeard('佐々木')).toEqual([])

  expect(await outbox(both)).toEqual(
    [
      { regionId: story.regionId, account: story.playground.line.destination, state: 'sent' },
      { regionId, account: miyagi.playground.line.destination, state: 'sent' },
    ].sort((one, other) => (one.regionId < other.regionId ? -1 : 1)),
  )
  const spent = async (id: string): Promise<number> => (await story.admin('GET', `/regions/${id}/quota`)).body.settled
  expect(await spent(story.regionId)).toBe(1)
  expect(await spent(regionId)).toBe(1)
})

test('a code that is brought to another region’s account is not used up: its bearer is led to the right one', async () => {
  const { story, miyagi } = await openTwoRegions()
  const { code } = await story.made('/invites', { firmId: miyagi.firmId, role: 'owner' })
  await story.line.follow('千葉')
  story.line.hears('千葉')
  await story.line.says('千葉', code)
  const name = miyagi.account.name
  expect(story.line.hears('千葉').join('\n')).toContain(`LINEの ${name} で使うものです`)

  await miyagi.line.follow('菊池')
  await miyagi.line.says('菊池', code)
  expect(miyagi.line.hears('菊池').join('\n')).toContain('気仙水産')

  const { code: iwate } = await story.made('/invites', { firmId: story.firmId, role: 'owner' })
  await miyagi.line.says('熊谷', iwate)
  const there = story.playground.control.line.basicId()
  expect(miyagi.line.hears('熊谷').join('\n')).toContain(`LINEの ${there} で使うものです`)
  await story.line.follow('熊谷')
  await story.line.says('熊谷', iwate)
  expect(story.line.hears('熊谷').join('\n')).toContain('佐々木水産')
})

test('what is not signed by the account that the address is of is refused', async () => {
  const { story, miyagi } = await openTwoRegions()
  const { control } = miyagi.playground
  await miyagi.line.follow('千葉')
  for (const kind of ['foreign-secret', 'bad-signature', 'unsigned'] as const)
    expect((await control.inbound({ platform: 'line', kind })).map(({ status }) => status)).toEqual([401])
  miyagi.playground.setWebhooks({ line: `${story.app.url}/webhooks/line` })
  expect(await control.line.text(miyagi.line.id('千葉'), 'こんにちは')).toMatchObject({ webhookStatus: 401 })
  for (const id of ['nobody', miyagi.regionId]) {
    miyagi.playground.setWebhooks({ line: `${story.app.url}/webhooks/line/${id}` })
    expect(await control.line.text(miyagi.line.id('千葉'), 'こんにちは')).toMatchObject({ webhookStatus: 404 })
  }
})

test('whoever knows the secret of one region’s account says nothing in the name of another’s people', async () => {
  const { story, miyagi } = await openTwoRegions()
  await story.line.enrol('佐々木', 'owner')
  const tells = (destination: string) => {
    const event = {
      ...{ type: 'message', mode: 'active', timestamp: Date.now(), replyToken: 'made-up' },
      ...{ webhookEventId: `01FORGED-${destination.slice(0, 6)}`, deliveryContext: { isRedelivery: false } },
      source: { type: 'user', userId: story.line.id('佐々木') },
      message: { type: 'text', id: '1', quoteToken: 'q', text: '偽の言葉' },
    }
    const body = JSON.stringify({ destination, events: [event] })
    const signature = createHmac('sha256', miyagi.playground.line.channelSecret).update(body).digest('base64')
    return fetch(`${story.app.url}/webhooks/line/${miyagi.account.id}`, {
      ...{ method: 'POST', body },
      headers: { 'content-type': 'application/json', 'x-line-signature': signature },
    })
  }
  const kept = (): Promise<{ account: string }[]> =>
    story.app.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`select account from inbox where payload::text like '%偽の言葉%'`),
    )
  expect((await tells(story.playground.line.destination)).status).toBe(200)
  expect(await kept()).toEqual([])
  // The same of its own account is heard, so that it was the destination that kept it out.
  expect((await tells(miyagi.playground.line.destination)).status).toBe(200)
  expect((await kept()).length).toBeGreaterThan(0)
})

const MINUTE_MS = 60_000
const AGAIN_MS = 5 * MINUTE_MS

test('credentials are changed in the midst of what is said: nothing is lost, nothing is said twice, and a restart finds everything', async () => {
  const lines: string[] = []
  const both = await openTwoRegions({ reads: (line) => void lines.push(line) })
  const { story, miyagi } = both
  const { control } = miyagi.playground
  const { app, regionId, firmId } = { app: story.app, ...miyagi }
  const notice = (text: string) => ({ app: story.app, regionId, firmId, priority: 'notice' as const, text })
  const rotate = (credentials: object) => story.admin('POST', `/accounts/${miyagi.account.id}/rotate`, { credentials })
  control.line.setRedelivery([MINUTE_MS, AGAIN_MS])
  await miyagi.line.enrol('千葉', 'owner')
  const before = miyagi.credentials()

  // Issued anew at LINE, and not yet told to the program: both directions are refused for a while.
  control.line.renewCredentials()
  const renewed = miyagi.credentials()
  expect(await control.line.text(miyagi.line.id('千葉'), 'ヘルプ')).toMatchObject({ webhookStatus: 401 })
  await miyagi.line.isSent('千葉', notice('一つめの知らせ'))
  await story.settle()
  expect(miyagi.line.hears('千葉')).toEqual([])

  expect((await rotate(renewed)).body).toMatchObject({ hasFormer: true, account: miyagi.playground.line.destination })
  await story.wake()
  expect(miyagi.line.hears('千葉')).toEqual([expect.stringContaining('一つめの知らせ')])
  await story.pass(AGAIN_MS)
  await control.tick()
  await story.settle()
  expect(miyagi.line.hears('千葉')).toHaveLength(1)

  // What was signed with the former secret, and comes only now, still counts, until the operator says otherwise.
  const signedBefore = async (text: string): Promise<number | null> => {
    control.line.useSecret(before.channelSecret)
    const { webhookStatus } = await control.line.text(miyagi.line.id('千葉'), text)
    control.line.useSecret(renewed.channelSecret)
    await story.settle()
    return webhookStatus
  }
  control.line.setRedelivery([])
  expect(await signedBefore('状況')).toBe(200)
  expect(miyagi.line.hears('千葉')).toHaveLength(1)

  const keys = [1, 2].map((version) => `${version}:${Buffer.alloc(32, version).toString('base64')}`)
  await miyagi.line.isSent('千葉', notice('二つめの知らせ'))
  await story.restart({ OTASUKE_KEYS: keys.join(',') })
  miyagi.isHeard()
  await story.wake()
  expect(miyagi.line.hears('千葉')).toEqual([expect.stringContaining('二つめの知らせ')])
  expect((await story.admin('POST', '/accounts/rekey')).body).toEqual({ keyVersion: 2, accounts: 1 })
  await story.restart({ OTASUKE_KEYS: keys[1] ?? '' })
  miyagi.isHeard()
  await miyagi.line.says('千葉', 'ヘルプ')
  expect(miyagi.line.hears('千葉')).toHaveLength(1)

  expect((await story.admin('POST', `/accounts/${miyagi.account.id}/settle`)).body.hasFormer).toBe(false)
  expect(await signedBefore('状況')).toBe(401)
  expect(miyagi.line.hears('千葉')).toEqual([])
  expect((await outbox(both)).filter(({ state }) => state !== 'sent')).toEqual([])
  expect(control.invariants()).toMatchObject({ ok: true })
  const secrets = [before, renewed].flatMap((one) => Object.values(one))
  for (const secret of secrets) expect(lines.filter((line) => line.includes(secret))).toEqual([])
  expect(app).not.toBe(story.app)
})

test('a disabled account says nothing and loses nothing: what was to be said comes when it works again', async () => {
  const { story, miyagi } = await openTwoRegions()
  const { regionId, firmId } = miyagi
  await miyagi.line.enrol('千葉', 'owner')
  await story.admin('POST', `/accounts/${miyagi.account.id}/disable`)
  await miyagi.line.isSent('千葉', { app: story.app, regionId, firmId, priority: 'notice', text: '知らせ' })
  await story.wake()
  expect(miyagi.line.hears('千葉')).toEqual([])
  const { webhookStatus } = await miyagi.playground.control.line.text(miyagi.line.id('千葉'), 'ヘルプ')
  expect(webhookStatus).toBe(404)
  await story.admin('POST', `/accounts/${miyagi.account.id}/enable`)
  await story.wake()
  expect(miyagi.line.hears('千葉')).toEqual([expect.stringContaining('知らせ')])
})

test('an installation needs no LINE account of its own where its regions have theirs', async () => {
  const { story, miyagi } = await openTwoRegions()
  await story.restart({ LINE_CHANNEL_ACCESS_TOKEN: '', LINE_CHANNEL_SECRET: '' })
  miyagi.isHeard()
  await miyagi.line.enrol('千葉', 'owner')
  const { regionId, firmId } = miyagi
  await miyagi.line.isSent('千葉', { app: story.app, regionId, firmId, priority: 'notice', text: '知らせ' })
  await story.settle()
  expect(miyagi.line.hears('千葉')).toEqual([expect.stringContaining('知らせ')])
  expect((await story.admin('POST', '/menu', {})).status).toBe(409)
  expect((await story.admin('POST', '/menu', { regionId })).body.outcome).toBe('created')
  const shown = miyagi.playground.control.line.richMenuOf(miyagi.line.id('菊池'))
  expect(shown?.richMenuId).toBe(miyagi.playground.control.line.richMenuOf(miyagi.line.id('千葉'))?.richMenuId)
  expect(shown).toBeDefined()
})
