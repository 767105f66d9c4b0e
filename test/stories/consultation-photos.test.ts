import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { asTaken, JPEG, png, WEBP } from '../support/photos.ts'
import { buttonsOf, wordsOf } from './words.ts'
import { type Named, openStory, type Story } from './world.ts'

const TAKEN = { base64: asTaken(JPEG).toString('base64'), type: 'image/jpeg' }
const SHOT = { name: '社内メモ.png', mimetype: 'image/png', base64: png().toString('base64') }

async function asked(): Promise<Story> {
  const story = await openStory()
  await story.line.enrol('佐々木', 'owner')
  await story.line.says('佐々木', '相談')
  story.line.hears('佐々木')
  return story
}

const desk = ({ playground }: Story): string => playground.slack.channels.desk
const messages = (story: Story) => story.playground.control.slack.messages(desk(story))
const root = (story: Story): string =>
  messages(story).findLast(({ thread_ts: thread }) => thread === undefined)?.ts ?? ''
const thread = (story: Story): string => story.slack.thread('desk').join('\n')
const heard = ({ line }: Story): string => line.hears('佐々木').join('\n')
const items = ({ playground, line }: Story) => playground.control.line.chat(line.id('佐々木')).items

async function photo({ playground, line, settle }: Story, what: object = TAKEN): Promise<string> {
  const { messageId } = await playground.control.line.photo(line.id('佐々木'), what)
  await settle()
  return messageId ?? ''
}

async function posts(story: Story, name: Named, ...files: object[]): Promise<string> {
  const { playground, slack, settle } = story
  const shared = files as { name: string; mimetype: string }[]
  const { ts } = await playground.control.slack.post(slack.id(name), {
    ...{ channel: desk(story), text: 'これはどうでしょう', threadTs: root(story), files: shared },
  })
  await settle()
  return ts
}

const kept = async ({ app }: Story): Promise<string[]> => {
  const rows = await app.db.transaction({ kind: 'system' }, (tx) =>
    query<{ id: string }>(tx, sql`select id from dialogue_photos`),
  )
  return rows.map(({ id }) => id)
}

async function answers(story: Story, name: Named, text: string, quotes: string): Promise<void> {
  await story.playground.control.line.text(story.line.id(name), text, quotes)
  await story.settle()
}

