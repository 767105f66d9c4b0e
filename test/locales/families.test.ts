import { describe, expect, test } from 'vitest'
import type { Content } from '#adapters/adapter.ts'
import { FACTS, FOUND_NAMES, FOUND_WORDS } from '#bot/case/found.ts'
import { COUNTERMEASURES, COUNTERMEASURES_OF, WAYS, waysOf } from '#bot/content/countermeasures.ts'
import { SERVICES } from '#bot/converse/help.ts'
import { GLOBAL_WORDS } from '#bot/converse/vocabulary.ts'
import { HOW_MARKS } from '#bot/pictures/how-marks.ts'
import { MENU_WORDS } from '#bot/pictures/menu.ts'
import { sayText } from '#bot/say.ts'
import { ADVISORY_ANSWERS, ADVISORY_STATES } from '#engine/advisory.ts'
import { ADVISORY_KINDS, ALERT_KINDS, HEALTH_CHECK_KINDS, type Severity, type Stage } from '#engine/alert.ts'
import type { CaseState, DeskReason, Judgement, Refusal } from '#engine/case.ts'
import { CATEGORIES, CONSULTATION_CHANNELS, CONSULTATION_STATES, type Matter, TAGS } from '#engine/consultation.ts'
import { type CodeVerdict, ROLES } from '#engine/enrolment.ts'
import { EXITS, STAGES } from '#engine/follow-up.ts'
import { ANSWERS, type Answered, type ApprovalRefusal, type DraftFault, type NoticeState } from '#engine/notice.ts'
import type { Rule } from '#engine/plainness.ts'
import { WATCHES } from '#engine/watch.ts'
import { catalogs } from '#locales/index.ts'
import { leavesOf } from '#test/support/catalog.ts'
import { sourcesOf, withoutComments } from '#test/support/sources.ts'

/**
 * Where code puts a word of the engine into a key (`case.state.${state}`), each of these words has its sentence. The
 * compiler sees to it that a word added to a union is added here.
 */
const words = <Word extends string>(all: Record<Word, true>): string[] => Object.keys(all)

const caseStates = words<CaseState>({
  new: true,
  claimed: true,
  watching: true,
  'false-alarm': true,
  advised: true,
  notified: true,
  closed: true,
})
const noticeStates = words<NoticeState>({
  draft: true,
  'awaiting-approval': true,
  sent: true,
  read: true,
  'device-found': true,
  'in-progress': true,
  verifying: true,
  done: true,
  busy: true,
  'handed-over': true,
  dispatched: true,
  'false-alarm': true,
})
const wishes = words<Matter>({ consult: true, remote: true, visit: true, emergency: true })
const severities = words<Severity>({ high: true, medium: true, low: true })
const kinds = [...ALERT_KINDS, ...ADVISORY_KINDS, ...HEALTH_CHECK_KINDS]

