import { describe, expect, it } from 'vitest'
import { HOUR } from './notified.ts'
import { openStory, type Story } from './world.ts'

const invite = async ({ made, firmId }: Story, more: object = {}): Promise<string> =>
  (await made('/invites', { firmId, role: 'owner', ...more })).code

describe('joining', () => {
  it('goes from region to chamber, firm, site, sensor and code, and ends with a stored consent', async () => {
    const story = await openStory()
    const { app, made, line, slack, admin } = story
    const region = await made('/regions', { name: '釜石' })
    const { token } = await made('/tokens', { regionId: region.id, role: 'chamber', name: '釜石商工会議所' })
    const chamber = async (path: string, payload: object) => {
      const headers = { authorization: `Bearer ${token}` }
      const answer = await app.server.inject({ method: 'POST', url: `/admin/v1${path}`, headers, payload })
      return { status: answer.statusCode, body: answer.json() }
    }
    const firm = await chamber('/firms', { regionId: region.id, name: '千葉製作所', phone: '0193-00-0002' })
    expect(firm).toMatchObject({ status: 201 })
    const site = await chamber('/sites', { firmId: firm.body.id, name: '工場', kind: 'office' })
    expect(await chamber('/sensors', { siteId: site.body.id, type: 'office' })).toMatchObject({ status: 403 })
    const sensor = await made('/sensors', { siteId: site.body.id, type: 'office' })
    expect(sensor.token).toMatch(/^otss/)
    expect(JSON.stringify((await admin('GET', '/firms')).body)).not.toContain(sensor.token)
    // Another region is nothing that exists.
    expect(await chamber('/firms', { regionId: story.regionId, name: 'よその会社' })).toMatchObject({ status: 404 })
    expect(await chamber('/invites', { firmId: story.firmId, role: 'owner' })).toMatchObject({ status: 404 })
    const { body } = await chamber('/invites', { firmId: firm.body.id, role: 'owner' })

    await line.follow('千葉')
    expect(line.hears('千葉').join()).toMatch(/はじめまして[\s\S]*招待コード/)
    await line.says('千葉', `コードは ${body.code} です`)
    expect(line.hears('千葉').join()).toContain('千葉製作所 さんで まちがいないですか')
    await line.taps('千葉', 'はい')
    const consent = line.hears('千葉').join()
    expect(consent).toMatch(/通信を見守り/)
    expect(consent).toMatch(/どこといつ通信したかを書きとめます/)
    expect(consent).toMatch(/Slackはアメリカの会社です[\s\S]*自分たちの場所であずかります/)
    await line.taps('千葉', '同意する')
    expect(line.hears('千葉').join()).toMatch(/登録できました[\s\S]*お名前/)
    await line.says('千葉', '千葉です')
    expect(line.hears('千葉').join()).toContain('千葉 さんですね')
    expect(slack.cards('desk').at(-1)).toContain('千葉製作所')
    const { body: audit } = await admin('GET', `/audit?firmId=${firm.body.id}`)
    expect(audit.items.find(({ what }: { what: string }) => what === 'joined')).toMatchObject({
      params: { role: 'owner', consentVersion: expect.stringMatching(/^\d{4}-\d{2}$/) },
    })
  })

  it('answers wrong, used and expired codes kindly, and slows down whoever guesses', async () => {
    const story = await openStory()
    const { line, slack } = story
    const used = await invite(story)
    const expired = await invite(story, { days: 1, role: 'worker' })
    await line.enrol('佐々木', 'owner')
    await line.follow('千葉')
    await line.says('千葉', used)
    await line.says('千葉', 'はい')
    await line.says('千葉', '同意する')
    await story.pass(25 * HOUR)
    await line.follow('菊池')
    line.hears('菊池')
    await line.says('菊池', used)
    expect(line.hears('菊池').join()).toContain('もう使われています')
    await line.says('菊池', expired)
    expect(line.hears('菊池').join()).toContain('使える期間が過ぎています')
    await line.says('菊池', 'ZZZZ-2222')
    expect(line.hears('菊池').join()).toContain('見つかりませんでした')
    await line.says('菊池', 'ZZZZ-3333')
    await line.says('菊池', 'ZZZZ-4444')
    line.hears('菊池')
    expect(slack.cards('operations').at(-1)).toContain('1時間に5回まちがえました')
    const good = await invite(story, { role: 'worker' })
    await line.says('菊池', good)
    expect(line.hears('菊池').join()).toContain('少しお休みします')
    await story.pass(HOUR)
    await line.says('菊池', good)
    expect(line.hears('菊池').join()).toContain('佐々木水産 さんで まちがいないですか')
  })

  it('answers any word, sticker or photo of a stranger with the way in', async () => {
    const story = await openStory()
    const { line, playground, settle } = story
    await line.follow('菊池')
    line.hears('菊池')
    await line.says('菊池', 'これは何をしてくれるの？')
    expect(line.hears('菊池').join()).toContain('招待コード')
    for (const kind of ['sticker', 'photo', 'voice'] as const) {
      await playground.control.line[kind](line.id('菊池'))
      await settle()
      expect(line.hears('菊池').join()).toContain('招待コード')
    }
    await line.says('菊池', '状況')
    expect(line.hears('菊池').join()).not.toContain('佐々木水産')
  })

  it('works for two people of one firm, one person of two firms, and not across regions', async () => {
    const story = await openStory()
    const { line, made, regionId } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    const second = await made('/firms', { regionId, name: '千葉製作所' })
    await line.says('千葉', await invite(story, { firmId: second.id }))
    await line.says('千葉', 'はい')
    await line.says('千葉', '同意する')
    line.hears('千葉')
    await line.says('千葉', '状況')
    const status = line.hears('千葉').join()
    for (const firm of ['佐々木水産', '千葉製作所']) expect(status).toContain(`${firm} さんの いまの状況`)
    await line.says('千葉', '相談')
    expect(line.hears('千葉').join()).toContain('どちらの会社のことですか')

    const elsewhere = await made('/regions', { name: '釜石' })
    const far = await made('/firms', { regionId: elsewhere.id, name: '釜石商店' })
    await line.says('千葉', await invite(story, { firmId: far.id }))
    expect(line.hears('千葉').join()).toContain('ほかの地域')
    await line.says('千葉', '状況')
    expect(line.hears('千葉').join()).not.toContain('釜石商店')
  })

  it('is for staff in Slack, by a command, and each code has its own place', async () => {
    const story = await openStory()
    const { line, slack, made, regionId } = story
    const analyst = (await made('/invites', { regionId, role: 'analyst' })).code
    await line.follow('菊池')
    line.hears('菊池')
    await line.says('菊池', analyst)
    expect(line.hears('菊池').join()).toContain('Slack')
    await slack.joins('村上', await invite(story))
    expect(slack.hears('村上').join()).toContain('LINE')
    await slack.joins('村上', analyst)
    expect(slack.hears('村上').join()).toMatch(/アナリストとして登録しました[\s\S]*村上 さんですね/)
  })
})
