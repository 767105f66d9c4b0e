import { describe, expect, it } from 'vitest'
import { STARTING_ANSWERS } from '#bot/content/starting-answers.ts'
import { answersLike, foldedText } from '#engine/answer-search.ts'
import { answers } from '#locales/ja/answers.ts'
import { searchWords } from '#locales/ja/search-words.ts'
import { NEARLY_ASKED, PARAPHRASED, PLAINLY_ASKED, UNRELATED } from '../support/asked-questions.ts'

const entries = STARTING_ANSWERS.map(({ name }) => {
  const { question, also } = answers[name]
  return { name, question, also: also.split('|') }
})
const found = (asked: string): string[] => answersLike(asked, entries, searchWords).map(({ entry }) => entry.name)

/** How many of a hundred ways of asking lead to their answer, among the first three. */
function tally(names: readonly string[]): { asked: number; found: number; first: number } {
  const asked = names.flatMap((name) => (PARAPHRASED[name] ?? []).map((words) => found(words).indexOf(name)))
  return {
    asked: asked.length,
    found: asked.filter((at) => at >= 0).length,
    first: asked.filter((at) => at === 0).length,
  }
}

describe('a question that was asked before', () => {
  const names = Object.keys(PARAPHRASED)
  const fitted = tally(names.filter((_, place) => place % 2 === 0))
  const heldOut = tally(names.filter((_, place) => place % 2 === 1))

  it('is found in at least 85 of 100 ways of putting it (R-082)', () => {
    console.log('answers found among the first three:', { fitted, heldOut })
    expect(fitted.asked + heldOut.asked).toBe(100)
    expect(fitted.found + heldOut.found).toBeGreaterThanOrEqual(85)
    // What the search was not fitted to must not be far behind.
    expect(heldOut.found / heldOut.asked).toBeGreaterThanOrEqual(0.85)
  })

  it('is found in plain words, and rather not in one that is only about the same thing', () => {
    const hits = PLAINLY_ASKED.filter(([name, asked]) => found(asked).includes(name)).length
    const nothing = NEARLY_ASKED.filter((asked) => found(asked).length === 0).length
    console.log(
      `plainly asked: ${hits} of ${PLAINLY_ASKED.length} found; nearly asked: ${nothing} of ${NEARLY_ASKED.length} get none`,
    )
    expect(hits / PLAINLY_ASKED.length).toBeGreaterThanOrEqual(0.85)
    expect(nothing / NEARLY_ASKED.length).toBeGreaterThanOrEqual(0.6)
  })

  it.each(UNRELATED)('is not seen in: %s', (asked) => expect(found(asked)).toEqual([]))

  it('is found among those that people have answered since, whose words nobody has listed', () => {
    const learnt = { name: 'learnt', question: '勤怠の打刻カードが読めません', also: [] }
    const [first] = answersLike('きのうから勤怠カードが読めない', [...entries, learnt], searchWords)
    expect(first?.entry.name).toBe('learnt')
    const bill = { name: 'bill', question: '請求書のメールがにせものか知りたい', also: [] }
    expect(answersLike('請求書のメールは本物ですか', [...entries, bill], searchWords)[0]?.entry.name).toBe('bill')
  })

  it('is not found where nothing can be, and by nothing', () => {
    expect(answersLike('印刷できない', [], searchWords)).toEqual([])
    for (const asked of ['', '？', '1', 'ー', '　']) expect(found(asked)).toEqual([])
  })
})

it('reads half and full width, katakana, small letters and long vowels as one', () => {
  expect(foldedText('ルーター')).toBe(foldedText('るた'))
  expect(foldedText('ﾌﾟﾘﾝﾀｰ ＰＣ')).toBe(foldedText('ぷりんたpc'))
  expect(foldedText('ウィルス')).toBe(foldedText('ういるす'))
})