/** The paths of our links in the thread and, for a firm, in its chat. */
const linksIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/https:\/\/otasuke\.example(\/r\/(?:photo|picture)_[^"|>\\]+)/g)].map(
    ([, path = '']) => path,
  )

const offered = ({ playground, slack }: Story, name: Named, field: string): { label: string; value: string }[] => {
  const [view] = playground.control.slack.views(slack.id(name)).slice(-1)
  const block = view?.view.blocks.find(({ block_id: id }) => id === field)
  const { options = [] } = (block?.element ?? {}) as { options?: { value: string; text: { text: string } }[] }
  return options.map(({ value, text }) => ({ label: text.text, value }))
}

async function pressesInThread(story: Story, name: Named, label: string): Promise<void> {
  const found = messages(story).flatMap((one) => buttonsOf(one).map((button) => ({ button, one })))
  const last = found.findLast(({ button }) => button.label === label)
  if (!last) throw new Error(`nothing in the thread has ${label}`)
  const { actionId, data: value } = last.button
  const press = { channel: desk(story), ts: last.one.ts, actionId, value }
  await story.playground.control.slack.press(story.slack.id(name), press)
  await story.settle()
}

describe('a photo that a firm sends while it talks to the desk', () => {
  it('stands in the thread as a link, with who sent it and when; each look is written down, and taken back it is gone (R-057)', async () => {
    const story = await asked()
    const { app, line, slack } = story
    const messageId = await photo(story)
    expect(heard(story)).toMatch(/^写真を、担当の人に渡します。返事は、平日の9:00から17:30までのあいだにします。$/)
    expect(thread(story)).toMatch(/佐々木 さん（お客様）：\n[\s\S]*写真を見る（佐々木 さん、11月24日\(火\) 10:00）/)
    const [path = ''] = linksIn(messages(story))
    const shown = await app.server.inject(path)
    expect(shown.statusCode).toBe(200)
    expect(shown.headers['content-type']).toBe('image/jpeg')
    expect(shown.rawPayload.includes('KESENNUMA-3')).toBe(false)
    const looks = async () =>
      app.db.transaction({ kind: 'system' }, (tx) =>
        query<{ actor: string }>(
          tx,
          sql`select actor from audit where what = 'looked-at' and subject like 'tickets:%' and actor = 'link:staff'`,
        ),
      )
    expect(await looks()).toHaveLength(1)

    // Once a person holds it, the bot is silent.
    await slack.presses('及川', '引き受ける', 'desk')
    heard(story)
    await photo(story)
    expect(heard(story)).toBe('')
    expect(linksIn(messages(story))).toHaveLength(2)

    await story.playground.control.line.unsend(line.id('佐々木'), messageId)
    await story.settle()
    expect(thread(story)).toContain('佐々木 さん（お客様）が、この言葉を取り消しました。')
    expect(linksIn(messages(story))).not.toContain(path)
    expect((await app.server.inject(path)).statusCode).toBe(404)
    expect(await kept(story)).toHaveLength(1)
    // As long as every other photo.
    const [due] = await app.db.transaction({ kind: 'system' }, (tx) =>
      query<{ days: number }>(
        tx,
        sql`select round(extract(epoch from due_at - ${new Date(story.clock.now()).toISOString()}::timestamptz) / 86400)::int as days
          from timers where kind = 'photo-expired'`,
      ),
    )
    expect(due?.days).toBe(365)
  })

  it('is nowhere when it is taken back before it was fetched; what cannot be had is told to both sides', async () => {
    const story = await asked()
    const { playground, line, settle } = story
    const { messageId } = await playground.control.line.photo(line.id('佐々木'), TAKEN)
    await playground.control.line.unsend(line.id('佐々木'), messageId ?? '')
    await settle()
    expect(linksIn(messages(story))).toEqual([])
    heard(story)
    await photo(story, { base64: Buffer.from('%PDF-1.7').toString('base64'), type: 'image/jpeg' })
    expect(heard(story)).toContain('これは写真ではないようです')
    expect(thread(story)).toContain('佐々木 さん（お客様）が写真を送りましたが、受け取れませんでした')
    await playground.control.line.voice(line.id('佐々木'))
    await settle()
    expect(heard(story)).toContain('声のメッセージは、ここでは聞けません')
  })
})

describe('a picture that the desk posts in the thread', () => {
  it('goes to the firm only when somebody sends it, with who it is from, as a LINE picture, and once', async () => {
    const story = await asked()
    const { slack, app } = story
    await posts(story, '及川', SHOT)
    expect(heard(story)).toBe('')
    expect(thread(story)).toMatch(/及川 さんの写真は、まだお客様に届いていません。[\s\S]*写真を見る（及川 さん/)
    await slack.presses('及川', 'お客様へ送る', 'desk')
    const [choice] = offered(story, '及川', 'picture')
    expect(choice?.label).toBe('及川 さんの写真（11月24日(火) 10:00）')
    await slack.types('及川', 'picture', choice?.value ?? '')
    const view = JSON.stringify(story.playground.control.slack.views(slack.id('及川')).at(-1))
    expect(view).toContain('"type":"image"')
    expect(slack.modal('及川').join()).toMatch(
      /お客様には、こう見えます[\s\S]*及川（相談の担当）より、写真です。[\s\S]*LINEから消せません/,
    )
    await slack.fills('及川', { picture: choice?.value ?? '' })
    const [text, image] = items(story)
      .slice(-2)
      .map(({ message }) => message)
    expect(text).toEqual({ type: 'text', text: '及川（相談の担当）より、写真です。' })
    expect(image).toEqual({
      type: 'image',
      originalContentUrl: expect.stringMatching(/^https:\/\/otasuke\.example\/r\/picture_/),
      previewImageUrl: expect.stringMatching(/^https:\/\/otasuke\.example\/r\/picture_.*\.png$/),
    })
    for (const path of linksIn(image)) {
      const shown = await app.server.inject(path)
      expect(shown).toMatchObject({ statusCode: 200, headers: { 'content-type': 'image/png' } })
      expect(shown.rawPayload.length).toBeLessThan(1_000_000)
    }
    expect(story.playground.control.invariants()).toMatchObject({ ok: true })
    expect(JSON.stringify(items(story))).not.toContain('社内メモ')
    expect(thread(story)).toMatch(/及川 さんが、お客様へ送りました：[\s\S]*写真を見る（及川 さん/)

    // It has gone, and is offered no more; taken away in Slack, it stays on the phone, and whoever did it is told so.
    await slack.presses('及川', 'お客様へ送る', 'desk')
    expect(offered(story, '及川', 'picture')).toEqual([])
    const posted = messages(story).findLast(({ files }) => files !== undefined)
    story.playground.control.slack.deleteMessage({ channel: desk(story), ts: posted?.ts ?? '' })
    await story.settle()
    expect(thread(story)).toContain('もうお客様に届いています。ここで消しても、お客様のLINEには残ります')
    await pressesInThread(story, '及川', '取り消す')
    expect(heard(story)).toMatch(/先ほどの次の言葉は、取り消します。[\s\S]*相談の担当からの写真/)
    expect(thread(story)).toContain('お客様のLINEに残った写真は、取り消せません')
    for (const path of linksIn(image)) expect((await app.server.inject(path)).statusCode).toBe(404)
  })

  it('is withdrawn when it is deleted, or taken out of its message, before it was sent', async () => {
    const story = await asked()
    const { slack, playground } = story
    const ts = await posts(story, '及川', SHOT, { ...SHOT, name: '二.png' })
    await slack.presses('及川', 'お客様へ送る', 'desk')
    const both = offered(story, '及川', 'picture').map(({ value }) => value)
    expect(both).toHaveLength(2)
    const [file] = messages(story).find((one) => one.ts === ts)?.files ?? []
    playground.control.slack.editMessage({ channel: desk(story), ts, text: 'こちらです' })
    await story.settle()
    expect(thread(story)).not.toContain('取り下げました')
    playground.control.slack.editMessage({ channel: desk(story), ts, withoutFile: file?.id ?? '' })
    await story.settle()
    expect(thread(story).match(/取り下げました/g)).toHaveLength(1)
    // The form that was open before still names it.
    const [left] = await kept(story)
    const gone = both.find((one) => one !== left) ?? ''
    expect((await slack.fills('及川', { picture: gone })).errors?.picture).toContain('もう送れません')
    playground.control.slack.deleteMessage({ channel: desk(story), ts })
    await story.settle()
    expect(thread(story).match(/取り下げました/g)).toHaveLength(2)
    expect((await slack.fills('及川', { picture: left ?? '' })).errors?.picture).toContain('もう送れません')
    expect(items(story).some(({ message }) => message.type === 'image')).toBe(false)
    expect(await kept(story)).toEqual([])
  })

  it('must be one that LINE takes; what is none is answered kindly, and what somebody else posts stays between the staff', async () => {
    const story = await asked()
    const { slack } = story
    await posts(story, '及川', { name: '絵.webp', mimetype: 'image/webp', base64: WEBP.toString('base64') })
    expect(thread(story)).toContain('及川 さんの写真は、LINEに送れません。')
    await posts(story, '及川', { name: '声.m4a', mimetype: 'audio/mp4', base64: 'AAAA' })
    expect(thread(story)).toContain('及川 さんが置いたものは、お客様に届きません。')
    await posts(story, '及川', {
      name: '外.png',
      mimetype: 'image/png',
      externalUrl: 'https://elsewhere.example/x.png',
    })
    expect(thread(story)).toContain('ここから受け取れませんでした')
    const before = thread(story)
    await posts(story, '小野', SHOT)
    expect(thread(story)).toBe(`${before}
これはどうでしょう`)
    await slack.presses('及川', 'お客様へ送る', 'desk')
    expect(offered(story, '及川', 'picture')).toEqual([])
    expect(heard(story)).toBe('')
  })
})

describe('a quote', () => {
  it('of the firm’s shows in the thread what it answers to, and goes with what it quotes', async () => {
    const story = await asked()
    const { slack, line, playground } = story
    await line.says('佐々木', '赤いランプが光ります')
    const own = items(story).findLast(({ from }) => from === 'user')?.messageId ?? ''
    await answers(story, '佐々木', 'これは、いまもです', own)
    expect(thread(story)).toMatch(
      /（佐々木 さんの11月24日\(火\) 10:00の言葉「赤いランプが光ります」への返事）\nこれは、いまもです/,
    )
    await slack.presses('及川', 'お客様へ送る', 'desk')
    await slack.fills('及川', { text: '電源は入っていますか' })
    const ours = items(story).findLast(({ from }) => from === 'bot')?.messageId ?? ''
    await answers(story, '佐々木', 'はい、入っています', ours)
    expect(thread(story)).toMatch(
      /（及川 さんの11月24日\(火\) 10:00の言葉「電源は入っていますか」への返事）\nはい、入っています/,
    )
    const called = items(story).find(
      ({ from, message }) => from === 'bot' && JSON.stringify(message).includes('担当の人に伝えました'),
    )
    await answers(story, '佐々木', 'いつごろですか', called?.messageId ?? '')
    expect(thread(story)).toMatch(
      /（おたすけの言葉「分かりました。担当の人に伝えました。[\s\S]*」への返事）\nいつごろですか/,
    )
    await playground.control.line.unsend(line.id('佐々木'), own)
    await story.settle()
    expect(thread(story)).not.toContain('赤いランプ')
    expect(thread(story)).toContain('これは、いまもです')
    await pressesInThread(story, '及川', '取り消す')
    expect(thread(story)).not.toContain('電源は入っていますか')
  })

  it('of the desk’s stands on LINE above its answer', async () => {
    const story = await asked()
    const { slack, line } = story
    await line.says('佐々木', '箱が熱いです')
    await line.says('佐々木', '音もします')
    await slack.presses('及川', 'お客様へ送る', 'desk')
    const quotable = offered(story, '及川', 'quote')
    expect(quotable.map(({ label }) => label)).toEqual(['10:00 佐々木：音もします', '10:00 佐々木：箱が熱いです'])
    await slack.fills('及川', { text: 'すぐに抜いてください', quote: quotable[1]?.value ?? '' })
    const said = items(story).find(({ message }) => JSON.stringify(message).includes('箱が熱い'))
    expect(items(story).at(-1)?.message).toMatchObject({
      type: 'text',
      text: '及川（相談の担当）より\n\nすぐに抜いてください',
      quoteToken: said?.message.quoteToken,
    })
    expect(thread(story)).toMatch(
      /お客様へ送りました：\n（佐々木 さんの11月24日\(火\) 10:00の言葉「箱が熱いです」への返事）/,
    )
    expect(wordsOf(items(story).at(-1)?.message)).not.toContain('箱が熱い')
  })
})
