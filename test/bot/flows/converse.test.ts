import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Content, Incoming } from '#adapters/adapter.ts'
import { askedRows } from '#bot/converse/asked.ts'
import { sayToken } from '#bot/converse/intent.ts'
import type { InboxRow } from '#bot/flow.ts'
import { consultation } from '#bot/flows/consultation.ts'
import { converse, remember } from '#bot/flows/converse.ts'
import { say } from '#bot/say.ts'
import { grantActions } from '#db/actions.ts'
import { type Db, query } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import { addInvite } from '#db/invites.ts'
import { findByIdentity } from '#db/people.ts'
import { addRegion } from '#db/regions.ts'
import { addSensor } from '#db/sensors.ts'
import { addSite } from '#db/sites.ts'
import { canonicalCode } from '#engine/enrolment.ts'
import type { Message } from '#engine/message.ts'
import { openTestDatabase, type TestDatabase } from '#test/support/database.ts'
import { flowContext } from '#test/support/flow-context.ts'

/** One person's chat, from the first hello to the answers of a member, on a real database. */

const MORNING = Date.UTC(2026, 10, 24, 0, 0)
const HOUR_MS = 3_600_000
const reader = { locale: 'ja', timezone: 'Asia/Tokyo' }

let own: TestDatabase
let db: Db
let now = MORNING
let counter = 0

const app = () => flowContext({ now, newId: (prefix) => `${prefix}_${++counter}`, token: () => crypto.randomUUID() })

