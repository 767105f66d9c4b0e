import { chosenIn, type Values } from '#engine/dialogue/questionnaire.ts'
import { type Session, valuesOf } from '#engine/dialogue/session.ts'
import type { Text } from '#engine/message.ts'
import { SECTIONS, type Sections } from '#engine/policy.ts'
import { choiceOf } from '../content/questionnaire-texts.ts'
import { findQuestionnaire } from '../content/questionnaires/index.ts'
import { type Reader, sayText } from '../say.ts'

interface Drafting {
  sessions: readonly Session[]
  region: Reader
}

/** What the firm said, in the words of a policy: a first text, which is its own from then on. */
export function draftOf({ sessions, region }: Drafting): Sections {
  const office = newest(sessions, 'office')
  const pledge = newest(sessions, 'security-action')
  const texts: Sections = {
    aim: said({ key: 'star.draft.aim' }),
    lead: said(leadText(office)),
    assets: said(assetsText(office)),
    measures: [said({ key: 'star.draft.measures' }), ...measuresIn(office, pledge).map(said)].join('\n'),
    teach: said({ key: 'star.draft.teach' }),
    incident: said({ key: 'star.draft.incident' }),
    review: said({ key: 'star.draft.review' }),
  }
  function said(text: Text): string {
    return sayText(text, region)
  }
  return Object.fromEntries(SECTIONS.map((section) => [section, texts[section]])) as Record<keyof Sections, string>
}

interface Newest {
  session: Session | undefined
  values: Values
}

function newest(sessions: readonly Session[], questionnaire: string): Newest {
  const session = sessions.findLast((one) => one.questionnaire === questionnaire && one.state === 'finished')
  return { session, values: session ? valuesOf(session) : new Map() }
}

function leadText({ values }: Newest): Text {
  const lead = values.get('b-lead')
  if (lead?.kind !== 'text') return { key: 'star.draft.lead' }
  return { key: 'star.draft.lead-named', params: { lead: lead.text } }
}

/** 「特にない」 is an answer of the diagnosis; a policy then speaks of information in general. */
function assetsText({ session, values }: Newest): Text {
  const chosen = chosenIn(values.get('assets')).filter((id) => id !== 'none')
  const questionnaire = session && findQuestionnaire(session.questionnaire, session.version)
  const [first, ...others]: Text[] = questionnaire
    ? chosen.map((id) => choiceOf(questionnaire, { id: 'assets' }, id))
    : []
  if (!first) return { key: 'star.draft.assets-all' }
  const assets = others.reduce(
    (listed, next): Text => ({ key: 'dialogue.listed', params: { first: listed, others: next } }),
    first,
  )
  return { key: 'star.draft.assets', params: { assets } }
}

/** Which question of the diagnosis, or which pledged rule, stands behind each sentence; a page has a place for five. */
const MEASURES = [
  { measure: 'updates', item: 'q1', rule: 'r-updates' },
  { measure: 'antivirus', item: 'q2', rule: 'r-antivirus' },
  { measure: 'passwords', item: 'q3', rule: 'r-passwords' },
  { measure: 'sharing', item: 'q4', rule: 'r-sharing' },
  { measure: 'tricks', item: 'q5', rule: 'r-tricks' },
  { measure: 'backups', item: 'q11', rule: 'r-backups' },
  { measure: 'carrying', item: 'q13', rule: null },
  { measure: 'leaving', item: 'q14', rule: null },
  { measure: 'disposal', item: 'q18', rule: null },
  { measure: 'partners', item: 'q22', rule: null },
] as const
const MEASURES_MAX = 8

function measuresIn({ values: answers }: Newest, { values: pledges }: Newest): Text[] {
  const does = (item: string): boolean => chosenIn(answers.get(item)).includes('done')
  const pledged = (rule: string | null): boolean => rule !== null && chosenIn(pledges.get(rule)).includes('pledged')
  return MEASURES.filter(({ item, rule }) => does(item) || pledged(rule))
    .slice(0, MEASURES_MAX)
    .map(({ measure }) => ({ key: `star.measure.${measure}` }))
}
