import { createHmac } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { createAccounts } from '#bot/account/accounts.ts'
import { type Credentials, sealCredentials } from '#bot/account/credentials.ts'
import { keyRingFrom } from '#bot/account/key-ring.ts'
import { ownLineVoice } from '#bot/account/line-voice.ts'
import { ownSlackVoice } from '#bot/account/slack-voice.ts'
import { createMetrics } from '#bot/http/metrics.ts'
import { createLog } from '#bot/log.ts'
import type { NumberedKey } from '#bot/seal.ts'
import { addAccount, dropFormer, findAccount, rotateAccount, setDisabled } from '#db/accounts.ts'
import type { Db } from '#db/door.ts'
import { addRegion } from '#db/regions.ts'
import { testDatabase } from '../support/database.ts'

const SECRET = 'a-secret-key-of-thirty-two-characters-or-more'
const AT = Date.UTC(2026, 10, 24, 1)
const system = { kind: 'system' } as const
const ring = keyRingFrom(SECRET, [])
const KUJI = {
  id: 'account-kuji',
  regionId: 'kuji',
  platform: 'line',
  account: 'Ukuji',
  name: '@kuji',
  channels: null,
} as const
const MIYAKO = {
  id: 'account-miyako',
  regionId: 'miyako',
  platform: 'line',
  account: 'Umiyako',
  name: '@miyako',
  channels: null,
} as const
const credentials = (channelSecret: string): Credentials => ({ channelAccessToken: 'token', channelSecret })

let db: Db
beforeEach(async () => {
  db = await testDatabase()
  for (const account of [KUJI, MIYAKO])
    await db.transaction(system, async (tx) => {
      await addRegion(tx, {
        id: account.regionId,
        name: account.regionId,
        timezone: 'Asia/Tokyo',
        locale: 'ja',
        at: AT,
      })
      const sealed = sealCredentials(ring, account, 'credentials', credentials('first'))
      await addAccount(tx, account, { credentials: sealed, at: AT })
    })
})

const quiet = createLog({ level: 'silent' })
const nobody = (): never => {
  throw new Error('nobody speaks here')
}

/** As another program on the same database, which keeps to itself what it has built. */
function node(keys: readonly NumberedKey[] = [], lines: string[] = []) {
  const accounts = createAccounts({
    ring: keyRingFrom(SECRET, keys),
    defaults: { line: undefined, slack: undefined, discord: undefined },
    makeLine: ownLineVoice({ apiBaseUrl: undefined, dataApiBaseUrl: undefined }),
    makeSlack: ownSlackVoice({
      apiUrl: undefined,
      db,
      context: nobody,
      metrics: createMetrics(db, () => AT),
      log: quiet,
    }),
    log: createLog({ level: 'trace', write: (line) => void lines.push(line) }),
  })
  const heard = (id: string) => db.transaction(system, (tx) => accounts.hearing(tx, 'line', id))
  const body = Buffer.from('{"destination":"Ukuji","events":[]}')
  return {
    /** What becomes of a webhook that is signed with this. */
    async takes(secret: string, id: string = KUJI.id): Promise<string | undefined> {
      const signature = createHmac('sha256', secret).update(body).digest('base64')
      return (await heard(id))?.adapter.verify({ headers: { 'x-line-signature': signature }, body }, AT).kind
    },
    workspace: (id: string) => db.transaction(system, (tx) => accounts.hearing(tx, 'slack', id)),
    speaksIn: (account: string) =>
      db.transaction(system, async (tx) => (await accounts.speaking(tx, { platform: 'line', account })) !== undefined),
  }
}

async function rotate(to: string, former: string | null): Promise<void> {
  await db.transaction(system, async (tx) => {
    const account = await findAccount(tx, KUJI.id)
    if (!account) throw new Error('there is no such account')
    const sealed = {
      credentials: sealCredentials(ring, KUJI, 'credentials', credentials(to)),
      former: former === null ? null : sealCredentials(ring, KUJI, 'former', credentials(former)),
    }
    await rotateAccount(tx, { ...account, ...sealed }, AT)
  })
}

