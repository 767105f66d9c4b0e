import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { contactsOf, endMembership } from '#db/people.ts'
import type { SecurityActionStep } from '#engine/security-action.ts'
import { DAY, HOUR } from './notified.ts'
import { openStory, type Story, type StoryOptions } from './world.ts'

async function steps({ app }: Story): Promise<SecurityActionStep[]> {
  const rows = await app.db.transaction({ kind: 'system' }, (tx) =>
    query<{ step: SecurityActionStep }>(tx, sql`select step from security_action_steps order by seq`),
  )
  return rows.map(({ step }) => step)
}

const rows = ({ app }: Story, statement: ReturnType<typeof sql>) =>
  app.db.transaction({ kind: 'system' }, (tx) => query(tx, statement))

async function owner(options: StoryOptions = {}): Promise<Story> {
  const story = await openStory(options)
  await story.line.enrol('佐々木', 'owner')
  return story
}

const PLEDGES = 6

/** 「星がほしい」 to the last question, with everything pledged: GビズID by `gbiz`, ★ (2) or ★★ (3), not yet declared. */
async function answers(story: Story, { gbiz = ['1'], stars = '2', pledges = PLEDGES } = {}): Promise<void> {
  const { line } = story
  await line.says('佐々木', '星がほしい')
  for (const answer of [...gbiz, stars]) await line.says('佐々木', answer)
  for (let n = 0; n < pledges; n++) await line.says('佐々木', '1')
  if (stars === '3')
    for (const answer of ['佐々木水産株式会社', '代表取締役 佐々木 一郎', '今日', '0192-00-0001', '2'])
      await line.says('佐々木', answer)
  await line.says('佐々木', 'まだ')
}

/** The desk asks it on the telephone; the wish is for two stars. */
async function diagnosed({ app, regionId, firmId, clock }: Story): Promise<void> {
  const at = clock.now() - DAY
  const by = { personId: 'someone', name: '千葉' }
  const value = (choice: string) => ({ value: { kind: 'choice', choice }, by, at })
  const given = {
    assets: { value: { kind: 'choices', choices: ['personal', 'technical'] }, by, at },
    q2: value('done'),
    q13: value('done'),
    q14: value('part'),
    'b-lead': { value: { kind: 'text', text: '千葉 花子' }, by, at },
    'b-wish': value('two'),
  }
  const session = { questionnaire: 'office', version: '3.1', state: 'finished', answers: given, movedAt: at, length: 0 }
  await app.db.transaction({ kind: 'system' }, (tx) =>
    query(
      tx,
      sql`insert into dialogue_sessions (id, region_id, firm_id, questionnaire, version, person_id, state, session, started_at, moved_at, finished_at)
      values ('dialogue_made', ${regionId}, ${firmId}, 'office', '3.1', '', 'finished', ${JSON.stringify({ putOff: {}, seats: {}, retired: [], ...session })}::text::jsonb,
        to_timestamp(${at / 1000}), to_timestamp(${at / 1000}), to_timestamp(${at / 1000}))`,
    ),
  )
}

