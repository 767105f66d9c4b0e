import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { query } from '#db/door.ts'
import { firmLine, listOf } from '../support/firm-list.ts'
import { type Named, openStory, type Story } from './world.ts'

/** A browser without scripts: it keeps its cookie, follows redirects, and presses buttons by what stands on them. */
function browserOf({ app }: Story) {
  let cookie = ''
  let text = ''
  let status = 0
  const headers: Record<string, unknown> = {}
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    payload?: string,
    more: Record<string, string> = {},
  ): Promise<string> => {
    const type = payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await app.server.inject({
      ...{ method, url, headers: { cookie, ...type, ...more } },
      ...(payload !== undefined && { payload }),
    })
    const set = answer.headers['set-cookie']
    if (set !== undefined) cookie = String(set).split(';')[0] ?? ''
    Object.assign(headers, answer.headers)
    status = answer.statusCode
    text = answer.body
    return answer.statusCode === 303 ? send('GET', String(answer.headers.location)) : text
  }
  const formOf = (label: string) => {
    const form = text.split('<form').find((one) => one.split('</form>')[0]?.includes(`>${label}</button>`))
    if (!form) throw new Error(`no button ${label} in: ${wordsOf(text)}`)
    const action = /action="([^"]+)"/.exec(form)?.[1] ?? ''
    const hidden = [...(form.split('</form>')[0]?.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g) ?? [])]
    return { action, fields: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, plain(value)])) }
  }
  return {
    get text() {
      return wordsOf(text)
    },
    get html() {
      return text
    },
    get status() {
      return status
    },
    get cookie() {
      return cookie
    },
    set cookie(value: string) {
      cookie = value
    },
    headers,
    formOf,
    send,
    opens: (url: string) => send('GET', url),
    async presses(label: string, fields: Record<string, string> = {}) {
      const form = formOf(label)
      return send('POST', form.action, new URLSearchParams({ ...form.fields, ...fields }).toString())
    },
    async uploads(csv: string) {
      const { action, fields } = formOf('中を調べる')
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      form.set('file', new File([csv], 'firms.csv', { type: 'text/csv' }))
      const sent = new Response(form)
      const answer = await app.server.inject({
        ...{ method: 'POST', url: action, payload: Buffer.from(await sent.bytes()) },
        headers: { cookie, 'content-type': sent.headers.get('content-type') ?? '' },
      })
      return send('GET', String(answer.headers.location))
    },
  }
}

