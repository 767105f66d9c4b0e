import { expect, it } from 'vitest'
import { HOUR } from '../support/events.ts'
import { eveLease } from '../support/sensor-lines.ts'
import { scan } from './scan.ts'
import { sends } from './sends.ts'
import { type Named, openStory, type Story } from './world.ts'

const heard = ({ line }: Story, name: Named): string => line.hears(name).join('\n')
const dispatches = async ({ admin }: Story) => (await admin('GET', '/dispatches')).body.items
const TERMS = { category: 'incident', costYen: 30_000, limitYen: 50_000, selfPayYen: 5_000 }

const PC = '192.168.1.23'

/** A notice is with the firm, and its first step could not be done once. */
async function tried({ hasPlace = true, hasPrice = true, whose = '佐々木' as Named } = {}): Promise<Story> {
  const story = await openStory()
  const { line, slack, admin, made, regionId, firmId } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  if (hasPrice) await admin('PUT', `/regions/${regionId}/visit-terms`, TERMS)
  const [office] = (await admin('GET', `/sites?firmId=${firmId}`)).body.items
  if (hasPlace) await admin('PUT', `/sites/${office.id}/place`, { municipality: '久慈市', address: '川崎町1-1' })
  const vendor = await made('/vendors', {
    regionId,
    name: '三陸IT',
    areas: ['久慈市'],
    skills: ['incident'],
    hours: 'mon-fri 9:00-18:00',
  })
  await line.follow('菊池')
  await line.says('菊池', (await made('/invites', { role: 'vendor', vendorId: vendor.id })).code)
  for (const words of ['はい', '同意する', '菊池']) await line.says('菊池', words)
  await sends(story, eveLease({ at: story.clock.now() - HOUR, ip: PC, mac: '00:50:56:aa:bb:01', name: 'KEIRI-PC' }))
  for (const words of ['機器', '1']) await line.says(whose, words)
  await line.taps(whose, 'わたしの')
  await scan(story, { id: 'scan-1', device: PC, target: PC })
  await slack.presses('小野', '通報する')
  await slack.fills('小野', { severity: 'medium' })
  for (const name of ['佐々木', '千葉', '菊池'] as const) heard(story, name)
  await line.taps(whose, 'できない')
  expect(line.offered(whose)).not.toContain('来てもらう')
  heard(story, whose)
  return story
}

it('what cannot be done twice brings a person, and one tap asks for a visit whose price is agreed to before anybody goes', async () => {
  const story = await tried()
  const { line, slack } = story
  await line.taps('佐々木', 'できない')
  expect(heard(story, '佐々木')).toContain('まもなく電話します')
  expect(line.offered('佐々木')).toEqual(['来てもらう'])
  await line.taps('佐々木', '来てもらう')
  expect(heard(story, '佐々木')).toMatch(/30,000円[\s\S]*50,000円[\s\S]*5,000円[\s\S]*だれも行きません/)
  expect(heard(story, '菊池')).toBe('')
  const card = slack.cards('dispatch').at(-1)
  expect(card).toMatch(/駆け付け：佐々木水産[\s\S]*遠隔の支援なし[\s\S]*同意を待っています/)
  expect(slack.thread('analysts').join()).toContain('佐々木 さんの返事：来てもらう')
  // A second finger asks for nothing more.
  await line.taps('佐々木', '来てもらう')
  expect(heard(story, '佐々木')).toContain('もう、そうなっています')
  await line.taps('佐々木', '同意する')
  expect(heard(story, '菊池')).toContain('久慈市')
  expect((await dispatches(story)).map(({ state }: { state: string }) => state)).toEqual(['offering'])
})

it('of somebody who may not let it cost anything, whoever may is asked', async () => {
  const story = await tried({ whose: '千葉' })
  const { line } = story
  await line.taps('千葉', 'できない')
  await line.taps('千葉', '来てもらう')
  expect(heard(story, '千葉')).toMatch(/費用がよいか[\s\S]*だれも行きません/)
  expect(heard(story, '佐々木')).toMatch(/30,000円[\s\S]*50,000円[\s\S]*5,000円/)
  expect((await dispatches(story)).map(({ state }: { state: string }) => state)).toEqual(['requested'])
})

it.each([{ hasPlace: false }, { hasPrice: false }])(
  'where %o, the desk telephones, and nobody is promised a visit',
  async (missing) => {
    const story = await tried(missing)
    const { line, slack } = story
    await line.taps('佐々木', 'できない')
    expect(heard(story, '佐々木')).toContain('まもなく電話します')
    expect(line.offered('佐々木')).not.toContain('来てもらう')
    expect(slack.cards('desk').at(-1)).toContain('電話をお願いします')
    expect(await dispatches(story)).toEqual([])
  },
)
