import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { keyRingFrom } from '#bot/account/key-ring.ts'
import { query } from '#db/door.ts'
import { type Body, type Office, SECRET_KEY, sharedOffice } from './office.ts'

const key = (version: number) => ({ version, key: randomBytes(32) })

/** Another in each test, because an account is kept once. */
let turn = 0
const credentialsOf = (name: string) => ({
  channelAccessToken: `${name}-token-${turn}`,
  channelSecret: `${name}-secret-x`,
})

interface Given {
  office: Office
  regionId: string
  account: Body
}

async function given(office: Office): Promise<Given> {
  turn += 1
  const { id: regionId } = await office.made('/regions', { name: '久慈' })
  const body = { regionId, platform: 'line', credentials: credentialsOf(`kuji${turn}`) }
  return { office, regionId, account: await office.made('/accounts', body) }
}

/** Everything in the database, as it lies there. */
async function everything({ db }: Office): Promise<string> {
  const tables = await db.transaction({ kind: 'system' }, (tx) =>
    query<{ name: string }>(tx, sql`select tablename as name from pg_tables where schemaname = 'public'`),
  )
  const rows: string[] = []
  for (const { name } of tables)
    for (const { row } of await db.transaction({ kind: 'system' }, (tx) =>
      query<{ row: string }>(tx, sql`select t::text as row from ${sql.identifier(name)} t`),
    ))
      rows.push(row)
  return rows.join('\n')
}

