import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { buttonsOf, wordsOf } from './words.ts'
import { type Named, openStory, type Story } from './world.ts'

const HOUR = 3_600_000

async function types({ slack, playground, settle }: Story, name: Named, text: string): Promise<void> {
  const command = { command: '/otasuke', text, channel: playground.slack.channels.desk }
  await playground.control.slack.command(slack.id(name), command)
  await settle()
}

const place = ({ slack }: Story): number => slack.cards('desk').findLastIndex((one) => one.includes('佐々木水産'))
const card = (story: Story): string => story.slack.cards('desk').at(place(story)) ?? ''
const thread = (story: Story): string => story.slack.thread('desk', place(story)).join('\n')
const presses = (story: Story, name: Named, label: string) => story.slack.presses(name, label, 'desk', place(story))
const heard = ({ line }: Story, name: Named = '佐々木'): string => line.hears(name).join('\n')

async function answered(story: Story, words: string, name: Named = '佐々木'): Promise<string> {
  heard(story, name)
  await story.line.says(name, words)
  return heard(story, name)
}

/** Somebody writes to the others in the thread. */
async function talksInside({ playground, slack, settle }: Story, name: Named, text: string): Promise<string> {
  const { desk } = playground.slack.channels
  const parent = playground.control.slack.messages(desk).findLast((one) => wordsOf(one).includes('相談が来ています'))
  const { ts } = await playground.control.slack.post(slack.id(name), {
    channel: desk,
    text,
    threadTs: parent?.ts ?? '',
  })
  await settle()
  return ts
}

/** Before the card has changed under anybody's finger. */
async function atOnce(
  { playground, slack, settle }: Story,
  ...fingers: [Named, ReturnType<Story['slack']['button']>][]
) {
  for (const [name, button] of fingers)
    await playground.control.slack.press(slack.id(name), { channel: playground.slack.channels.desk, ...button })
  await settle()
}

/** A button of a message below the card. */
async function pressesInThread({ playground, slack, settle }: Story, name: Named, label: string): Promise<void> {
  const { desk } = playground.slack.channels
  const messages = playground.control.slack.messages(desk)
  const found = messages
    .flatMap((one) => buttonsOf(one).map((button) => ({ button, one })))
    .findLast(({ button }) => button.label === label)
  if (!found) throw new Error(`nothing in the thread has ${label}`)
  const { button, one } = found
  await playground.control.slack.press(slack.id(name), {
    ...{ channel: desk, ts: one.ts, actionId: button.actionId, value: button.data },
  })
  await settle()
}

async function unsends({ playground, line, settle }: Story, words: string): Promise<void> {
  const { items } = playground.control.line.chat(line.id('佐々木'))
  const said = items.findLast(({ from, message }) => from === 'user' && JSON.stringify(message).includes(words))
  await playground.control.line.unsend(line.id('佐々木'), said?.messageId ?? '')
  await settle()
}

/** Where a word of it still stands, but for what was typed into other chats. */
async function leftOf({ app }: Story, word: string): Promise<string[]> {
  const tables = ['consultations', 'consultation_events', 'consultation_words', 'outbox', 'inbox', 'audit', 'chats']
  const left: string[] = []
  for (const table of tables) {
    const rows = await app.db.transaction({ kind: 'system' }, (tx) =>
      query<{ row: string }>(
        tx,
        sql`select t::text as row from ${sql.identifier(table)} t where t::text like ${`%${word}%`}`,
      ),
    )
    left.push(...rows.map(({ row }) => `${table}: ${row.slice(0, 200)}`))
  }
  return left
}

