import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { kpiTable } from '#bot/cli/kpi.ts'
import { priceTable } from '#bot/cli/price.ts'
import { programmeTables } from '#bot/cli/programme.ts'
import * as shapes from '#bot/http/admin/view-shapes.ts'
import { programmeReport } from '#bot/region/programme-report.ts'
import { query, type Tx } from '#db/door.ts'
import { findRegion } from '#db/regions.ts'
import { deskHours } from '#engine/calendar/hours.ts'
import { pagesOf } from '../../support/pdf.ts'
import { type Body, furnishRegion, NOW, type Office, sharedOffice } from './office.ts'

let office: Office
let regionId: string
const shared = sharedOffice()
beforeAll(async () => {
  office = shared.it()
  let pilot: Body
  do pilot = (await office.post('/pilot', { part: pilot?.done ?? 0 })).body
  while (pilot.done < pilot.steps)
  regionId = pilot.regionId
}, 180_000)

type Tables = ReadonlyMap<string, ReadonlyMap<string, string>>

/** By heading, then by what stands first in the row: the rest of the row. */
async function tables(call = {}): Promise<Tables> {
  const { body } = await office.get(`/regions/${regionId}/programme`, call)
  expect(shapes.programme.parse(body)).toEqual(body)
  return new Map(
    body.tables.map(({ heading, rows }: Body) => [
      heading,
      new Map(rows.map(([name, ...cells]: string[]) => [name?.trim(), cells.join(' | ')])),
    ]),
  )
}

