import { chosenIn, holds, type Values } from '#engine/dialogue/questionnaire.ts'
import type { Part, Text } from '#engine/message.ts'
import { ASKED_BY_PARTNERS } from '../content/questionnaires/following.ts'

/** What to do when business partners demand protection, by what they demand. */
export function partnerParts(questionnaire: string, values: Values): Part[] {
  if (questionnaire !== 'survey' || !holds(ASKED_BY_PARTNERS, values)) return []
  const demanded = chosenIn(values.get('scs-what'))
  const isOf = (...choices: string[]): boolean => choices.some((choice) => demanded.includes(choice))
  const texts: Text[] = [
    { key: 'star.partners.first' },
    ...(isOf('declaration', 'unknown', 'other') ? [{ key: 'star.partners.declaration' }] : []),
    ...(isOf('scs', 'unknown', 'other') ? SCS : []),
    ...(isOf('checklist') ? [{ key: 'star.partners.checklist' }] : []),
    ...(isOf('contract') ? [{ key: 'star.partners.contract' }] : []),
  ]
  return [
    { kind: 'heading', text: { key: 'star.partners.heading' } },
    ...texts.map((text): Part => ({ kind: 'paragraph', text })),
  ]
}

/** whatever we collect is no proof, and says so. */
const SCS: readonly Text[] = [
  { key: 'star.partners.scs' },
  { key: 'star.partners.records' },
  { key: 'star.partners.no-proof' },
]
