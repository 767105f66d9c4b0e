import { Registry } from 'prom-client'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { pages } from '#bot/http/pages.ts'
import { createServer } from '#bot/http/server.ts'
import { linksFrom, SIGNED_LENGTH_MAX } from '#bot/links.ts'
import { createLog } from '#bot/log.ts'
import { NotPainted } from '#bot/pictures/painter.ts'
import { secretsFrom } from '#bot/secrets.ts'
import type { Db } from '#db/door.ts'
import { openTestDatabase } from '../support/database.ts'
import { sheetOf } from '../support/sheet.ts'

const NOW = Date.parse('2026-11-25T10:00:00+09:00')
const DAY = 86_400_000
const links = linksFrom(secretsFrom('a-secret-key-of-thirty-two-characters-or-more'), 'https://otasuke.example')
const others = linksFrom(secretsFrom('another-secret-key-of-thirty-two-characters'), 'https://otasuke.example')
const PHOTO = 'photo_01hzzzzzzzzzzzzzzzzzzzzzzz'
const SESSION = 'dialogue_01hzzzzzzzzzzzzzzzzzzzzzzz'

let db: Db
beforeAll(async () => {
  db = (await openTestDatabase()).db
})

/** The door alone: what is drawn says only what was wished. */
async function ask(link: string, { isBusy = false } = {}) {
  const asked: string[] = []
  const opened: string[] = []
  const server = await createServer({
    log: createLog({ level: 'silent' }),
    // Only its registry is asked for, and by nobody here.
    metrics: { registry: new Registry() } as Parameters<typeof createServer>[0]['metrics'],
    isReady: () => true,
  })
  onTestFinished(() => server.close())
  await pages(server, {
    db,
    links,
    now: () => NOW,
    drawnAhead: { taken: () => undefined },
    log: createLog({ level: 'silent' }),
    photoOf: async (_, subject) =>
      subject === PHOTO ? { type: 'image/jpeg', bytes: Buffer.from('<script>') } : undefined,
    sheetOf: async (_, subject) => {
      asked.push(subject)
      return subject === SESSION ? sheetOf() : undefined
    },
    filesOf: async () => undefined,
    onOpened: async (_, subject) => {
      opened.push(subject)
    },
    painter: {
      paint: async (wish) => {
        if (isBusy || wish.form === 'menu' || wish.form === 'preview') throw new NotPainted('too much')
        const { form, sheet, ...more } = wish
        return new TextEncoder().encode(`${form} ${'firm' in sheet ? sheet.firm : sheet.title} ${JSON.stringify(more)}`)
      },
      close: async () => {},
    },
  })
  const answer = await server.inject({ url: link.replace('https://otasuke.example', '') })
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    headers: answer.headers,
    body: answer.body,
    asked,
    opened,
  }
}

describe('a link that we gave out', () => {
  it.each([
    ['page', [SESSION]],
    ['pdf', [SESSION]],
    // LINE fetches it by itself, to show the message.
    ['png', []],
  ] as const)('is read when somebody opens the %s: %j', async (kind, opened) => {
    expect((await ask(links.to(SESSION, kind, NOW + 60_000))).opened).toEqual(opened)
  })

  it.each([
    ['page', 'text/html; charset=utf-8'],
    ['png', 'image/png'],
    ['pdf', 'application/pdf'],
  ] as const)('opens the %s', async (kind, type) => {
    const { status, type: told, body } = await ask(links.to(SESSION, kind, NOW + DAY))
    expect({ status, told }).toEqual({ status: 200, told: type })
    expect(body).toContain(`${kind} 佐々木水産`)
  })

  it.each(['page', 'png', 'pdf'] as const)(
    'is taken by no browser for something else than the %s that it is',
    async (kind) => {
      for (const until of [NOW + DAY, NOW - DAY])
        expect((await ask(links.to(SESSION, kind, until))).headers).toMatchObject({
          'x-content-type-options': 'nosniff',
        })
    },
  )

  it('is kept by nobody on the way, and found by no search engine', async () => {
    for (const until of [NOW + DAY, NOW - DAY]) {
      const { headers } = await ask(links.to(SESSION, 'png', until))
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex, nofollow',
        'referrer-policy': 'no-referrer',
      })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
    }
  })

  it('leads from the page to the paper, which expires with it', async () => {
    const { body } = await ask(links.to(SESSION, 'page', NOW + DAY))
    expect(body).toContain(links.to(SESSION, 'pdf', NOW + DAY))
    expect(body).toContain('印刷')
  })

  it('is good to its last second, and then says what to do', async () => {
    expect((await ask(links.to(SESSION, 'page', NOW))).status).toBe(200)
    const { status, body, type, asked } = await ask(links.to(SESSION, 'page', NOW - 1_000))
    expect({ status, type, asked }).toEqual({ status: 410, type: 'text/html; charset=utf-8', asked: [] })
    expect(body).toMatch(/期間は終わりました[\s\S]*「結果」か「星」と送ると/)
    expect(body).not.toContain('佐々木')
  })

  it('is found however long it is, and none is given out that would not be', async () => {
    const others = links.to('dialogue_', 'json', NOW + DAY).length - 'https://otasuke.example/r/dialogue_'.length
    const longest = `dialogue_${'z'.repeat(SIGNED_LENGTH_MAX - 'dialogue_'.length - others)}`
    expect((await ask(links.to(longest, 'json', NOW + DAY))).asked).toEqual([longest])
    expect(() => links.to(`${longest}z`, 'json', NOW + DAY)).toThrow('found by nobody')
  })

  it('shows nothing when the result is gone', async () => {
    expect(await ask(links.to('dialogue_01another', 'page', NOW + DAY))).toMatchObject({ status: 404 })
  })

  it('asks for patience when too much is being drawn', async () => {
    const { status, headers, body } = await ask(links.to(SESSION, 'png', NOW + DAY), { isBusy: true })
    expect({ status, after: headers['retry-after'] }).toEqual({ status: 503, after: '10' })
    expect(body).toContain('少し待って')
  })
})

describe('a link that we did not give out', () => {
  const good = links.to(SESSION, 'page', NOW + DAY)
  const changed = (from: string | RegExp, to: string): string => good.replace(from, to)
  it.each([
    ['another session', changed(SESSION, 'dialogue_01hzzzzzzzzzzzzzzzzzzzzzzy')],
    ['a later end', changed(/~(\w+)~/, '~zzzzzzz~')],
    ['an end with a letter more', changed(/~(\w+)~/, '~$10~')],
    ['a letter of the signature', good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A')],
    ['a cut signature', good.slice(0, -1)],
    ['no signature', changed(/~[\w-]{22}$/, '~')],
    ['an unknown suffix', `${good}.exe`],
    ['two suffixes', `${good}.png.pdf`],
    ['another installation’s key', others.to(SESSION, 'page', NOW + DAY)],
    ['capital letters', changed(SESSION, SESSION.toUpperCase())],
    ['a session of our making up', `https://otasuke.example/r/${SESSION}`],
  ])('shows nothing: %s', async (_, link) => {
    expect(link).not.toBe(good)
    const { status, body, asked } = await ask(link)
    expect({ status, asked }).toEqual({ status: 404, asked: [] })
    expect(body).toContain('見つかりませんでした')
    expect(body).not.toContain('佐々木')
  })
})
