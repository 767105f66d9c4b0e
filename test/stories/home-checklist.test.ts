import { describe, expect, it } from 'vitest'
import { contactsOf } from '#db/people.ts'
import { todosOf } from '#db/todos.ts'
import { DAY } from './notified.ts'
import { openStory, type Story } from './world.ts'

type Name = Parameters<Story['line']['hears']>[0]
const hears = ({ line }: Story, name: Name): string => line.hears(name).join('\n')

async function firmOfThree(): Promise<Story> {
  const story = await openStory()
  await story.line.enrol('佐々木', 'owner')
  for (const name of ['千葉', '菊池'] as const) await story.line.enrol(name, 'worker')
  return story
}

const statesOf = ({ app, firmId }: Story, name: Name) =>
  app.db.transaction({ kind: 'system' }, async (tx) => {
    const whom = (await contactsOf(tx, firmId)).find((one) => one.name === name)
    return (await todosOf(tx, firmId)).filter(({ personId }) => personId === whom?.personId).map(({ state }) => state)
  })

describe('what a firm asks of those who work at home', () => {
  it('reaches each on LINE as a list of their own, and the firm reads done or not done and nothing else', async () => {
    const story = await firmOfThree()
    const { line } = story
    await line.says('佐々木', '在宅のお願い')
    const before = hears(story, '佐々木')
    expect(before).toContain('千葉さん：まだ頼んでいません')
    expect(before).toContain('菊池さん：まだ頼んでいません')
    expect(before).not.toContain('佐々木さん：')
    await line.taps('佐々木', '2人に頼む')
    expect(hears(story, '佐々木')).toMatch(/2人に送りました[\s\S]*千葉さん：まだ\n[\s\S]*菊池さん：まだ\n/)
    for (const name of ['千葉', '菊池'] as const) {
      const asked = hears(story, name)
      expect(asked).toContain('佐々木さんからのお願いです')
      expect(asked).toContain('会社に見えるのは、ぜんぶできたかどうかだけです')
      expect(asked).toContain('家の無線の合言葉を、買ったときのものから変える')
      expect(await statesOf(story, name)).toEqual(Array(7).fill('offered'))
    }
    // One of it is done: the firm reads no difference.
    await line.taps('千葉', 'やることリスト')
    expect(hears(story, '千葉')).toContain('会社からのお願いです。12月1日')
    await line.taps('千葉', 'できた')
    await line.says('佐々木', '在宅のお願い')
    const half = hears(story, '佐々木')
    expect(half).toContain('千葉さん：まだ\n')
    expect(half).not.toMatch(/無線|箱|連絡先/)
    await line.says('佐々木', 'やること')
    expect(hears(story, '佐々木')).not.toMatch(/無線|合言葉/)
    for (let left = 6; left > 0; left--) {
      await line.says('千葉', 'やること')
      await line.taps('千葉', 'できた')
    }
    await line.says('佐々木', '在宅の指示')
    expect(hears(story, '佐々木')).toMatch(/千葉さん：ぜんぶできた\n[\s\S]*菊池さん：まだ\n/)
  })

  it('is asked after by us once a week, asked again by the firm no sooner, and of nobody who leads nothing', async () => {
    const story = await firmOfThree()
    const { line } = story
    await line.says('佐々木', '在宅のお願い')
    await line.taps('佐々木', '2人に頼む')
    for (const name of ['千葉', '菊池'] as const) hears(story, name)
    // A second finger, and the word again: nobody hears of it twice.
    await line.taps('佐々木', '2人に頼む')
    expect(hears(story, '佐々木')).toContain('いま頼める人はいません')
    await line.says('佐々木', '在宅のお願い')
    expect(line.offered('佐々木')).toEqual([])
    expect(hears(story, '千葉')).toBe('')
    // Whoever leads nobody gets their own list for the same word.
    await line.says('千葉', '在宅のお願い')
    const own = hears(story, '千葉')
    expect(own).toContain('やることリスト')
    expect(own).not.toContain('菊池')
    await story.pass(7 * DAY)
    expect(hears(story, '菊池')).toContain('その後はどうですか')
    await story.pass(8 * DAY)
    hears(story, '菊池')
    await story.pass(20 * DAY)
    hears(story, '菊池')
    await line.says('佐々木', '在宅のお願い')
    expect(line.offered('佐々木')).toContain('2人に頼む')
    await line.taps('佐々木', '2人に頼む')
    expect(hears(story, '菊池')).toContain('佐々木さんからのお願いです')
  })

  it('is done at once by the diagnosis for home, as far as a home has nothing of the kind', async () => {
    const story = await firmOfThree()
    const { line } = story
    await line.says('佐々木', '在宅のお願い')
    await line.taps('佐々木', '2人に頼む')
    await line.taps('千葉', '在宅の診断')
    if (line.offered('千葉').includes('はじめる')) await line.taps('千葉', 'はじめる')
    for (const answer of ['している', 'している', 'している', ...Array(6).fill('家にない'), 'していない'])
      await line.says('千葉', answer)
    expect((await statesOf(story, '千葉')).toSorted()).toEqual([...Array(6).fill('done'), 'offered'])
    await line.says('千葉', 'やること')
    await line.taps('千葉', 'できた')
    await line.says('佐々木', '在宅のお願い')
    expect(hears(story, '佐々木')).toContain('千葉さん：ぜんぶできた')
  })
})
