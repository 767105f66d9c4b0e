import { type Args, done, type Method, type Result, refused, structure, TIER_4, text } from '../method.ts'
import type { SlackSide } from '../side.ts'
import type { SlackView, ViewObject } from '../state.ts'
import { addView, closeAll, isStackFull, redeemTrigger, replaceView, viewRefusal, viewWire } from '../views.ts'

const OPENING = ['trigger_id', 'interactivity_pointer', 'view']
const tier4 = { perMinute: TIER_4, token: 'bot' } as const

export const viewMethods: Record<string, Method> = {
  'views.open': { ...tier4, args: OPENING, run: open },
  'views.push': { ...tier4, args: OPENING, run: push },
  'views.update': { ...tier4, args: ['view_id', 'external_id', 'view', 'hash'], run: update },
}

function open(side: SlackSide, args: Args): Result {
  const view = structure(args, 'view')
  const refusal = viewRefusal(side, view, undefined)
  if (refusal) return refusal
  const trigger = redeemTrigger(side, text(args, 'trigger_id'))
  if (trigger.kind === 'refused') return trigger.result
  closeAll(side, trigger.userId)
  return done({ view: viewWire(side, addView(side, trigger.userId, view as ViewObject)) })
}

function push(side: SlackSide, args: Args): Result {
  const view = structure(args, 'view')
  const refusal = viewRefusal(side, view, undefined)
  if (refusal) return refusal
  const trigger = redeemTrigger(side, text(args, 'trigger_id'))
  if (trigger.kind === 'refused') return trigger.result
  if (trigger.viewId === null || !side.state.views[trigger.viewId]) return refused('not_found')
  if (isStackFull(side, trigger.userId)) return refused('push_limit_reached')
  return done({ view: viewWire(side, addView(side, trigger.userId, view as ViewObject)) })
}

function update(side: SlackSide, args: Args): Result {
  const current = named(side, args)
  if (!current) return refused('not_found')
  const view = structure(args, 'view')
  const refusal = viewRefusal(side, view, current)
  if (refusal) return refusal
  const hash = text(args, 'hash')
  if (hash !== undefined && hash !== current.hash) return refused('hash_conflict')
  replaceView(side, current, view as ViewObject)
  return done({ view: viewWire(side, current) })
}

function named({ state }: SlackSide, args: Args): SlackView | undefined {
  const id = text(args, 'view_id')
  const externalId = text(args, 'external_id')
  if (id) return state.views[id]
  return externalId ? Object.values(state.views).find((each) => each.view.external_id === externalId) : undefined
}
