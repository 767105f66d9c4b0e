import type { StoredAlert } from '#db/alerts.ts'
import type { Evidence } from '#engine/alert.ts'
import { harmless, shownWithin } from '#engine/defang.ts'
import { RULES } from '#engine/detect/rules/index.ts'
import type { Message, Text } from '#engine/message.ts'
import { listed } from '../knobs.ts'
import { eventRow, incompleteOf, measureOf, others } from './evidence.ts'

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
  const fallback: Text = { key: 'case.why.heading', params: { rule: alert.rule } }
  return {
    purpose: 'answer',
    fallback,
    parts: [
      { kind: 'heading', text: fallback },
      ...lines(alert, askedBy).map((text) => ({ kind: 'paragraph' as const, text })),
      ...others(ofRule),
    ],
  }
}

function lines(alert: StoredAlert, askedBy: string): Text[] {
  const { kind, stage, reason, evidence, firstSeenAt, lastSeenAt } = alert
  const knobs = knobsOf(alert.rule)
  const facts = factsOf(evidence)
  const named = { kind: { key: `kinds.${kind}.name` }, stage: { key: `kinds.stage.${stage}` } }
  return [
    { key: 'case.why.asked', params: { to: askedBy, ...named, from: { at: firstSeenAt }, until: { at: lastSeenAt } } },
    ...intentOf(alert.rule),
    ...measureOf(alert),
    ...incompleteOf(alert.lostShare),
    ...(knobs === '' ? [] : [{ key: 'case.why.knobs', params: { knobs } }]),
    ...(facts === '' ? [] : [{ key: 'case.why.facts', params: { facts } }]),
    { typed: harmless(shownWithin(reason), TYPED_MAX) },
    ...evidence.events.slice(0, EVENTS_MAX).map(eventRow),
  ]
}

/** Empty for a rule that this version no longer has. */
const knobsOf = (rule: string): string => listed(ruleNamed(rule)?.knobs ?? {})

const intentOf = (rule: string): Text[] => (ruleNamed(rule) ? [{ key: `case.why.rules.${rule}` }] : [])

const ruleNamed = (rule: string) => RULES.find(({ name }) => name === rule)

/** What else the rule measured: numbers, names, a baseline. */
function factsOf({ windowMs, threshold, unit, events, feed, ...facts }: Evidence): string {
  return harmless(shownWithin(listed(facts)), TYPED_MAX)
}
