import { describe, expect, it, test } from 'vitest'
import { openStory, type Story } from './world.ts'

const installs = (story: Story, body: object = {}) => story.admin('POST', '/menu', body)
const menuOf = ({ playground, line }: Story, name: '佐々木' | '千葉') =>
  playground.control.line.richMenuOf(line.id(name))

/** An area of the menu that the person's phone shows. */
async function touches(story: Story, name: '佐々木', word: string): Promise<void> {
  const areas = menuOf(story, name)?.areas as { action: { label: string; data: string; displayText: string } }[]
  const action = areas.find(({ action: { label } }) => label === word)?.action
  if (!action) throw new Error(`no ${word} in the menu`)
  await story.playground.control.line.tap(story.line.id(name), action.data, action.displayText)
  await story.settle()
}

describe('the menu of everybody', () => {
  it('is there after one command; the same again changes nothing', async () => {
    const story = await openStory()
    const first = await installs(story)
    expect(first).toMatchObject({ status: 200, body: { outcome: 'created', removed: [] } })
    expect(menuOf(story, '佐々木')).toMatchObject({ richMenuId: first.body.id, chatBarText: 'メニュー' })
    expect(story.playground.control.line.richMenuShownTo(story.line.id('佐々木'))?.picture).toMatch(
      /^data:image\/png;base64,iVBOR/,
    )
    expect((await installs(story)).body).toMatchObject({ id: first.body.id, outcome: 'unchanged' })
    expect(story.playground.control.line.richMenus()).toHaveLength(1)
  })

  it('takes the place of an older one of ours, and leaves alone what somebody else made', async () => {
    const story = await openStory()
    const { body: old } = await installs(story)
    const ours = story.playground.control.line.richMenus()[0]
    if (ours) ours.name = 'otasuke everybody 0000000000000000'
    const { body } = await installs(story)
    expect(body).toMatchObject({ outcome: 'replaced', removed: [old.id] })
    expect(story.playground.control.line.richMenus().map(({ richMenuId }) => richMenuId)).toEqual([body.id])
    const named = story.playground.control.line.richMenus()[0]
    if (named) named.name = 'the chamber’s own'
    expect((await installs(story)).body).toMatchObject({ outcome: 'created', removed: [] })
    expect(story.playground.control.line.richMenus()).toHaveLength(2)
  })

  it('cut short anywhere, is whole after the next command', async () => {
    const story = await openStory()
    const { line, faults } = story.playground.control
    const ours = () => line.richMenus().filter(({ name }) => String(name).startsWith('otasuke '))
    for (const [route, kind] of [
      ['richmenu.list', '500'],
      ['richmenu.create', 'accept-then-500'],
      ['richmenu.image', '500'],
      ['richmenu.image', 'accept-then-500'],
      ['richmenu.default', '500'],
    ] as const) {
      // What was there is not ours any more.
      for (const menu of ours()) menu.name = 'of somebody else'
      faults.add({ platform: 'line', route, kind })
      expect(await installs(story), `${route} ${kind}`).toMatchObject({
        status: 502,
        body: { title: 'LINE refused' },
      })
      const { status, body } = await installs(story)
      expect([status, ours().map(({ richMenuId }) => richMenuId)], `${route} ${kind}`).toEqual([200, [body.id]])
      expect(menuOf(story, '佐々木')?.richMenuId).toBe(body.id)
      expect((await installs(story)).body.outcome).toBe('unchanged')
    }
  })
})

test('a region’s menu is its people’s: those there, whoever joins later, and whoever comes back', async () => {
  const story = await openStory()
  const { line } = story
  await installs(story)
  await line.enrol('佐々木', 'owner')
  const { body: regional } = await installs(story, { regionId: story.regionId })
  expect(regional.outcome).toBe('created')
  expect(menuOf(story, '佐々木')?.richMenuId).toBe(regional.id)
  expect(menuOf(story, '千葉')?.richMenuId).not.toBe(regional.id)
  await line.enrol('千葉', 'worker')
  expect(menuOf(story, '千葉')?.richMenuId).toBe(regional.id)
  await line.unfollow('千葉')
  await line.follow('千葉')
  expect(menuOf(story, '千葉')?.richMenuId).toBe(regional.id)
  expect((await installs(story, { regionId: story.regionId })).body).toMatchObject({ outcome: 'unchanged' })
  expect((await installs(story, { regionId: 'region_nowhere' })).status).toBe(404)
})

test('each word of the menu answers a tap, also in the middle of a question', async () => {
  const story = await openStory()
  const { line } = story
  await installs(story)
  await line.enrol('佐々木', 'owner')
  await touches(story, '佐々木', '診断')
  expect(line.hears('佐々木').join()).toMatch(/1\/\d+/)
  for (const [word, answer] of [
    ['状況', '佐々木水産 さんの いまの状況'],
    ['機器', '佐々木水産 の機器'],
    ['レポート', '健康診断は'],
    ['ヘルプ', 'できること'],
    ['相談', '担当の人に伝えました'],
  ] as const) {
    await touches(story, '佐々木', word)
    expect(line.hears('佐々木').join()).toContain(answer)
  }
})
