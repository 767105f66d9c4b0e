import { describe, expect, it } from 'vitest'
import { type Named, openStory, type Story } from './world.ts'

const HOUR = 3_600_000
const FIRST = 'にせの請求書のメールが、何社かに届いています。'
const SECOND = '差出人は知らない会社で、急がせる言葉があります。'
const TODO = '開かずに、消してください。'
const WORDS = { area: '大船渡市', first: FIRST, second: SECOND, todo: TODO, audience: 'everybody' }

async function types({ slack, playground, settle }: Story, name: Named, text: string): Promise<void> {
  await playground.control.slack.command(slack.id(name), {
    ...{ command: '/otasuke', text, channel: playground.slack.channels.analysts },
  })
  await settle()
}

const card = ({ slack }: Story): string => slack.cards('analysts').findLast((one) => one.startsWith('注意報：')) ?? ''
const place = ({ slack }: Story): number => slack.cards('analysts').findLastIndex((one) => one.startsWith('注意報：'))
const presses = (story: Story, name: Named, label: string) => story.slack.presses(name, label, 'analysts', place(story))

async function written(story: Story, by: Named, words: Record<string, string> = WORDS): Promise<void> {
  await types(story, by, '注意報')
  await presses(story, by, '書く')
  expect(await story.slack.fills(by, words)).not.toHaveProperty('errors')
}

/** Two firms in 大船渡 and one in 盛岡, each with somebody on LINE; one more in 大船渡 that nobody can be reached at. */
async function region(startsAt?: string, lineQuota?: number): Promise<Story> {
  const story = await openStory({ ...(startsAt && { startsAt }), ...(lineQuota && { lineQuota }) })
  const { made, admin, line, regionId, firmId } = story
  const stands = async (firm: string, municipality: string, kind: string): Promise<void> => {
    const { id } = await made('/sites', { firmId: firm, name: '拠点', kind })
    expect((await admin('PUT', `/sites/${id}/place`, { municipality })).status).toBe(200)
  }
  const firm = async (name: string, municipality: string, kind = 'office'): Promise<string> => {
    const { id } = await made('/firms', { regionId, name, phone: '0192-00-0009' })
    await stands(id, municipality, kind)
    return id
  }
  await stands(firmId, '大船渡市', 'office')
  const kesen = await firm('気仙デザイン', '大船渡市', 'home')
  const nanbu = await firm('南部建設', '盛岡市')
  await firm('だれもいない店', '大船渡市')
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  story.playground.control.line.addUser({ displayName: '村上' })
  await line.enrol('村上', 'owner', kesen)
  await line.enrol('菊池', 'owner', nanbu)
  return story
}

const hears = ({ line }: Story, name: Named): string => line.hears(name).join('\n')