describe('a consultation', () => {
  it('is a thread whose talk stays inside, answered on purpose, and over when it is solved (R-057)', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', '診断')
    heard(story)

    // In the middle of a question: one thread, and every word into it.
    await line.says('佐々木', '人に相談')
    expect(heard(story)).toMatch(/担当の人に伝えました[\s\S]*平日の9:00から17:30/)
    await line.says('佐々木', '請求書のメール http://bad.example/x を開きました')
    expect(heard(story)).toContain('担当の人に伝えました')
    expect(card(story)).toMatch(
      /相談が来ています：佐々木水産[\s\S]*0192-00-0001[\s\S]*0件[\s\S]*請求書のメール[\s\S]*新規/,
    )
    expect(thread(story)).toMatch(/（お客様）：[\s\S]*hxxp:\/\/bad\[\.\]example/)
    const count = slack.cards('desk').length

    // Two take it at once; nobody but the desk may.
    const { code } = await story.made('/invites', { regionId: story.regionId, role: 'desk' })
    await slack.joins('村上', code)
    const late = slack.button('desk', '引き受ける')
    await presses(story, '小野', '引き受ける')
    expect(card(story)).toContain('新規')
    await atOnce(story, ['及川', late], ['村上', late])
    const winner: Named = card(story).includes('対応中：及川 さん') ? '及川' : '村上'
    expect(slack.hears(winner === '及川' ? '村上' : '及川').at(-1)).toContain(`${winner} さんがもう引き受けています`)
    expect(card(story)).toMatch(/対応中：\S+ さん[\s\S]*お客様に届きません/)
    if (winner === '村上') await presses(story, '及川', '引き継ぐ')
    heard(story)

    // Inside, nothing leaves; the firm's words come, and the bot is silent.
    await talksInside(story, '及川', 'ないしょの見立てです')
    await line.says('佐々木', '1')
    await line.says('佐々木', '大丈夫？')
    expect(heard(story)).toBe('')
    expect(thread(story)).toMatch(/大丈夫？/)
    await line.says('佐々木', 'ヘルプ')
    expect(heard(story)).toContain('できること')

    // On purpose it does, with who wrote it; the preview shows it before.
    await presses(story, '村上', 'お客様へ送る')
    await slack.types('村上', 'text', 'マルウェアかどうか見ます。')
    expect(slack.modal('村上').join()).toMatch(/マルウェア[\s\S]*村上（相談の担当）より/)
    expect((await slack.fills('村上', { text: ' ' })).errors?.text).toContain('ひな形')
    await slack.fills('村上', { template: 'asking', text: 'いまは電源を切らないでください。' })
    expect(heard(story)).toMatch(/村上（相談の担当）より[\s\S]*もう少し教えてください。[\s\S]*電源を切らないで/)
    expect(thread(story)).toMatch(/村上 さんが、お客様へ送りました：[\s\S]*電源を切らないで/)
    // Put right, or taken back, there is a word of it on both sides.
    await pressesInThread(story, '村上', '訂正する')
    await slack.fills('村上', { text: '電源は切らずに、線を抜いてください。' })
    expect(heard(story)).toMatch(/村上（相談の担当）より。先ほどの言葉を、こう直します[\s\S]*線を抜いてください/)
    expect(thread(story)).toMatch(/村上 さんが、お客様へ送った言葉を訂正しました[\s\S]*線を抜いて/)
    expect(thread(story)).not.toContain('電源を切らないで')
    await pressesInThread(story, '及川', '取り消す')
    expect(heard(story)).toMatch(/及川（相談の担当）より[\s\S]*取り消します[\s\S]*線を抜いてください/)
    expect(thread(story)).toMatch(/及川 さんが、お客様へ送った言葉を取り消しました/)
    expect(thread(story)).not.toContain('線を抜いて')

    // A colleague goes on with it, and everybody knows who answers.
    await presses(story, '及川', '引き継ぐ')
    expect(slack.hears('及川').at(-1)).toContain('もう、そうなっています')
    await presses(story, '村上', '引き継ぐ')
    expect(card(story)).toContain('対応中：村上 さん')
    expect(thread(story)).toContain('村上 さんが、及川 さんから引き継ぎました')
    expect(heard(story)).toContain('これからは、村上（相談の担当）が答えます')
    await presses(story, '及川', '引き継ぐ')
    heard(story)
    await presses(story, '及川', '顧客待ち')
    expect(card(story)).toContain('顧客待ち：及川 さん')
    await line.says('佐々木', '画面には何も出ていません')
    expect(thread(story)).toContain('画面には何も出ていません')
    expect(card(story)).toContain('対応中：及川 さん')

    // What is taken back is gone on both sides.
    await line.says('佐々木', 'ひみつの番号です')
    expect(thread(story)).toContain('ひみつの番号です')
    await unsends(story, 'ひみつの番号です')
    expect(thread(story)).toContain('この言葉を取り消しました')
    expect(card(story) + thread(story)).not.toContain('ひみつ')
    expect(card(story)).toContain('画面には何も出ていません')
    expect(await leftOf(story, 'ひみつ')).toEqual([])

    // The way back to the questionnaire, while somebody holds the talk.
    await line.says('佐々木', 'つづき')
    expect(heard(story)).toContain('1/3')
    await presses(story, '及川', '分類')
    await slack.fills('及川', { kind: 'installation:after-installation' })
    expect(card(story)).toContain('機器設置に関する問合せ：設置後トラブル')
    await presses(story, '及川', '解決')
    expect(heard(story)).toContain('これで終わりにします')
    await line.says('佐々木', '1')
    expect(heard(story)).toContain('2/3')
    expect(slack.cards('desk')).toHaveLength(count)
    expect(line.everythingHeard('佐々木').join()).not.toContain('ないしょ')

    // It can be opened again, and a new one is another thread.
    await presses(story, '及川', '再開')
    expect(card(story)).toContain('再開')
    await presses(story, '及川', '解決')
    await line.says('佐々木', '相談')
    expect(slack.cards('desk')).toHaveLength(count + 1)
    expect(card(story)).toContain('新規')
  })

  it('out of hours names the true opening, is given back after silence, and is nobody’s of another region', async () => {
    // A Friday before a Monday that is a holiday.
    const story = await openStory({ startsAt: '2026-11-20T17:31:00+09:00' })
    const { line, slack, made } = story
    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', '相談')
    expect(heard(story)).toMatch(
      /11月24日\(火\) 9:00 から[\s\S]*「緊急」[\s\S]*「リモート支援」か「駆け付け」[\s\S]*cs-support@ipa\.go\.jp[\s\S]*#9110 \/ 110[\s\S]*jpcert\.or\.jp/,
    )
    await line.says('佐々木', '動きません')
    expect(heard(story)).toMatch(/11月24日\(火\) 9:00 から/)

    const elsewhere = await made('/regions', { name: '宮城' })
    const { code } = await made('/invites', { regionId: elsewhere.id, role: 'desk' })
    await slack.joins('村上', code)
    await presses(story, '村上', '引き受ける')
    expect(card(story)).toContain('新規')
    await presses(story, '村上', 'お客様へ送る')
    expect(slack.modal('村上')).toEqual([])

    // Half an hour of Tuesday's business, and nobody has answered: operations is told, once.
    const late = () => slack.cards('operations').filter((one) => one.includes('返事をしていません'))
    await story.pass(Date.parse('2026-11-24T09:29:00+09:00') - story.clock.now())
    expect(late()).toEqual([])
    await story.pass(60_000)
    expect(late()).toEqual([expect.stringMatching(/佐々木水産[\s\S]*30分/)])
    const told = async () => (await story.app.server.inject({ url: '/metrics' })).body
    expect(await told()).toMatch(
      /otasuke_consultations\{state="new"\} 1[\s\S]*otasuke_consultation_wait_seconds 316740/,
    )

    await story.playground.control.line.sticker(line.id('佐々木'))
    await story.settle()
    expect(thread(story)).toContain('スタンプを送りました')

    // 24 business hours after the last word; 8.5 of them a day.
    await presses(story, '及川', '引き受ける')
    heard(story)
    await presses(story, '及川', 'お客様へ送る')
    await slack.fills('及川', { template: 'looking' })
    heard(story)
    expect(await told()).toMatch(/otasuke_first_answer_minutes_sum 30/)
    expect(await story.admin('GET', `/regions/${story.regionId}/consultation-months`)).toMatchObject({
      body: {
        items: [{ month: '2026-11', consultations: 1, byChat: 1, firms: 1, perFirm: 1, firstAnswerMinutes: 30 }],
      },
    })
    await story.pass(Date.parse('2026-11-26T16:29:00+09:00') - story.clock.now())
    expect(card(story)).toContain('対応中')
    expect(late()).toHaveLength(1)
    await story.pass(60_000)
    expect(heard(story)).toContain('自動の返事に戻ります')
    expect(thread(story)).toContain('24営業時間')
    expect(card(story)).toContain('受付')
    await line.says('佐々木', 'まだ動きません')
    expect(heard(story)).toContain('担当の人に伝えました')

    // A late button of a solved one tells how things stand, and a word that crossed the solving opens it again.
    await atOnce(story, ['及川', slack.button('desk', '解決')], ['及川', slack.button('desk', '引き受ける')])
    expect(slack.hears('及川').at(-1)).toContain('もう解決しています')
    await story.pass(HOUR)
    await line.says('佐々木', 'こんにちは')
    expect(heard(story)).toContain('こんにちは、')
  })

  it('by telephone or mail is written down at once, also without a firm (R-080, R-081)', async () => {
    const story = await openStory()
    const { slack, regionId, firmId, admin, made, app } = story
    await types(story, '小野', '電話')
    expect(slack.modal('小野')).toEqual([])
    await types(story, '及川', '電話 佐々木水産')
    expect(slack.modal('及川').join()).toMatch(/佐々木水産[\s\S]*接続方法の確認/)
    await slack.fills('及川', { who: '千葉', kind: 'installation:connecting', call: 'connect' })
    expect(card(story)).toMatch(/千葉[\s\S]*電話[\s\S]*機器のつなぎ方[\s\S]*接続方法の確認[\s\S]*解決/)
    await types(story, '及川', 'メール')
    await slack.fills('及川', { kind: 'joining', text: '参加したい', state: 'received' })
    expect(slack.cards('desk').at(-1)).toMatch(/まだ分からない会社[\s\S]*メール[\s\S]*受付/)
    await slack.presses('及川', '会社を決める', 'desk')
    expect((await slack.fills('及川', { firm: 'ない会社' })).errors?.firm).toContain('1つに決まりません')
    await slack.fills('及川', { firm: '佐々木水産' })
    expect(slack.cards('desk').at(-1)).toContain('佐々木水産')
    expect(slack.buttons('desk')).toEqual([
      '引き受ける',
      '分類',
      '解決',
      '遠隔で助ける',
      '駆け付けを頼む',
      '漏えいの手引き',
    ])

    // The pilot's table, month by month; a chamber reads no small counts.
    const { items } = (await admin('GET', `/regions/${regionId}/consultations`)).body
    expect(items).toEqual([
      { month: '2026-11', category: 'installation', tag: 'connecting', channel: 'phone', consultations: 1 },
      { month: '2026-11', category: 'joining', tag: null, channel: 'mail', consultations: 1 },
    ])
    const { token } = await made('/tokens', { regionId, role: 'chamber', name: '商工会議所' })
    const asChamber = await app.server.inject({
      ...{ method: 'GET', url: `/admin/v1/regions/${regionId}/consultations` },
      headers: { authorization: `Bearer ${token}` },
    })
    expect(asChamber.json().items.map(({ consultations }: { consultations: number }) => consultations)).toEqual([
      null,
      null,
    ])
    const listed = (await admin('GET', '/consultations')).body.items
    expect(listed).toMatchObject([
      { channel: 'mail', state: 'received', firmId },
      { channel: 'phone', state: 'solved', who: '千葉', firmId },
    ])
  })

  it('becomes an answer to whoever asks the same, once somebody else has approved it (R-082)', async () => {
    const story = await openStory()
    const { line, slack, made, admin, regionId, settle } = story
    await line.enrol('佐々木', 'owner')
    heard(story)

    // What is often asked is answered at once, with its source; 「これで分かった」 disturbs nobody.
    await line.says('佐々木', 'はこをおいてから いんさつできない')
    expect(heard(story)).toMatch(
      /よくある質問です（相談窓口）[\s\S]*印刷できなくなりました[\s\S]*プリンターとパソコンの電源/,
    )
    await line.says('佐々木', 'これで分かった')
    expect(heard(story)).toContain('よかったです')
    expect(slack.cards('desk').join()).not.toContain('相談が来て')

    // 「人に聞く」 takes the question along, and the desk reads what did not fit.
    await line.says('佐々木', 'プリンターの印刷がきのうから止まります')
    heard(story)
    await line.says('佐々木', '人に聞く')
    expect(heard(story)).toContain('担当の人に伝えました')
    expect(thread(story)).toMatch(
      /プリンターの印刷がきのうから止まります[\s\S]*ちがったそうです[\s\S]*2回見せて、1回ちがいました/,
    )
    // The same is not offered to them again.
    await line.says('佐々木', 'プリンターの印刷がきのうから止まります')
    expect(heard(story)).not.toContain('よくある質問')

    // In an open consultation, too, until somebody holds it; and then the bot is silent.
    await line.says('佐々木', '勤怠のカードを機械が読みません')
    expect(heard(story)).toMatch(/^担当の人に伝えました[^？]*$/)
    await presses(story, '及川', '引き受ける')
    await line.says('佐々木', 'ネットが遅いです')
    expect(heard(story)).toBe('')
    await presses(story, '及川', 'お客様へ送る')
    await slack.fills('及川', { text: '読み取る機械の電源を切って、10分待ってください。' })
    await presses(story, '及川', '解決')
    heard(story)

    // A draft may tell nobody whose question it was.
    await presses(story, '及川', '答えを残す')
    expect(slack.modal('及川').join()).toMatch(/プリンターの印刷[\s\S]*10分待って/)
    const written = { question: '勤怠カードが読めません。', answer: '読み取る機械の電源を切って、10分待ってください。' }
    const { errors } = await slack.fills('及川', { question: '佐々木水産で読めません', answer: '0192-00-0001へ' })
    expect(errors).toMatchObject({
      question: expect.stringContaining('佐々木'),
      answer: expect.stringContaining('0192'),
    })
    await slack.fills('及川', written)
    expect(card(story)).toMatch(/答えの案（及川 さん）[\s\S]*勤怠カードが読めません/)

    // Until it is approved nobody is shown it; who wrote it may not approve it while there is somebody else.
    const { code } = await made('/invites', { regionId, role: 'desk' })
    await slack.joins('村上', code)
    await presses(story, '及川', 'この答えを使う')
    expect(slack.hears('及川').at(-1)).toContain('ほかの人が確かめます')
    await presses(story, '及川', '答えを残す')
    await slack.fills('及川', { ...written, question: '勤怠カードを機械が読みません。' })
    expect(await answered(story, '勤怠のカードが読めない')).not.toContain('10分')
    await presses(story, '村上', 'この答えを使う')
    expect(card(story)).toContain('同じ質問への答え（村上 さんが確かめました）')

    // Another firm of the region is answered; one of another region is not.
    const other = await made('/firms', { regionId, name: 'みなと工業' })
    await line.enrol('千葉', 'owner', other.id)
    heard(story, '千葉')
    await line.says('千葉', '勤怠ｶｰﾄﾞがよめない')
    expect(heard(story, '千葉')).toMatch(
      /前に同じ質問がありました（相談窓口、11月）[\s\S]*機械が読みません[\s\S]*10分待って[\s\S]*これで分かりましたか/,
    )
    await line.says('千葉', 'これで分かった')
    await settle()
    const { items } = (await admin('GET', `/regions/${regionId}/answers`)).body
    expect(items[0]).toMatchObject({ state: 'approved', shown: 1, helped: 1, wrong: 0 })
    expect(items.find(({ id }: { id: string }) => id === 'printer')).toMatchObject({ shown: 2, helped: 1, wrong: 1 })

    // Put aside, it is shown no more.
    await presses(story, '村上', 'この答えを使わない')
    expect(await answered(story, '勤怠ｶｰﾄﾞがよめない', '千葉')).not.toContain('10分')
  })
})
