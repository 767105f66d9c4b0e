import { expect, it } from 'vitest'
import { findingsOf } from '#engine/plainness.ts'
import { glossary } from '#locales/ja/glossary.ts'
import { DAY, notified } from './notified.ts'
import { scan } from './scan.ts'
import { openStory } from './world.ts'

/** The pilot's three sample notices, in plain words. */
const EXAMPLES = {
  アドウェア感染: {
    severity: 'medium',
    title: 'いらない広告を出すソフトが入っています',
    what: '会社のパソコン1台に、いらない広告を出すソフトが入っているようです。このソフトは、あぶないサイトとやり取りをしています。',
    steps: 'まず、そのパソコンのネットの線を抜いてください。\n次に、「できた」を押してください。',
  },
  フィッシングサイトへのアクセス: {
    severity: 'medium',
    title: 'にせのサイトを開いたかもしれません',
    what: '会社のパソコン1台が、本物によく似た「にせのサイト」を開いたようです。そこで名前やパスワードを入れていたら、ぬすまれた心配があります。',
    steps:
      'まず、そのパソコンを使った人に「何か入力しましたか」と聞いてください。\n入力していたら、すぐにそのパスワードを変えてください。',
  },
  不正なURLスキャンへの応答: {
    severity: 'low',
    title: 'ホームページが知らない人に調べられました',
    what: '外からだれでも見られる会社のホームページが、知らない人に調べられました。いま被害は見つかっていません。',
    steps: 'ホームページを作った会社に、この文をそのまま送ってください。',
  },
}

//
it('the pilot’s three examples can be entered, pass the gate, and arrive', async () => {
  const story = await openStory()
  const { slack, line } = story
  await line.enrol('佐々木', 'owner')
  for (const [place, draft] of Object.values(EXAMPLES).entries()) {
    await scan(story, { id: `scan-${place}`, device: `192.168.1.${place + 10}` })
    await slack.presses('小野', '通報する')
    for (const field of ['title', 'what', 'steps'] as const) await slack.types('小野', field, draft[field])
    expect(slack.modal('小野').at(-1)).toContain('読みやすい文です')
    expect(await slack.fills('小野', { severity: draft.severity })).not.toHaveProperty('errors')
    expect(line.hears('佐々木').join()).toContain(draft.title)
  }
})

//
it('nothing that a firm hears in a long story holds jargon', async () => {
  const story = await openStory()
  const { slack, line } = story
  await notified(story, 'medium')
  for (const label of ['これは？', 'これは？', '忙しい', 'あとで', '明日の朝']) await line.taps('佐々木', label)
  await story.pass(2 * DAY)
  for (const word of ['状況', '診断', '機器', 'レポート', 'ヘルプ', '相談', '電話がほしいです'])
    await line.says('千葉', word)
  for (const label of ['できた', 'できない', 'できない']) await line.taps('佐々木', label)
  await line.taps('千葉', '忙しい')
  await slack.presses('小野', 'もう一度頼む')
  await line.says('佐々木', 'できた')
  await line.says('佐々木', '全部できました')
  await slack.presses('小野', '完了にする')
  await line.taps('佐々木', 'できた')
  for (const name of ['佐々木', '千葉'] as const) {
    const heard = line.everythingHeard(name)
    expect(heard.length).toBeGreaterThan(10)
    for (const words of heard)
      expect(
        findingsOf(words, glossary).filter(({ blocks }) => blocks),
        words,
      ).toEqual([])
  }
})