describe('an account of a region’s own', () => {
  const shared = sharedOffice()
  let office: Office
  beforeEach(() => {
    office = shared.it()
  })

  it('is added under the name that the platform knows it by, and shown without its credentials', async () => {
    const { account, regionId } = await given(office)
    expect(account).toMatchObject({
      ...{ regionId, platform: 'line', account: `Ukuji${turn}`, name: `@kuji${turn}`, keyVersion: 0, hasFormer: false },
      ...{ webhookUrl: `https://otasuke.example/webhooks/line/${account.id}`, rotatedAt: null, disabledAt: null },
    })
    const list = await office.get(`/accounts?regionId=${regionId}`)
    expect(list.body.items).toEqual([account])
    expect(JSON.stringify([account, list.body])).not.toMatch(/-token-|-secret-/)
  })

  it('leaves nothing of its credentials in the database that can be read, neither in letters nor in bytes', async () => {
    const { account } = await given(office)
    await office.post(`/accounts/${account.id}/rotate`, { credentials: { channelSecret: 'the-newest-secret' } })
    const kept = await everything(office)
    expect(kept).toContain(account.id)
    for (const secret of ['-token-', '-secret-x', 'the-newest-secret']) {
      expect(kept).not.toContain(secret)
      expect(kept).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })

  it('is asked of the platform: what that does not take is not kept, and no word of it is answered', async () => {
    const { id: regionId } = await office.made('/regions', { name: '宮古' })
    const of = (channelAccessToken: string) => ({ channelAccessToken, channelSecret: 'a-good-secret' })
    const refused = await office.post('/accounts', { regionId, platform: 'line', credentials: of('mistyped') })
    const away = await office.post('/accounts', { regionId, platform: 'line', credentials: of('unreachable') })
    expect([refused.status, away.status]).toEqual([422, 502])
    expect(JSON.stringify([refused.body, away.body])).not.toMatch(/mistyped|a-good-secret/)
    expect((await office.get(`/accounts?regionId=${regionId}`)).body.items).toEqual([])
  })

  it('is one in its region and on its platform, and kept once', async () => {
    const { regionId } = await given(office)
    const { id: other } = await office.made('/regions', { name: '宮古' })
    const second = { regionId, platform: 'line', credentials: credentialsOf('another') }
    const twice = { regionId: other, platform: 'line', credentials: credentialsOf(`kuji${turn}`) }
    expect((await office.post('/accounts', second)).status).toBe(409)
    expect((await office.post('/accounts', twice)).status).toBe(409)
  })

  it('gets other credentials only where they are the same account’s, and keeps the former until they are dropped', async () => {
    const { account } = await given(office)
    const rotate = (credentials: object) => office.post(`/accounts/${account.id}/rotate`, { credentials })
    expect((await rotate({ channelAccessToken: 'somebody-elses-token' })).status).toBe(409)
    expect((await rotate({})).status).toBe(422)
    const renewed = await rotate({ channelAccessToken: `kuji${turn}-renewed` })
    expect([renewed.status, renewed.body.hasFormer]).toEqual([200, false])
    expect(renewed.body.rotatedAt).not.toBeNull()
    expect((await rotate({ channelSecret: 'another-secret' })).body.hasFormer).toBe(true)
    expect((await rotate({ channelAccessToken: `kuji${turn}-once-more` })).body.hasFormer).toBe(true)
    expect((await office.post(`/accounts/${account.id}/settle`)).body.hasFormer).toBe(false)
  })

  it('of two changes at once one is told that the other was quicker', async () => {
    const { account } = await given(office)
    const rotate = (secret: string) =>
      office.post(`/accounts/${account.id}/rotate`, { credentials: { channelSecret: secret } })
    const both = await Promise.all([rotate('one-secret'), rotate('another-secret')])
    const done = both.filter(({ status }) => status === 200)
    expect(done.length).toBeGreaterThan(0)
    expect(both.filter(({ status }) => status === 409)).toHaveLength(2 - done.length)
  })

  it('makes room for another one while it is disabled, and then is not put to work beside it', async () => {
    const { account, regionId } = await given(office)
    expect((await office.post(`/accounts/${account.id}/disable`)).body.disabledAt).not.toBeNull()
    await office.made('/accounts', { regionId, platform: 'line', credentials: credentialsOf(`new${turn}`) })
    const both = await office.post(`/accounts/${account.id}/enable`)
    expect([both.status, both.body.title]).toEqual([409, 'Another one'])
  })

  it('is the operator’s alone: a chamber neither sees nor changes it', async () => {
    const { account, regionId } = await given(office)
    const { token } = await office.made('/tokens', { regionId, role: 'chamber', name: '会議所' })
    for (const [method, path] of [
      ['GET', '/accounts'],
      ['POST', '/accounts'],
      ['POST', `/accounts/${account.id}/rotate`],
      ['POST', `/accounts/${account.id}/channels`],
      ['POST', `/accounts/${account.id}/settle`],
      ['POST', `/accounts/${account.id}/disable`],
      ['POST', '/accounts/rekey'],
    ] as const)
      expect((await office.send(method, path, undefined, { token })).status, path).toBe(403)
  })

  it('names who did what to it, and nothing else, in the audit log', async () => {
    const { account } = await given(office)
    await office.post(`/accounts/${account.id}/rotate`, { credentials: { channelSecret: 'the-newest-secret' } })
    const lines = (await office.get('/audit?limit=200')).body.items.filter(
      (line: Body) => line.params?.account === account.id,
    )
    expect(lines.map(({ what, params }: Body) => [what, params])).toEqual([
      ['account-rotated', { account: account.id, platform: 'line' }],
      ['account-added', { account: account.id, platform: 'line' }],
    ])
  })
})

describe('where no platform would tell us anything', () => {
  const shared = sharedOffice({ isHeard: false })

  it('no account is taken in or put to work, and it is said why', async () => {
    const office = shared.it()
    const { id: regionId } = await office.made('/regions', { name: '久慈' })
    const body = { regionId, platform: 'line', credentials: credentialsOf('unheard') }
    for (const answer of [await office.post('/accounts', body), await office.post('/accounts/account_1/enable')])
      expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('PUBLIC_URL must be https')])
    expect((await office.get(`/accounts?regionId=${regionId}`)).body.items).toEqual([])
  })
})

