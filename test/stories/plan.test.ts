import { describe, expect, it } from 'vitest'
import { HOUR } from './notified.ts'
import { openStory } from './world.ts'

/** As scenario S2 has it; everything else as it comes. */
function surveyAnswer(asked: string): string {
  if (asked.includes('1年でいくらまで')) return '5万円より少ない'
  return asked.includes('いくつでも') ? '1と2' : '1'
}

describe('what a firm can take for money (R-034, S2)', () => {
  it('is what its budget allows alone, at the end of the survey and by name; the rest is a tap away', async () => {
    const story = await openStory()
    const { line, made, admin, pass, regionId } = story
    await line.enrol('千葉', 'worker')
    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', '料金')
    expect(line.hears('佐々木').join()).toContain('料金の案がまだありません')
    const offer = (name: string, yen: number, per = 'month', region = regionId) =>
      made('/plans', { regionId: region, name, says: `${name}のサービスです。`, yen, per })
    await offer('見守りの箱', 9_900)
    const fits = await offer('メールの守り', 4_166)
    await offer('あと1円の案', 4_167)
    await offer('台数の案', 500, 'pc-month')
    const { id: elsewhere } = await made('/regions', { name: '宮城' })
    await offer('となりの案', 100, 'month', elsewhere)

    const last = (): string => line.hears('千葉').at(-1) ?? ''
    await line.says('千葉', 'アンケート')
    let asked = last()
    for (let n = 0; n < 5; n++) {
      await line.says('千葉', surveyAnswer(asked))
      asked = last()
    }
    await line.says('千葉', 'やめる')
    await pass(22 * HOUR)
    line.hears('千葉')
    await line.says('千葉', 'つづき')
    expect(last()).toContain(asked.split('\n').find((row) => /\d+\/\d+/.test(row)) ?? 'the sixth question')
    for (let n = 0; n < 40 && !asked.includes('これで終わりです'); n++) {
      await line.says('千葉', surveyAnswer(asked))
      asked = last()
    }
    expect(asked).toMatch(/予算に合う案[\s\S]*月なら4,166円まで[\s\S]*メールの守り[\s\S]*月4,166円/)
    expect(asked).not.toMatch(/見守りの箱|あと1円|台数の案|となりの案/)
    await line.taps('千葉', 'ほかの案も見る')
    // Nobody knows how many PCs there are, so what goes by the PC has its price for one, and stands last.
    expect(last()).toMatch(
      /料金の案[\s\S]*メールの守り[\s\S]*あと1円[\s\S]*見守りの箱[\s\S]*台数の案[\s\S]*1台あたり月500円/,
    )

    await line.says('佐々木', 'プラン')
    expect(line.hears('佐々木').at(-1)).toMatch(/予算に合う案[\s\S]*メールの守り/)
    // Who only works there is told what there is, not what the firm can spend.
    await line.says('千葉', '料金')
    expect(last()).toMatch(/料金の案[\s\S]*見守りの箱/)
    await admin('DELETE', `/plans/${fits.id}`)
    await line.says('佐々木', '料金')
    expect(line.hears('佐々木').at(-1)).toMatch(/いまはありません/)
    expect(line.hears('佐々木').join()).not.toContain('メールの守り')
    await line.says('佐々木', '相談')
    expect(line.hears('佐々木').join()).toContain('担当の人に伝えました')
  })
})
