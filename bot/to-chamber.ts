import type { Tx } from '#db/door.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { staffOf } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { toPerson } from './answer-to.ts'
import { operationsCard, toChannel } from './channel-message.ts'
import type { FlowContext } from './flow.ts'

interface Told {
  region: Region
  /** Under this it waits in line with what else is told of it. */
  subject: string
  text: Text
  lines?: readonly Text[]
  links?: readonly Part[]
  /** For the chamber alone: what it may do about it. */
  options?: readonly Option[]
}

/** To operations, and to the chamber's people, wherever they are reached. */
export async function toChamber(
  tx: Tx,
  app: FlowContext,
  { region, subject, text, lines = [], links = [], options = [] }: Told,
): Promise<OutboxEntry[]> {
  const card = operationsCard(text)
  const message = { ...card, parts: [...card.parts, ...lines.map(paragraph), ...links] }
  const place = { regionId: region.id, firmId: null, locale: region.locale }
  const asked: Message =
    options.length === 0
      ? message
      : { ...message, parts: [...message.parts, { kind: 'choice', lasts: 'durable', options: [...options] }] }
  const chamber = (await staffOf(tx, region.id, 'chamber')).filter(({ isReachable }) => isReachable)
  return [
    toChannel(app, 'operations', place, message),
    ...chamber.flatMap(({ platform, account, userId }) =>
      platform && account && userId ? [toPerson(app, { ...place, subject }, { platform, account, userId }, asked)] : [],
    ),
  ]
}
