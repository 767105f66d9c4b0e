import { describe, expect, it } from 'vitest'
import { SURVEY } from '#bot/content/questionnaires/survey.ts'
import { newId } from '#bot/ids.ts'
import { saveSession } from '#db/dialogues.ts'
import { replay } from '#engine/dialogue/session.ts'
import { DESK, eventsFor, toValue } from '#test/support/answered.ts'
import { openStory, type Story } from './world.ts'

/** A firm that says it has two things; the desk may have found that it has one. */
async function surveyed({ app, clock, regionId }: Story, firmId: string, isLess: boolean): Promise<void> {
  const less = { kind: 'answered', question: 's4', value: toValue(['antivirus']), at: clock.now(), by: DESK } as const
  const said = eventsFor(SURVEY, { s4: ['antivirus', 'firewall'] }, { at: clock.now() })
  const events = isLess ? [...said, less] : said
  const at = clock.now()
  const key = { id: newId('dialogue', at), regionId, firmId, personId: '' }
  await app.db.transaction({ kind: 'firm', regionId, firmId }, (tx) =>
    saveSession(tx, { ...key, session: replay(events), startedAt: at, finishedAt: at }, events),
  )
}

/** Ten firms: ours, four that were found to have less, and five that were not. */
async function surveyedRegion(): Promise<Story> {
  const story = await openStory()
  await surveyed(story, story.firmId, false)
  for (let n = 0; n < 9; n++) {
    const { id } = await story.made('/firms', { regionId: story.regionId, name: `会社${n}` })
    await surveyed(story, id, n < 4)
  }
  return story
}

const opens = async ({ slack, playground, settle }: Story, text: string): Promise<void> => {
  const command = { command: '/otasuke', text, channel: playground.slack.channels.desk }
  await playground.control.slack.command(slack.id('及川'), command)
  await settle()
}

describe('what a firm said and what was found', () => {
  it('stand side by side on its cards and at its address, and the region counts who has less (R-033, R-043)', async () => {
    const story = await surveyedRegion()
    const { slack, line, admin } = story
    const view = async () => {
      const { body } = await admin('GET', `/regions/${story.regionId}/survey-view`)
      return body.questions.find(({ question }: { question: string }) => question === 's4').downgraded
    }
    const checked = async () => (await admin('GET', `/firms/${story.firmId}/checked`)).body.items
    expect(await view()).toEqual({ firms: null, share: null })
    expect(await checked()).toEqual([])

    await line.enrol('佐々木', 'owner')
    for (const word of ['設置', 'とばす', '買ったものがある']) await line.says('佐々木', word)
    await opens(story, '診断 佐々木水産')
    await slack.presses('及川', '設置を直す', 'desk')
    expect(slack.cards('desk').at(-1)).toMatch(/設置の確認：佐々木水産[\s\S]*自己申告/)
    await slack.presses('及川', 'ネットの線', 'desk')
    expect(await slack.fills('及川', { router: 'isp', 'where-seen': 'site' })).not.toHaveProperty('errors')
    await story.settle()
    expect(slack.cards('desk').at(-1)).toMatch(
      /現地確認[\s\S]*買ったものがある → 借りたものがある（及川 さんが現地で、11月24日/,
    )
    expect(await checked()).toMatchObject([
      {
        ...{ questionnaire: 'setup', question: 'router', where: 'site', checkedBy: '及川' },
        ...{ stated: '買ったものがある', observed: '借りたものがある' },
      },
    ])

    await slack.presses('及川', 'アンケートを直す', 'desk', -2)
    expect(slack.cards('desk').at(-1)).toContain('会社の守りのアンケート：佐々木水産')
    await slack.presses('及川', 'いまの守り', 'desk')
    expect(await slack.fills('及川', { s4: 'antivirus' })).not.toHaveProperty('errors')
    await story.settle()
    expect(slack.cards('desk').at(-1)).toMatch(
      /本人の答えと、確かめた答え[\s\S]* → ウイルス[^\n]*（及川 さん、11月24日/,
    )
    expect(await view()).toEqual({ firms: 5, share: 0.5 })
    expect((await checked()).filter(({ question }: { question: string }) => question === 's4')).toMatchObject([
      { questionnaire: 'survey', question: 's4', isDowngrade: true, where: 'desk', checkedBy: '及川' },
    ])

    const { items } = (await admin('GET', `/diagnoses?firmId=${story.firmId}`)).body
    expect(items).toMatchObject([{ questionnaire: 'setup', assurance: 'on-site', score: null, sheet: null }])
  })
})