describe('a workspace of a region’s own', () => {
  const shared = sharedOffice()
  const CHANNELS = { analysts: 'C0ANALYSTS', desk: 'C0DESK', operations: 'C0OPERATE' }
  const secretsOf = (name: string) => ({ botToken: `xoxb-${name}-token`, signingSecret: `${name}-signing-x` })
  /** Another workspace in each test, because it is kept once. */
  async function room() {
    turn += 1
    const office = shared.it()
    const { id: regionId } = await office.made('/regions', { name: '久慈' })
    const body = { regionId, platform: 'slack', credentials: secretsOf(`kuji${turn}`), channels: CHANNELS }
    return { office, body, name: `kuji${turn}` }
  }

  it('is added with the channels of its staff, and shown without its credentials', async () => {
    const { office, body, name } = await room()
    const account = await office.made('/accounts', body)
    expect(account).toMatchObject({
      ...{ platform: 'slack', account: `T${name}`, name: `ws-${name}`, channels: { ...CHANNELS, dispatch: 'C0DESK' } },
      webhookUrl: `https://otasuke.example/webhooks/slack/${account.id}`,
    })
    const list = await office.get(`/accounts?regionId=${body.regionId}`)
    expect(list.body.items).toEqual([account])
    expect(JSON.stringify([account, list.body])).not.toMatch(/xoxb-|-signing-/)
    const kept = await everything(office)
    for (const secret of Object.values(body.credentials)) expect(kept).not.toContain(secret)
  })

  it('is not taken where Slack does not know the token, does not answer, or does not let the app into a channel', async () => {
    const { office, body } = await room()
    const answer = async (changes: object) => {
      const { status, body: said } = await office.post('/accounts', { ...body, ...changes })
      expect(JSON.stringify(said)).not.toMatch(/-signing-/)
      return [status, said.detail]
    }
    const token = (botToken: string) => ({ credentials: { ...body.credentials, botToken } })
    expect((await answer(token('xoxb-mistyped')))[0]).toBe(422)
    expect((await answer(token('xoxb-unreachable')))[0]).toBe(502)
    expect((await answer(token('xapp-another-token')))[0]).toBe(422)
    expect((await answer({ channels: undefined }))[0]).toBe(422)
    expect(await answer({ channels: { ...CHANNELS, operations: 'C9OPERATE' } })).toEqual([
      422,
      'The app does not reach the channel operations (C9OPERATE: not_in_channel): type /invite @おたすけ there. Nothing was changed.',
    ])
    expect((await office.get(`/accounts?regionId=${body.regionId}`)).body.items).toEqual([])
  })

  it('is never the installation’s, in which every other region is', async () => {
    const { office, body } = await room()
    const { status, body: said } = await office.post('/accounts', { ...body, credentials: secretsOf('ours') })
    expect([status, said.title]).toEqual([409, 'The installation’s own'])
  })

  it('gets other credentials and other channels, each asked of Slack at once', async () => {
    const { office, body, name } = await room()
    const { id } = await office.made('/accounts', body)
    const rotate = (credentials: object) => office.post(`/accounts/${id}/rotate`, { credentials })
    expect((await rotate({ channelSecret: 'a-secret-of-line' })).status).toBe(422)
    expect((await rotate({ botToken: 'xoxb-another-token' })).status).toBe(409)
    expect((await rotate({ botToken: `xoxb-${name}-renewed` })).body.hasFormer).toBe(false)
    expect((await rotate({ signingSecret: 'another-signing-x' })).body.hasFormer).toBe(true)
    const move = (channels: object) => office.post(`/accounts/${id}/channels`, { channels })
    expect((await move({ ...CHANNELS, desk: 'C9DESK' })).status).toBe(422)
    const moved = { ...CHANNELS, desk: 'C0OTHER', dispatch: 'C0VISITS', insurer: 'C0INSURE' }
    expect((await move(moved)).body.channels).toEqual(moved)
  })

  it('has channels where its staff works, and a LINE account has none', async () => {
    const { office, account } = await given(shared.it())
    expect((await office.post(`/accounts/${account.id}/channels`, { channels: CHANNELS })).status).toBe(409)
  })
})

describe('when the key is changed', () => {
  const [first, second] = [key(1), key(2)]
  let ring = keyRingFrom(SECRET_KEY, [first])
  /** As a node that is started again with other keys. */
  const shared = sharedOffice({
    ring: {
      get version() {
        return ring.version
      },
      seal: (...what) => ring.seal(...what),
      open: (...what) => ring.open(...what),
    },
  })

  it('all credentials are sealed anew under the newest, and then the older one is needed no longer', async () => {
    const office = shared.it()
    const { account, regionId } = await given(office)
    const rotate = (secret: string) =>
      office.post(`/accounts/${account.id}/rotate`, { credentials: { channelSecret: secret } })
    await rotate('another-secret')
    expect(account.keyVersion).toBe(1)

    ring = keyRingFrom(SECRET_KEY, [first, second])
    expect((await office.get(`/accounts?regionId=${regionId}`)).body.items[0].keyVersion).toBe(1)
    expect((await office.post('/accounts/rekey')).body).toEqual({ keyVersion: 2, accounts: 1 })
    expect((await office.get(`/accounts?regionId=${regionId}`)).body.items[0]).toMatchObject({
      ...{ keyVersion: 2, hasFormer: true },
    })
    expect((await everything(office)).includes('another-secret')).toBe(false)

    ring = keyRingFrom(SECRET_KEY, [second])
    expect((await rotate('a-third-secret')).status).toBe(200)
  })

  it('one that was taken out too early is named, and nothing was changed', async () => {
    const office = shared.it()
    ring = keyRingFrom(SECRET_KEY, [first])
    const { account } = await given(office)
    ring = keyRingFrom(SECRET_KEY, [second])
    const refused = await office.post('/accounts/rekey')
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      `The credentials of ${account.id} are sealed with key 1, and do not open with it here.`,
    ])
  })
})
