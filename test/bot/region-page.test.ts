import { describe, expect, it } from 'vitest'
import { OFFICE_3_1 } from '#bot/content/questionnaires/office-3-1.ts'
import { TELEWORK } from '#bot/content/questionnaires/telework.ts'
import { barsSvg } from '#bot/pictures/region-bars.ts'
import { regionPage } from '#bot/pictures/region-page.ts'
import type { RegionSheet } from '#bot/pictures/region-sheet.ts'
import { type DiagnosisView, shownMean } from '#bot/region/diagnosis-view.ts'
import { regionSheet } from '#bot/region/sheet.ts'
import type { SurveyView } from '#bot/region/survey-view.ts'
import { regionMeans } from '#engine/diagnosis/means.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { PILOT_HOME, PILOT_OFFICE, pilotRegion } from '../support/pilot-region.ts'

const READER = { locale: 'ja', timezone: 'Asia/Tokyo' }
const HEAD = { region: { id: 'region_a', name: '岩手' }, at: Date.UTC(2026, 10, 24, 1) }
const FEW = '5社未満のため出しません'

/** What a region with the pilot's answers shows; of the builders there are too few. */
function sheetOf(questionnaire: Questionnaire, odds: Readonly<Record<string, number>>, isMadeUp = true): RegionSheet {
  const { all } = regionMeans(pilotRegion(questionnaire, odds), questionnaire.version)
  const diagnosis: DiagnosisView = {
    ...HEAD,
    questionnaire: { id: questionnaire.id, version: questionnaire.version, title: '診断' },
    funnel: { firms: 90, members: 80, started: 75, sections: [], finished: null },
    standing: [],
    all: all && shownMean(all, READER),
    industries: [{ industry: '建設業', mean: null }],
    downgraded: [],
  }
  const answers = [
    { choice: 'yes', label: '知っている', firms: 60, share: 0.75 },
    { choice: 'no', label: '知らない', firms: null, share: null },
  ]
  const survey = {
    ...HEAD,
    ...{ questionnaire: { id: 'survey', version: '1', title: 'アンケート' }, firms: 80, cross: null },
    questions: [
      { question: 's15', section: 'a', sectionTitle: '', ask: '保険を知っていますか。', firms: 80, answers },
      { question: 's16', section: 'a', sectionTitle: '', ask: '保険は高いですか。', firms: null, answers },
    ],
  } as unknown as SurveyView
  return regionSheet({ diagnosis, survey }, { reader: READER, isMadeUp })
}

const wordsOf = (svg: string): string => svg.replaceAll(/<[^>]*>/g, ' ')
const OTHERS = {
  picture: { label: '絵で見る', url: 'https://otasuke.example/r/a.png' },
  pdf: { label: '紙に印刷する', url: 'https://otasuke.example/r/a.pdf' },
}
async function barsOf(sheet: RegionSheet): Promise<string> {
  if (!sheet.means) throw new Error('no means')
  return barsSvg(sheet.means)
}

describe('a region’s picture', () => {
  it.each([
    [
      'in the office',
      OFFICE_3_1,
      PILOT_OFFICE,
      ['捨て方', '部屋とかぎ', '社内の約束'],
      ['事故のそなえ', '決まりを作る', 'ネットの使い方'],
    ],
    ['at home', TELEWORK, PILOT_HOME, [], ['決まりを作る', '無線', '家の出入口の箱']],
  ])(
    'marks what is strong and weak as the pilot was, by a sign and by the bar: %s (R-046)',
    async (_, questionnaire, odds, strong, weak) => {
      const svg = await barsOf(sheetOf(questionnaire, odds))
      const words = wordsOf(svg)
      for (const axis of strong) expect(words).toContain(`△${axis}`)
      for (const axis of weak) expect(words).toContain(`▼${axis}`)
      // A bar that is empty for each ▼; a sign alone is easily overlooked.
      expect(svg.match(/fill="#ffffff"[^>]*stroke="#0072B2"/g)).toHaveLength(words.match(/▼/g)?.length ?? 0)
    },
  )

  it('says on itself and on its page that it is made up, where it is', async () => {
    const madeUp = sheetOf(OFFICE_3_1, PILOT_OFFICE)
    expect(wordsOf(await barsOf(madeUp))).toContain('架空の地域です')
    expect((await regionPage({ ...madeUp, means: null }, OTHERS)).match(/架空/g)).toHaveLength(1)
    const real = sheetOf(OFFICE_3_1, PILOT_OFFICE, false)
    expect(await barsOf(real)).not.toContain('架空')
    expect(await regionPage(real, OTHERS)).not.toContain('架空')
  })

  it('has every percent beside its bar, and N', async () => {
    const sheet = sheetOf(OFFICE_3_1, PILOT_OFFICE)
    const words = wordsOf(await barsOf(sheet))
    for (const { percent } of sheet.means?.axes ?? []) expect(words).toContain(`${Math.round(percent)}%`)
    expect(words.match(/N=71社/g)).toHaveLength(2)
  })
})

describe('what a region hides', () => {
  it('is a sentence in one cell, without a bar and without a share', async () => {
    const page = await regionPage(sheetOf(OFFICE_3_1, PILOT_OFFICE), OTHERS)
    expect(page).toContain(`<th scope="row">知らない</th><td colspan="2">${FEW}</td>`)
    expect(page).toContain('<span class="bar" style="width:75%"></span></th><td>60</td><td>75%</td>')
    const whole = page.split('<section>').filter((one) => /^<h2>(保険は高い|分野ごとの平均: 建設業)/.test(one))
    for (const section of whole)
      expect(section).toMatch(new RegExp(`<tr><th scope="row"[^>]*>${FEW}</th></tr></table>`))
    expect(whole).toHaveLength(2)
  })

  it('is not drawn', async () => {
    const sheet = sheetOf(OFFICE_3_1, PILOT_OFFICE)
    expect(await barsOf(sheet)).not.toMatch(/建設業|知らない/)
    expect(await regionPage({ ...sheet, means: null }, { ...OTHERS, picture: null })).not.toMatch(/<svg|絵で見る/)
  })
})
