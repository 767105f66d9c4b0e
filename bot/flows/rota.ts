import type { FormValues } from '#adapters/adapter.ts'
import { enter, type Tx } from '#db/door.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { type Contact, staffOf } from '#db/people.ts'
import { loadRota } from '#db/regions.ts'
import { paragraph, type Text } from '#engine/message.ts'
import { dutyDay, type RotaChange } from '#engine/rota.ts'
import { inWords, toPerson } from '../answer-to.ts'
import { toChannel } from '../channel-message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { changeRota } from '../rota/change.ts'
import { changeIn, wordsIn } from '../rota/forms.ts'
import { dayText, rotaParts } from '../rota/shown.ts'
import { ROTA_ACTS, rotaLane } from '../rota/taps.ts'
import type { Speaking } from '../speaking.ts'

/** A form below the rota, as the inbox hands it on; authority was checked there. */
interface Said {
  command: string
  by: Speaking
  values?: FormValues
}

/** Analysts change who is on call: all of them read it, and whoever has a turn now is told alone. */
export async function rota(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { command, by, values = {} } = job.payload as Said
  // What opens a form was answered inside the call.
  const act = ROTA_ACTS.find((one) => command === `submit-${one}`)
  if (!act) return
  const region = await regionOf(tx, job.regionId ?? '')
  const analysts = await staffOf(tx, region.id, 'analyst')
  const today = dutyDay((await loadRota(tx, region.id))?.handOver ?? '00:00', app.now, region.timezone)
  const read = changeIn(act, values, { by, today })
  const after = 'field' in read ? 'bad-day' : await changeRota(tx, app, { region, analysts, by }, read)
  const place = { regionId: region.id, firmId: null, locale: region.locale, subject: rotaLane(region.id) }
  await enter(tx, { kind: 'system' })
  if ('field' in read || typeof after === 'string')
    return enqueue(tx, [toPerson(app, place, by, inWords([{ key: 'call.rota.unread' }]))])
  const whom = analysts.find(({ personId }) => personId === read.personId)
  const told: Text = { key: `call.rota.told.${act}`, params: paramsOf(read, by, whom) }
  const week = {
    purpose: 'answer' as const,
    fallback: told,
    parts: [paragraph(told), ...rotaParts(app, region, after, analysts)],
  }
  const says: OutboxEntry[] = [toChannel(app, 'analysts', place, week)]
  if (whom && whom.personId !== by.personId && whom.isReachable) {
    const words = wordsIn(values)
    const more: Text[] = words === '' ? [] : [{ typed: words }]
    says.push({ ...toPerson(app, place, whom, inWords([told, ...more])), priority: 'notice' })
  }
  await enqueue(tx, says)

  function paramsOf({ from, until }: RotaChange, by: Speaking, whom: Contact | undefined) {
    return { by: by.name, who: whom?.name ?? '', from: dayText(from, region), until: dayText(until, region) }
  }
}
