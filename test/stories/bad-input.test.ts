import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { signature as lineSignature } from '#playground/emulators/line/events.ts'
import { signature as slackSignature } from '#playground/emulators/slack/delivery.ts'
import { scan } from './scan.ts'
import { buttonsOf } from './words.ts'
import { openStory, type Story } from './world.ts'

const DAY = 86_400_000

async function counted({ app }: Story, series: string): Promise<number> {
  const { body } = await app.server.inject('/metrics')
  const line = body.split('\n').find((each) => each.startsWith(`${series} `))
  return Number(line?.split(' ').at(-1) ?? 0)
}

const incoming = (platform: 'line' | 'slack', outcome: string): string =>
  `otasuke_incoming_total{platform="${platform}",outcome="${outcome}"}`

const refused = (reason: string): string => `otasuke_refused_taps_total{reason="${reason}"}`

/** A notice of the scan has reached 佐々木, who has not answered yet. */
async function notified(story: Story, scanned: Parameters<typeof scan>[1] = {}): Promise<void> {
  const { slack, line } = story
  await line.enrol('佐々木', 'owner')
  await scan(story, scanned)
  await slack.presses('小野', '通報する')
  await slack.fills('小野', { severity: 'medium' })
}

const dataOf = ({ playground, line }: Story, label: string): string => {
  const { items } = playground.control.line.chat(line.id('佐々木'))
  return items.flatMap(({ message }) => buttonsOf(message)).findLast((one) => one.label === label)?.data ?? ''
}

const isSound = ({ playground }: Story): boolean => playground.control.invariants().ok

describe('a webhook of LINE', () => {
  it('that is forged or unsigned is refused and counted, and nobody hears of it', async () => {
    const story = await openStory()
    const { control } = story.playground
    await story.line.follow('佐々木')
    story.line.hears('佐々木')
    for (const kind of ['unsigned', 'bad-signature', 'foreign-secret'] as const)
      expect(await control.inbound({ platform: 'line', kind })).toMatchObject([{ status: 401 }])
    await story.settle()
    expect(story.line.hears('佐々木')).toEqual([])
    expect(await counted(story, incoming('line', 'unsigned'))).toBe(1)
    expect(await counted(story, incoming('line', 'bad-signature'))).toBe(2)
    expect(isSound(story)).toBe(true)
  })

  it('that is replayed, truly or in another order, is acknowledged and says nothing twice', async () => {
    const story = await openStory()
    const { control } = story.playground
    await story.line.enrol('佐々木', 'owner')
    await story.line.says('佐々木', 'ヘルプ')
    story.line.hears('佐々木')
    for (const kind of ['duplicate', 'redeliver', 'shuffle', 'merge'] as const)
      for (const { status } of await control.inbound({ platform: 'line', kind })) expect(status).toBe(200)
    await story.settle()
    expect(story.line.hears('佐々木')).toEqual([])
    expect(await counted(story, incoming('line', 'repeated'))).toBeGreaterThan(10)
    expect(isSound(story)).toBe(true)
  })

  it('that did not get through is done when it comes again, with the words of several people in it', async () => {
    const story = await openStory()
    const { playground, line } = story
    const { control } = playground
    for (const name of ['佐々木', '千葉'] as const) await line.follow(name)
    control.faults.add({ platform: 'line', route: 'webhook', kind: 'drop', times: 2 })
    await line.says('佐々木', 'こんにちは')
    await line.says('千葉', 'こんにちは')
    for (const name of ['佐々木', '千葉'] as const) line.hears(name)
    await control.inbound({ platform: 'line', kind: 'merge', last: 2 })
    await story.settle()
    for (const name of ['佐々木', '千葉'] as const) expect(line.hears(name)).toHaveLength(1)
    await control.inbound({ platform: 'line', kind: 'merge', last: 2 })
    await story.settle()
    for (const name of ['佐々木', '千葉'] as const) expect(line.hears(name)).toEqual([])
  })

  it('with no events, or events of tomorrow, is acknowledged; broken JSON is told so', async () => {
    const story = await openStory()
    const { control } = story.playground
    expect(await control.inbound({ platform: 'line', kind: 'empty' })).toMatchObject([{ status: 200 }])
    expect(await control.inbound({ platform: 'line', kind: 'unknown-event' })).toMatchObject([{ status: 200 }])
    expect(await control.inbound({ platform: 'line', kind: 'malformed' })).toMatchObject([{ status: 400 }])
    expect(await counted(story, incoming('line', 'malformed'))).toBe(1)
    await story.settle()
    expect(story.slack.cards('operations')).toEqual([])
  })

  it('of two megabytes is refused before it is read, on either platform', async () => {
    const story = await openStory()
    const { line, slack } = story.playground
    const payload = JSON.stringify({ destination: line.destination, events: [], padding: 'x'.repeat(2_000_000) })
    const at = String(Math.floor(Date.now() / 1_000))
    const signed = {
      line: { 'x-line-signature': lineSignature(line.channelSecret, payload) },
      slack: {
        'x-slack-request-timestamp': at,
        'x-slack-signature': slackSignature(slack.signingSecret, at, payload),
      },
    }
    for (const platform of ['line', 'slack'] as const) {
      const headers = { 'content-type': 'application/json', ...signed[platform] }
      const answer = await story.app.server.inject({ method: 'POST', url: `/webhooks/${platform}`, headers, payload })
      expect(answer.statusCode).toBe(413)
      expect(answer.headers['content-type']).toContain('application/problem+json')
      expect(await counted(story, incoming(platform, 'too-large'))).toBe(1)
    }
  })
})