it('a change holds on every node at its next use, also where the account was at work before', async () => {
  const nodes = [node(), node()]
  const taken = (secret: string) => Promise.all(nodes.map(({ takes }) => takes(secret)))
  expect(await taken('first')).toEqual(['genuine', 'genuine'])
  expect(await taken('second')).toEqual(['refused', 'refused'])
  await rotate('second', 'first')
  expect(await taken('second')).toEqual(['genuine', 'genuine'])
  expect(await taken('first')).toEqual(['genuine', 'genuine'])
  await db.transaction(system, (tx) => dropFormer(tx, KUJI.id))
  expect(await taken('second')).toEqual(['genuine', 'genuine'])
  expect(await taken('first')).toEqual(['refused', 'refused'])
})

it('an account whose key is missing is silent and named in the log, and holds up no other', async () => {
  const newer = { version: 1, key: Buffer.alloc(32, 1) }
  const sealed = sealCredentials(keyRingFrom(SECRET, [newer]), KUJI, 'credentials', credentials('second'))
  await db.transaction(system, async (tx) => {
    const account = await findAccount(tx, KUJI.id)
    if (account) await rotateAccount(tx, { ...account, credentials: sealed, former: null }, AT)
  })
  const lines: string[] = []
  const { takes, speaksIn } = node([], lines)
  expect([await speaksIn('Ukuji'), await takes('second')]).toEqual([false, undefined])
  expect([await speaksIn('Umiyako'), await takes('first', MIYAKO.id)]).toEqual([true, 'genuine'])
  expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ account: KUJI.id, keyVersion: 1 })
  expect(await node([newer]).speaksIn('Ukuji')).toBe(true)
})

it('a row that was copied over another does not make its region speak with a stranger’s account', async () => {
  await db.transaction(system, async (tx) => {
    const [kuji, miyako] = [await findAccount(tx, KUJI.id), await findAccount(tx, MIYAKO.id)]
    if (kuji && miyako) await rotateAccount(tx, { ...kuji, credentials: miyako.credentials, former: null }, AT)
  })
  expect(await node().speaksIn('Ukuji')).toBe(false)
})

it('a workspace’s new secret holds on every node at its next use, and the former one until it is dropped', async () => {
  const own = { ...KUJI, id: 'account-slack', platform: 'slack', account: 'T-kuji' } as const
  const sealed = (place: 'credentials' | 'former', signingSecret: string) =>
    sealCredentials(ring, own, place, { botToken: 'xoxb-token', signingSecret })
  await db.transaction(system, (tx) => addAccount(tx, own, { credentials: sealed('credentials', 'first'), at: AT }))
  const nodes = [node(), node()]
  const body = Buffer.from('{}')
  const taken = (secret: string) =>
    Promise.all(
      nodes.map(async ({ workspace }) => {
        const digest = createHmac('sha256', secret)
          .update(`v0:${AT / 1000}:`)
          .update(body)
          .digest('hex')
        const headers = { 'x-slack-request-timestamp': `${AT / 1000}`, 'x-slack-signature': `v0=${digest}` }
        return (await workspace(own.id))?.adapter.verify({ headers, body }, AT).kind
      }),
    )
  expect([await taken('first'), await taken('second')]).toEqual([
    ['genuine', 'genuine'],
    ['refused', 'refused'],
  ])
  await db.transaction(system, async (tx) => {
    const account = await findAccount(tx, own.id)
    const after = { credentials: sealed('credentials', 'second'), former: sealed('former', 'first') }
    if (account) await rotateAccount(tx, { ...account, ...after }, AT)
  })
  expect([await taken('first'), await taken('second')].flat()).toEqual(Array(4).fill('genuine'))
  await db.transaction(system, (tx) => dropFormer(tx, own.id))
  expect(await taken('first')).toEqual(['refused', 'refused'])
  await db.transaction(system, (tx) => setDisabled(tx, own.id, AT))
  expect(await taken('second')).toEqual([undefined, undefined])
})

it('an address of one platform opens no account of another', async () => {
  expect(await node().workspace(KUJI.id)).toBeUndefined()
})
