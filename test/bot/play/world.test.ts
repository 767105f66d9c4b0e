import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#bot/config.ts'
import { createLog } from '#bot/log.ts'
import { startPlayed } from '#bot/play.ts'
import { databaseFor } from '../../support/database.ts'

const ADMIN_TOKEN = 'the-admin-token-of-this-test'

interface Seen {
  firms: { name: string }[]
  staff: { name: string; role: string }[]
  sensors: { token: string }[]
  invites: { code: string; personName: string }[]
  rounds: { name: string; text: string; pageUrl?: string }[]
}

const configOf = (dataDir: string, url: string | undefined) =>
  readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    ADMIN_TOKEN,
    SECRET_KEY: 'a-secret-key-of-thirty-two-characters-or-more',
    PLAYGROUND: '1',
    ...(url ? { DATABASE_URL: url } : {}),
  })

/** What the page would be told, and how many regions there are; then the program ends. */
async function visit(dataDir: string, url: string | undefined): Promise<{ seen: Seen; regions: number }> {
  const playing = await startPlayed(configOf(dataDir, url), createLog({ level: 'silent' }))
  try {
    const seen = (await (await fetch(`${playing.url}/playground/session`)).json()) as Seen & { controlUrl?: string }
    // The emulators listen somewhere else each time.
    delete seen.controlUrl
    // Each look gets a link of its own, good from then on.
    for (const round of seen.rounds) delete round.pageUrl
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
    const regions = (await (await fetch(`${playing.url}/admin/v1/regions`, { headers })).json()) as {
      items: { id: string }[]
    }
    // A link that the operator asks for opens in the browser at hand, not at the address that the emulators make up.
    const link = await fetch(`${playing.url}/admin/v1/regions/${regions.items[0]?.id}/view-link`, { headers })
    expect(await link.json()).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) })
    return { seen, regions: regions.items.length }
  } finally {
    await playing.stop()
  }
}

test('the made-up region is entered once, however often the program starts or was killed at its first start', {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-world-'))
  const dataDir = join(folder, 'data')
  const database = await databaseFor(join(dataDir, 'database'))
  onTestFinished(async () => {
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const first = await visit(dataDir, database.url)
  expect(first.regions).toBe(1)
  expect(first.seen.firms.map(({ name }) => name)).toEqual(['佐々木水産', '南部建設'])
  expect(first.seen.staff.map(({ name, role }) => `${name} ${role}`)).toEqual([
    '小野 analyst',
    '山田 analyst',
    '及川 desk',
  ])
  expect(first.seen.invites.map(({ personName }) => personName)).toEqual(['佐々木', '千葉', '菊池'])

  expect(first.seen.rounds).toEqual([{ name: '説明会', text: expect.stringMatching(/^アンケート \w{4}-\w{4}$/) }])

  expect(await visit(dataDir, database.url)).toEqual(first)

  // As a kill leaves it between the last entry and the note of what was handed out.
  const note = join(dataDir, 'playground-world.json')
  const noted = readFileSync(note, 'utf8')
  rmSync(note)
  expect(await visit(dataDir, database.url)).toEqual(first)
  expect(readFileSync(note, 'utf8')).toBe(noted)
})

test('what an erased firm has said is in nothing that the playground keeps', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-world-'))
  const dataDir = join(folder, 'data')
  const database = await databaseFor(join(dataDir, 'database'))
  const playing = await startPlayed(configOf(dataDir, database.url), createLog({ level: 'silent' }))
  onTestFinished(async () => {
    await playing.stop()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const call = async (url: string, body?: object) => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
    const sent = body ? { method: 'POST', body: JSON.stringify(body), headers } : { headers }
    return (await fetch(url, sent)).json() as Promise<Record<string, never>>
  }
  const admin = (path: string, body?: object) => call(`${playing.url}/admin/v1${path}`, body)
  const settle = () => admin('/clock', { advanceMs: 1_000 })
  const { controlUrl, invites } = (await call(`${playing.url}/playground/session`)) as unknown as Seen & {
    controlUrl: string
  }
  const users = (await call(`${controlUrl}/world`)).line as unknown as {
    users: { userId: string; displayName: string }[]
  }
  const owner = users.users.find(({ displayName }) => displayName === '佐々木')?.userId
  await call(`${controlUrl}/line/users/${owner}/follow`, {})
  for (const text of [invites[0]?.code, 'はい', '同意する', 'ひみつの言葉カナリア']) {
    await call(`${controlUrl}/line/users/${owner}/text`, { text })
    await settle()
  }
  const kept = async (): Promise<string> =>
    JSON.stringify(await call(`${controlUrl}/line/users/${owner}/chat`)) +
    (await (await fetch(`${controlUrl}/transcript`)).text())
  expect(await kept()).toContain('カナリア')
  const { items } = (await admin('/firms')) as unknown as { items: { id: string; name: string }[] }
  const firm = items.find(({ name }) => name === '佐々木水産')
  await admin(`/firms/${firm?.id}/leave`, { isConfirmed: true })
  await settle()
  await admin(`/firms/${firm?.id}/erase`, {})
  await settle()
  await settle()
  expect(await kept()).not.toMatch(/カナリア/)
  // That it is over, and with what certificate, stays to be read.
  expect(await kept()).toContain('会社の記録を消しました')
})
