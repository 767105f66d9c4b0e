import { describe, expect, it } from 'vitest'
import { eveStats } from '../support/sensor-lines.ts'
import { DAY } from './notified.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

const YEAR = 365 * DAY

/** A firm with a sensor where nobody is named yet. */
async function unnamed(): Promise<{ story: Story; firmId: string; speak: () => Promise<void> }> {
  const story = await openStory()
  const { id: firmId } = await story.made('/firms', {
    regionId: story.regionId,
    name: '南部建設',
    phone: '019-000-0002',
  })
  const { id: siteId } = await story.made('/sites', { firmId, name: '盛岡', kind: 'office' })
  const { token: sensorToken } = await story.made('/sensors', { siteId, type: 'office' })
  await story.line.enrol('菊池', 'manager', firmId)
  const speak = () => sends({ ...story, sensorToken }, [eveStats({ at: story.clock.now(), startedAt: 0 })])
  return { story, firmId, speak }
}

const standing = async ({ admin }: Story, firmId: string) => (await admin('GET', `/firms/${firmId}/responsible`)).body

describe('who answers for a firm', () => {
  it('is asked in one tap, and until then the firm is preparing and not watched over', async () => {
    const { story, firmId, speak } = await unnamed()
    const { line, slack } = story
    expect(await standing(story, firmId)).toMatchObject({ watch: 'quiet', responsible: null })
    await line.says('菊池', '状況')
    expect(line.hears('菊池').join()).toMatch(/準備中です[\s\S]*責任者/)
    expect(line.offered('菊池')).toEqual(['わたしが責任者です'])
    await line.taps('菊池', 'わたしが責任者です')
    expect(line.hears('菊池').join()).toContain('責任者は 菊池 さんですね')
    expect(slack.cards('desk').at(-1)).toContain('南部建設 さんの責任者は 菊池 さんです')
    expect(await standing(story, firmId)).toMatchObject({ watch: 'quiet', responsible: { name: '菊池' } })
    await line.says('菊池', '状況')
    expect(line.hears('菊池').join()).toMatch(
      /まだ何も届いていません[\s\S]*責任者は 菊池 さんです。箱から動きが届くと、見守り中になります/,
    )
    await speak()
    await line.says('菊池', '状況')
    expect(line.hears('菊池').join()).toContain('見守り中です。責任者は 菊池 さんです')
    expect(await standing(story, firmId)).toMatchObject({ watch: 'working' })
  })

  it('may be another member; typing the number is enough', async () => {
    const { story, firmId } = await unnamed()
    const { line } = story
    await line.enrol('千葉', 'worker', firmId)
    await line.says('菊池', '状況')
    expect(line.offered('菊池')).toEqual(['わたしが責任者です', '千葉'])
    const contacts = async () => (await story.admin('GET', `/firms/${firmId}/contacts`)).body.items
    const order = async () => (await contacts()).map((one: { name: string }) => one.name)
    expect(await order()).toEqual(['菊池', '千葉'])
    await line.says('菊池', '2')
    expect(await standing(story, firmId)).toMatchObject({ responsible: { name: '千葉' }, by: { name: '菊池' } })
    // Whoever answers for the firm is asked first, until somebody sets another order.
    expect(await order()).toEqual(['千葉', '菊池'])
    const [chiba, kikuchi] = await contacts()
    await story.admin('PUT', `/firms/${firmId}/contacts`, { personIds: [kikuchi.personId, chiba.personId] })
    const ref = ({ personId, name }: { personId: string; name: string }) => ({ personId, name })
    const responsible = ref(chiba)
    await story.admin('PUT', `/firms/${firmId}/responsible`, { responsible })
    expect(await order()).toEqual(['菊池', '千葉'])
    const deputy = ref(kikuchi)
    await story.admin('PUT', `/firms/${firmId}/responsible`, { responsible, deputy, order: ['deputy'] })
    await story.admin('PUT', `/firms/${firmId}/responsible`, { responsible, deputy })
    expect(await order()).toEqual(['千葉', '菊池'])
  })

  it('is asked a day after joining, while nobody is named, and again once a year', async () => {
    const { story, firmId } = await unnamed()
    const { line } = story
    await story.pass(DAY)
    expect(line.hears('菊池').join()).toContain('責任者')
    await line.taps('菊池', 'わたしが責任者です')
    await story.leap(YEAR - DAY)
    line.hears('菊池')
    await story.pass(2 * DAY)
    expect(line.hears('菊池').join()).toContain('いまも 菊池 さんですか')
    expect(line.offered('菊池')).toContain('このままでよい')
    await line.taps('菊池', 'このままでよい')
    expect(await standing(story, firmId)).toMatchObject({ responsible: { name: '菊池' } })
    await story.leap(YEAR / 2)
    expect(line.hears('菊池').filter((one) => one.includes('いまも'))).toEqual([])
  })
})
