import { enter, type Tx } from '#db/door.ts'
import { namesOf } from '#db/firms.ts'
import { uninvoiced } from '#db/money.ts'
import { enqueue } from '#db/outbox.ts'
import { monthBefore } from '#engine/health-month.ts'
import type { Text } from '#engine/message.ts'
import type { PartyKind } from '#engine/money.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { monthParam } from '../health/texts.ts'
import { closeUpTo } from '../money/close.ts'
import { monthCloseOf } from '../money/coming.ts'
import { dueOf } from '../recurrence.ts'
import { toChamber } from '../to-chamber.ts'

const NAMED_MAX = 20

/** The first business day of a month: what the one before owes, and any older one that nobody closed, is written down, and the chamber hears what is to be billed. */
export async function monthClose(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const region = await regionOf(tx, job.regionId ?? '')
  const coming = monthCloseOf(region.id)
  const due = await dueOf(tx, job, app, coming)
  if (!due) return
  await due.done()
  const month = monthBefore(due.at, region.timezone)
  const closing = { region, month, firmId: null, by: 'otasuke', at: app.now }
  const { entered, unpriced } = await closeUpTo(tx, closing, () => app.newId('entry'))
  const open = await uninvoiced(tx, { regionId: region.id, month, firmId: null })
  const owed = (by: PartyKind): number => open.reduce((sum, { payer, yen }) => sum + (payer.kind === by ? yen : 0), 0)
  const [toBill, toPay] = [owed('firm'), owed('chamber')]
  if (entered === 0 && toBill === 0 && unpriced.length === 0) return
  const text: Text = {
    key: 'operations.money.closed',
    params: { region: region.name, month: monthParam(month), entered },
  }
  const names = [...(await namesOf(tx, unpriced)).values()]
  const lines: Text[] = [
    ...(toBill > 0 ? [{ key: 'operations.money.to-bill', params: { yen: toBill } }] : []),
    ...(toPay > 0 ? [{ key: 'operations.money.to-pay', params: { yen: toPay } }] : []),
    ...names
      .slice(0, NAMED_MAX)
      .map((name): Text => ({ key: 'operations.money.unpriced', params: { firm: { typed: name } } })),
    ...(names.length > NAMED_MAX
      ? [{ key: 'operations.money.more', params: { count: names.length - NAMED_MAX } }]
      : []),
  ]
  const told = await toChamber(tx, app, { region, subject: coming.lane, text, lines })
  await enter(tx, { kind: 'system' })
  await enqueue(tx, told)
}
