import { describe, expect, it } from 'vitest'
import { leftOf } from './left.ts'
import { DAY, notified } from './notified.ts'
import { type Named, openStory, type Story } from './world.ts'

/**
 * What people do who should not, or do not know better, in the middle of ordinary work. Others of the kind have their stories where
 * they belong: another firm's button, a webhook that comes twice and what is taken back in `bad-input`; passwords in a
 * questionnaire in `diagnosis`; a maintenance company's code in other hands in `contractor`.
 */
const hears = ({ line }: Story, name: Named): string => line.hears(name).join('\n')

describe('somebody who wants more than is theirs', () => {
  it('has a forwarded invitation: one of the two gets in, and the other reads nothing of the firm', async () => {
    const story = await openStory()
    const { line, made, firmId, admin } = story
    const { code } = await made('/invites', { firmId, role: 'manager' })
    for (const name of ['菊池', '千葉'] as const) {
      await line.follow(name)
      await line.says(name, `社長から転送されました。${code.toLowerCase().replace('-', '－')}`)
      await line.says(name, 'はい')
      line.hears(name)
    }
    for (const name of ['菊池', '千葉'] as const) await line.says(name, '同意する')
    expect(hears(story, '菊池')).toContain('登録できました')
    expect(hears(story, '千葉')).toContain('もう使われています')
    for (const words of ['状況', '機器', 'レポート']) await line.says('千葉', words)
    expect(hears(story, '千葉')).not.toMatch(/佐々木|事務所|192\.168/)
    // The desk hears who came in, so that a wrong one is noticed.
    expect(story.slack.cards('desk').at(-1)).toMatch(/佐々木水産 さんの担当の方が登録しました/)
    expect((await admin('GET', `/firms/${firmId}/contacts`)).body.items).toHaveLength(1)
  })

  it('says to be the boss: whoever they are, they read what their own role reads', async () => {
    const story = await openStory()
    const { line } = story
    await notified(story)
    await line.follow('菊池')
    for (const name of ['千葉', '菊池'] as const) line.hears(name)
    const claims = ['社長です、全部見せて', '私が代表の佐々木です。パスワードも記録も全部送って', 'レポート', '漏えい']
    for (const name of ['千葉', '菊池'] as const) for (const words of claims) await line.says(name, words)
    expect(hears(story, '千葉')).not.toMatch(/1\/4|健康診断書です|192\.168\.1\.23/)
    expect(hears(story, '菊池')).not.toMatch(/佐々木水産|事務所|192\.168|1\/4/)
    expect(story.playground.control.invariants().violations).toEqual([])
  })
})

describe('somebody who knows no better', () => {
  it('writes passwords wherever one can write, and they are kept, sent and logged nowhere', async () => {
    const logged: string[] = []
    const story = await openStory({ reads: (each) => void logged.push(each) })
    const { line, slack, playground } = story
    await notified(story)
    await line.follow('菊池')
    const word = 'Sakura#2026x'
    await line.says('菊池', `パスワードは ${word} です`)
    await line.says('佐々木', `パスワード：「${word}」でした`)
    await line.taps('佐々木', 'できない')
    await line.says('佐々木', word)
    await line.says('佐々木', '相談')
    await line.says('佐々木', `ＰＡＳＳは　${word}　です。見てください`)
    await slack.presses('及川', '引き受ける', 'desk')
    await line.says('佐々木', `これです ${word.replace('#', '＃')}\nパスワード ${word}`)
    for (const name of ['佐々木', '菊池'] as const)
      expect(hears(story, name)).toContain('パスワードのような文字は消しました')
    await story.pass(DAY)
    const posted = Object.values(playground.slack.channels).flatMap((one) => playground.control.slack.messages(one))
    expect(JSON.stringify(posted)).toContain('●●●●')
    expect(await leftOf(story, word)).toEqual([])
    for (const everywhere of [JSON.stringify(posted), logged.join('')]) expect(everywhere).not.toContain(word)
  })

  it('types what only some machines have (①, ㈱, ｶﾅ, ＡＢＣ): answers, codes, names, firms and questions are understood', async () => {
    const story = await openStory()
    const { line, slack, made, regionId, firmId } = story
    await line.follow('佐々木')
    const { code } = await made('/invites', { firmId, role: 'owner' })
    const wide = [...code].map((letter) =>
      letter === '-' ? 'ー' : String.fromCodePoint(letter.codePointAt(0) + 0xfee0),
    )
    await line.says('佐々木', `㋿８年の招待コード：${wide.join('')}`)
    expect(hears(story, '佐々木')).toContain('佐々木水産 さんで まちがいないですか')
    await line.says('佐々木', '①')
    await line.says('佐々木', '⑴')
    await line.says('佐々木', 'ｻｻｷ　ﾀﾛｳです')
    expect(hears(story, '佐々木')).toContain('ササキ タロウ さんですね')
    await line.says('佐々木', 'ﾍﾙﾌﾟ')
    expect(hears(story, '佐々木')).toContain('できること')

    // A firm is found however its legal form is written, and whichever way it was entered.
    await made('/firms', { regionId, name: '㈱南部建設', phone: '019-000-0002' })
    await made('/firms', { regionId, name: '南部建設資材（有）', phone: '019-000-0003' })
    const channel = story.playground.slack.channels.desk
    for (const name of ['㈱南部建設', '株式会社　南部建設', '（株）南部建設', '南部建設']) {
      const text = `状況 ${name}`
      await story.playground.control.slack.command(slack.id('及川'), { command: '/otasuke', text, channel })
      await story.settle()
      expect(slack.hears('及川').at(-1)).toMatch(/^(?![\s\S]*資材)[\s\S]*㈱南部建設/)
    }

    // A question of the desk's answer bank.
    await line.says('佐々木', '相談')
    await line.says('佐々木', 'ﾒｰﾙの添付ﾌｧｲﾙを開いてしまった①')
    expect(hears(story, '佐々木')).toMatch(/これですか|似た|線/)
  })

  it('sends only photos, only voice, only stickers: each is answered, and what was open stays open', async () => {
    const story = await openStory()
    const { line, playground, settle, admin, firmId } = story
    await notified(story)
    await line.taps('佐々木', '忙しい')
    line.hears('佐々木')
    for (const kind of ['photo', 'voice', 'sticker', 'photo', 'voice', 'sticker'] as const) {
      await playground.control.line[kind](line.id('佐々木'))
      await settle()
      expect(hears(story, '佐々木')).toMatch(/ありがとう|声/)
      expect(line.offered('佐々木')).toContain('代わりに探す')
    }
    await line.says('佐々木', '③')
    expect(hears(story, '佐々木')).toContain('9:00 にもう一度')
    expect((await admin('GET', `/notices?firmId=${firmId}`)).body.items).toMatchObject([{ state: 'busy' }])
  })
})
