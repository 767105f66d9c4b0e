import type { OutboxEntry } from '#db/outbox.ts'
import type { HandOver } from '#engine/health-course.ts'
import { type Message, type Part, paragraph, type Text } from '#engine/message.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import { healthLane } from './lanes.ts'
import type { HealthTaps } from './taps.ts'
import { letterText, monthParam } from './texts.ts'
import type { HealthFile } from './work.ts'

const LINK_LIFE_MS = 90 * 86_400_000

/** An approved health check that LINE brings to nobody is brought by somebody of the desk: a task in #desk, edited in place. */
export function handOverCard(
  app: FlowContext,
  file: HealthFile,
  { handOver, whom, taps }: { handOver: HandOver; whom: string | undefined; taps: HealthTaps },
): OutboxEntry {
  const { check, firm, region } = file
  const subject = healthLane(check.id)
  const place = { regionId: region.id, firmId: firm.id, locale: region.locale }
  const params = { firm: firm.name, month: monthParam(check.month) }
  const heading: Text = { key: 'desk.health.hand-over.heading', params }
  const message: Message = {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      paragraph({ key: 'desk.health.hand-over.why' }),
      {
        kind: 'facts',
        rows: [
          { label: { key: 'desk.health.hand-over.whom' }, value: typedOr(whom, 'desk.health.hand-over.anybody') },
          { label: { key: 'desk.task.phone' }, value: typedOr(firm.phone ?? undefined, 'desk.task.no-phone') },
          { label: { key: 'desk.health.hand-over.letter' }, value: letterText(check.grade) },
        ],
      },
      paper(app, check.id),
      { kind: 'status', tone: handOver.state === 'done' ? 'ok' : 'wait', text: standing(handOver) },
      ...choices(handOver, taps),
    ],
  }
  return { ...toChannel(app, 'desk', place, message), subject, stickyKey: `${subject}:hand-over` }
}

const typedOr = (typed: string | undefined, key: string): Text => (typed === undefined ? { key } : { typed })

const paper = (app: FlowContext, id: string): Part => ({
  ...{ kind: 'link', label: { key: 'desk.health.hand-over.paper' } },
  url: app.link(id, 'pdf', app.now + LINK_LIFE_MS),
})

function standing(handOver: HandOver): Text {
  if (handOver.state === 'open') return { key: 'desk.task.open' }
  if (handOver.state === 'on-line') return { key: 'desk.health.hand-over.on-line' }
  const { state, by, at } = handOver
  return { key: `desk.task.${state}`, params: { who: by.name, at: { at } } }
}

/** Both are granted from the start, so that a card that is shown again grants nothing new. */
function choices({ state }: HandOver, taps: HealthTaps): Part[] {
  const take = { label: { key: 'desk.button.take' }, token: taps.desk('take'), style: 'primary' as const }
  const handed = { label: { key: 'desk.health.button.handed' }, token: taps.desk('handed') }
  if (state === 'open') return [{ kind: 'choice', lasts: 'durable', options: [take, handed] }]
  return state === 'taken' ? [{ kind: 'choice', lasts: 'durable', options: [handed] }] : []
}