/** Every number that the report prints of the facts of domain §1.0, and where it comes out. */
const PRINTED: readonly (readonly [table: string, row: string, cells: string])[] = [
  ['申し込みと参加', '申し込んだ会社', '72'],
  ['申し込みと参加', '始めた会社', '71'],
  ['申し込みと参加', '始めなかった会社', '1'],
  ['参加した会社の業種', '製造業', '14 | 20%'],
  ['参加した会社の業種', 'サービス業', '14 | 20%'],
  ['参加した会社の業種', '建設業', '7 | 10%'],
  ['参加した会社の業種', '情報通信業', '7 | 10%'],
  ['会社の大きさ', '50人をこえる会社（参加した会社）', '13 | 18%'],
  ['説明会と報告会', '説明会 第1回（大船渡商工会議所）', '2020/09/16 14:30 | 15 | 19'],
  ['説明会と報告会', '説明会 第2回（釜石・大槌地域産業育成センター）', '2020/09/17 14:30 | 7 | 8'],
  ['説明会と報告会', '説明会 第3回（陸前高田市コミュニティホール）', '2020/09/18 14:30 | 3 | 3'],
  ['説明会と報告会', '説明会 第4回（盛岡地域交流センター）', '2020/09/24 14:30 | 7 | 7'],
  ['説明会と報告会', '説明会 第5回（ウェブ）', '2020/09/25 14:30 | 7 | 8'],
  ['説明会と報告会', '説明会 第6回（ウェブ）', '2020/09/30 15:30 | 4 | 4'],
  ['説明会と報告会', '説明会 第7回（ウェブ）', '2020/11/05 14:00 | 4 | 4'],
  ['説明会と報告会', '説明会 第8回（ウェブ）', '2020/11/06 14:00 | 3 | 3'],
  ['説明会と報告会', '説明会の計（回数・社数・人数）', '8 | 50 | 56'],
  ['説明会と報告会', '報告会 1日目（ウェブ）', '2021/01/12 14:00 | 12 | 12'],
  ['説明会と報告会', '報告会 2日目（ウェブ）', '2021/01/13 14:00 | 6 | 7'],
  ['説明会と報告会', '報告会 3日目（ウェブ）', '2021/01/14 14:00 | 7 | 7'],
  ['説明会と報告会', '報告会の計（回数・社数・人数）', '3 | 25 | 26'],
  ['報告会に来た人', '参加した会社', '14 | 15'],
  ['参加を呼びかけた方法', 'チラシの計', '2,140 |  | '],
  ['参加を呼びかけた方法', 'メールの一斉送信の計', '2,347 |  | '],
  ['参加を呼びかけた方法', '直接の訪問（10月に2回、11月に1回）（訪問）', ' | 38 | 54%'],
  ['アンケートに答えた会社', '答えた会社', '90 | '],
  ['アンケートに答えた会社', 'パソコンの係を専門でする人がいる', '13 | 14%'],
  ['アンケートに答えた会社', 'ほかの仕事と一緒にする、またはいない', '77 | 86%'],
  ['段階と種類ごとのあやしい動き', '目的の実行の計', '299 | 8.4%'],
  ['段階と種類ごとのあやしい動き', 'DNSトンネリング', '298 | 8.4%'],
  ['段階と種類ごとのあやしい動き', '総当たりでのログイン成功', '0 | 0%'],
  ['段階と種類ごとのあやしい動き', 'SYN Flood 攻撃', '1 | 0.03%'],
  ['段階と種類ごとのあやしい動き', 'C&Cの計', '1,049 | 29.6%'],
  ['段階と種類ごとのあやしい動き', '既知のC&Cサーバーへの通信', '1,049 | 29.6%'],
  ['段階と種類ごとのあやしい動き', 'DGAによるC&Cサーバーへの通信', '0 | 0%'],
  ['段階と種類ごとのあやしい動き', 'デリバリーの計', '1 | 0.03%'],
  ['段階と種類ごとのあやしい動き', 'エクスプロイトの計', '1 | 0.03%'],
  ['段階と種類ごとのあやしい動き', '偵察の計', '2,189 | 61.9%'],
  ['段階と種類ごとのあやしい動き', '総当たりでのログイン失敗', '1,399 | 39.5%'],
  ['段階と種類ごとのあやしい動き', 'ポートスキャン', '569 | 16.1%'],
  ['段階と種類ごとのあやしい動き', 'URLスキャン', '152 | 4.3%'],
  ['段階と種類ごとのあやしい動き', 'フィッシングサイトへのアクセス', '69 | 1.9%'],
  ['段階と種類ごとのあやしい動き', '合計', '3,539 | '],
  ['地域の全部', '1社あたりのあやしい動き', '49.8'],
  ['通報', '通報の数', '7'],
  ['通報', '通報1件あたりのあやしい動き', '506'],
  ['通報', 'あやしい動きのうち、通報したもの', '0.20%'],
  ['通報', '遠くからの対応', '7'],
  ['通報', '駆け付け', '0'],
  ['通報', 'あぶなさ「高」', '0'],
  ['通報', 'あぶなさ「中」か「低」', '7'],
  ['相談窓口への問い合わせ', '参加について', '13 | 9.1%'],
  ['相談窓口への問い合わせ', '機器を置くことについて', '130 | 90.9%'],
  ['相談窓口への問い合わせ', 'あやしいことの相談', '0 | 0%'],
  ['相談窓口への問い合わせ', 'そのほか', '0 | 0%'],
  ['相談窓口への問い合わせ', '問い合わせの計', '143 | '],
  ['訪問', '困りごとへの駆け付け', '0 | 0%'],
  ['訪問', '機器の不具合を直す', '6 | 16.2%'],
  ['訪問', '機器を置くお手伝い', '31 | 83.8%'],
  ['訪問', '訪問の計', '37 | '],
  ['訪問', '会社の数に対する訪問の数', ' | 52%'],
  ['会社のようす', '機器の一覧がある', '21 | 71 | 29.6%'],
  ['会社のようす', '一覧に、ネットの中の番号もある', '10 | 71 | 14.1%'],
  ['会社のようす', '箱をそのままつなげた', '10 | 71 | 14.1%'],
  ['会社のようす', 'SECURITY ACTIONをめざす', '25 | 71 | 35.2%'],
  ['会社のようす', '値段が合えば続けたい', '23 | 71 | 32.4%'],
  ['家での仕事', 'アンケートのとき', '30 | 90 | 33%'],
  ['家での仕事', '診断のとき（およそ1か月あと）', '7 | 71 | 10%'],
  ['家での仕事', '家での仕事の質問に答えた会社', '7 |  | '],
  ['終わりのアンケート', '診断と健康診断がよかった', '20 | 25 | 80%'],
  ['終わりのアンケート', 'よかった、または考えが変わった', '21 | 25 | 84%'],
]