describe('what people send that is not words', () => {
  it('is thanked for, and the open question is asked again', async () => {
    const story = await openStory()
    const { line, playground } = story
    await notified(story)
    line.hears('佐々木')
    for (const [send, thanks] of [
      ['sticker', 'スタンプをありがとう'],
      ['photo', '写真'],
      ['voice', '声のメッセージ'],
    ] as const) {
      await playground.control.line[send](line.id('佐々木'))
      await story.settle()
      const [answer] = line.hears('佐々木')
      expect(answer).toContain(thanks)
      expect(line.offered('佐々木')).toEqual(['できた', 'できない', '忙しい', 'これは？', 'ぜんぶ済んだ', '人に相談'])
    }
    expect(isSound(story)).toBe(true)
  })

  it('and is taken back, is forgotten, also on its way to the desk', async () => {
    const story = await openStory()
    const { line, playground, app } = story
    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', '相談')
    await line.says('佐々木', 'ひみつの相談です')
    const { items } = playground.control.line.chat(line.id('佐々木'))
    const said = items.findLast(({ message }) => JSON.stringify(message).includes('ひみつ'))
    await playground.control.line.unsend(line.id('佐々木'), said?.messageId ?? '')
    await story.settle()
    const kept = await app.db.transaction({ kind: 'system' }, (tx) => query(tx, sql`select payload from inbox`))
    expect(JSON.stringify(kept)).not.toContain('ひみつ')
    expect(line.hears('佐々木').at(-1)).toContain('担当の人に伝えました')
  })

  it('and leave: the desk hears that the firm cannot be reached, and at which number it can', async () => {
    const story = await openStory()
    const { line, slack } = story
    await notified(story)
    await line.unfollow('佐々木')
    expect(slack.cards('desk').join('\n')).toMatch(/佐々木水産[\s\S]*0192-00-0001/)
    line.hears('佐々木')
    await story.pass(DAY)
    expect(line.hears('佐々木')).toEqual([])
    expect(slack.cards('desk').join('\n')).toMatch(/電話をお願いします：佐々木水産/)
  })
})

describe('a button', () => {
  it('of another firm’s notice tells its finder nothing and changes nothing', async () => {
    const story = await openStory()
    const { line, made, regionId, playground } = story
    await notified(story)
    const other = await made('/firms', { regionId, name: '南部建設', phone: '019-000-0002' })
    await line.enrol('菊池', 'manager', other.id)
    await playground.control.line.tap(line.id('菊池'), dataOf(story, 'できた'))
    await story.settle()
    const heard = line.hears('菊池').join('\n')
    expect(heard).toContain('ほかの方のためのものです')
    expect(heard).not.toMatch(/佐々木|192\.168/)
    const { body } = await story.admin('GET', `/notices?firmId=${story.firmId}`)
    expect(body.items[0]).toMatchObject({ state: 'sent', readAt: null })
    expect(await counted(story, refused('not-theirs'))).toBe(1)
  })

  it('in the hands of a stranger asks for the invitation, and nothing more', async () => {
    const story = await openStory()
    const { line, playground } = story
    await notified(story)
    await line.follow('千葉')
    line.hears('千葉')
    await playground.control.line.tap(line.id('千葉'), dataOf(story, 'これは？'))
    await story.settle()
    const heard = line.hears('千葉').join('\n')
    expect(heard).toContain('招待コード')
    expect(heard).not.toMatch(/佐々木|192\.168/)
    expect(await counted(story, refused('unknown-person'))).toBe(1)
  })

  it('that was never ours, or is older than anybody’s memory, is answered kindly', async () => {
    const story = await openStory()
    const { line, playground } = story
    await notified(story)
    line.hears('佐々木')
    await playground.control.line.tap(line.id('佐々木'), 'x'.repeat(300))
    await story.settle()
    expect(line.hears('佐々木').join()).toContain('いまは使えません')
    const old = dataOf(story, 'できた')
    await story.app.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`update actions set expires_at = to_timestamp(0) where token = ${old}`),
    )
    await playground.control.line.tap(line.id('佐々木'), old)
    await story.settle()
    expect(line.hears('佐々木').join()).toContain('古くなりました')
    expect(await counted(story, refused('unknown-tap'))).toBe(1)
    expect(await counted(story, refused('expired-tap'))).toBe(1)
  })

  it('of a card that was overtaken tells the analyst how the case stands now', async () => {
    const story = await openStory()
    const { slack, playground } = story
    await scan(story)
    const channel = playground.slack.channels.analysts
    const [card] = playground.control.slack.messages(channel)
    const watch = buttonsOf(card).find(({ label }) => label === '様子見')
    const late = { channel, ts: card?.ts ?? '', actionId: watch?.actionId ?? '', value: watch?.data }
    await slack.presses('小野', '誤検知')
    await playground.control.slack.press(slack.id('山田'), { ...late, actionId: 'tap-gone' })
    await story.settle()
    expect(slack.thread('analysts').join('\n')).toMatch(/山田 さん：この案件はもう「誤検知」です/)
    expect(await counted(story, refused('already-decided'))).toBe(1)
  })
})

