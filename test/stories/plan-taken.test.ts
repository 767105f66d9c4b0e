import { expect, it } from 'vitest'
import { DAY } from './notified.ts'
import { openStory } from './world.ts'

it('after the survey one plan is proposed in a sentence; later asks once more, and a wish begins when the chamber says so (R-034)', async () => {
  const story = await openStory()
  const { line, slack, made, regionId, firmId, admin, pass } = story
  await line.enrol('佐々木', 'owner')
  await slack.joins('村上', (await made('/invites', { regionId, role: 'chamber' })).code)
  const wishesHeard = () => slack.hears('村上').filter((one) => one.includes('を申し込みました')).length
  const offer = (name: string, yen: number, unwatched: string[] = []) =>
    made('/plans', { regionId, name, says: `${name}です。`, yen, unwatched })
  await offer('いちばん安い案', 1_100, ['home', 'bad-habit'])
  await offer('ちょうどの案', 4_166, ['home'])
  await offer('高い案', 9_900)

  const last = (): string => line.hears('佐々木').at(-1) ?? ''
  await line.says('佐々木', 'アンケート')
  let asked = last()
  for (let n = 0; n < 45 && !asked.includes('これで終わりです'); n++) {
    const answer = asked.includes('1年でいくらまで') ? '5万円より少ない' : asked.includes('いくつでも') ? '1と2' : '1'
    await line.says('佐々木', answer)
    asked = last()
  }
  // Of what the budget allows, what leaves least out.
  expect(asked).toContain('佐々木水産さんの予算には、「ちょうどの案」が合います。月4,166円です。')

  await line.taps('佐々木', 'あとで')
  expect(last()).toContain('7日後に、もう一度聞きます')
  await pass(8 * DAY)
  expect(line.hears('佐々木').join()).toContain('「ちょうどの案」が合います')
  await line.taps('佐々木', 'これにする')
  expect(last()).toMatch(
    /月4,166円です[\s\S]*見ていないもの：在宅[\s\S]*中身がかくされた通信は見ていません[\s\S]*申し込む/,
  )
  await line.taps('佐々木', 'やめておく')
  expect(last()).toContain('何も申し込んでいません')

  await line.says('佐々木', '料金')
  line.hears('佐々木')
  await line.taps('佐々木', 'これにする')
  line.hears('佐々木')
  await line.taps('佐々木', '申し込む')
  expect(last()).toContain('商工会議所に伝えました')
  expect(slack.hears('村上').join()).toMatch(/佐々木水産の佐々木さんが、「ちょうどの案」（月4,166円）を申し込みました/)
  // Once more it is the same wish, of which the chamber has heard.
  await line.taps('佐々木', '申し込む')
  expect(last()).toContain('商工会議所に伝えました')
  expect(wishesHeard()).toBe(1)
  const dropped = line.choices('佐々木').find(({ label }) => label === '取り消す')
  await line.taps('佐々木', '取り消す')
  expect(last()).toContain('申し込みを取り消しました')
  expect(slack.hears('村上').join()).toContain('佐々木水産が、申し込みを取り消しました')
  await slack.taps('村上', '今日から始める')
  expect(slack.hears('村上').join()).toContain('この申し込みは、もうありません')

  await line.says('佐々木', '料金')
  line.hears('佐々木')
  await line.taps('佐々木', 'これにする')
  await line.taps('佐々木', '申し込む')
  await line.says('佐々木', 'いくら')
  expect(line.hears('佐々木').join()).toContain('「ちょうどの案」の申し込みを受け付けています')
  await slack.taps('村上', '今日から始める')
  expect(slack.hears('村上').join()).toContain('「ちょうどの案」を、今日から始めました')
  expect(line.hears('佐々木').join()).toMatch(/今日から「ちょうどの案」が始まりました[\s\S]*見ていないもの：在宅/)
  expect((await admin('GET', `/firms/${firmId}/plan`)).body.items).toMatchObject([
    { plan: { name: 'ちょうどの案' }, startsAt: '2026-12-01T15:00:00.000Z', endsAt: null },
  ])
  // A wish that was answered is none again, however late its button is pressed.
  await line.taps('佐々木', '申し込む')
  expect(last()).toContain('もう返事が出ています')
  expect(wishesHeard()).toBe(2)
  // Whoever has one is proposed nothing.
  await line.says('佐々木', '料金')
  expect(line.hears('佐々木').join()).not.toContain('が合います')

  // The wish for one plan is not taken back by the button of another.
  await admin('PUT', `/firms/${firmId}/plan`, { planId: null })
  await offer('もっとよい案', 4_000)
  await line.says('佐々木', '料金')
  await line.taps('佐々木', 'これにする')
  await line.taps('佐々木', '申し込む')
  await story.playground.control.line.tap(line.id('佐々木'), dropped?.data ?? '', '取り消す')
  await story.settle()
  expect(last()).toContain('もう返事が出ています')
  expect((await admin('GET', `/firms/${firmId}/plan`)).body.items).toMatchObject([{ plan: { name: 'もっとよい案' } }])
}, 180_000)
