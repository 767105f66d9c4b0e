import { COMMANDS } from '#engine/dialogue/exchange.ts'
import { type Finding, lint, type Wording } from '#engine/dialogue/lint.ts'
import type { Migration } from '#engine/dialogue/migration.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { findingsOf, type Finding as Hardship } from '#engine/plainness.ts'
import { catalogs, type Locale } from '#locales/index.ts'
import { glossary } from '#locales/ja/glossary.ts'
import { MENU_WORDS } from '../pictures/menu.ts'
import { type Reader, sayText } from '../say.ts'
import { choiceOf, isSaid, textAt, wordsOf } from './questionnaire-texts.ts'
import { ACKNOWLEDGED, type Acknowledgement } from './questionnaires/acknowledged.ts'
import { fingerprintOf } from './questionnaires/fingerprint.ts'
import { isDraft, MIGRATIONS, QUESTIONNAIRES } from './questionnaires/index.ts'
import { PUBLISHED } from './questionnaires/published.ts'

/** What the linter finds, and what only those who publish can know: that a version is still as it was published. */
export interface Fault {
  rule: Finding['rule'] | 'published' | 'acknowledged'
  where: string
  says: string
  /** Why it is meant to stay; such a fault does not count. */
  because?: string
}

/** All there is to know about the versions at hand; a test puts others in their place. */
export interface Shelf {
  versions: readonly Questionnaire[]
  migrations: readonly Migration[]
  published: Readonly<Record<string, string>>
  acknowledged: readonly Acknowledgement[]
}

const SHELF: Shelf = {
  versions: QUESTIONNAIRES,
  migrations: MIGRATIONS,
  published: PUBLISHED,
  acknowledged: ACKNOWLEDGED,
}

export function faultsOf(questionnaire: Questionnaire, shelf: Shelf = SHELF): Fault[] {
  const { versions, migrations, acknowledged } = shelf
  const wordings = (Object.keys(catalogs) as Locale[]).map((locale) => wordingIn(questionnaire, locale))
  const findings = lint(questionnaire, { versions, migrations, wordings })
  const known = acknowledged.filter(
    (one) => one.questionnaire === questionnaire.id && one.version === questionnaire.version,
  )
  const isAbout = (one: Acknowledgement, { rule, where }: Finding): boolean => one.rule === rule && one.where === where
  return [
    ...publicationFaults(questionnaire, shelf.published),
    ...findings.map((finding): Fault => {
      const because = known.find((one) => isAbout(one, finding))?.because
      return { ...finding, ...(because !== undefined && { because }) }
    }),
    ...known
      .filter((one) => !findings.some((finding) => isAbout(one, finding)))
      .map(({ rule, where }): Fault => ({ rule: 'acknowledged', where, says: `nothing is found any more: ${rule}` })),
  ]
}

function publicationFaults(questionnaire: Questionnaire, published: Shelf['published']): Fault[] {
  if (isDraft(questionnaire)) return []
  const name = `${questionnaire.id} ${questionnaire.version}`
  const now = fingerprintOf(questionnaire)
  const then = published[name]
  if (then === now) return []
  const says =
    then === undefined
      ? `it is not in published.ts; to publish it as it is, add '${name}': '${now}'`
      : `it is not what was published as ${then.slice(0, 12)}…: a published version never changes, make a new one`
  return [{ rule: 'published', where: '', says }]
}

/** The texts of one language, and in Japanese the gate that they have to pass. */
function wordingIn(questionnaire: Questionnaire, locale: Locale): Wording {
  const reader: Reader = { locale, timezone: 'Asia/Tokyo' }
  // Of the other words that always work an answer may be one: 「なにを」 is a choice where it is asked for, and comes first there.
  const rows = [
    ...MENU_WORDS.map((word) => sayText({ key: `converse.words.${word}` }, reader)),
    ...COMMANDS.map((command) => sayText({ key: `dialogue.words.${command}` }, reader)),
  ]
  return {
    locale,
    said: (slot) => {
      const text = textAt(questionnaire, slot)
      return isSaid(text) ? sayText(text, reader) : undefined
    },
    words: (question, choice) =>
      isSaid(choiceOf(questionnaire, question, choice)) ? wordsOf(questionnaire, question, choice, reader) : [],
    reserved: rows.flatMap((row) => row.split('|')),
    faultsIn: locale === 'ja' ? hardshipsIn : () => [],
  }
}

/** LINE and Slack are names as well; too few kanji is no fault where a sentence is short. */
const hardshipsIn = (text: string): string[] =>
  findingsOf(text, glossary, { names: ['LINE', 'Slack'], isNotice: false })
    .filter(({ rule }) => rule !== 'kana-only')
    .map((hardship) => `“${text}” (${toldOf(hardship)})`)

const toldOf = ({ rule, where, measured, limit, instead }: Hardship): string =>
  instead === undefined ? `${rule}: ${measured}, of ${limit}` : `${rule}: ${where}, say ${instead}`
