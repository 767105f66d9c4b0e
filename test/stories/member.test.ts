import { describe, expect, it } from 'vitest'
import { notified } from './notified.ts'
import { buttonsOf } from './words.ts'
import { type Body, type Named, openStory, type Story } from './world.ts'

const hears = ({ line }: Story, name: Named): string => line.hears(name).join('\n')

/** What stands in their chat, for a finger that comes late. */
const button = ({ playground, line }: Story, name: Named, label: string): string =>
  playground.control.line
    .chat(line.id(name))
    .items.flatMap(({ message }) => buttonsOf(message))
    .findLast((one) => one.label === label)?.data ?? ''

async function taps(story: Story, name: Named, data: string): Promise<void> {
  await story.playground.control.line.tap(story.line.id(name), data)
  await story.settle()
}

describe('whoever leaves a firm', () => {
  it('is taken out by who leads it: from that second they get and see nothing, and what they were asked is another’s', async () => {
    const story = await openStory()
    const { line, slack, admin, firmId } = story
    await notified(story)
    await line.enrol('菊池', 'manager')
    await line.says('千葉', '診断')
    await line.says('千葉', '相談')
    hears(story, '千葉')

    // Whoever only works there takes themselves out, and nobody else.
    await line.says('千葉', '人を外す')
    expect(line.offered('千葉')).toContain('自分が外れる')
    expect(line.offered('千葉').join()).not.toContain('さんを外す')
    await line.says('佐々木', '人を外す')
    expect(line.offered('佐々木')).toEqual(['自分が外れる', '千葉 さんを外す', '菊池 さんを外す'])
    await taps(story, '千葉', button(story, '佐々木', '菊池 さんを外す'))
    expect(hears(story, '千葉')).toContain('代表の方か担当の方ができます')

    hears(story, '佐々木')
    const late = button(story, '千葉', '自分が外れる')
    await line.taps('佐々木', '千葉 さんを外す')
    // On LINE nobody but the reader deletes anything.
    expect(hears(story, '佐々木')).toMatch(/千葉 さんを外しました[\s\S]*LINEに送った文は、こちらからは消せません/)
    expect(hears(story, '千葉')).toContain('佐々木水産 さんから外れました')
    expect(slack.cards('desk').at(-1)).toMatch(/佐々木水産 さんの 千葉 さんが外れました/)
    // Words, numbers, the menu's words, and a finger that was on its way.
    for (const words of ['状況', '1', '機器', 'つづき', 'レポート']) await line.says('千葉', words)
    await taps(story, '千葉', late)
    expect(hears(story, '千葉')).not.toMatch(/佐々木|事務所|192\.168|1\/|質問の続き/)
    await taps(story, '千葉', button(story, '佐々木', '菊池 さんを外す'))
    expect(hears(story, '菊池')).not.toContain('外れました')
    expect((await admin('GET', `/firms/${firmId}/contacts`)).body.items.map(({ name }: Body) => name)).toEqual([
      '佐々木',
      '菊池',
    ])

    // Who comes back is asked anew.
    const { code } = await story.made('/invites', { firmId, role: 'worker' })
    await line.says('千葉', code)
    expect(hears(story, '千葉')).toContain('佐々木水産 さんで まちがいないですか')
    const { body } = await admin('GET', `/audit?firmId=${firmId}&limit=200`)
    expect(body.items.map(({ what }: Body) => what)).toContain('member-removed')
  })

  it('goes by themselves, but the last who leads the firm does not; the operator takes out anybody', async () => {
    const story = await openStory()
    const { line, slack, admin, firmId } = story
    await notified(story)
    hears(story, '佐々木')
    await line.says('佐々木', '外れる')
    await line.taps('佐々木', '自分が外れる')
    expect(hears(story, '佐々木')).toContain('ひとりはいります')
    await line.says('千葉', '退職します')
    await line.taps('千葉', '自分が外れる')
    expect(hears(story, '千葉')).toContain('佐々木水産 さんから外れました')

    const [{ personId }] = (await admin('GET', `/firms/${firmId}/contacts`)).body.items
    const gone = `/firms/${firmId}/contacts/${personId}`
    expect((await admin('DELETE', gone)).status).toBe(204)
    await story.settle()
    expect(hears(story, '佐々木')).toContain('佐々木水産 さんから外れました')
    expect((await admin('DELETE', gone)).status).toBe(404)
    // The notice that they were asked has nobody of the firm left to answer it.
    expect(slack.cards('desk').join('\n')).toMatch(/電話をお願いします：佐々木水産/)
    await line.taps('佐々木', 'できた')
    expect(hears(story, '佐々木')).not.toMatch(/192\.168/)
    expect((await admin('GET', `/notices?firmId=${firmId}`)).body.items).toMatchObject([{ readAt: null }])
    expect(story.playground.control.invariants().violations).toEqual([])
  })
})
