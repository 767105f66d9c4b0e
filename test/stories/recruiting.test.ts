import { describe, expect, it } from 'vitest'
import { HOUR } from './notified.ts'
import { openStory, type Story } from './world.ts'

const DAY = 24 * HOUR

/** What the QR has written, for its reader to send. */
const scanned = ({ link }: { link: string }): string => decodeURIComponent(link.slice(link.indexOf('?') + 1))

async function recruiting(story: Story) {
  const { made, regionId } = story
  const leaflet = await made('/recruitings', {
    regionId,
    organisation: '大船渡商工会議所',
    medium: 'leaflet',
    reach: 1600,
  })
  const visit = await made('/recruitings', { regionId, organisation: '直接の訪問', medium: 'visit' })
  const meeting = await made('/meetings', {
    ...{ regionId, kind: 'briefing', name: '第1回説明会', place: '大船渡商工会議所', seats: 4 },
    ...{ startsAt: '2026-12-10T14:30:00+09:00', endsAt: '2026-12-10T16:30:00+09:00' },
  })
  const flyer = await made('/flyers', { regionId, recruitingId: leaflet.id, meetingId: meeting.id })
  const counted = async () => (await story.admin('GET', `/meetings?regionId=${regionId}`)).body.items[0]
  const applications = async () => (await story.admin('GET', `/applications?regionId=${regionId}`)).body.items
  return { leaflet, visit, meeting, flyer, counted, applications }
}