const plain = (text: string): string =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
const wordsOf = (text: string): string =>
  plain(text.replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')).replace(/\s+/g, ' ')

async function joins(story: Story, name: Named, role: string, regionId = story.regionId): Promise<void> {
  await story.slack.joins(name, (await story.made('/invites', { regionId, role })).code)
}

/** What `/otasuke 画面` gives. */
async function linkFor(
  {
    slack,
    playground: {
      control,
      slack: { channels },
    },
    settle,
  }: Story,
  name: Named,
): Promise<string> {
  await control.slack.command(slack.id(name), { command: '/otasuke', text: '画面', channel: channels.analysts })
  await settle()
  const said = JSON.stringify(control.slack.messages(control.slack.directMessage(slack.id(name))).at(-1))
  return /\/console\/enter\/[\w~-]+/.exec(said)?.[0] ?? ''
}

async function enters(story: Story, name: Named) {
  const browser = browserOf(story)
  await browser.opens(await linkFor(story, name))
  await browser.presses('画面を開く')
  return browser
}

test('a chamber takes its firms in, invites them, suspends a vendor, and undoes it all', async () => {
  const story = await openStory()
  await joins(story, '村上', 'chamber')
  const page = await enters(story, '村上')
  expect(page.text).toContain('今日すること')
  expect(page.text).toContain('駆け付ける会社を登録する')
  expect(page.text).not.toContain('相談の列')

  await page.opens('/console/import')
  await page.uploads(
    listOf([
      '"<img src=x onerror=alert(1)>商店",,,,,,大船渡市,0192-26-0001,,',
      '千葉理容,,,,,,,なし,,',
      ...Array.from({ length: 60 }, (_, n) =>
        Object.values(firmLine(n + 1))
          .map((cell) => `"${cell}"`)
          .join(','),
      ),
    ]),
  )
  expect(page.text).toMatch(/読んだ行 62 新しい企業 61 もうある企業 0 直す行 1/)
  expect(page.text).toMatch(/3行目 書いてあったこと なし 直し方 「電話番号」は、市外局番から/)
  await page.presses('直す1行を除いて、61社を登録する')
  expect(page.text).toContain('61社を登録しました。')

  await page.opens('/console/firms?q=%EF%BC%AF%EF%BC%AE%EF%BC%A5%EF%BC%B2%EF%BC%B2%EF%BC%AF%EF%BC%B2')
  expect(page.text).toContain('1社あります。')
  expect(page.html).toContain('&lt;img src=x onerror=alert(1)&gt;商店')
  expect(page.html).not.toContain('<img')
  await page.opens('/console/firms?standing=new&order=name&page=2')
  expect(page.text).toContain('2 / 2 ページ')
  expect(Buffer.byteLength(page.html)).toBeLessThan(200_000)
  await page.opens('/console/firms.csv?q=')
  expect(page.html.split('\r\n')).toHaveLength(64)

  await page.opens('/console/invites')
  await page.presses('コードを作る', { days: '14' })
  expect(page.text).toContain('61社のコードを作りました。')
  await page.opens('/console/invites/sheet')
  const [code = ''] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page.text) ?? []
  expect(page.html.match(/<path d="/g)).toHaveLength(24)
  expect(Buffer.byteLength(page.html)).toBeLessThan(200_000)
  await story.line.follow('千葉')
  await story.line.says('千葉', code)
  expect(story.line.hears('千葉').at(-1)).toContain('はい')
  await story.line.says('千葉', 'はい')
  await story.line.says('千葉', '同意する')

  await page.opens('/console/vendors')
  await page.presses('会社を加える', {
    name: '三陸IT',
    areas: '大船渡市、釜石市',
    'skill-pc': 'yes',
    days: 'mon-fri',
    from: '09:00',
    to: '18:00',
  })
  expect(page.text).toContain('「三陸IT」を加えました。')
  await page.presses('休みにする')
  expect(page.text).toContain('「三陸IT」を休みにしました。')
  await page.presses('元に戻す')
  expect(page.text).toContain('「三陸IT」に、また頼めます。')
  await page.presses('会社を加える', { name: '', areas: '' })
  expect(page.text).toMatch(/名前、行ける市町村.*を見直してください/)

  await page.opens('/console/import')
  await page.opens(/\/console\/import\/import_[0-9a-z]+/.exec(page.html)?.[0] ?? '')
  await page.presses('この登録を取り消す')
  expect(page.text).toMatch(/60社を消しました。1社は、もう始まったことがあるので残しました/)
  await page.opens('/console/reports')
  expect(page.html.match(/\/r\/(programme|statistics|office)/g)).toHaveLength(3)
  await page.opens('/console/desk')
  expect([page.status, page.text]).toEqual([403, expect.stringContaining('このページは開けません')])

  const looks = await story.app.db.transaction({ kind: 'region', regionId: story.regionId }, (tx) =>
    query<{ through: string }>(
      tx,
      sql`select distinct params ->> 'through' as through from audit where what = 'looked-at' and actor like 'person_%'`,
    ),
  )
  expect(looks.map(({ through }) => through).toSorted()).toEqual(['GET /invite-sheets', 'GET /regions/:id/firms'])
}, 60_000)

test('nobody else gets in: by another’s link, a used or old one, a made-up cookie, or a form of another site', async () => {
  const story = await openStory()
  await joins(story, '村上', 'chamber')
  const link = await linkFor(story, '村上')
  expect(link).toMatch(/^\/console\/enter\/session_/)
  const page = browserOf(story)
  page.cookie = '__Host-otasuke=otsw_chosen-by-somebody-else'
  await page.opens(link)
  expect(page.status).toBe(200)
  await page.presses('画面を開く')
  expect(page.cookie).toMatch(/^__Host-otasuke=otsw_[\w-]{43}$/)
  expect(page.cookie).not.toContain('chosen')
  expect(String(page.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict; Secure$/)

  const stranger = browserOf(story)
  for (const forged of [
    link,
    link.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')),
    '/console/enter/session_01~zzzzzz~aaaaaaaaaaaaaaaaaaaaaa',
  ])
    expect([forged, await stranger.send('POST', forged, ''), stranger.status]).toEqual([
      forged,
      expect.stringContaining('もう使えません'),
      410,
    ])
  const late = await linkFor(story, '村上')
  await story.pass(10 * 60_000 + 1)
  await stranger.send('POST', late, '')
  expect(stranger.status).toBe(410)
  // Of whom nobody knows, no body is read; and a link from elsewhere, by which no cookie comes, takes none away.
  stranger.cookie = ''
  await stranger.send('POST', '/console/import', 'x'.repeat(200_000))
  expect([stranger.status, stranger.cookie]).toEqual([401, ''])
  await stranger.send('POST', late, 'x'.repeat(2_000))
  expect(stranger.status).toBe(413)
  stranger.cookie = '__Host-otasuke=otsw_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
  await stranger.opens('/console/firms')
  expect(stranger.status).toBe(401)

  await page.opens('/console/import')
  const { action, fields } = page.formOf('中を調べる')
  const sent = async (csrf: string | undefined, more: Record<string, string> = {}): Promise<number> => {
    await page.send(
      'POST',
      '/console/vendors',
      new URLSearchParams({ name: 'A', areas: 'B', ...(csrf !== undefined && { csrf }) }).toString(),
      more,
    )
    return page.status
  }
  expect(action).toBe('/console/import')
  expect([
    await sent(undefined),
    await sent('made-up'),
    await sent(fields.csrf, { 'sec-fetch-site': 'cross-site' }),
  ]).toEqual([403, 403, 403])
  expect(await sent(fields.csrf)).toBe(200)
  await page.opens('/console?said=AAAA')
  expect(page.status).toBe(200)

  await story.pass(8 * 3_600_000)
  await page.opens('/console')
  expect([page.status, page.text]).toEqual([401, expect.stringContaining('/otasuke 画面')])
}, 60_000)

test('a chamber closes a month, bills it, and has each party’s statement; a month not begun cannot be chosen', async () => {
  const story = await openStory()
  const { made, admin, regionId, firmId } = story
  const plan = await made('/plans', { regionId, name: '見守り', says: '会社を見守ります。', yen: 4_166 })
  await admin('PUT', `/firms/${firmId}/plan`, { planId: plan.id, from: '2026-11-01' })
  await admin('PUT', `/regions/${regionId}/book`, { packageYen: 2_500 })
  await joins(story, '村上', 'chamber')
  const page = await enters(story, '村上')
  await page.opens('/console/invoices')
  expect(page.text).toContain('11月分 10月分')
  expect(page.html).not.toContain('2026-12')
  await page.presses('締める', { month: '2026-12' })
  expect(page.text).toContain('月を見直してください')
  await page.presses('締める', { month: '2026-11' })
  expect(page.text).toContain('2026-11 を締めました。帳簿に2件を書きました。')
  await page.presses('請求書を出す', { month: '2026-11' })
  expect(page.text).toContain('請求書を出す人が、まだ決まっていません')
  await admin('PUT', `/regions/${regionId}/book`, { issuer: { name: '大船渡商工会議所', bank: '岩手銀行' } })
  await page.presses('請求書を出す', { month: '2026-11' })
  expect(page.text).toMatch(/請求書を1通出しました。[\s\S]*払われていない請求書：1通、4,166円/)
  expect(page.text).not.toContain('商工会議所が払うもの')
  await admin('PUT', `/regions/${regionId}/book`, { issuer: { party: 'operator', name: '見守り運営', bank: '銀行' } })
  await page.presses('請求書を出す', { month: '2026-11' })
  expect(page.text).toMatch(/商工会議所が払うもの：1通、2,500円[\s\S]*1 出した人 見守り運営 金額 2,500円/)
  await page.presses('払った')
  expect(page.text).toMatch(/請求書 No.1 を「済み」にしました[\s\S]*払われていない請求書：1通、4,166円/)
  expect(page.text).not.toContain('商工会議所が払うもの')
  await page.opens('/console/statements?month=2026-11')
  expect(page.text).toMatch(/商工会議所 受け取り 4,166円 支払い 2,500円 差し引き 1,666円/)
  expect(page.text).toMatch(/佐々木水産 受け取り 0円 支払い 4,166円 差し引き -4,166円/)
  await page.opens('/console/overview')
  expect(page.html).toMatch(
    /<svg class="bars"[^>]*aria-label="月ごとに商工会議所に残ったお金（帳簿から）：[^"]*10月分 0円、11月分 1,666円"/,
  )
  expect(page.text).toMatch(/参加[\s\S]*申し込んだ会社[\s\S]*お金[\s\S]*できたこと/)
  await page.opens('/console/statements?month=2026-11')
  const papers = [...page.html.matchAll(/href="([^"]*\/r\/statement_[^"]*)"/g)].map(([, url = '']) => url)
  expect(papers).toHaveLength(3)
  await page.opens(new URL(papers[0] ?? '').pathname)
  expect(page.text).toContain('2026年11月の明細書')
}, 60_000)

test('a chamber switches a service off and sets a target, and takes either back; what is not in order is not saved', async () => {
  const story = await openStory()
  await joins(story, '村上', 'chamber')
  await story.line.enrol('佐々木', 'owner')
  const page = await enters(story, '村上')
  await page.opens('/console/settings')
  const plan = async () => (await story.admin('GET', `/regions/${story.regionId}/programme-plan`)).body
  const kept = { from: '2026-10-01', until: '2027-03-31', 'service-diagnosis': 'yes', 'service-sensor': 'yes' }
  const target = { 'target-firms': '72', 'target-from': '2026-10-01', 'target-until': '2026-12-31' }
  await page.presses('保存する', { ...kept, ...target, 'service-consultation': '', 'service-incident': '' })
  expect(page.text).toContain('設定を保存しました')
  expect(await plan()).toMatchObject({
    services: { diagnosis: true, consultation: false, sensor: true, incident: false },
    ...{ from: '2026-10-01', until: '2027-03-31', target: { firms: 72, until: '2026-12-31' } },
  })
  story.line.hears('佐々木')
  await story.line.says('佐々木', '相談')
  expect(story.line.hears('佐々木').join()).not.toContain('担当の人に伝えました')
  await page.presses('元に戻す')
  expect(await plan()).toMatchObject({ services: { consultation: true }, from: null, target: null })
  await page.presses('保存する', { from: '2027-03-31', until: '2026-10-01' })
  expect(page.text).toContain('保存できませんでした')
  expect(await plan()).toMatchObject({ from: null })
  expect((await story.admin('GET', '/audit')).body.items.map(({ what }: { what: string }) => what)).toContain(
    'programme-changed',
  )
}, 60_000)

test('what somebody sees is their own region’s and their role’s, and ends with the role, or when they leave', async () => {
  const story = await openStory()
  const other = await story.made('/regions', { name: '宮城' })
  const firm = await story.made('/firms', { regionId: other.id, name: '気仙沼水産' })
  const vendor = await story.made('/vendors', {
    regionId: other.id,
    name: '気仙IT',
    areas: ['気仙沼市'],
    skills: ['pc'],
    hours: 'mon-fri 9:00-18:00',
  })
  await joins(story, '村上', 'chamber')
  const page = await enters(story, '村上')
  for (const path of [
    '/console',
    '/console/firms',
    '/console/vendors',
    '/console/invites/sheet',
    '/console/firms.csv',
  ]) {
    await page.opens(path)
    expect(page.html).not.toContain('気仙')
  }
  await page.opens(`/console/firms/${firm.id}`)
  expect(page.status).toBe(404)
  const { csrf = '' } = page.formOf.call(null, await page.opens('/console').then(() => '画面を閉じる')).fields
  await page.send('POST', `/console/vendors/${vendor.id}/suspend`, new URLSearchParams({ csrf }).toString())
  expect(page.text).toContain('もうありません。')
  const token = page.cookie.split('=')[1] ?? ''
  const asked = async (method: 'GET' | 'POST', url: string) =>
    (await story.app.server.inject({ method, url: `/admin/v1${url}`, headers: { authorization: `Bearer ${token}` } }))
      .statusCode
  expect(await asked('GET', `/regions/${other.id}/firms`)).toBe(404)
  for (const [method, url] of [
    ['GET', '/audit'],
    ['GET', '/diagnoses'],
    ['GET', '/alerts'],
    ['POST', '/regions'],
    ['POST', '/tokens'],
  ] as const)
    expect([url, await asked(method, url)]).toEqual([url, 403])

  const desk = await enters(story, '及川')
  expect(desk.text).toContain('相談の列')
  expect(desk.text).not.toContain('駆け付けの会社')
  await desk.opens('/console/vendors')
  expect(desk.status).toBe(403)
  await desk.opens('/console')
  await desk.presses('画面を閉じる')
  expect(desk.text).toContain('画面を閉じました')
  await desk.opens('/console')
  expect(desk.status).toBe(401)

  await story.app.db.transaction({ kind: 'system' }, (tx) =>
    query(tx, sql`update memberships set ended_at = now() where role = 'chamber'`),
  )
  await page.opens('/console')
  expect(page.status).toBe(401)
}, 60_000)
