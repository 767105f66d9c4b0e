import { describe, expect, it } from 'vitest'
import type { PolicySheet } from '#bot/pictures/policy.ts'
import { policyPage } from '#bot/pictures/policy-page.ts'
import { policyPaper } from '#bot/pictures/policy-paper.ts'
import { sayText } from '#bot/say.ts'
import { draftOf } from '#bot/security-action/draft.ts'
import { sectionTitle } from '#bot/security-action/message.ts'
import { NOT_STARTED, type Session } from '#engine/dialogue/session.ts'
import { SECTION_LENGTH_MAX, SECTIONS, type Sections, sectionWritten } from '#engine/policy.ts'
import { pagesOf } from '../support/pdf.ts'

const by = { personId: 'p', name: '佐々木' }
const chose = (choice: string) => ({ value: { kind: 'choice', choice } as const, by, at: 0 })
const session = (questionnaire: string, version: string, answers: Session['answers']): Session => ({
  ...NOT_STARTED,
  ...{ questionnaire, version, state: 'finished', answers },
})
const reader = (locale: string) => ({ locale, timezone: 'Asia/Tokyo' })
const RULES = ['updates', 'antivirus', 'passwords', 'sharing', 'tricks', 'backups']
const pledge = session(
  'security-action',
  '6-rules',
  Object.fromEntries(RULES.map((rule) => [`r-${rule}`, chose('pledged')])),
)
const office = (answers: Session['answers']) => session('office', '3.1', answers)

const sheet = (sections: Sections, locale = 'ja'): PolicySheet => ({
  kind: 'policy',
  locale,
  title: '情報セキュリティ基本方針',
  firm: '佐々木水産株式会社',
  sections: SECTIONS.map((section) => ({
    title: sayText(sectionTitle(section), reader(locale)),
    text: sections[section],
  })),
  signature: ['決めた日：2026年11月24日', '代表取締役 佐々木 一郎', '問い合わせ先：0192-00-0001'],
})
const everywhere = (text: string): Sections =>
  Object.fromEntries(SECTIONS.map((section) => [section, text])) as Record<keyof Sections, string>

describe('the draft of a policy', () => {
  it.each(['ja', 'en'])('has words for every section, short enough to be changed and kept: %s', (locale) => {
    const items = ['q1', 'q2', 'q3', 'q4', 'q5', 'q11', 'q13', 'q14', 'q18', 'q22']
    const done = Object.fromEntries(items.map((id) => [id, chose('done')]))
    const sections = draftOf({ sessions: [office(done), pledge], region: reader(locale) })
    if (locale === 'ja')
      for (const text of Object.values(sections)) expect(sectionWritten(text)).toEqual({ kind: 'text', text })
    expect(sections.measures.split('\n')).toHaveLength(9)
  })

  it('promises what is done or pledged, and nothing else', () => {
    const { measures } = draftOf({
      sessions: [office({ q1: chose('done'), q18: chose('not') }), session('security-action', '6-rules', {})],
      region: reader('ja'),
    })
    expect(measures).toContain('いつも新しく')
    expect(measures).not.toMatch(/中身を消して|写し/)
  })

  it('names no information where the firm found none to protect', () => {
    const nothing = { value: { kind: 'choices', choices: ['none'] } as const, by, at: 0 }
    const { assets } = draftOf({ sessions: [office({ assets: nothing }), pledge], region: reader('ja') })
    expect(assets).not.toContain('特にない')
  })
})

describe('a policy on paper', () => {
  const drafted = draftOf({ sessions: [office({}), pledge], region: reader('ja') })
  const english = draftOf({ sessions: [office({}), pledge], region: reader('en') })
  it.each([
    ['as it is drafted', sheet(drafted)],
    ['in English', sheet(english, 'en')],
    ['as long as every section may be', sheet(everywhere('あ'.repeat(SECTION_LENGTH_MAX)))],
    ['with as many lines as every section may have', sheet(everywhere('あ\n'.repeat(8).concat('あ')))],
  ])('is one page: %s', async (_, policy) => {
    expect(pagesOf(await policyPaper(policy))).toBe(1)
  })

  it('is a page, too, which shows what people typed as what they typed', () => {
    const page = policyPage(sheet(everywhere('<script>alert(1)</script>')), {
      label: '印刷',
      url: 'https://x.example/"',
    })
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toContain('<script')
    expect(page).toContain('https://x.example/&quot;')
  })
})
