import { expect, it } from 'vitest'
import { MINUTE } from './notified.ts'
import { scan } from './scan.ts'
import { openStory } from './world.ts'

it('a case is always somebody’s: who must do the next thing about it is one person, until it is over', async () => {
  const story = await openStory()
  const { line, slack, admin, pass, firmId } = story
  const owners = async (): Promise<string[]> => {
    const { body } = await admin('GET', `/next-steps?firmId=${firmId}`)
    return body.items.map(({ step, owner }: { step: string; owner: { name: string } }) => `${step} ${owner.name}`)
  }
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  expect(await owners()).toEqual([])
  await scan(story)
  expect(await owners()).toEqual(['decide 小野'])
  await slack.presses('山田', '引き受ける')
  expect(await owners()).toEqual(['decide 山田'])
  await slack.presses('山田', '通報する')
  await slack.fills('山田', { severity: 'high' })
  expect(await owners()).toEqual(['approve 小野'])
  await slack.presses('小野', '承認して送る')
  expect(await owners()).toEqual(['answer 佐々木'])
  await pass(20 * MINUTE)
  expect(await owners()).toEqual(['answer 千葉'])
  // Whoever has begun goes on, until a person has to help.
  await line.taps('佐々木', 'できた')
  expect(await owners()).toEqual(['answer 佐々木'])
  await line.taps('千葉', 'できた')
  expect(line.hears('千葉').at(-1)).toMatch(/1番は、もう 佐々木 さんが済ませています[\s\S]*2\/2/)
  expect(await owners()).toEqual(['answer 佐々木'])
  await line.taps('千葉', 'できない')
  expect(await owners()).toEqual(['answer 千葉'])
  await line.taps('佐々木', 'できない')
  expect(await owners()).toEqual(['telephone 及川'])
  await slack.presses('及川', '電話を終えた', 'desk')
  expect(await owners()).toEqual(['check 山田'])
  await slack.presses('小野', '完了にする')
  expect(await owners()).toEqual([])
})
