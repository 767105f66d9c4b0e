import { expect, it } from 'vitest'
import { MINUTE } from '../support/events.ts'
import { boxOf, codeOnSheet, deskPresses, enrols, figures, office, orderCard } from './boxes.ts'
import { answersSetUp } from './set-up.ts'
import { openStory, type Story } from './world.ts'

const guideCard = ({ slack }: Story): string =>
  slack.cards('desk').findLast((one) => one.startsWith('つなぎ方：')) ?? ''
const heard = ({ line }: Story): string => line.hears('佐々木').join('\n')

/** Of a firm without a sensor, whose wiring is known: a router and nothing else. */
async function answered(): Promise<Story> {
  const story = await openStory()
  const [sensor] = (await story.admin('GET', '/sensors')).body.items
  await story.admin('DELETE', `/sensors/${sensor.id}`)
  await story.line.enrol('佐々木', 'owner')
  await answersSetUp(story, '佐々木')
  heard(story)
  return story
}

it('what the wiring speaks for is ordered and drawn, offered once it has come, and over once it watches (R-050–R-052)', async () => {
  const story = await answered()
  const { slack, line } = story
  expect(orderCard(story)).toContain('小さいオフィス用')
  expect(guideCard(story)).toMatch(/小さいオフィス用の箱[\s\S]*出入口の箱だけなので/)

  for (const step of ['接続図を送った', 'キッティング']) await deskPresses(story, step)
  const code = codeOnSheet(story)
  await deskPresses(story, '発送した')
  await slack.fills('及川', { carrier: 'ヤマト運輸', number: '1234-5678-9012' })
  expect(heard(story)).not.toContain('はじめる')
  await line.taps('佐々木', '届いた')
  expect(heard(story)).toContain('つなぎ方を1つずつ絵で見られます')
  await line.taps('佐々木', 'はじめる')
  expect(heard(story)).toMatch(/1 \/ 7 中身を出して/)

  await story.pass(60 * MINUTE)
  const box = boxOf(story, (await enrols(story, code)).body)
  for (let minute = 1; minute <= 3; minute++) {
    await story.pass(MINUTE)
    const at = story.clock.now()
    await box.ships([figures(at, box.startedAt, 10_000 * minute), ...office(at, 8)])
    await box.beats()
  }
  expect(heard(story).match(/8台が見えています/g)).toHaveLength(1)
  expect(guideCard(story)).not.toContain('を進めています')
})

it('whichever card the desk chooses another box on, the other follows, with the reason', async () => {
  const story = await answered()
  const { slack } = story
  await deskPresses(story, '種類を選ぶ')
  await slack.fills('及川', { type: 'office', switch: 'switch-8' })
  expect(orderCard(story)).toMatch(/オフィス用[\s\S]*8ポート/)
  expect(guideCard(story)).toMatch(/オフィス用の箱[\s\S]*窓口の人が選びました/)
  const place = slack.cards('desk').findLastIndex((one) => one.startsWith('つなぎ方：'))
  await slack.presses('及川', '箱を変える', 'desk', place)
  await slack.fills('及川', { box: 'small-office', why: '写真で見ました' })
  expect(guideCard(story)).toContain('写真で見ました')
  expect(orderCard(story)).toContain('小さいオフィス用')
})
