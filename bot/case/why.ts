import type { StoredAlert } from '#db/alerts.ts'
import { harmless, shownWithin } from '#engine/defang.ts'
import { RULES } from '#engine/detect/rules/index.ts'
import { type Message, paragraph, type Text } from '#engine/message.ts'
import { listed } from '../knobs.ts'
import { eventRow, incompleteOf, measureOf, others } from './evidence.ts'
import { factRows, foundText } from './found.ts'

const EVENTS_MAX = 30
const TYPED_MAX = 600

/**
 * Why the newest alert of each rule was raised, in full, for an analyst who asks: the rule with its numbers, what it
 * counted, and the events. What a sensor saw is data: no name in it can be tapped.
 */
export function whyMessages(alerts: readonly StoredAlert[], askedBy: string): Message[] {
  return [...Map.groupBy(alerts, ({ rule }) => rule).values()].flatMap((ofRule) => {
    const newest = ofRule.toSorted((one, other) => one.lastSeenAt - other.lastSeenAt).at(-1)
    return newest ? [whyMessage(newest, ofRule, askedBy)] : []
  })
}

function whyMessage(alert: StoredAlert, ofRule: readonly StoredAlert[], askedBy: string): Message {
  const facts = factRows(alert.evidence)
  const fallback: Text = { key: 'case.why.heading', params: { rule: alert.rule } }
  return {
    purpose: 'answer',
    fallback,
    parts: [
      { kind: 'heading', text: fallback },
      ...lines(alert, askedBy).map(paragraph),
      ...(facts.length === 0 ? [] : [{ kind: 'facts' as const, rows: facts }]),
      ...alert.evidence.events.slice(0, EVENTS_MAX).map(eventRow).map(paragraph),
      ...others(ofRule),
    ],
  }
}

function lines(alert: StoredAlert, askedBy: string): Text[] {
  const { kind, stage, reason, firstSeenAt, lastSeenAt } = alert
  const knobs = knobsOf(alert.rule)
  const named = { kind: { key: `kinds.${kind}.name` }, stage: { key: `kinds.stage.${stage}` } }
  return [
    { key: 'case.why.asked', params: { to: askedBy, ...named, from: { at: firstSeenAt }, until: { at: lastSeenAt } } },
    ...intentOf(alert.rule),
    foundText(alert) ?? { typed: harmless(shownWithin(reason), TYPED_MAX) },
    ...measureOf(alert),
    ...incompleteOf(alert.lostShare),
    ...(knobs === '' ? [] : [{ key: 'case.why.knobs', params: { knobs } }]),
  ]
}

/** Empty for a rule that this version no longer has. */
const knobsOf = (rule: string): string => listed(ruleNamed(rule)?.knobs ?? {})

const intentOf = (rule: string): Text[] => (ruleNamed(rule) ? [{ key: `case.why.rules.${rule}` }] : [])

const ruleNamed = (rule: string) => RULES.find(({ name }) => name === rule)
