import { grantActions } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import type { Part, Text } from '#engine/message.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { channelOf } from '../staff-chat.ts'
import { OPEN, SUBMIT, securityActionLane, type Way } from './work.ts'

const LIFE_DAYS = 30

/** A firm's way to its star in #desk, with its policy to be changed while they talk. */
export async function starCard(tx: Tx, app: FlowContext, way: Way): Promise<OutboxEntry> {
  const { regionId, firmId, firmName, region } = way
  const subject = securityActionLane(firmId)
  const heading: Text = { key: 'star.desk.heading', params: { firm: firmName } }
  return {
    id: app.newUuid(),
    regionId,
    firmId,
    subject,
    to: channelOf(app.config, 'desk'),
    priority: 'conversation',
    locale: region.locale,
    stickyKey: subject,
    message: {
      purpose: 'desk-task',
      fallback: heading,
      parts: [{ kind: 'heading', text: heading }, facts(way), ...(await editing(tx, app, way))],
    },
  }
}

function facts({ standing: { wish, step, id, policy } }: Way): Part {
  const version: Text = policy
    ? { key: 'star.policy.heading', params: { version: policy.version } }
    : { key: 'star.state.open' }
  return {
    kind: 'facts',
    rows: [
      { label: { key: 'star.step.wish' }, value: { key: `star.wish.${wish ?? 'none'}` } },
      { label: { key: 'star.state.here' }, value: { key: `star.desk.at.${step}` } },
      { label: { key: 'star.step.id' }, value: id === null ? { key: 'star.state.open' } : { typed: id } },
      { label: { key: 'star.policy.title' }, value: version },
    ],
  }
}

async function editing(tx: Tx, app: FlowContext, { regionId, firmId, standing }: Way): Promise<Part[]> {
  if (!standing.policy) return []
  const place = { regionId, firmId, subject: securityActionLane(firmId) }
  const action = (command: string) => actionOf(app, { ...place, command, holder: { role: 'desk' }, days: LIFE_DAYS })
  const [open, submit] = [action(OPEN), action(SUBMIT)]
  await grantActions(tx, [open, submit])
  return [{ kind: 'choice', lasts: 'durable', options: [{ label: { key: 'star.desk.edit' }, token: open.token }] }]
}