describe('from a flyer to an application (S1)', () => {
  it('a stranger scans it, asks, signs up, is reminded, comes, says how it was, and joins', async () => {
    const story = await openStory()
    const { line, made, admin, regionId } = story
    const { leaflet, visit, meeting, flyer, counted, applications } = await recruiting(story)
    await line.follow('菊池')
    expect(line.hears('菊池').join()).toContain('チラシを読み取った方')
    await line.says('菊池', scanned(flyer))
    expect(line.hears('菊池').join()).toMatch(
      /守る手伝い[\s\S]*お金はかかりません[\s\S]*いつでも断れます[\s\S]*第1回説明会：12月10日\(木\) 14:30から16:30まで、大船渡商工会議所[\s\S]*何人で/,
    )
    await line.says('菊池', 'これは何をしてくれるの？')
    expect(line.hears('菊池').join()).toMatch(/守る手伝い[\s\S]*何人で来ますか/)
    await line.says('菊池', '12月10日の説明会に2人で行きます')
    expect(line.hears('菊池').join()).toContain('会社の名前を教えてください')
    await line.says('菊池', '南部建設です')
    expect(line.hears('菊池').join()).toMatch(/受け付けました：南部建設 さん 2人[\s\S]*前の日に/)
    expect(await counted()).toMatchObject({ signedUp: { companies: 1, people: 2 }, companies: null })
    // Twice the same paper is no second company; cancelled, and undone.
    await line.says('菊池', scanned(flyer))
    expect(line.hears('菊池').join()).toContain('もう受け付けています')
    await line.taps('菊池', '取り消す')
    expect(await counted()).toMatchObject({ signedUp: { companies: 0, people: 0 } })
    await line.taps('菊池', 'もどす')
    expect(await counted()).toMatchObject({ signedUp: { companies: 1, people: 2 } })
    expect(await applications()).toMatchObject([{ company: '南部建設', state: 'inquired', touches: [leaflet.id] }])
    // Four seats: three more are one too many, two are not.
    await line.follow('千葉')
    await line.says('千葉', scanned(flyer))
    await line.says('千葉', '3人')
    await line.says('千葉', '気仙デザイン')
    expect(line.hears('千葉').at(-1)).toContain('席がいっぱい')
    await line.says('千葉', scanned(flyer))
    await line.taps('千葉', '2人')
    await line.says('千葉', '気仙デザイン')
    expect(line.hears('千葉').at(-1)).toContain('気仙デザイン さん 2人')
    line.hears('菊池')
    await story.pass(15 * DAY)
    expect(line.hears('菊池').join()).toMatch(/明日の会[\s\S]*14:30から16:30/)
    // At the door, by the code that hangs there.
    await story.pass(DAY + 4 * HOUR)
    await line.says('菊池', `受付 ${meeting.doorCode.slice(0, 4)}-${meeting.doorCode.slice(4)}`)
    await line.taps('菊池', '2人')
    expect(line.hears('菊池').at(-1)).toContain('席におすわりください')
    // Whoever has no phone at hand, the staff ticks off.
    const signUps = (await admin('GET', `/meetings/${meeting.id}/sign-ups`)).body.items
    const kesen = signUps.find(({ company }: { company: string }) => company === '気仙デザイン')
    await admin('POST', `/sign-ups/${kesen.id}/came`, { people: 1 })
    expect(await counted()).toMatchObject({ companies: 2, people: 3 })
    await admin('POST', `/sign-ups/${kesen.id}/came`, { people: 0 })
    expect(await counted()).toMatchObject({ companies: 1, people: 2 })
    await story.pass(4 * HOUR)
    expect(line.hears('菊池').join()).toContain('3つだけ')
    for (const answer of ['はい', 'どちらとも言えない', 'はい']) await line.taps('菊池', answer)
    expect(line.hears('菊池').at(-1)).toContain('ありがとうございました')
    expect((await counted()).feedback).toEqual({ 'clear:yes': 1, 'useful:so-so': 1, 'wish:yes': 1 })
    expect(line.hears('千葉').join()).not.toContain('3つだけ')
    // They join: the same application, with what they came by, and what decided.
    const firm = await made('/firms', { regionId, name: '南部建設' })
    const { code } = await made('/invites', { firmId: firm.id, role: 'owner' })
    await line.says('菊池', code)
    for (const word of ['はい', '同意する', '菊池']) await line.says('菊池', word)
    expect(line.hears('菊池').at(-1)).toMatch(/何で知ったから/)
    await line.taps('菊池', '直接の訪問（訪問）')
    expect(line.hears('菊池').at(-1)).toContain('教えてくださって')
    const of = async (name: string) =>
      (await applications()).find(({ company }: { company: string }) => company === name)
    expect(await of('気仙デザイン')).toMatchObject({ state: 'inquired', firmId: null })
    const nanbu = await of('南部建設')
    expect(nanbu).toMatchObject({ company: '南部建設', state: 'applied', firmId: firm.id, decidedBy: visit.id })
    expect(nanbu.touches.toSorted()).toEqual([leaflet.id, visit.id].toSorted())
    const ways = (await admin('GET', `/recruitings?regionId=${regionId}`)).body.items
    expect(ways.find(({ id }: { id: string }) => id === visit.id)).toMatchObject({ touched: 1, joined: 1 })
    await line.says('菊池', 'いまどの段階？')
    expect(line.hears('菊池').at(-1)).toContain('南部建設 さんは、いま「申し込み済み」')
    const funnel = (await admin('GET', `/regions/${regionId}/funnel`)).body
    expect(funnel).toMatchObject({ applied: 1, started: 0 })
    const declined = { state: 'declined', code: 'cost', because: '費用が合わなかった' }
    expect((await admin('POST', `/applications/${nanbu.id}/state`, { ...declined, code: null })).status).toBe(422)
    await admin('POST', `/applications/${nanbu.id}/state`, declined)
    expect((await admin('GET', `/regions/${regionId}/funnel`)).body.stopped).toEqual([{ code: 'cost', companies: 1 }])
  })

  it('whoever signed up is told that a meeting is called off, and that it takes place after all', async () => {
    const story = await openStory()
    const { line, admin } = story
    const { meeting, flyer, counted } = await recruiting(story)
    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', scanned(flyer))
    await line.says('佐々木', '1人')
    expect(line.hears('佐々木').join()).toContain('佐々木水産 さん 1人')
    const say = async (state: string) => {
      await admin('PUT', `/meetings/${meeting.id}/state`, { state })
      await story.settle()
    }
    await say('cancelled')
    expect(line.hears('佐々木').join()).toContain('取りやめになりました')
    await say('cancelled')
    expect(line.hears('佐々木')).toEqual([])
    await story.pass(15 * DAY)
    expect(line.hears('佐々木').join()).not.toContain('明日の会')
    await say('open')
    expect(line.hears('佐々木').join()).toContain('やはり開くことになりました')
    await say('closed')
    await line.follow('千葉')
    await line.says('千葉', scanned(flyer))
    expect(line.hears('千葉').join()).toContain('受け付けは終わりました')
    // At the door everybody is welcome.
    await line.says('千葉', `受付 ${meeting.doorCode.slice(0, 4)}-${meeting.doorCode.slice(4)}`)
    await line.says('千葉', '3人')
    await line.says('千葉', '気仙デザイン')
    expect(await counted()).toMatchObject({ companies: 1, people: 3 })
  })

  it('the chamber calls a meeting, makes a flyer and writes a visit down by forms in Slack; what was visited counts as heard by', async () => {
    const story = await openStory()
    const { line, slack, playground, admin, regionId } = story
    const { leaflet, visit: way } = await recruiting(story)
    await slack.joins('村上', (await story.made('/invites', { regionId, role: 'chamber' })).code)
    const types = async (text: string) => {
      const channel = playground.slack.channels.desk
      await playground.control.slack.command(slack.id('村上'), { command: '/otasuke', text, channel })
      await story.settle()
    }
    await types('説明会')
    const starts = Date.parse('2026-12-15T14:00:00+09:00') / 1_000
    expect(
      (await slack.fills('村上', { kind: 'briefing', name: '第2回説明会', place: '', starts, minutes: 'x' })).errors,
    ).toEqual({ minutes: '何分かを数で書いてください。' })
    await slack.fills('村上', { kind: 'briefing', name: '第2回説明会', place: '', starts, minutes: '40', seats: '' })
    expect(slack.hears('村上').at(-1)).toMatch(
      /「第2回説明会」の受け付けを始めました。当日の受付コード：[2-9A-Z]{4}-[2-9A-Z]{4}/,
    )
    const second = (await admin('GET', `/meetings?regionId=${regionId}`)).body.items.at(-1)
    expect(second).toMatchObject({ name: '第2回説明会', place: null, endsAt: '2026-12-15T05:40:00.000Z' })
    await types('ちらし')
    await slack.fills('村上', { way: leaflet.id, meeting: second.id, headline: '2人に1人が、ねらわれています' })
    expect(slack.hears('村上').at(-1)).toMatch(/チラシができました[\s\S]*A4（PDF）[\s\S]*三つ折り/)
    const made = (await admin('GET', `/flyers?regionId=${regionId}`)).body.items.find(
      ({ meetingId }: { meetingId: string }) => meetingId === second.id,
    )
    for (const url of [made.a4Url, made.triFoldUrl]) {
      const { statusCode, headers } = await story.app.server.inject({ url: new URL(url).pathname })
      expect([statusCode, headers['content-type']]).toEqual([200, 'application/pdf'])
    }
    await types('訪問')
    await slack.fills('村上', {
      company: '気仙デザイン',
      place: '大船渡',
      day: '2026-11-24',
      result: 'considering',
      memo: '',
      next: '見積もりを持って行く',
      until: '2026-12-01',
    })
    expect(slack.hears('村上').at(-1)).toContain('気仙デザイン さんへの訪問を書きました')
    await line.follow('千葉')
    await line.says('千葉', scanned(made))
    await line.taps('千葉', '1人')
    await line.says('千葉', '気仙デザイン')
    const [application] = (await admin('GET', `/applications?regionId=${regionId}`)).body.items
    expect(application.company).toBe('気仙デザイン')
    expect(application.touches.toSorted()).toEqual([leaflet.id, way.id].toSorted())

    // what is to be done next is told once, on its day.
    const due = () => slack.cards('operations').filter((card) => card.includes('次にすることがあります'))
    await story.pass(6 * DAY)
    expect(due()).toEqual([])
    await story.pass(2 * DAY)
    expect(due().join()).toMatch(/気仙デザイン（大船渡）：見積もりを持って行く。12月1日\(火\)まで、村上/)
    expect(slack.hears('村上').at(-1)).toContain('見積もりを持って行く')
    await story.pass(3 * DAY)
    expect(due()).toHaveLength(1)
    const { items } = (await admin('GET', `/recruiting-visits?regionId=${regionId}`)).body
    expect(items).toMatchObject([{ company: '気仙デザイン', next: { step: '見積もりを持って行く', on: '2026-12-01' } }])
  })

  it('while fewer apply than planned, the chamber is told once a week to think of one more meeting (R-022)', async () => {
    const story = await openStory()
    const { slack, made, admin, regionId } = story
    const target = { firms: 10, from: '2026-11-15', until: '2026-11-25' }
    await admin('PUT', `/regions/${regionId}/programme-plan`, { target })
    const behind = () => slack.cards('operations').filter((card) => card.includes('計画より遅れて'))
    await story.pass(DAY)
    expect(behind()).toHaveLength(1)
    expect(behind().join()).toMatch(/岩手の申し込みが、計画より遅れています：いま0社、計画では10社[\s\S]*追加開催/)
    await story.pass(6 * DAY)
    expect(behind()).toHaveLength(1)
    await story.pass(2 * DAY)
    expect(behind()).toHaveLength(2)
    for (let n = 0; n < 10; n++)
      await made('/applications', { regionId, company: `会社${n}`, appliedAt: '2026-11-24T10:00:00+09:00' })
    await story.pass(14 * DAY)
    expect(behind()).toHaveLength(2)
  })
})
