import { gunzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { seal, verifyChain } from '#db/audit-chain.ts'
import { query } from '#db/door.ts'
import { tablesWith } from '../support/planted.ts'
import { notify } from './notified.ts'
import { scan } from './scan.ts'
import { openStory, type Story } from './world.ts'

const DAY_MS = 86_400_000
const CANARY = 'かなりあ4711'

/** The newest link with that label in what somebody was sent, as the path it opens. */
function linkOf({ playground, line }: Story, name: '佐々木', label: string): string {
  const chat = JSON.stringify(playground.control.line.chat(line.id(name)).items)
  const url = [...chat.matchAll(/"label":"([^"]+)","uri":"([^"]+)"/g)].findLast(([, said]) => said === label)?.[2]
  if (!url) throw new Error(`${name} sees no link ${label}`)
  return new URL(url).pathname
}

const opened = ({ app }: Story, path: string) => app.server.inject({ url: path })

/** The files of a tar, by name. */
function untarred(archive: Buffer): Map<string, Buffer> {
  const tar = gunzipSync(archive)
  const files = new Map<string, Buffer>()
  for (let at = 0; tar[at] !== 0; ) {
    const name = tar.toString('latin1', at, tar.indexOf(0, at))
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8)
    files.set(name, tar.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

describe('a firm that leaves', () => {
  // S10: データを渡す → 消す → 証明; another firm of the region loses nothing.
  it('gets its data, is erased after thirty days, and has a certificate; nothing of it is left, and nothing of another firm is gone', async () => {
    const log: string[] = []
    const story = await openStory({ reads: (line) => log.push(line) })
    const { app, line, slack, firmId, regionId, admin, made, pass, settle } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    const other = await made('/firms', { regionId, name: '南部建設' })
    await line.enrol('菊池', 'owner', other.id)
    await line.says('菊池', '相談')
    await line.says('菊池', '南部のかなりあ0815')
    await line.says('佐々木', '相談')
    await line.says('佐々木', CANARY)
    await scan(story, { id: 'scan-0', device: '192.168.1.30', target: '192.168.1.30' })
    await notify(story, 'low')
    const theirs = await tablesWith(app.db, '南部のかなりあ0815')
    line.hears('佐々木')

    // Only the owner leaves, and hears first what will happen.
    await line.says('千葉', 'やめたい')
    expect(line.hears('千葉').join()).toContain('代表の人だけ')
    await line.says('佐々木', 'やめたい')
    expect(line.hears('佐々木').join()).toMatch(/すぐに止まります[\s\S]*30日たつと[\s\S]*取り消すことも/)
    await line.taps('佐々木', 'やめる手続きをする')
    expect(line.hears('佐々木').join()).toMatch(/やめる手続きを始めました[\s\S]*12月24日[\s\S]*返してください/)
    expect(line.hears('千葉').join()).toContain('おたすけをやめることになりました')
    expect(slack.cards('desk').join()).toMatch(/佐々木水産 さんが退会の手続き[\s\S]*1台/)
    expect(slack.cards('analysts').join()).toContain('完了')

    // From then on: no data, no colleague, no open case, nothing that comes by itself.
    const sent = await app.server.inject({
      ...{ method: 'POST', url: '/sensor/v1/events', payload: '{}' },
      headers: { authorization: `Bearer ${story.sensorToken}`, 'content-type': 'application/x-ndjson' },
    })
    expect(sent.statusCode).toBe(401)
    const cases = (await admin('GET', `/cases?firmId=${firmId}`)).body.items
    expect(cases.map(({ state }: { state: string }) => state)).toEqual(['closed'])
    await line.says('千葉', '状況')
    expect(line.hears('千葉').join()).not.toContain('いまの状況')

    // Everything of the firm in one file, without keys; the note for the parcel.
    expect((await opened(story, linkOf(story, '佐々木', '箱に入れる紙'))).body).toContain('事務所')
    const page = linkOf(story, '佐々木', 'データを受け取る')
    expect((await opened(story, page)).body).toMatch(/佐々木水産[\s\S]*パソコンなどの一覧|佐々木水産[\s\S]*会社と場所/)
    const archive = await opened(story, `${page}.tgz`)
    expect(archive.statusCode).toBe(200)
    const files = untarred(archive.rawPayload)
    expect(JSON.parse(String(files.get('firm/firms.json')))).toMatchObject([{ name: '佐々木水産' }])
    expect(String(files.get('cases/notices.csv'))).toMatch(/^\ufeffid,/)
    const all = [...files.values()].map(String).join()
    expect(all).not.toContain('token_hash')
    expect(all).not.toContain('南部')
    expect(files.has('sensors/sensors.json')).toBe(true)
    const opening = (await admin('GET', `/audit?firmId=${firmId}`)).body.items.filter(
      ({ what, actor }: { what: string; actor: string }) => what === 'looked-at' && actor === 'link:owner',
    )
    expect(opening).toMatchObject([{ subject: `profile:${firmId}` }])

    // The day before, everything is there; on the day nothing is, and the owner is told.
    await pass(29 * DAY_MS)
    expect(await tablesWith(app.db, '佐々木水産')).toContain('firms')
    await pass(DAY_MS)
    await settle()
    expect(line.hears('佐々木').join()).toContain('会社の記録を消しました')
    const certificate = linkOf(story, '佐々木', '消した証明書')
    const shown = await opened(story, certificate)
    expect(shown.body).toMatch(/佐々木水産 さんの記録を[\s\S]*まだ残るもの[\s\S]*法律で/)
    expect((await opened(story, `${certificate}.pdf`)).rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    const data = (await opened(story, `${certificate}.json`)).json()
    expect(data).toMatchObject({ firm: '佐々木水産', hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(data.rows.find(({ noun }: { noun: string }) => noun === 'cases').rows).toBeGreaterThan(1)

    expect(await tablesWith(app.db, CANARY)).toEqual([])
    expect(await tablesWith(app.db, '佐々木水産')).toEqual(['leavings'])
    expect(await tablesWith(app.db, '192.168.1.30')).toEqual([])
    expect((await opened(story, page)).statusCode).toBe(404)
    expect(slack.cards('analysts').join()).not.toContain('192.168.1.30')

    // The certificate ends, too; then nothing says whose it was.
    await pass(31 * DAY_MS)
    expect(await tablesWith(app.db, '佐々木水産')).toEqual([])
    expect(await tablesWith(app.db, line.id('佐々木'))).toEqual([])
    const [erasure] = await app.db.transaction({ kind: 'system' }, (tx) =>
      query<{ hash: string }>(tx, sql`select hash from erasures`),
    )
    expect(erasure?.hash).toBe(data.hash)

    expect(await tablesWith(app.db, '南部のかなりあ0815')).toEqual(theirs)
    await line.says('菊池', '状況')
    expect(line.hears('菊池').join()).toContain('南部建設')
    await app.db.transaction({ kind: 'system' }, async (tx) => {
      while ((await seal(tx)) > 0);
    })
    expect(await app.db.transaction({ kind: 'system' }, verifyChain)).toMatchObject({ broken: null })
    expect(log.join('\n')).not.toContain(CANARY)
  })

  it('that takes it back within the thirty days goes on as before', async () => {
    const story = await openStory()
    const { app, line, slack, pass, firmId } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    await line.says('佐々木', 'やめたい')
    await line.taps('佐々木', 'やめる手続きをする')
    await pass(20 * DAY_MS)
    await line.taps('佐々木', 'やめるのを取り消す')
    expect(line.hears('佐々木').join()).toContain('取り消しました')
    expect(slack.cards('desk').join()).toContain('退会を取り消しました')
    const sent = await app.server.inject({
      ...{ method: 'POST', url: '/sensor/v1/events', payload: '{}' },
      headers: { authorization: `Bearer ${story.sensorToken}`, 'content-type': 'application/x-ndjson' },
    })
    expect(sent.statusCode).toBe(202)
    line.hears('千葉')
    await line.says('千葉', '状況')
    expect(line.hears('千葉').join()).toContain('いまの状況')
    // A button of the leave of the leave that was taken back does nothing.
    await line.taps('佐々木', 'やめるのを取り消す')
    expect(line.hears('佐々木').join()).toContain('取り消すものは、ありません')
    await pass(20 * DAY_MS)
    const firms = await app.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`select from firms where id = ${firmId}`),
    )
    expect(firms).toHaveLength(1)
  })
})