beforeAll(async () => {
  own = await openTestDatabase()
  db = own.db
  await db.transaction({ kind: 'system' }, async (tx) => {
    await addRegion(tx, { id: 'region_iwate', name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja', at: now })
    for (const [id, name] of [
      ['firm_sasaki', '佐々木水産'],
      ['firm_chiba', '千葉製作所'],
    ] as const) {
      await addFirm(tx, {
        id,
        regionId: 'region_iwate',
        name,
        industry: null,
        employees: 5,
        pcs: 3,
        phone: '0192-00-0000',
        at: now,
      })
    }
  })
})
afterAll(() => own.close())

async function invite(
  code: string,
  more: { firmId?: string | null; role?: 'owner' | 'worker' | 'analyst'; expiresAt?: number } = {},
) {
  const { firmId = 'firm_sasaki', role = 'owner', expiresAt = now + 24 * HOUR_MS } = more
  await db.transaction({ kind: 'system' }, (tx) =>
    addInvite(tx, {
      id: `invite_${++counter}`,
      regionId: 'region_iwate',
      firmId,
      role,
      expiresAt,
      codeHmac: `hmac:${canonicalCode(code)}`,
      at: now,
    }),
  )
}

/** What happened, in the chat of one person, and what was said to whom because of it. */
async function happens(
  userId: string,
  content: Content,
  { platform = 'line' as const, chat }: { platform?: 'line' | 'slack'; chat?: Incoming['chat'] } = {},
) {
  const eventId = `event-${++counter}`
  const incoming: Incoming = {
    platform,
    account: platform === 'line' ? 'otasuke' : 'T-iwate',
    eventId,
    userId,
    chat: chat ?? { kind: 'direct', id: userId },
    at: now,
    ...(platform === 'line' && { replyToken: `reply-${eventId}` }),
    content,
  }
  return db.transaction({ kind: 'system' }, async (tx) => {
    const before = await lastSeq(tx)
    await converse(tx, job(incoming), app())
    return saidSince(tx, before)
  })
}

const PLACE = { regionId: 'region_iwate', firmId: 'firm_sasaki' }
const job = (payload: unknown): InboxRow =>
  ({
    id: 1,
    lane: 'chat',
    kind: 'chat',
    account: 'otasuke',
    regionId: null,
    firmId: null,
    payload,
    at: now,
    attempts: 1,
  }) as unknown as InboxRow

type Tx = Parameters<Parameters<Db['transaction']>[1]>[0]
const lastSeq = async (tx: Tx): Promise<number> =>
  (await query<{ seq: string }>(tx, sql`select coalesce(max(seq), 0) as seq from outbox`)).map(({ seq }) =>
    Number(seq),
  )[0] ?? 0

interface Said {
  address: string
  text: string
  labels: string[]
  tokens: string[]
  hasReply: boolean
}

async function saidSince(tx: Tx, seq: number): Promise<Said[]> {
  const rows = await query<{ address: string; message: Message; reply: string | null }>(
    tx,
    sql`select address, message, reply_token as reply from outbox where seq > ${seq} order by seq`,
  )
  return rows.map(({ address, message, reply }) => {
    const { parts } = say(message, reader)
    const options = parts.flatMap((part) => (part.kind === 'choice' ? part.options : []))
    const text = parts.flatMap((part) =>
      'text' in part ? [part.text] : part.kind === 'facts' ? part.rows.map(({ value }) => value) : [],
    )
    return {
      address,
      text: text.join('\n'),
      labels: options.map(({ label }) => label),
      tokens: options.map(({ token }) => token),
      hasReply: reply !== null,
    }
  })
}

const types = (userId: string, text: string, more?: Parameters<typeof happens>[2]) =>
  happens(userId, { type: 'text', text, messageId: `m-${++counter}` }, more)
const taps = (userId: string, token: string, more?: Parameters<typeof happens>[2]) =>
  happens(userId, { type: 'tap', token, messageId: 'm' }, more)

const personOf = (userId: string, platform: 'line' | 'slack' = 'line') =>
  db.transaction({ kind: 'system' }, (tx) =>
    findByIdentity(tx, { platform, account: platform === 'line' ? 'otasuke' : 'T-iwate', userId }),
  )

async function isMember(userId: string, code: string, more?: Parameters<typeof invite>[1], name = '佐々木') {
  await invite(code, more)
  await types(userId, code)
  await types(userId, 'はい')
  await types(userId, '同意する')
  await types(userId, name)
}

const inboxRows = (kind: string) =>
  db.transaction({ kind: 'system' }, (tx) =>
    query<{ lane: string; firmId: string | null; payload: Record<string, unknown> }>(
      tx,
      sql`select lane, firm_id as "firmId", payload from inbox where kind = ${kind} order by id`,
    ),
  )

describe('joining on LINE', () => {
  test('greeting, code, the firm’s name, consent, member, name', async () => {
    await invite('SASA-2345')
    const [greeting] = await happens('U-sasaki', { type: 'joined', isReturning: false })
    expect(greeting).toMatchObject({ address: 'U-sasaki', hasReply: true })
    expect(greeting?.text).toContain('招待コード')

    const [confirm] = await types('U-sasaki', '　ｓａｓａ－２３４５ です')
    expect(confirm?.text).toBe('佐々木水産 さんで まちがいないですか。')
    expect(confirm?.labels).toEqual(['はい', 'いいえ'])
    expect(await personOf('U-sasaki')).toBeUndefined()

    const [consent] = await taps('U-sasaki', sayToken('yes'))
    expect(consent?.text).toMatch(/通信を見守り[\s\S]*LINEとSlack[\s\S]*アメリカ[\s\S]*2026-11/)
    expect(consent?.labels).toEqual(['同意する', 'やめる'])

    const [welcome, desk] = await taps('U-sasaki', sayToken('agree'))
    expect(welcome?.text).toContain('登録できました')
    expect(desk).toMatchObject({ address: 'C-desk' })
    const person = await personOf('U-sasaki')
    expect(person?.memberships).toMatchObject([{ firmId: 'firm_sasaki', role: 'owner' }])
    expect(await consentOf(person?.personId)).toBe('2026-11')

    const [polite] = await types('U-sasaki', 'よろしくお願いします')
    expect(polite?.text).toContain('あなたのお名前を教えてください')
    const [thanks] = await types('U-sasaki', '佐々木 清です')
    expect(thanks?.text).toContain('佐々木 清 さんですね')
    const [hello] = await types('U-sasaki', 'おはよう')
    expect(hello?.text).toContain('こんにちは、佐々木 清 さん。')
  })

  const consentOf = async (personId = '') =>
    (
      await db.transaction({ kind: 'system' }, (tx) =>
        query<{ version: string }>(
          tx,
          sql`select consent_version as version from memberships where person_id = ${personId}`,
        ),
      )
    )[0]?.version

  test('a code is used once, however many hold it', async () => {
    await invite('TWIN-2345', { firmId: 'firm_chiba' })
    await types('U-first', 'TWIN-2345')
    await types('U-second', 'TWIN-2345')
    for (const userId of ['U-first', 'U-second']) await types(userId, 'はい')
    await types('U-first', '同意する')
    const [late] = await types('U-second', '同意する')
    expect(late?.text).toContain('もう使われています')
    expect(await personOf('U-second')).toBeUndefined()
    const [again] = await types('U-third', 'TWIN-2345')
    expect(again?.text).toContain('もう使われています')
  })

  test('an expired code, also one that expires on the way', async () => {
    await invite('PAST-2345', { expiresAt: now - 1 })
    expect((await types('U-past', 'PAST-2345'))[0]?.text).toContain('使える期間が過ぎています')
    await invite('SOON-2345', { expiresAt: now + HOUR_MS })
    await types('U-soon', 'SOON-2345')
    now += HOUR_MS
    expect((await types('U-soon', 'はい'))[0]?.text).toContain('使える期間が過ぎています')
  })

  test('いいえ and やめる end it kindly, and unclear words repeat the question', async () => {
    await invite('DOUB-2345')
    await types('U-doubt', 'DOUB-2345')
    const [repeated] = await types('U-doubt', 'えーと')
    expect(repeated?.text).toMatch(/「はい」か「いいえ」[\s\S]*佐々木水産 さんで/)
    expect((await types('U-doubt', 'いいえ'))[0]?.text).toContain('もう一度送ってください')
    await types('U-doubt', 'DOUB-2345')
    await types('U-doubt', 'はい')
    expect((await types('U-doubt', '2'))[0]?.text).toContain('登録はしていません')
    expect(await personOf('U-doubt')).toBeUndefined()
  })

  test('five wrong codes, then a wait, though the sixth were right; after an hour it works', async () => {
    await invite('LATE-2345')
    for (const code of ['AAAA-1111', 'AAAA-1112', 'AAAA-1113', 'AAAA-1114']) {
      expect((await types('U-guess', code))[0]?.text).toContain('見つかりませんでした')
    }
    const fifth = await types('U-guess', 'AAAA-1115')
    expect(fifth.map(({ address }) => address)).toEqual(['U-guess', 'C-operations'])
    expect((await types('U-guess', 'LATE-2345'))[0]?.text).toContain('少しお休みします')
    now += HOUR_MS + 1
    expect((await types('U-guess', 'LATE-2345'))[0]?.text).toContain('まちがいないですか')
  })

  test('a stranger’s small talk, sticker and words are answered with what to do', async () => {
    for (const said of [
      types('U-new', 'こんにちは'),
      types('U-new', '状況'),
      happens('U-new', { type: 'media', media: 'sticker', messageId: 'm' }),
    ]) {
      expect((await said)[0]?.text).toContain('招待コード')
    }
  })
})

describe('a member', () => {
  test('hears how the firm really stands', async () => {
    await isMember('U-status', 'STAT-2345', { firmId: 'firm_chiba' }, '千葉')
    expect((await types('U-status', '状況'))[0]?.text).toMatch(
      /千葉製作所[\s\S]*急いですることはありません[\s\S]*見守る箱は、まだ置かれていません/,
    )
    await db.transaction({ kind: 'system' }, async (tx) => {
      const at = now
      await addSite(tx, {
        id: 'site_1',
        regionId: 'region_iwate',
        firmId: 'firm_chiba',
        name: '本社',
        kind: 'office',
        homeNetworks: [],
        at,
      })
      await addSensor(tx, {
        id: 'sensor_1',
        regionId: 'region_iwate',
        firmId: 'firm_chiba',
        siteId: 'site_1',
        type: 'office',
        tokenHash: 'h',
        at,
      })
    })
    expect((await types('U-status', '状況'))[0]?.text).toContain('本社：まだ何も届いていません')
  })

  test('reaches the desk by 相談, and what follows goes there, too', async () => {
    await isMember('U-consult', 'CONS-2345', {}, '小野')
    expect((await types('U-consult', '相談'))[0]?.text).toContain('担当の人に伝えました')
    expect((await types('U-consult', 'メールが変です: http://bad.example'))[0]?.text).toContain('担当の人に伝えました')
    // Nobody has written it down yet; it is theirs for as long as it is open.
    now += HOUR_MS
    expect((await types('U-consult', 'こんにちは'))[0]?.text).toContain('担当の人に伝えました')
    const calls = await inboxRows('consultation')
    expect(calls.map(({ payload }) => [payload.command, payload.text])).toEqual([
      ['call', undefined],
      ['word', 'メールが変です: http://bad.example'],
      ['word', 'こんにちは'],
    ])
    expect(new Set(calls.map(({ lane }) => lane)).size).toBe(1)
    expect(calls[0]?.payload.by).toMatchObject({ name: '小野', userId: 'U-consult' })
    const told = await db.transaction({ kind: 'system' }, async (tx) => {
      const before = await lastSeq(tx)
      for (const [place, { lane, payload }] of calls.entries())
        await consultation(tx, { ...job(payload), id: 900 + place, lane, ...PLACE }, app())
      return saidSince(tx, before)
    })
    expect(new Set(told.map(({ address }) => address))).toEqual(new Set(['C-desk']))
    const words = told.map(({ text }) => text).join('|')
    expect(words).toMatch(/佐々木水産[\s\S]*小野 さん[\s\S]*0192-00-0000/)
    expect(words).toContain('メールが変です: hxxp://bad[.]example')
  })

  test('who asks for レポート is told that there is none yet, or whom it goes to', async () => {
    await isMember('U-leads', 'LEAD-2345', {}, '及川')
    expect((await types('U-leads', 'レポート'))[0]?.text).toContain('まだありません')
    await isMember('U-works', 'WORK-2345', { role: 'worker' }, '千葉')
    expect((await types('U-works', 'レポート'))[0]?.text).toContain('代表と担当の人')
  })

  test('of two firms is asked which one', async () => {
    await isMember('U-two', 'TWOA-2345', {}, '菊池')
    await invite('TWOB-2345', { firmId: 'firm_chiba' })
    await types('U-two', 'TWOB-2345')
    await types('U-two', 'はい')
    await types('U-two', '同意する')
    const [which] = await types('U-two', '相談')
    expect(which?.labels.toSorted()).toEqual(['佐々木水産', '千葉製作所'])
    await types('U-two', '千葉製作所')
    const calls = (await inboxRows('consultation')).filter(({ payload }) => JSON.stringify(payload).includes('U-two'))
    expect(calls.map(({ firmId }) => firmId)).toEqual(['firm_chiba'])
  })

  test('who leaves cannot be reached, and the desk has the telephone number; who returns can', async () => {
    await isMember('U-leave', 'LEAV-2345', {}, '佐藤')
    const left = await happens('U-leave', { type: 'left' })
    expect(left.map(({ address }) => address)).toEqual(['C-desk'])
    expect(left[0]?.text).toMatch(/佐々木水産[\s\S]*佐藤 さん[\s\S]*0192-00-0000/)
    expect(await reachable('U-leave')).toBe(false)
    const back = await happens('U-leave', { type: 'joined', isReturning: true })
    expect(back.map(({ address }) => address)).toEqual(['U-leave', 'C-desk'])
    expect(back[0]?.text).toContain('お帰りなさい、佐藤 さん')
    expect(await reachable('U-leave')).toBe(true)
  })

  const reachable = async (userId: string) =>
    (
      await db.transaction({ kind: 'system' }, (tx) =>
        query<{ is: boolean }>(tx, sql`select is_reachable as is from identities where user_id = ${userId}`),
      )
    )[0]?.is
})

describe('a tap', () => {
  const subject = 'case:case_1'
  const grant = (token: string, more: object = {}) =>
    db.transaction({ kind: 'system' }, (tx) =>
      grantActions(tx, [
        {
          token,
          regionId: 'region_iwate',
          firmId: 'firm_sasaki',
          subject,
          command: 'answer-done',
          params: {},
          holder: { role: 'member' },
          revision: null,
          expiresAt: now + HOUR_MS,
          ...more,
        },
      ]),
    )
  const commands = async () =>
    (await inboxRows('case-command')).map(({ lane, payload }) => [
      lane,
      payload.command,
      (payload.by as { userId: string }).userId,
    ])

  const personIdOf = async (userId: string): Promise<string> => {
    const [row] = await db.transaction({ kind: 'system' }, (tx) =>
      query<{ id: string }>(tx, sql`select person_id as id from identities where user_id = ${userId}`),
    )
    return row?.id ?? ''
  }

  beforeAll(async () => {
    await isMember('U-owner', 'OWNE-2345', {}, '佐々木')
    await isMember('U-other', 'OTHE-2345', { firmId: 'firm_chiba' }, '千葉')
  })

  test('of somebody of the firm goes to the case, with the right to reply', async () => {
    await grant('token-done')
    expect(await taps('U-owner', 'token-done')).toEqual([])
    expect(await commands()).toEqual([[subject, 'answer-done', 'U-owner']])
    const [row] = await inboxRows('case-command')
    expect(row?.payload).toMatchObject({ replyToken: expect.stringMatching(/^reply-/), token: 'token-done' })
  })

  test('of somebody of another firm reveals nothing, changes nothing, and is kept', async () => {
    const before = await commands()
    const [refused] = await taps('U-other', 'token-done')
    expect(refused?.text).toContain('ほかの方のためのものです')
    expect(refused?.text).not.toContain('佐々木水産')
    expect(await commands()).toEqual(before)
    const audited = await db.transaction({ kind: 'system' }, (tx) =>
      query<{ what: string; actor: string }>(tx, sql`select what, actor from audit where subject = ${subject}`),
    )
    expect(audited).toMatchObject([{ what: 'tap-refused' }])
  })

  test('that is unknown or too old gets a kind answer', async () => {
    expect((await taps('U-owner', 'no-such-token'))[0]?.text).toContain('いまは使えません')
    await grant('token-old', { expiresAt: now - 1 })
    expect((await taps('U-owner', 'token-old'))[0]?.text).toContain('古くなりました')
  })

  test('can be typed, once the question was asked here', async () => {
    const options = (['done', 'cannot', 'busy', 'what'] as const).map((answer) => ({
      label: { key: `notice.answer.${answer}` },
      token: `token-${answer}`,
    }))
    for (const { token } of options) await grant(token, { command: token.replace('token', 'answer') })
    const title = { key: 'notice.fallback', params: { title: 'にせのサイト' } }
    const message: Message = {
      purpose: 'notice',
      fallback: title,
      parts: [{ kind: 'choice', lasts: 'durable', options }],
    }
    const to = { platform: 'line' as const, account: 'otasuke', address: 'U-owner' }
    const entry = {
      id: crypto.randomUUID(),
      regionId: 'region_iwate',
      firmId: 'firm_sasaki',
      subject,
      to,
      priority: 'incident' as const,
      locale: 'ja',
      message,
    }
    const [row] = askedRows(entry, now)
    await db.transaction({ kind: 'system' }, (tx) => remember(tx, job(row?.payload)))

    const before = (await commands()).length
    for (const typed of ['できました', '２', '忙しい', 'これは？']) expect(await types('U-owner', typed)).toEqual([])
    expect((await commands()).slice(before).map(([, command]) => command)).toEqual([
      'answer-done',
      'answer-cannot',
      'answer-busy',
      'answer-what',
    ])

    const [again] = await happens('U-owner', { type: 'media', media: 'sticker', messageId: 'm' })
    expect(again?.text).toMatch(/スタンプをありがとう[\s\S]*さきほどの質問[\s\S]*にせのサイト[\s\S]*1〜4/)
    expect(again?.labels).toEqual(['できた', 'できない', '忙しい', 'これは？'])
  })

  test('of a person who has left the firm since is theirs no longer', async () => {
    const personId = await personIdOf('U-other')
    await grant('token-own', { holder: { personId } })
    const before = await commands()
    const [refused] = await taps('U-other', 'token-own')
    expect(refused?.text).toContain('ほかの方のためのものです')
    expect(await commands()).toEqual(before)
    await grant('token-own-firm', { holder: { personId }, firmId: 'firm_chiba' })
    expect(await taps('U-other', 'token-own-firm')).toEqual([])
    expect(await commands()).toHaveLength(before.length + 1)
  })

  test('of an analyst counts only for an analyst', async () => {
    await grant('token-claim', { command: 'claim', holder: { role: 'analyst' } })
    expect((await taps('U-owner', 'token-claim'))[0]?.text).toContain('ほかの方')
    const slack = { platform: 'slack' as const }
    expect((await taps('W-ono', 'token-claim', slack))[0]?.text).toContain('/otasuke 参加')
    await invite('ANAL-2345', { firmId: null, role: 'analyst' })
    const [joined] = await happens('W-ono', { type: 'command', word: '/otasuke', text: '参加 anal-2345' }, slack)
    expect(joined).toMatchObject({ address: 'W-ono', text: expect.stringContaining('アナリスト') })
    await types('W-ono', '小野', slack)
    expect(await taps('W-ono', 'token-claim', slack)).toEqual([])
    expect((await commands()).at(-1)).toEqual([subject, 'claim', 'W-ono'])
    expect((await personOf('W-ono', 'slack'))?.name).toBe('小野')
  })

  test('with a form carries its values', async () => {
    await grant('token-submit', { command: 'submit-notice', holder: { role: 'analyst' } })
    await happens(
      'W-ono',
      { type: 'form-submitted', token: 'token-submit', viewId: 'V', values: { title: '題' } },
      { platform: 'slack' },
    )
    const row = (await inboxRows('case-command')).at(-1)
    expect(row?.payload).toMatchObject({ command: 'submit-notice', values: { title: '題' } })
  })
})

test('a firm’s code is no good on Slack, an analyst’s none on LINE', async () => {
  await invite('FIRM-2345')
  expect((await types('W-sasaki', 'FIRM-2345', { platform: 'slack' }))[0]?.text).toContain('LINE')
  await invite('STAF-2345', { firmId: null, role: 'analyst' })
  expect((await types('U-staff', 'STAF-2345'))[0]?.text).toContain('Slack')
})

test('talk in Slack’s channels is left alone', async () => {
  const chat = { kind: 'channel', id: 'C-analysts' } as const
  expect(await types('W-ono', '状況', { platform: 'slack', chat })).toEqual([])
})

test('what was taken back is blanked where it was kept', async () => {
  await db.transaction({ kind: 'system' }, (tx) =>
    query(
      tx,
      sql`insert into inbox (lane, kind, account, event_id, payload, at, state) values ('chat:line:otasuke:U-back', 'chat', 'line:otasuke', 'taken-back',
        ${JSON.stringify({ platform: 'line', content: { type: 'text', text: 'ひみつ', messageId: 'm-secret' } })}::text::jsonb, now(), 'done')`,
    ),
  )
  await happens('U-back', { type: 'unsent', messageId: 'm-secret' })
  const [row] = await db.transaction({ kind: 'system' }, (tx) =>
    query<{ payload: unknown }>(tx, sql`select payload from inbox where event_id = 'taken-back'`),
  )
  expect(JSON.stringify(row)).not.toContain('ひみつ')
})
