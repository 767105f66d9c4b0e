import { describe, expect, it } from 'vitest'
import { asTaken, JPEG } from '../support/photos.ts'
import { answersSetUp } from './set-up.ts'
import { openStory, type Story } from './world.ts'

const TERMS = { costYen: 20_000, limitYen: 30_000, selfPayYen: 0 }
const DAY = 86_400_000

const heard = ({ line }: Story): string => line.hears('菊池').join('\n')
const placeIn = ({ slack }: Story, words: string): number =>
  slack.cards('desk').findLastIndex((one) => one.includes(words))
const card = (story: Story): string => story.slack.cards('desk').at(placeIn(story, 'つなぎ方：')) ?? ''
const dispatches = async ({ admin }: Story) => (await admin('GET', '/dispatches')).body.items

async function nanbu(story: Story): Promise<void> {
  await story.line.enrol('菊池', 'owner')
  await answersSetUp(story, '菊池')
  heard(story)
}

/** Somebody who can come, at a price, to a place that is known. */
async function sanriku({ made, admin, regionId, firmId, slack }: Story): Promise<void> {
  const vendor = { regionId, name: '三陸IT', areas: ['盛岡市'], skills: ['network'], hours: 'mon-fri 9:00-18:00' }
  const { id } = await made('/vendors', vendor)
  await slack.joins('村上', (await made('/invites', { role: 'vendor', vendorId: id })).code)
  slack.hears('村上')
  await admin('PUT', `/regions/${regionId}/visit-terms`, { category: 'trouble', ...TERMS })
  const [site] = (await admin('GET', `/sites?firmId=${firmId}`)).body.items
  await admin('PUT', `/sites/${site.id}/place`, { municipality: '盛岡市', address: '本町1-1' })
}

describe('S4: the sensor is plugged in, and it does not go well', () => {
  it('a router only is ②, one drawn step at a time; a printer that stands still ends in two days for a visit (R-050–R-055, R-084)', async () => {
    const story = await openStory()
    const { line, slack } = story
    await nanbu(story)
    await sanriku(story)

    await line.says('菊池', 'つなぎ方')
    const first = heard(story)
    expect(first).toMatch(/全部で7つ[\s\S]*1 \/ 7 中身を出して/)
    expect(card(story)).toMatch(/小さいオフィス用の箱[\s\S]*出入口の箱だけなので[\s\S]*1\/7 を進めています/)
    expect(line.offered('菊池')).toEqual(['できた', 'できない', '写真を送る', 'あとで', '人に相談'])

    // By taps, by numbers, and by words: LINE on a computer shows no buttons.
    await line.taps('菊池', 'できた')
    await line.says('菊池', '1')
    await line.says('菊池', 'できました')
    // A cable is seen to go where it shall.
    const { items } = story.playground.control.line.chat(line.id('菊池'))
    expect(
      items.map(({ message }) => JSON.stringify(message)).filter((one) => one?.includes('"animated":true')),
    ).toEqual([expect.stringContaining('3 / 7')])
    expect(heard(story)).toMatch(/2 \/ 7[\s\S]*3 \/ 7 青い線を差す[\s\S]*4 \/ 7 電気のコード/)
    await line.taps('菊池', '戻る')
    expect(heard(story)).toContain('3 / 7')
    await line.taps('菊池', 'あとで')
    expect(heard(story)).toContain('「つなぎ方」と送ると、続きから')
    expect(card(story)).toContain('3/7 で「あとで」')
    await story.pass(DAY)
    await line.says('菊池', 'つなぎ方')
    expect(heard(story)).toMatch(/^3 \/ 7/)

    // What does not go is shown to the desk, which answers.
    await line.taps('菊池', 'できない')
    expect(heard(story)).toMatch(/もう1つ、ためしてください[\s\S]*「カチッ」/)
    await line.taps('菊池', '写真を送る')
    await story.playground.control.line.photo(line.id('菊池'), {
      ...{ base64: asTaken(JPEG).toString('base64'), type: 'image/jpeg' },
    })
    await story.settle()
    const thread = slack.thread('desk', placeIn(story, '相談が来ています')).join('\n')
    expect(thread).toMatch(/つなぎ方の途中です：青い線を差す[\s\S]*写真/)
    await slack.presses('及川', '引き受ける', 'desk', placeIn(story, '相談が来ています'))
    await slack.presses('及川', 'お客様へ送る', 'desk', placeIn(story, '相談が来ています'))
    await slack.fills('及川', { text: '右から2つ目の口です。' })
    expect(heard(story)).toContain('右から2つ目の口です。')
    await line.taps('菊池', 'できた')
    expect(heard(story)).toContain('4 / 7')
    await slack.presses('及川', '解決', 'desk', placeIn(story, '相談が来ています'))
    heard(story)
    for (let step = 4; step <= 7; step++) await line.taps('菊池', 'できた')
    expect(heard(story)).toContain('通信が届くかを見ています')
    expect(card(story)).toContain('通信の確認を待っています')

    // A printer: something to try, all as it was, and two days.
    await line.says('菊池', 'プリンターが動きません')
    expect(heard(story)).toMatch(/パソコンと同じ箱[\s\S]*なおりましたか/)
    await line.taps('菊池', 'なおらない')
    expect(heard(story)).toMatch(/元に戻す手順[\s\S]*送った線を、全部ぬきます[\s\S]*差しかえた線を/)
    await line.taps('菊池', 'できない')
    expect(heard(story)).toContain('ご都合のよい日を')
    const days = line.offered('菊池').slice(0, 2)
    expect(days).toEqual(['11月27日(金) 10:00', '11月30日(月) 14:00'])
    await line.taps('菊池', days[0] ?? '')
    expect(heard(story)).toMatch(/11月27日\(金\) 10:00のご希望を伝えました[\s\S]*20,000円/)

    // The visit goes its way, and is counted as what it was.
    await line.taps('菊池', '同意する')
    expect(slack.hears('村上').join()).toContain('盛岡市')
    await slack.taps('村上', '引き受ける')
    expect(slack.hears('村上').join()).toMatch(/印刷できない[\s\S]*11月27日/)
    expect(await dispatches(story)).toMatchObject([{ category: 'trouble', state: 'won' }])
  })
})