/** The addresses of ours in the newest message, without the host. */
function links({ playground, line }: Story): string[] {
  const said = JSON.stringify(playground.control.line.chat(line.id('佐々木')).items.at(-1))
  return [...said.matchAll(/https:\/\/otasuke\.example(\/r\/[^"]+)/g)].map(([, path = '']) => path)
}

describe('the way to a star', () => {
  it('begins with the GビズID, goes on with the pledge, and leads to the state’s own page', async () => {
    const story = await owner()
    const { line } = story
    await line.says('佐々木', '星がほしい')
    expect(line.hears('佐々木').at(-1)).toMatch(/自分で宣言[\s\S]*GビズIDはありますか/)
    await line.says('佐々木', 'プライムがある')
    await line.says('佐々木', '星1つ')
    for (let n = 1; n < PLEDGES; n++) await line.says('佐々木', '取り組みます')
    await line.says('佐々木', 'まだできない')
    await line.says('佐々木', 'まだ')
    expect(line.hears('佐々木').at(-1)).toMatch(
      /これで終わりです[\s\S]*いまここ[\s\S]*約束していないこと[\s\S]*データの控え/,
    )
    await line.taps('佐々木', '全部に取り組みます')
    const [next = ''] = line.hears('佐々木').slice(-1)
    expect(next).toMatch(/自分で宣言します[\s\S]*代わりに入ることはありません/)
    expect(JSON.stringify(story.playground.control.line.chat(line.id('佐々木')).items.at(-1))).toContain(
      'https://security-shien.ipa.go.jp/',
    )
    expect((await steps(story)).map(({ kind }) => kind)).toEqual(['pledged'])
  })

  it('takes the number of the declaration, and refuses kindly what is none', async () => {
    const story = await owner()
    const { line } = story
    await answers(story)
    await line.taps('佐々木', '宣言した')
    expect(line.hears('佐々木').at(-1)).toMatch(/おつかれさま[\s\S]*番号/)
    await line.taps('佐々木', '番号を書く')
    for (const [typed, said] of [
      ['４１２３４５６７８９０', '古い番号'],
      ['61234567890', '5で始まる番号ではない'],
      ['5123456789', '11けたか、もう一度'],
      ['まだ届かない', '数字が見つかりません'],
    ] as const) {
      await line.says('佐々木', typed)
      expect(line.hears('佐々木').at(-1)).toContain(said)
    }
    await line.says('佐々木', '５１２３４-５６７８９０')
    expect(line.hears('佐々木').at(-1)).toMatch(/控えました[\s\S]*51234567890/)
    expect((await steps(story)).at(-1)).toMatchObject({ kind: 'id', id: '51234567890', by: { name: '佐々木' } })
    // 星 shows where the firm stands, and an old button moves no day.
    await line.says('佐々木', '星')
    expect(line.hears('佐々木').at(-1)).toContain('全部そろいました')
    await line.taps('佐々木', '宣言した')
    expect((await steps(story)).map(({ kind }) => kind)).toEqual(['declared', 'id'])
  })

  it('leaves the number unwritten for whoever stops, and hears other words as ever', async () => {
    const story = await owner()
    const { line } = story
    await answers(story)
    await line.taps('佐々木', '宣言した')
    await line.taps('佐々木', '番号を書く')
    await line.says('佐々木', '状況')
    expect(line.hears('佐々木').at(-1)).toContain('いまの状況')
    await line.says('佐々木', 'やめる')
    expect(line.hears('佐々木').at(-1)).toContain('何も変えていません')
    await line.says('佐々木', '51234567890')
    expect((await steps(story)).map(({ kind }) => kind)).toEqual(['declared'])
  })

  it('pledges five rules where the region works with five', async () => {
    const story = await owner()
    const { line, admin, regionId } = story
    const { body: rules } = await admin('GET', `/regions/${regionId}/rules`)
    expect(rules.pledges).toBe(6)
    const { status } = await admin('PUT', `/regions/${regionId}/rules`, { ...rules, pledges: 5 })
    expect(status).toBe(200)
    await answers(story, { pledges: 5 })
    expect(line.everythingHeard('佐々木').join()).not.toContain('控え（バックアップ）を取りますか')
    expect(line.hears('佐々木').at(-1)).toContain('自分で宣言します')
  })
})

describe('the policy of two stars', () => {
  it('is asked for the diagnosis first', async () => {
    const story = await owner()
    await answers(story, { stars: '3' })
    expect(story.line.hears('佐々木').at(-1)).toContain('先に診断に答えてください')
    expect(story.line.offered('佐々木')).toContain('診断を始める')
  })

  it('is drafted from the answers, changed a section at a time, taken back, and printed', async () => {
    const story = await owner()
    const { line, app } = story
    await diagnosed(story)
    await answers(story, { stars: '3' })
    expect(line.hears('佐々木').at(-1)).toContain('方針をだれでも見られるように')
    await line.taps('佐々木', '方針を見る・直す')
    const [draft = ''] = line.hears('佐々木').slice(-1)
    expect(draft).toMatch(/責任者は、千葉 花子です[\s\S]*個人の情報、技術・ノウハウ[\s\S]*外に持ち出すもの/)
    expect(draft).not.toContain('席をはなれる')
    await line.says('佐々木', '2')
    expect(line.hears('佐々木').at(-1)).toMatch(/受け持つ人[\s\S]*千葉 花子/)
    await line.says('佐々木', 'あ'.repeat(300))
    expect(line.hears('佐々木').at(-1)).toContain('240文字まで')
    await line.says('佐々木', 'SECURITY ACTIONの認定を受けました。')
    expect(line.hears('佐々木').at(-1)).toContain('自分で宣言するもの')
    await line.says('佐々木', '専務の千葉が、責任を持ちます。')
    expect(line.hears('佐々木').at(-1)).toMatch(/替えました[\s\S]*2版[\s\S]*専務の千葉/)
    const [page = '', pdf = ''] = links(story)
    const read = await app.server.inject({ url: page })
    expect(read.body).toMatch(
      /情報セキュリティ基本方針[\s\S]*佐々木水産株式会社[\s\S]*専務の千葉[\s\S]*2026年11月24日[\s\S]*代表取締役/,
    )
    const paper = await app.server.inject({ url: pdf })
    expect({ type: paper.headers['content-type'], begins: paper.body.slice(0, 5) }).toEqual({
      type: 'application/pdf',
      begins: '%PDF-',
    })
    expect((await app.server.inject({ url: page.replace(/$/, '.png') })).statusCode).toBe(404)
    await line.taps('佐々木', '1つ前にもどす')
    expect(line.hears('佐々木').at(-1)).toMatch(/もどしました[\s\S]*千葉 花子/)
    await line.says('佐々木', '星')
    await line.taps('佐々木', '見られるようにした')
    expect(line.hears('佐々木').at(-1)).toContain('自分で宣言します')
    expect((await steps(story)).map(({ kind }) => kind)).toEqual([
      'policy-drafted',
      'policy-edited',
      'policy-undone',
      'published',
    ])
  })
})

describe('words that are taken back in the chat', () => {
  /** As the platform tells it: the person deletes what they wrote. */
  async function unsends({ playground, line, settle }: Story, words: string): Promise<void> {
    const { items } = playground.control.line.chat(line.id('佐々木'))
    const said = items.find(({ from, message }) => from === 'user' && JSON.stringify(message).includes(words))
    await playground.control.line.unsend(line.id('佐々木'), said?.messageId ?? '')
    await settle()
  }

  async function writing(): Promise<Story> {
    const story = await owner()
    await diagnosed(story)
    await answers(story, { stars: '3' })
    await story.line.taps('佐々木', '方針を見る・直す')
    return story
  }

  it('are no more in the policy, though others were written after them', async () => {
    const story = await writing()
    const { line } = story
    await line.says('佐々木', '2')
    await line.says('佐々木', 'ひみつの人が、受け持ちます。')
    await line.says('佐々木', '5')
    await line.says('佐々木', '年に1回、みんなで学びます。')
    line.hears('佐々木')
    await unsends(story, 'ひみつ')
    expect(line.hears('佐々木')).toEqual([])
    await line.says('佐々木', '星')
    await line.taps('佐々木', '方針を見る・直す')
    const [policy = ''] = line.hears('佐々木').slice(-1)
    expect(policy).toMatch(/千葉 花子[\s\S]*年に1回、みんなで学びます/)
    expect(policy).not.toContain('ひみつ')
    const kept = await steps(story)
    expect(kept.map(({ kind }) => kind)).toEqual([
      ...['policy-drafted', 'policy-edited', 'policy-edited', 'policy-unsent'],
    ])
    expect(JSON.stringify(kept)).not.toContain('ひみつ')
  })

  it('are asked for anew where nothing was made of them yet', async () => {
    const story = await writing()
    const { line, app, firmId } = story
    await line.says('佐々木', '2')
    // As long as the firm's lane is held, what was typed waits there.
    const lane = `security-action:${firmId}`
    await rows(story, sql`update lanes set not_before = now() + interval '1 hour' where lane = ${lane}`)
    await line.says('佐々木', 'ひみつの人が、受け持ちます。')
    line.hears('佐々木')
    await unsends(story, 'ひみつ')
    await story.wake()
    expect(line.hears('佐々木').at(-1)).toContain('受け持つ人')
    expect((await steps(story)).map(({ kind }) => kind)).toEqual(['policy-drafted'])
    const kept = await app.db.transaction({ kind: 'system' }, (tx) => query(tx, sql`select payload from inbox`))
    expect(JSON.stringify(kept)).not.toContain('ひみつ')
  })

  it('are no number of a declaration any more, which is then asked for', async () => {
    const story = await owner()
    const { line } = story
    await answers(story)
    await line.taps('佐々木', '宣言した')
    await line.taps('佐々木', '番号を書く')
    await line.says('佐々木', '51234567890')
    await unsends(story, '51234567890')
    expect(JSON.stringify(await steps(story))).not.toContain('51234567890')
    await line.says('佐々木', '星')
    expect(line.offered('佐々木')).toContain('番号を書く')
    line.hears('佐々木')
    await story.pass(15 * DAY)
    expect(line.hears('佐々木').join()).toContain('宣言の番号は届きましたか')
  })
})

describe('the desk', () => {
  it('changes the policy of a firm while they talk, and sees how far it is', async () => {
    const story = await owner()
    const { line, slack, playground } = story
    await diagnosed(story)
    await answers(story, { stars: '3' })
    const command = { command: '/otasuke', text: '星 佐々木水産', channel: playground.slack.channels.desk }
    await playground.control.slack.command(slack.id('及川'), command)
    await story.settle()
    expect(slack.cards('desk').at(-1)).toMatch(/星の用意：佐々木水産[\s\S]*★★ 星2つ[\s\S]*1版/)
    await slack.presses('小野', '方針を直す', 'desk')
    expect(slack.modal('小野')).toEqual([])
    await slack.presses('及川', '方針を直す', 'desk')
    expect(slack.modal('及川').at(-1)).toContain('千葉 花子')
    expect(await slack.fills('及川', { lead: '二つ星の認定を受けました。' })).toMatchObject({
      errors: { lead: expect.stringContaining('自分で宣言する') },
    })
    expect(await slack.fills('及川', { lead: '専務の千葉が責任者です。' })).not.toHaveProperty('errors')
    expect((await steps(story)).slice(1)).toMatchObject([
      { kind: 'policy-edited', section: 'lead', by: { name: '及川' } },
    ])
    expect(slack.cards('desk').at(-1)).toContain('2版')
    await line.taps('佐々木', '方針を見る・直す')
    expect(line.hears('佐々木').at(-1)).toContain('専務の千葉が責任者です')
  })
})

/** Partners begin to demand ★3; everything else as it comes. */
function surveyAnswer(asked: string): string {
  if (asked.includes('何を求められて')) return '星3つ'
  if (asked.includes('取引先から、会社の守りについて')) return '要求されつつある'
  return asked.includes('いくつでも') ? '1と2' : '1'
}

describe('a firm whose partners begin to demand protection', () => {
  it('is shown the way at the end of the survey, and led to the star', async () => {
    const story = await owner()
    const { line, playground } = story
    await line.says('佐々木', 'アンケート')
    const last = (): string => line.hears('佐々木').at(-1) ?? ''
    let asked = last()
    for (let n = 0; n < 40 && !asked.includes('これで終わりです'); n++) {
      await line.says('佐々木', surveyAnswer(asked))
      asked = last()
    }
    expect(asked).toMatch(/取引先に求められたとき[\s\S]*これは★3の取得や適合を示すものではありません。/)
    expect(line.offered('佐々木')).toContain('星の準備を始める')
    expect(JSON.stringify(playground.control.line.chat(line.id('佐々木')).items.at(-1))).not.toContain('認定')
    await line.taps('佐々木', '星の準備を始める')
    expect(last()).toContain('GビズIDはありますか')
  })
})

describe('whoever waits', () => {
  const POST = ['4', '2']

  it('is asked after seven and thirty days whether the GビズID has come, by day, and then no more', async () => {
    const story = await owner({ startsAt: '2026-11-24T22:00:00+09:00' })
    const { line, pass } = story
    await answers(story, { gbiz: POST })
    expect(line.hears('佐々木').at(-1)).toContain('届くのを待っています')
    await pass(7 * DAY + 10 * HOUR)
    expect(line.hears('佐々木')).toEqual([])
    await pass(2 * HOUR)
    expect(line.hears('佐々木').join()).toContain('GビズIDは届きましたか')
    await line.says('佐々木', 'まだ')
    expect(line.hears('佐々木').join()).toContain('あせらなくて')
    await pass(30 * DAY)
    expect(line.hears('佐々木').filter((one) => one.includes('届きましたか'))).toHaveLength(1)
    await pass(90 * DAY)
    expect(line.hears('佐々木').filter((one) => one.includes('届きましたか'))).toEqual([])
    await line.taps('佐々木', '届いた')
    expect(line.hears('佐々木').at(-1)).toContain('自分で宣言します')
  })

  it('is asked for the number after fourteen days, three times, until it is told', async () => {
    const story = await owner()
    const { line, pass } = story
    await answers(story)
    await line.taps('佐々木', '宣言した')
    line.hears('佐々木')
    await pass(13 * DAY)
    expect(line.hears('佐々木')).toEqual([])
    await pass(2 * DAY)
    expect(line.hears('佐々木').join()).toContain('宣言の番号は届きましたか')
    await pass(100 * DAY)
    expect(line.hears('佐々木').filter((one) => one.includes('届きましたか'))).toHaveLength(2)
    await line.taps('佐々木', '番号を書く')
    await line.says('佐々木', '51234567890')
    expect((await steps(story)).at(-1)).toMatchObject({ kind: 'id', id: '51234567890' })
  })

  it('is not asked any more after leaving the firm; somebody else of it is', async () => {
    const story = await owner()
    const { line, pass, app, firmId, clock } = story
    await line.enrol('千葉', 'worker')
    await answers(story, { gbiz: POST })
    line.hears('佐々木')
    await app.db.transaction({ kind: 'system' }, async (tx) => {
      const left = (await contactsOf(tx, firmId)).find(({ role }) => role === 'owner')
      await endMembership(tx, { personId: left?.personId ?? '', firmId, at: clock.now() })
    })
    await pass(8 * DAY)
    expect(line.hears('佐々木')).toEqual([])
    expect(line.hears('千葉').join()).toContain('GビズIDは届きましたか')
  })
})
