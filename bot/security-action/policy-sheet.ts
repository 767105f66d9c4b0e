import type { Tx } from '#db/door.ts'
import { enter } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import type { Value } from '#engine/dialogue/questionnaire.ts'
import type { Session } from '#engine/dialogue/session.ts'
import type { Text } from '#engine/message.ts'
import { SECTIONS } from '#engine/policy.ts'
import type { PolicySheet } from '../pictures/policy.ts'
import { sayText } from '../say.ts'
import { sectionTitle } from './message.ts'
import { type Way, wayOf } from './work.ts'

/** What stands on the policy now. Undefined when the firm has none. Ends in the firm's own scope. */
export async function policySheetOf(tx: Tx, firmId: string): Promise<PolicySheet | undefined> {
  const firm = await findFirm(tx, firmId)
  if (!firm) return undefined
  const { regionId } = firm
  await enter(tx, { kind: 'firm', regionId, firmId })
  return sheetFor(await wayOf(tx, { regionId, firmId }))
}

function sheetFor(way: Way): PolicySheet | undefined {
  const { policy } = way.standing
  if (!policy) return undefined
  const said = (text: Text): string => sayText(text, way.region)
  const answers = signed(way.sessions)
  return {
    kind: 'policy',
    locale: way.region.locale,
    title: said({ key: 'star.policy.title' }),
    firm: said({ typed: wordsIn(answers['p-company']) ?? way.firmName }),
    sections: SECTIONS.map((section) => ({
      title: said(sectionTitle(section)),
      text: said({ typed: policy.sections[section] }),
    })),
    signature: signatureOf(way, answers).map(said),
  }
}

type Answers = Readonly<Record<string, Value | undefined>>

/** What was answered last, of everything that stands under a policy. */
function signed(sessions: readonly Session[]): Answers {
  const own = sessions.filter(({ questionnaire }) => questionnaire === 'security-action')
  const answers = own.flatMap(({ answers: given }) => Object.entries(given))
  return Object.fromEntries(answers.map(([id, { value }]) => [id, value]))
}

const wordsIn = (value: Value | undefined): string | undefined => (value?.kind === 'text' ? value.text : undefined)

function signatureOf({ region, standing: { policy } }: Way, answers: Answers): Text[] {
  const day = (at: number): string =>
    new Intl.DateTimeFormat(region.locale, { dateStyle: 'long', timeZone: region.timezone }).format(at)
  const decided = answers['p-date']
  const [head, contact] = [wordsIn(answers['p-head']), wordsIn(answers['p-contact'])]
  return [
    ...(decided?.kind === 'moment' ? [{ key: 'star.policy.date', params: { at: day(decided.at) } }] : []),
    ...(policy && policy.version > 1
      ? [{ key: 'star.policy.changed', params: { at: day(policy.changedAt), version: policy.version } }]
      : []),
    ...(head ? [{ typed: head }] : []),
    ...(contact ? [{ key: 'star.policy.contact', params: { contact } }] : []),
  ]
}