describe('a card whose message was deleted', () => {
  it('is posted anew, and its history goes under the new one', async () => {
    const story = await openStory()
    const { slack, playground, line } = story
    await notified(story)
    const channel = playground.slack.channels.analysts
    const [card] = playground.control.slack.messages(channel)
    playground.control.slack.deleteMessage({ channel, ts: card?.ts ?? '' })
    await line.taps('佐々木', 'ぜんぶ済んだ')
    await story.wake()
    expect(slack.cards('analysts').at(-1)).toMatch(/「できた」と答えました/)
    expect(slack.buttons('analysts')).toContain('完了にする')
    await slack.presses('小野', '完了にする')
    await story.wake()
    expect(slack.thread('analysts').join('\n')).toContain('完了')
    expect(slack.cards('operations')).toEqual([])
    expect(isSound(story)).toBe(true)
  })
})

describe('words that want to be something else', () => {
  const DEVICE = '<!channel>"}],"type":"uri" {{name}} $t(errors.apology) \u202e\u0000👩‍👩‍👧'
  const LURE = '<https://bad.example|見てください>'

  it('in a host name notify nobody, link nowhere and break no card', async () => {
    const story = await openStory()
    const { slack, line, playground } = story
    await notified(story, { source: LURE, device: DEVICE, target: DEVICE })
    expect(line.hears('佐々木')).toHaveLength(1)
    expect(slack.cards('operations')).toEqual([])
    const { messages } = playground.control.slack
    const { analysts, desk } = playground.slack.channels
    const onSlack = JSON.stringify([...messages(analysts), ...messages(desk)])
    const onLine = JSON.stringify(playground.control.line.chat(line.id('佐々木')).items)
    expect(onSlack).toContain('hxxps://bad[.]example')
    expect(onSlack).toContain('&lt;!channel&gt;')
    expect(onSlack).not.toContain('<!channel>')
    expect(onSlack + onLine).not.toMatch(/https:\/\/bad\.example|すみません。こちらの都合/)
    expect(isSound(story)).toBe(true)
  })

  it('in a title of ten thousand characters, past Slack’s own check, are refused beside the field', async () => {
    const story = await openStory()
    const { slack, line, playground } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    await slack.presses('小野', '通報する')
    const view = playground.control.slack.views(slack.id('小野')).at(-1)
    const values = { ...view?.values, title: { value: { type: 'plain_text_input', value: '題'.repeat(10_000) } } }
    const submission = {
      type: 'view_submission',
      team: { id: playground.slack.teamId },
      user: { id: slack.id('小野') },
      trigger_id: '1.2.3',
      view: { ...view?.view, id: view?.id, hash: view?.hash, state: { values } },
    }
    const payload = new URLSearchParams({ payload: JSON.stringify(submission) }).toString()
    const at = String(Math.floor(Date.now() / 1_000))
    const answer = await story.app.server.inject({
      method: 'POST',
      url: '/webhooks/slack',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': at,
        'x-slack-signature': slackSignature(playground.slack.signingSecret, at, payload),
      },
      payload,
    })
    expect(answer.json()).toMatchObject({ response_action: 'errors', errors: { title: expect.stringContaining('長') } })
    await story.settle()
    expect(line.hears('佐々木')).toEqual([])
    expect(slack.cards('operations')).toEqual([])
  })
})
