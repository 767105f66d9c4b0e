import { describe, expect, it } from 'vitest'
import { MINUTE } from './notified.ts'
import { scan } from './scan.ts'
import { openStory, type Story } from './world.ts'

async function writing(story: Story): Promise<void> {
  await story.line.enrol('佐々木', 'owner')
  await scan(story)
  await story.slack.presses('小野', '通報する')
}

/** Only what is said; the signs and numbers that each platform draws in its own way are left out. */
const saidIn = (words: string): string[] =>
  words
    .split('\n')
    .map((line) => line.replace(/^([🔴🟡✅●！✓]|\d+\.)\s*/u, '').replace(/^\*(.*)\*$/, '$1'))
    .filter((line) => line.trim() !== '' && !/^\d+$/.test(line))

describe('while a notice is written', () => {
  // what the gate says follows the typing, and jargon blocks the sending.
  it('the result of the plainness gate and the preview follow the typing', async () => {
    const story = await openStory()
    const { slack } = story
    await writing(story)
    expect(slack.modal('小野').at(-1)).toContain('読みやすい文です')
    await slack.types('小野', 'what', 'ポートスキャンが見つかりました。')
    expect(slack.modal('小野').at(-1)).toMatch(
      /このままでは送れません[\s\S]*「ポートスキャン」は専門用語です[\s\S]*企業に見える形[\s\S]*ポートスキャンが見つかりました/,
    )
    await slack.types('小野', 'what', '開いている入口をさがす動きが見つかりました。')
    expect(slack.modal('小野').at(-1)).toContain('読みやすい文です')
  })

  it('the preview is word for word what the owner then receives', async () => {
    const story = await openStory()
    const { slack, line } = story
    await writing(story)
    await slack.types('小野', 'title', 'パソコンを1台、調べてください')
    await slack.types('小野', 'clue', '事務所の窓ぎわのパソコン（192.168.1.23）')
    const [, preview = ''] = (slack.modal('小野').at(-1) ?? '').split('企業に見える形\n')
    await slack.fills('小野', {})
    const received = saidIn(line.hears('佐々木').join('\n'))
    expect(received).toContain('事務所の窓ぎわのパソコン（192.168.1.23）')
    expect(saidIn(preview).slice(0, received.length)).toEqual(received)
  })

  it('jargon blocks the sending, and the word is named beside its field', async () => {
    const story = await openStory()
    const { line, slack } = story
    await writing(story)
    const { errors } = await slack.fills('小野', { what: 'マルウェアに感染しました。' })
    expect(errors?.what).toContain('「マルウェア」は専門用語です')
    expect(errors?.what).toContain('悪さをするソフト')
    expect(line.hears('佐々木')).toEqual([])
    expect(slack.modal('小野')).toHaveLength(1)
    expect(await slack.fills('小野', { what: '悪さをするソフトが入りました。' })).not.toHaveProperty('errors')
    expect(line.hears('佐々木')).toHaveLength(1)
  })

  // what happened, what to do, whom to ask, by when, and whether to hurry.
  it('a missing part blocks the sending', async () => {
    const story = await openStory()
    const { line, slack, clock } = story
    await writing(story)
    const blanks = { title: '　', what: '　', steps: '　', contact: '　', clue: '　' }
    const { errors } = await slack.fills('小野', { ...blanks, dueAt: Math.floor(clock.now() / 1000) - 60 })
    expect(Object.keys(errors ?? {}).sort()).toEqual(['clue', 'contact', 'dueAt', 'steps', 'title', 'what'])
    expect(line.hears('佐々木')).toEqual([])
  })

  it('it holds what to do, what happened, which PC, by when, whom to ask, and how urgent it is', async () => {
    const story = await openStory()
    const { line } = story
    await writing(story)
    await story.slack.fills('小野', {})
    const [notice = ''] = line.hears('佐々木')
    const places = [
      /急ぎません/,
      /聞いてください/,
      /さがす動きが見つかりました/,
      /192\.168\.1\.23/,
      /まで$/m,
      /「相談」/,
    ].map((part) => notice.search(part))
    expect(places).toEqual([...places].sort((one, other) => one - other))
    expect(places.every((place) => place >= 0)).toBe(true)
  })
})

describe('a grave notice', () => {
  // a second person approves.
  it('needs a second analyst, and after ten minutes a reason', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    await slack.presses('小野', '通報する')
    await slack.fills('小野', { severity: 'high' })
    expect(line.hears('佐々木')).toEqual([])
    await slack.presses('小野', '承認して送る')
    expect(slack.thread('analysts').join()).toContain('書いた人は承認できません')
    await story.pass(9 * MINUTE)
    expect(slack.buttons('analysts')).not.toContain('1人で送る')
    await story.pass(MINUTE)
    await slack.presses('小野', '1人で送る')
    const { errors } = await slack.fills('小野', { reason: '　' })
    expect(errors?.reason).toContain('「理由」を書いてください')
    await slack.fills('小野', { reason: '山田さんが出られないため' })
    expect(line.hears('佐々木')).toHaveLength(1)
    const { body } = await story.admin('GET', `/audit?firmId=${story.firmId}`)
    expect(body.items.find((item: { what: string }) => item.what === 'sent-alone')).toMatchObject({
      reason: '山田さんが出られないため',
    })
  })

  it('goes back to its author when the second analyst is not convinced', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await scan(story)
    await slack.presses('小野', '通報する')
    await slack.fills('小野', { severity: 'high', title: '入口をさがされています' })
    await slack.presses('山田', '書いた人に戻す')
    expect(line.hears('佐々木')).toEqual([])
    await slack.presses('小野', '通報する')
    expect(slack.modal('小野').at(-1)).toContain('入口をさがされています')
    await slack.fills('小野', { severity: 'medium' })
    expect(line.hears('佐々木').join()).toContain('入口をさがされています')
  })
})
