import { describe, expect, it } from 'vitest'
import { scanLines } from '../support/eve.ts'
import { HOUR, MINUTE } from '../support/events.ts'
import { eve, eveLease, type Lease } from '../support/sensor-lines.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

const PC = '192.168.1.23'
const [SOMU, KEIRI, PHONE] = ['00:50:56:aa:bb:01', '00:50:56:aa:bb:02', '02:50:56:aa:bb:03']
const lease = ({ clock }: Story, agoMs: number, changes: Partial<Lease> = {}): string[] =>
  eveLease({ at: clock.now() - agoMs, ip: PC, mac: SOMU, name: 'DESKTOP-7Q12ABC', ...changes })
const attack = ({ clock }: Story): string[] => scanLines({ at: clock.now() - 10 * MINUTE })
const card = ({ slack }: Story): string => slack.cards('analysts').at(-1) ?? ''
const hears = ({ line }: Story, name: Parameters<Story['line']['hears']>[0]): string => line.hears(name).join('\n')

describe('whose PC it is', () => {
  it('is of a device without a name, and its programs tell what kind of one', async () => {
    const story = await openStory()
    const { line, slack, clock } = story
    await line.enrol('佐々木', 'owner')
    const at = clock.now() - HOUR
    const asks = {
      http: { hostname: 'ctldl.windowsupdate.com', url: '/', http_user_agent: 'Microsoft-CryptoAPI/10.0' },
    }
    const seen = { at, source: PC, sourcePort: 50_000, target: '203.0.113.9', targetPort: 80, id: 7 }
    await sends(story, [...lease(story, 2 * HOUR, { name: '', mac: '00:14:22:aa:bb:01' }), eve('http', seen, asks)])
    await line.says('佐々木', '機器')
    expect(hears(story, '佐々木')).toContain('Dellの機器（bb:01）・たぶんWindowsのパソコン')
    await sends(story, attack(story))
    await slack.presses('小野', '通報する', 'analysts')
    await slack.fills('小野', { severity: 'medium' })
    expect(hears(story, '佐々木')).toMatch(/192\.168\.1\.23 の、Dellの機器（.*）・たぶんWindowsのパソコン/)
    expect((await story.admin('GET', `/assets?firmId=${story.firmId}`)).body.items[0]).toMatchObject({
      kind: 'windows',
    })
  })

  it('is told in two taps, reaches the open case, and is named to the leaders as of the time of the event', async () => {
    const story = await openStory()
    const { line, slack } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    await sends(story, [...lease(story, 3 * HOUR), ...lease(story, HOUR, { mac: PHONE, ip: '192.168.1.60', name: '' })])
    await sends(story, attack(story))
    expect(card(story)).not.toContain('だれの機器')

    await line.says('佐々木', '機器')
    const list = hears(story, '佐々木')
    expect(list).toContain('Windowsのパソコン DESKTOP-7Q12ABC')
    expect(list).toContain('だれのものか分からない機器が1台')
    expect(list).toContain('番号が変わるものが1台')
    await line.says('佐々木', '1')
    expect(hears(story, '佐々木')).toContain('だれのPC？')
    await line.says('佐々木', '2')
    expect(hears(story, '佐々木')).toContain('だれが使っていますか')
    await line.taps('佐々木', '千葉')
    expect(hears(story, '佐々木')).toContain('千葉さんのパソコン')
    expect(card(story)).toContain('千葉さんのパソコン')
    expect(slack.thread('analysts').join('\n')).toContain('佐々木 さんの返事：これは「千葉さんのパソコン」')
    await line.says('佐々木', '総務の机')
    expect(hears(story, '佐々木')).toContain('千葉さんのパソコン（総務の机）')
    const { body } = await story.admin('GET', `/assets?firmId=${story.firmId}`)
    expect(body.items.find(({ mac }: Lease) => mac === SOMU)).toMatchObject({
      ...{ name: 'DESKTOP-7Q12ABC', ip: PC, state: 'confirmed', owner: '千葉', place: '総務の机', isPc: true },
    })
    // The firm's own list says the same, and one more; twice is as once.
    const { csv } = (await story.admin('GET', `/firms/${story.firmId}/asset-list`)).body
    const file = Buffer.from(`${csv}KEIRI,佐々木,,,,${KEIRI},\n,,,,x,,\n`).toString('base64')
    for (let time = 0; time < 2; time++) {
      const read = await story.admin('POST', `/firms/${story.firmId}/asset-list`, { file })
      expect(read.body).toMatchObject({ accepted: 2, rejected: [{ line: 4 }] })
      await story.settle()
    }
    const again = (await story.admin('GET', `/firms/${story.firmId}/asset-list`)).body.csv
    const sorted = (list: string): string[] => list.split('\r\n').sort()
    expect(sorted(again)).toEqual(sorted(`${csv}KEIRI,佐々木,,,,${KEIRI},\r\n`))
    expect(body.items.find(({ mac }: Lease) => mac === PHONE)).toMatchObject({ state: 'candidate', owner: '' })

    // The address goes to another PC, and the first one to another person: then it was Chiba's.
    await sends(story, lease(story, MINUTE, { mac: KEIRI, name: 'KEIRI-PC' }))
    await story.pass(MINUTE)
    await line.taps('佐々木', '持ち主を選ぶ')
    await line.taps('佐々木', '佐々木')
    expect(hears(story, '佐々木')).toContain('佐々木さんのパソコン（総務の机）')
    await slack.presses('小野', '通報する')
    await slack.fills('小野', {})
    const notice = hears(story, '佐々木')
    expect(notice).toContain('千葉さんのパソコン')
    expect(notice).not.toContain('佐々木さんのパソコン')
    expect(hears(story, '千葉')).not.toContain('千葉さんのパソコン')
  })

  it('is changed by whoever may, and by nobody with an old button', async () => {
    const story = await openStory()
    const { line, made } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    const other = await made('/firms', { regionId: story.regionId, name: '南部工業' })
    await line.enrol('菊池', 'owner', other.id)
    await sends(story, [
      ...lease(story, 3 * HOUR),
      ...lease(story, HOUR, { mac: KEIRI, ip: '192.168.1.9', name: 'KEIRI-PC' }),
    ])

    // Two look at the same one; the first tells, and the second is told kindly.
    for (const name of ['千葉', '佐々木'] as const) {
      await line.says(name, '機器')
      await line.taps(name, 'DESKTOP-7Q12ABC')
    }
    expect(line.offered('千葉')).toEqual(['わたしの', '分からない', '機器の一覧'])
    await line.taps('千葉', 'わたしの')
    expect(hears(story, '千葉')).toContain('千葉さんのパソコン')
    hears(story, '佐々木')
    await line.taps('佐々木', 'わたしの')
    expect(hears(story, '佐々木')).toMatch(/先に書きかえました[\s\S]*千葉さんのパソコン/)

    // The other one is the owner's: whoever works there does not see it.
    await line.says('佐々木', '機器')
    await line.taps('佐々木', 'KEIRI-PC')
    await line.taps('佐々木', 'わたしの')
    await line.taps('佐々木', '書かない')
    await line.says('千葉', '機器')
    expect(hears(story, '千葉')).not.toMatch(/佐々木さん|KEIRI/)

    // A name may be typed, and taken back.
    await line.says('千葉', '機器')
    await line.taps('千葉', '千葉さんのパソコン')
    await line.taps('千葉', '名前を変える')
    await line.says('千葉', 'ノート１号')
    expect(hears(story, '千葉')).toContain('千葉さんのパソコン（ノート１号）')
    await line.says('千葉', '取り消す')
    expect(hears(story, '千葉')).toContain('いまは「千葉さんのパソコン」')

    // Whoever is of another firm, or of none any more, changes nothing with the same button.
    const stolen = line.choices('千葉').find(({ label }) => label === '廃棄')
    expect(stolen).toBeDefined()
    const { control } = story.playground
    await control.line.tap(line.id('菊池'), stolen?.data ?? '', '廃棄')
    await story.settle()
    expect(hears(story, '菊池')).not.toContain('千葉')
    await line.says('佐々木', '機器')
    expect(hears(story, '佐々木')).toContain('千葉さんのパソコン')
    await line.taps('佐々木', '千葉さんのパソコン')
    await line.taps('佐々木', '廃棄')
    expect(hears(story, '佐々木')).toContain('もう使わない')
    await control.line.tap(line.id('千葉'), stolen?.data ?? '', '廃棄')
    await story.settle()
    expect(hears(story, '千葉')).toContain('先に書きかえました')
  })
})