const FAMILIES: Record<string, readonly string[]> = {
  'kinds.*.name': kinds,
  'kinds.*.plain': kinds,
  'kinds.*.explained': kinds,
  'kinds.stage.*': words<Stage>({
    objectives: true,
    'command-and-control': true,
    delivery: true,
    exploitation: true,
    reconnaissance: true,
  }),
  'case.state.*': caseStates,
  'case.standing.*': caseStates,
  'case.notice-standing.*': noticeStates,
  'case.severity.*': severities,
  'notice.urgency.*': severities,
  'case.history.*': words<Judgement>({
    claim: true,
    'take-over': true,
    'false-alarm': true,
    watch: true,
    advise: true,
    reopen: true,
  }),
  'case.history.answered-*': ANSWERS,
  'case.refused.*': words<Refusal['reason'] | ApprovalRefusal>({
    'claimed-by-other': true,
    'already-decided': true,
    stale: true,
    'not-waiting': true,
    'needs-another': true,
    'too-early': true,
    'not-yours': true,
  }),
  'case.form.fault.*': words<DraftFault['reason']>({
    missing: true,
    'too-long': true,
    'too-many': true,
    'in-the-past': true,
    'too-far': true,
  }),
  'case.form.field.*': words<DraftFault['field']>({
    severity: true,
    title: true,
    what: true,
    steps: true,
    dueAt: true,
    contact: true,
    clue: true,
  }),
  'case.found.*': FOUND_NAMES,
  'case.found.fact.*': FACTS,
  'case.found.word.*': FOUND_WORDS,
  'case.plainness.*': words<Rule>({
    jargon: true,
    'sentence-length': true,
    'mean-length': true,
    'kanji-share': true,
    'kana-only': true,
    'kanji-run': true,
    'katakana-run': true,
    commas: true,
    readability: true,
    'double-negative': true,
    'sentence-count': true,
    'first-sentence': true,
  }),
  'desk.reason.*': words<DeskReason>({
    'no-answer': true,
    stuck: true,
    cannot: true,
    'busy-search': true,
    'wants-vendor': true,
    'wants-human': true,
    'nobody-reachable': true,
    undeliverable: true,
    'device-unknown': true,
  }),
  'notice.answer.*': [...ANSWERS, 'all'],
  'case.advisory.*': ADVISORY_STATES,
  'notice.advisory.button.*': ADVISORY_ANSWERS,
  'notice.advisory.reply.*': ADVISORY_ANSWERS.filter((given) => given !== 'what'),
  'case.history.advisory-*': ADVISORY_ANSWERS.filter((given) => given !== 'what'),
  'case.follow-up.stage.*': STAGES,
  'case.follow-up.exit.*': EXITS,
  'countermeasures.way.*': WAYS,
  'countermeasures.mark.*': HOW_MARKS,
  'countermeasures.*.why': COUNTERMEASURES,
  'countermeasures.*': COUNTERMEASURES.flatMap((one) =>
    waysOf(one).flatMap((way) => ['heading', '1', '2'].map((name) => `${one}.${way}.${name}`)),
  ),
  'templates.*': kinds.flatMap((kind) => COUNTERMEASURES_OF[kind].map((_, place) => `${kind}.steps.${place + 1}`)),
  'converse.answers.*': ANSWERS,
  'notice.refused.*': words<Extract<Answered, { kind: 'refused' }>['reason']>({
    'not-sent': true,
    'already-done': true,
    'already-handled': true,
    'already-answered': true,
  }),
  'enrolment.role.*': ROLES,
  'enrolment.code.*': words<Exclude<CodeVerdict, 'good'>>({
    unknown: true,
    used: true,
    expired: true,
    'too-many': true,
  }),
  'converse.words.*': GLOBAL_WORDS,
  'converse.button.*': MENU_WORDS,
  'converse.service.*': SERVICES,
  'converse.safe.*': WATCHES,
  'converse.desk.called-*': wishes,
  'desk.consultation.heading-*': wishes,
  'desk.consultation.fallback-*': wishes,
  'desk.consultation.text-*': wishes,
  'desk.consultation.state.*': CONSULTATION_STATES,
  'desk.consultation.channel.*': CONSULTATION_CHANNELS,
  'desk.consultation.category.*': CATEGORIES,
  'desk.consultation.tag.*': TAGS,
  'converse.media.*': words<Extract<Content, { type: 'media' }>['media']>({
    sticker: true,
    photo: true,
    video: true,
    voice: true,
    file: true,
    location: true,
  }),
}

describe.each(['ja', 'en'] as const)('in %s each word of the engine has its sentence', (locale) => {
  const known = new Set(leavesOf(catalogs[locale]).map(({ key }) => key))
  test.each(Object.entries(FAMILIES))('%s', (family, members) => {
    expect(members.map((member) => family.replace('*', member)).filter((key) => !known.has(key))).toEqual([])
  })
})

test('each line of a case’s history that the code writes can be read', () => {
  const known = new Set(leavesOf(catalogs.ja).map(({ key }) => key))
  const written = sourcesOf(['bot']).flatMap(({ text }) =>
    [...withoutComments(text).matchAll(/\bremember\(\s*'([\w-]+)'/g)].map(([, what]) => `case.history.${what}`),
  )
  expect(written.length).toBeGreaterThan(10)
  expect(written.filter((key) => !known.has(key))).toEqual([])
})

test('no two answers of one question share a word', () => {
  for (const locale of ['ja', 'en']) {
    for (const question of [
      ['done', 'cannot', 'busy', 'what', 'all', 'human'],
      ['search', 'later', 'human'],
      ['hour', 'evening', 'morning'],
    ]) {
      const rows = question.flatMap((answer) =>
        sayText({ key: `converse.answers.${answer}` }, { locale, timezone: 'Asia/Tokyo' }).split('|'),
      )
      expect(new Set(rows).size).toBe(rows.length)
    }
  }
})