describe('a warning to an area (R-120)', () => {
  it('reaches everybody of it at once, nobody outside, and each says what came of it', async () => {
    const story = await region()
    const { slack, line } = story
    await types(story, '小野', '注意報')
    expect(slack.hears('小野').at(-1)).toContain('注意報を書く札')
    await presses(story, '小野', '書く')
    expect(slack.modal('小野').join()).toMatch(/大船渡市（3社）[\s\S]*盛岡市（1社）/)
    const { errors } = await slack.fills('小野', {
      ...WORDS,
      first: '佐々木水産にメールが来ました。',
      second: 'マルウェアが付いています。',
      todo: '消します。そして電話します。',
    })
    expect(errors?.first).toContain('「佐々木水産」')
    expect(errors?.second).toContain('「マルウェア →')
    expect(errors?.todo).toContain('1つの文だけ')
    expect(card(story)).toContain('まだ書いていません')
    await slack.fills('小野', WORDS)

    // Somebody else looks at the very words, at whom they reach and at what they cost; nobody sends their own.
    expect(card(story)).toMatch(new RegExp(`大船渡市[\\s\\S]*${FIRST}[\\s\\S]*${TODO}`))
    expect(card(story)).toContain('3社（会社の全員）。うち 1社は、LINEで届く人がいません')
    expect(card(story)).toContain('3通（今月の残り ')
    await presses(story, '小野', '送る')
    expect(slack.hears('小野').at(-1)).toContain('自分では送れません')
    expect(hears(story, '佐々木')).toBe('')
    await presses(story, '山田', '送る')
    for (const name of ['佐々木', '千葉', '村上'] as const) {
      expect(hears(story, name)).toMatch(new RegExp(`地域の注意報[\\s\\S]*${FIRST}[\\s\\S]*${SECOND}[\\s\\S]*${TODO}`))
      expect(line.offered(name)).toEqual(['やりました', 'うちも来ました', 'いらない'])
    }
    expect(hears(story, '菊池')).toBe('')
    await story.pass(60_000)
    expect(card(story)).toContain('3社・3人。うち 1社は、LINEで届く人がいません')
    expect(slack.buttons('analysts', place(story))).toEqual([])

    // Whoever got it too is the desk's to telephone, once.
    await line.taps('村上', 'うちも来ました')
    expect(hears(story, '村上')).toContain('窓口の人に伝えました')
    await line.taps('村上', 'うちも来ました')
    await line.taps('千葉', 'やりました')
    expect(card(story)).toContain('「やりました」1社、「うちも来ました」1社')
    expect(slack.cards('desk').filter((one) => one.includes('うちも来ました'))).toHaveLength(1)
    expect(slack.cards('desk').at(-1)).toMatch(/気仙デザイン[\s\S]*0192-00-0009/)
  })

  it('comes once a day at the most, and never again to whoever wants none, until they ask', async () => {
    const story = await region()
    const { slack, line } = story
    await written(story, '小野')
    await presses(story, '山田', '送る')
    await line.taps('佐々木', 'いらない')
    expect(hears(story, '佐々木')).toContain('もう送りません')
    await written(story, '山田', { ...WORDS, area: 'whole-region', first: 'にせの警察の電話が、かかっています。' })
    await presses(story, '小野', '送る')
    expect(slack.hears('小野').at(-1)).toContain('まだ1日たっていません')
    await story.pass(24 * HOUR)
    hears(story, '千葉')
    await presses(story, '小野', '送る')
    expect(hears(story, '佐々木')).toBe('')
    expect(hears(story, '千葉')).toContain('にせの警察')
    expect(hears(story, '菊池')).toContain('にせの警察')
    await line.says('佐々木', '注意報')
    expect(hears(story, '佐々木')).toContain('にせの警察')
    await line.says('菊池', 'いらない')
  })

  it('waits by night for the morning, and can be stopped until then', async () => {
    const story = await region('2026-11-24T21:30:00+09:00')
    const { slack } = story
    await written(story, '小野')
    await presses(story, '山田', '送る')
    expect(card(story)).toMatch(/9:00 に出ます/)
    await presses(story, '小野', 'やめる')
    expect(card(story)).toContain('だれにも送りません')
    await story.pass(12 * HOUR)
    expect(hears(story, '佐々木')).toBe('')
    await written(story, '小野')
    await story.pass(11 * HOUR)
    await presses(story, '山田', '送る')
    await story.pass(13 * HOUR)
    expect(hears(story, '佐々木')).toContain(FIRST)
    expect(slack.buttons('analysts', place(story))).toEqual([])
  })

  it('has the month’s own message wait for a day', async () => {
    const story = await region('2026-11-24T10:00:00+09:00')
    const { made, regionId, line, clock } = story
    const shop = await made('/firms', { regionId, name: 'みなと工業', industry: '製造業', employees: 8 })
    story.playground.control.line.addUser({ displayName: '熊谷' })
    await line.enrol('熊谷', 'owner', shop.id)
    const told = { source: '架空の新聞', industry: '製造業', size: 'up-to-10', costYen: 0 }
    await made('/examples', { regionId, ...told, happened: 'にせのメールを開きました。', helped: '線を抜きました。' })
    const sending = Date.parse('2026-12-21T10:00:00+09:00')
    await story.pass(sending - HOUR - clock.now())
    hears(story, '熊谷')
    await written(story, '小野', { ...WORDS, area: 'whole-region' })
    await presses(story, '山田', '送る')
    expect(hears(story, '熊谷')).toContain(FIRST)
    await story.pass(20 * HOUR)
    expect(hears(story, '熊谷')).toBe('')
    await story.pass(8 * HOUR)
    expect(hears(story, '熊谷')).toContain('近くの会社で起きたこと')
  })

  it('is not sent where it would take what is kept for incidents', async () => {
    const story = await region()
    const { admin, regionId, slack } = story
    expect((await admin('PUT', `/regions/${regionId}/quota`, { limit: 5, reserveShare: 0.8 })).status).toBe(200)
    await written(story, '小野')
    await presses(story, '山田', '送る')
    expect(slack.hears('山田').at(-1)).toContain('通数が足りません')
    expect(hears(story, '千葉')).toBe('')
    await presses(story, '山田', '直す')
    await slack.fills('山田', { ...WORDS, audience: 'leaders' })
    expect(card(story)).toContain('代表と担当だけ')
  })
})