/** The times are made up; the same for each of the seven. */
const KPI = {
  ...{ notices: 7, followThrough: 1 },
  times: [
    { step: 'claimed', reached: 7, medianMinutes: 60, slowMinutes: 60 },
    { step: 'sent', reached: 7, medianMinutes: 180, slowMinutes: 180 },
    { step: 'read', reached: 7, medianMinutes: 1_020, slowMinutes: 1_020 },
    { step: 'found', reached: 0, medianMinutes: null, slowMinutes: null },
    { step: 'done', reached: 7, medianMinutes: 2_820, slowMinutes: 2_820 },
  ],
}

const hasPoppler = existsSync('/usr/bin/pdftotext')
const FEW = '5社未満のため出しません'

describe('the report of the pilot', () => {
  it('prints every number of the pilot’s report as it is printed there (R-090)', async () => {
    const told = await tables()
    const found = PRINTED.map(([table, row]) => [table, row, told.get(table)?.get(row)])
    expect(found).toEqual(PRINTED)
  })

  it('has the sizes of which most companies are, and when the desk is open', async () => {
    const sizes = [...((await tables()).get('会社の大きさ') ?? [])].filter(([name]) => name.endsWith('（アンケート）'))
    const most = sizes
      .toSorted(([, one], [, other]) => Number.parseInt(other, 10) - Number.parseInt(one, 10))
      .slice(0, 2)
    expect(most.map(([name]) => name).toSorted()).toEqual(['1〜5人（アンケート）', '21〜50人（アンケート）'])
    expect(sizes).toContainEqual(['1〜5人（アンケート）', '31 | 34%'])
    const { body } = await office.get(`/regions/${regionId}/programme`)
    expect(JSON.stringify(body.tables)).toContain('平日の9:00から17:30まで')
  })

  it('tells before and after of those who answered twice, with N, and silence apart (R-002)', async () => {
    const told = (await tables()).get('気づきの変わり方（2回答えた会社）')
    expect([...(told?.keys() ?? [])]).toEqual([
      'ウイルスを見つけるソフトだけでは足りないと知っている（N=14社）',
      '答えなし',
      'ねらわれる心配がある（N=14社）',
    ])
  })

  it('shows only what its speaker agreed to (R-091)', async () => {
    const { body } = await office.get(`/regions/${regionId}/programme`)
    expect(JSON.stringify(body)).toContain('何から始めるかが分かりました')
    expect(JSON.stringify(body)).not.toContain('まだ見せてよいと言っていません')
  })

  it('shows of the region’s profile what has its source and is published, and another chamber changes nothing of it (R-010)', async () => {
    const { regionId: own, token } = await furnishRegion(office, '秋田')
    const { token: foreign } = await furnishRegion(office, '山形')
    const plan = `/regions/${own}/programme-plan`
    const figure = { says: '人口 3万人', source: 'https://example.jp/', readOn: '2026-11-01', isPublished: true }
    const put = (figures: object[], by: string) => office.send('PUT', plan, { figures }, { token: by })
    expect((await put([{ ...figure, readOn: null }], token)).status).toBe(422)
    expect((await put([figure], foreign)).status).toBe(404)
    expect((await put([figure, { says: '下書き 99', isPublished: false }], token)).status).toBe(200)
    const { body } = await office.get(`/regions/${own}/programme`, { token })
    expect(body.tables[0]).toMatchObject({
      heading: '地域のすがた',
      rows: [['人口 3万人', 'https://example.jp/', '2026-11-01']],
    })
    expect(JSON.stringify(body)).not.toContain('下書き 99')
  })

  it('names what contradicts itself in the pilot’s report, and of another region does not', async () => {
    expect((await tables()).get('報告書の中で合わない所')?.size).toBe(9)
    const other = await furnishRegion(office, '宮城')
    const { body } = await office.get(`/regions/${other.regionId}/programme`)
    expect(JSON.stringify(body)).not.toContain('報告書の中で合わない所')
    expect(shapes.programme.parse(body)).toEqual(body)
  })

  it.each([
    ['alerts', '段階と種類ごとのあやしい動き', '合計', '3,538 | '],
    ['notices', '通報', '通報の数', '6'],
    ['consultations', '相談窓口への問い合わせ', '問い合わせの計', '142 | '],
    ['dispatches', '訪問', '訪問の計', '36 | '],
    ['attendances', '説明会と報告会', '説明会の計（回数・社数・人数）', '8 | 49 | 55'],
    ['assets', '会社のようす', '機器の一覧がある', '20 | 71 | 28.2%'],
    ['orders', '会社のようす', '箱をそのままつなげた', '9 | 70 | 12.9%'],
    ['applications', '申し込みと参加', '申し込んだ会社', '71'],
    ['dialogue_sessions', 'アンケートに答えた会社', '答えた会社', '89 | '],
  ])('changes when one row of %s is taken out', async (table, heading, row, cells) => {
    const WHICH: Readonly<Record<string, string>> = {
      attendances: `people = 1 and meeting_id in (select id from meetings where kind = 'briefing')`,
      orders: `"order" ->> 'deviceType' = 'office' and "order" ->> 'needsSwitch' = 'none'`,
      applications: 'started_at is null',
      dialogue_sessions: `questionnaire = 'survey' and firm_id like 'guest%'`,
    }
    const CHILDREN: Readonly<Record<string, readonly [child: string, key: string]>> = {
      consultations: ['consultation_events', 'consultation_id'],
      dispatches: ['dispatch_events', 'dispatch_id'],
      assets: ['asset_events', 'asset_id'],
      orders: ['order_events', 'order_id'],
      dialogue_sessions: ['dialogue_events', 'session_id'],
    }
    const told = await office.db
      .transaction({ kind: 'system' }, async (tx) => {
        const where = sql.raw(`region_id = '${regionId}' and ${WHICH[table] ?? 'true'}`)
        const [{ id = '' } = {}] = await query<{ id: string }>(
          tx,
          sql`select id from ${sql.raw(table)} where ${where} limit 1`,
        )
        const [child, key] = CHILDREN[table] ?? []
        if (child && key) await query(tx, sql`delete from ${sql.raw(child)} where ${sql.raw(key)} = ${id}`)
        await query(tx, sql`delete from ${sql.raw(table)} where id = ${id}`)
        throw new Told(await sheetIn(tx))
      })
      .catch((error) => {
        if (error instanceof Told) return error.tables
        throw error
      })
    expect(told.get(heading)?.get(row)).toBe(cells)
  })

  it('hides results and answers of few from a chamber, and never who came, what was asked and who was visited', async () => {
    const { body: token } = await office.post('/tokens', { regionId, role: 'chamber', name: '商工会議所' })
    const told = await tables({ token: token.token })
    for (const [table, row, cells] of PRINTED)
      if (['説明会と報告会', '報告会に来た人', '訪問', '相談窓口への問い合わせ'].includes(table))
        expect(told.get(table)?.get(row), row).toBe(cells)
    expect(told.get('段階と種類ごとのあやしい動き')?.get('合計')).toBe('3,539 | ')
    expect(told.get('段階と種類ごとのあやしい動き')?.get('SYN Flood 攻撃')).toBe('出しません')
    expect(told.get('業種ごとのあやしい動き')?.get('金融業・保険業')).toBe('3 | 出しません')
    expect(told.get('終わりのアンケート')?.get('よかった、または考えが変わった')).toBe(FEW)
    expect(told.get('申し込みと参加')?.size).toBe(3)
  })

  it('is a page that needs no program, and paper, behind a link', async () => {
    const { url } = (await office.get(`/regions/${regionId}/view-link?about=programme&whole=yes`)).body
    const page = await office.server.inject(new URL(url).pathname)
    expect(page.body.length).toBeLessThan(200_000)
    expect(page.body).not.toMatch(/<script|会社\d\d（架空）/)
    expect(page.body).toContain('報告書にのっている数は、そのとおりです')
    for (const [, row] of PRINTED) expect(page.body).toContain(row.replaceAll('&', '&amp;'))
    const pdf = await office.server.inject(`${new URL(url).pathname}.pdf`)
    expect(pdf.headers['content-type']).toBe('application/pdf')
    expect(pagesOf(pdf.rawPayload)).toBeGreaterThan(2)
    expect(pagesOf(pdf.rawPayload)).toBeLessThan(8)
  })

  it.skipIf(!hasPoppler)(
    'stands on paper as a table is read: what is part of a line, below it and to its right',
    async () => {
      const { url } = (await office.get(`/regions/${regionId}/view-link?about=programme&whole=yes`)).body
      const pdf = await office.server.inject(`${new URL(url).pathname}.pdf`)
      const words = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf.rawPayload }).toString()
      const leftOf = (word: string): number =>
        Number(new RegExp(`xMin="([\\d.]+)"[^>]*>${word}</word>`).exec(words)?.[1])
      expect(leftOf('DNSトンネリング')).toBeGreaterThan(leftOf('目的の実行の計') + 5)
      expect(leftOf('ポートスキャン')).toBe(leftOf('DNSトンネリング'))
      // Next to its heading, and not under the percentages.
      expect(leftOf('31')).toBeLessThan(leftOf('34%'))
    },
  )

  it('is followed by how soon notices went on, for the operator and not for a chamber', async () => {
    const { body } = await office.get(`/regions/${regionId}/kpi`)
    expect(body).toMatchObject(KPI)
    expect(body.perFirm).toMatchObject({ messages: 0, minutes: expect.any(Number), costYen: expect.any(Number) })
    expect(kpiTable(body)).toContain('read     7 of 7   17.0 h')
    const { body: token } = await office.post('/tokens', { regionId, role: 'chamber', name: '釜石' })
    expect((await office.get(`/regions/${regionId}/kpi`, { token: token.token })).status).toBe(403)
  })

  it('is asked what another price, or other costs, would come to (R-151)', async () => {
    const { token } = (await office.post('/tokens', { regionId, role: 'chamber', name: '大船渡' })).body
    const asked = async (query: string) => {
      const { status, body } = await office.get(`/regions/${regionId}/price${query}`, { token })
      expect(status).toBe(200)
      expect(shapes.price.parse(body)).toEqual(body)
      return body
    }
    // As the report's own table has it.
    const told = (await tables()).get('値段のめやす（1か月）')
    const usual = await asked('?yen=10000')
    expect(told?.get('1社にかかるお金の計')).toBe(`${Math.round(usual.perFirm.sum).toLocaleString('en')}円`)
    expect(told?.get('71社で、赤字にならない値段')).toBe(`${usual.priceYen.toLocaleString('en')}円`)
    expect(told?.get('1社10,000円のとき、赤字にならない会社の数')).toBe(`${usual.asked.firms}社`)
    expect(usual).toMatchObject({ firms: 71, asked: { leftYen: 100_130 } })
    // Asked for what it costs, nothing is left, and a yen below that somebody else pays.
    const at = async (yen: number) => (await asked(`?yen=${yen}`)).asked.leftYen
    expect(await at(usual.priceYen)).toBeGreaterThanOrEqual(0)
    expect(await at(usual.priceYen - 1)).toBeLessThan(0)
    const free = 'yenPerHour=0&yenPerVisit=0&deviceYen=1000&insuranceYen=0&fixedYen=50000'
    expect(await asked(`?yen=2000&firms=10&${free}`)).toMatchObject({
      ...{ perFirm: { sum: 1_000 }, priceYen: 6_000, asked: { firms: 50, leftYen: -40_000 } },
    })
    expect((await asked('')).asked).toBeNull()
    expect((await office.get(`/regions/${regionId}/price?yen=-1`)).status).toBe(422)
    expect(priceTable(usual)).toContain('At 10,000 yen 43 firms do; of 71 firms 100,130 yen are left.')
  })

  it('is printed by the command line', async () => {
    const { body } = await office.get(`/regions/${regionId}/programme`)
    expect(programmeTables(body)).toMatch(/相談窓口への問い合わせ[\s\S]*機器を置くことについて +130 +90\.9%/)
  })
})

/** As the address answers it, in the midst of a transaction that is undone. */
async function sheetIn(tx: Tx): Promise<Tables> {
  const region = await findRegion(tx, regionId)
  if (!region) throw new Error('the pilot is not there')
  const hours = { timezone: region.timezone, holidays: new Set<string>() }
  const counting = { region, now: NOW, calendar: deskHours(hours), isMadeUp: false }
  const sheet = await programmeReport(tx, { ...counting, seesAll: true, which: 'now' })
  return new Map(
    (sheet?.tables ?? []).map(({ heading, rows }) => [
      heading,
      new Map(rows.map(({ cells: [name = '', ...cells] }) => [name.trim(), cells.join(' | ')])),
    ]),
  )
}

class Told extends Error {
  readonly tables: Tables
  constructor(tables: Tables) {
    super('told, and nothing of it is kept')
    this.tables = tables
  }
}
