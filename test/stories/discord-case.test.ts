import { expect, test, vi } from 'vitest'
import { png } from '../support/photos.ts'
import { discordDesk } from './discord-desk.ts'
import { scan } from './scan.ts'
import { openStory } from './world.ts'

// Discord equal to Slack for analysts: channel, thread, buttons, modals, over the gateway alone.
test('a case is judged on Discord from its card to the notice on LINE', async () => {
  const story = await openStory({ staffOn: 'discord' })
  const { line, playground } = story
  const desk = discordDesk(story)
  await desk.joins('今', 'analyst')
  await desk.joins('志賀', 'analyst')
  expect(desk.hears('今').join('\n')).toContain('今 さん')
  await line.enrol('佐々木', 'owner')
  await scan(story)
  expect(desk.cards('analysts')).toHaveLength(1)
  expect(desk.cards('analysts')[0]).toContain('佐々木水産')

  await desk.presses('今', '引き受ける')
  expect(desk.cards('analysts')).toHaveLength(1)
  expect(desk.cards('analysts')[0]).toContain('今')

  // Seven fields and what stands above them are two pages.
  await desk.presses('今', '通報する')
  expect(desk.modal('今')).toMatchObject({
    title: expect.stringContaining('1/2'),
    fields: ['severity', 'title', 'steps', 'what'],
  })
  await desk.fills('今', { severity: 'high', what: 'マルウェアに感染しました。' })
  expect(desk.modal('今')).toBeUndefined()
  expect(desk.sees('今')).toMatch(
    /マルウェアに感染しました[\s\S]*このままでは送れません[\s\S]*「マルウェア」は専門用語です/,
  )
  await desk.goesOn('今', '続きを書く')
  expect(desk.modal('今')?.fields).toEqual(['clue', 'dueAt', 'contact'])
  expect(desk.modal('今')?.words).toMatch(/2026-\d\d-\d\d \d\d:\d\d/)
  await desk.fills('今', { clue: '事務所の窓ぎわ' })
  // Refused, and nothing of it is lost.
  expect(desk.sees('今')).toMatch(/「マルウェア」は専門用語です[\s\S]*事務所の窓ぎわ/)
  expect(line.hears('佐々木')).toEqual([])
  await desk.goesOn('今', '直す')
  expect(desk.modal('今')?.words).toContain('マルウェアに感染しました。')
  await desk.fills('今', { what: '悪さをするソフトが入りました。' })
  await desk.goesOn('今', '続きを書く')
  expect(desk.modal('今')?.words).toContain('事務所の窓ぎわ')
  await desk.fills('今', {})
  expect(desk.sees('今')).toBe('受け取りました。')

  // High: a second person approves; whoever wrote it does not.
  expect(line.hears('佐々木')).toEqual([])
  await desk.presses('志賀', '承認して送る')
  const [notice = ''] = line.hears('佐々木')
  expect(notice).toContain('悪さをするソフトが入りました。')
  expect(notice).toContain('事務所の窓ぎわ')
  expect(desk.cards('analysts')).toHaveLength(1)

  // The rota by the same forms.
  const { regionId, admin } = story
  const { analysts } = (await admin('GET', `/regions/${regionId}/rota`)).body
  const [kon, shiga] = analysts.map(({ personId }: { personId: string }) => personId)
  const rota = { people: [kon, shiga], turn: 'week', handOver: '09:00', since: '2026-11-23' }
  await admin('PUT', `/regions/${regionId}/rota`, { rota })
  await desk.commands('今', '当番')
  expect(desk.hears('今').at(-1)).toContain('いまの当番は 今 さん、次に呼ばれるのは 志賀 さん')
  await desk.taps('今', '交代する')
  expect(desk.modal('今')).toMatchObject({ title: '交代する', fields: ['who', 'from', 'until'] })
  await desk.fills('今', { who: shiga, until: '11/25' })
  await story.wake()
  expect(desk.cards('analysts').at(-1)).toContain('いまの当番は 志賀 さん')
  expect(desk.hears('志賀').at(-1)).toContain('今 さんが当番を変えました')
  expect(playground.control.invariants().violations).toEqual([])
})

// The desk, too: a picture of a message that mentions us, since Discord tells an app of no other.
test('a picture that the desk posts in a consultation’s thread on Discord goes to the firm when somebody sends it', async () => {
  const story = await openStory({ staffOn: 'discord' })
  const { line, playground, settle } = story
  const desk = discordDesk(story)
  const people = playground.control.discord
  await desk.joins('今', 'desk')
  await line.enrol('佐々木', 'owner')
  await line.says('佐々木', '相談')
  await line.says('佐々木', '画面が消えません')
  line.hears('佐々木')
  const card = people.messages(playground.discord.channels.desk).at(-1)?.id ?? ''
  const shot = { name: '社内メモ.png', contentType: 'image/png', base64: png().toString('base64') }
  const posts = (text: string) => people.post(desk.id('今'), { channel: card, text, files: [shot] })
  const thread = (): string => desk.thread('desk').join('\n')
  const seen = (words: string): Promise<void> =>
    vi.waitFor(async () => {
      await settle()
      expect(thread()).toContain(words)
    }, 8_000)

  posts('これは中だけで')
  const { messageId } = posts(`<@${playground.discord.botUserId}> これを見せましょう`)
  await seen('今 さんの写真は、まだお客様に届いていません')
  // What was not handed to us was not seen at all.
  expect(thread().match(/まだお客様に届いていません/g)).toHaveLength(1)
  expect(line.hears('佐々木')).toEqual([])

  await desk.presses('今', 'お客様へ送る', 'desk')
  const [picture = ''] = people.options(desk.id('今'), 'picture')
  await desk.fills('今', { picture })
  const [text, image] = playground.control.line
    .chat(line.id('佐々木'))
    .items.slice(-2)
    .map(({ message }) => message)
  expect(text).toEqual({ type: 'text', text: '今（相談の担当）より、写真です。' })
  expect(image).toMatchObject({ type: 'image', originalContentUrl: expect.stringContaining('/r/picture_') })
  people.deleteMessage({ channel: card, messageId })
  await seen('もうお客様に届いています')
  expect(playground.control.invariants().violations).toEqual([])
})

test('over HTTP a stranger’s tap and a late one are answered kindly, and change nothing', async () => {
  const story = await openStory({ staffOn: 'discord-http' })
  const desk = discordDesk(story)
  expect(await story.playground.control.discord.checkAddress()).toEqual({ isSound: true })
  await desk.joins('今', 'analyst')
  await scan(story)
  const [before] = desk.cards('analysts')
  await desk.presses('志賀', '引き受ける')
  expect(desk.cards('analysts')).toEqual([before])
  expect(desk.hears('志賀').join('\n')).toContain('登録')
  const late = desk.finger('今', '引き受ける')
  await desk.presses('今', '誤検知')
  const [decided] = desk.cards('analysts')
  expect(decided).not.toEqual(before)
  const had = desk.thread('analysts').length
  await late()
  expect(desk.cards('analysts')).toEqual([decided])
  expect(desk.thread('analysts').length).toBeGreaterThan(had)

  await desk.commands('今', '一覧')
  expect(desk.hears('今').at(-1)).toContain('件')
  expect(story.playground.control.invariants().violations).toEqual([])
})
