import { describe, expect, it } from 'vitest'
import { HEARING_SCRIPT } from '#bot/content/hearing-script.ts'
import { currentOf } from '#bot/content/questionnaires/index.ts'
import { HEARING_MINUTES_MAX } from '#engine/hearing.ts'
import { findingsOf } from '#engine/plainness.ts'
import { glossary } from '#locales/ja/glossary.ts'
import { ja } from '#locales/ja/index.ts'

describe('the script of a hearing', () => {
  it('can be held within 45 minutes (R-131)', () => {
    const minutes = HEARING_SCRIPT.reduce((sum, part) => sum + part.minutes, 0)
    expect(minutes).toBeLessThanOrEqual(HEARING_MINUTES_MAX)
    expect(minutes).toBeGreaterThan(30)
    expect(HEARING_SCRIPT.every((part) => part.minutes > 0)).toBe(true)
  })

  it('goes through the whole diagnosis, each section once and in its order', () => {
    const sections = currentOf('office')?.sections.map(({ id }) => id)
    expect(HEARING_SCRIPT.flatMap(({ section }) => section ?? [])).toEqual(sections)
  })

  it.each(HEARING_SCRIPT)('$id explains itself in a few plain sentences', ({ id }) => {
    const { say } = (ja.hearing.script as Record<string, { title: string; say: string }>)[id] ?? { say: '' }
    expect(say.match(/。/gu)?.length).toBeGreaterThanOrEqual(2)
    expect(say.match(/。/gu)?.length).toBeLessThanOrEqual(4)
    expect(findingsOf(say, glossary, { isNotice: false }).filter(({ rule }) => rule !== 'kana-only')).toEqual([])
  })
})
