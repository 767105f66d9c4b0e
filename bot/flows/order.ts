import { enter, type Tx } from '#db/door.ts'
import { lockOrder, openOrderOfSite } from '#db/orders.ts'
import { sensorsOf } from '#db/sensors.ts'
import { addSite, findSite, type Site, sitesOf } from '#db/sites.ts'
import { forgetSticky } from '#db/stickies.ts'
import type { Text } from '#engine/message.ts'
import { apply, type OrderActor, type OrderEvent, refusalOf } from '#engine/order.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import type { Beginning } from '../order/begin.ts'
import { newCode } from '../order/box.ts'
import { choiceIn, faultText, parcelIn } from '../order/form.ts'
import {
  answer,
  type Happening,
  happen,
  keep,
  type Plain,
  refuse,
  refuseUnless,
  type Said,
  show,
  tell,
  type Work,
} from '../order/happening.ts'
import { orderLane, orderOfLane } from '../order/lanes.ts'
import { look } from '../order/watched.ts'
import { fileOf, orderFile } from '../order/work.ts'
import { sayText } from '../say.ts'
import { settle } from '../settle.ts'

export async function order(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const said = job.payload as Said
  if (said.command === 'begin') return begin(tx, job, app)
  const file = await orderFile(tx, orderOfLane(job.lane), lockOrder)
  if (!file) throw new Error(`order ${orderOfLane(job.lane)} is not there`)
  const work: Work = { tx, app, said, file, granted: [], says: [] }
  if (isOfBox(work)) await COMMANDS[said.command]?.(work)
  await settle(tx, app, work)
}

/** A button of a box that has been sent anew meanwhile is about nothing. */
function isOfBox(work: Work): boolean {
  const round = work.said.params?.round
  if (round === undefined || round === work.file.stored.order.round) return true
  refuse(work, 'not-now')
  return false
}

type Command = (work: Work) => Promise<void> | void

const step =
  (kind: Plain, actor: OrderActor = 'desk'): Command =>
  async (work) =>
    void (await happen(work, { kind } as Happening, actor))

const COMMANDS: Readonly<Record<string, Command>> = {
  heard: step('heard'),
  guided: step('guided'),
  kitted,
  arrived: step('arrived'),
  checked: async (work) => void (await happen(work, { kind: 'checked', computers: null }, 'desk')),
  'visit-asked': step('visit-asked'),
  visited: step('visited'),
  returned: step('returned'),
  resending: step('resending'),
  cancelled: step('cancelled'),
  // The form was opened inside the call, unless it could not be.
  'open-chosen': (work) => refuseUnless(work, 'chosen'),
  'open-shipped': (work) => refuseUnless(work, 'shipped'),
  async 'submit-chosen'(work) {
    const choice = choiceIn(work.said.values ?? {})
    if ('field' in choice) return answer(work, faultText(choice.field))
    await happen(work, { kind: 'chosen', ...choice }, 'desk')
  },
  async 'submit-shipped'(work) {
    const parcel = parcelIn(work.said.values ?? {})
    if ('field' in parcel) return answer(work, faultText(parcel.field))
    await happen(work, { kind: 'shipped', parcel }, 'desk')
  },
  /** What the answers about the wiring speak for, where nobody has chosen. */
  async proposed(work) {
    if (work.file.stored.order.deviceType === null) await COMMANDS['submit-chosen']?.(work)
  },
  /** Asked for again, the card comes last in the channel. */
  async show(work) {
    await enter(work.tx, { kind: 'system' })
    await forgetSticky(work.tx, orderLane(work.file.stored.id))
    await enter(work.tx, { kind: 'firm', regionId: work.file.region.id, firmId: work.file.firm.id })
    show(work, false)
  },
  redraw: (work) => show(work, false),
  beat: look,
  look,
  lost: step('resending', 'firm'),
  'firm-arrived': step('arrived', 'firm'),
  'firm-visit-asked': step('visit-asked', 'firm'),
  async 'firm-tried'(work) {
    if (await happen(work, { kind: 'tried' }, 'firm')) answer(work, { key: 'order.tried' })
  },
  async 'firm-all'(work) {
    await happen(work, { kind: 'checked', computers: work.file.stored.order.check?.computers ?? null }, 'firm')
  },
}

/** The questionnaire about the wiring is done, or the desk says so: where no order is under way, one begins. */
async function begin(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { by, siteId, isHeard } = job.payload as Beginning
  const [regionId, firmId] = [job.regionId ?? '', job.firmId ?? '']
  const site = siteId === undefined ? await siteFor(tx, app, { regionId, firmId }) : await findSite(tx, siteId)
  if (!site) return
  const open = await openOrderOfSite(tx, site.id)
  const place = { id: open?.id ?? app.newId('order'), regionId, firmId, siteId: site.id }
  const received: OrderEvent = {
    ...{ kind: 'received', at: app.now, by },
    ...(site.kind === 'home' ? { deviceType: 'home' } : { deviceType: null }),
    needsSwitch: 'none',
  }
  if (open && (!isHeard || refusalOf(open.order, 'heard', 'firm'))) return
  // What came into a firm before there were orders needs none; only the desk sends another box to where one stands.
  if (!open && isHeard && (await hasSensor(tx, site))) return
  const stored = open ?? (await keep(tx, app, { ...place, order: apply(undefined, received) }, received))
  const file = await fileOf(tx, stored, open ? [] : [received])
  const work: Work = { tx, app, said: { command: 'begin', by }, file, granted: [], says: [] }
  if (isHeard) await happen(work, { kind: 'heard' }, 'firm')
  else show(work)
  await settle(tx, app, work)
}

const hasSensor = async (tx: Tx, { id, firmId }: Site): Promise<boolean> =>
  (await sensorsOf(tx, firmId)).some(({ siteId, revokedAt }) => siteId === id && revokedAt === null)

/** A firm that has named no place yet has an office all the same. */
async function siteFor(
  tx: Tx,
  app: FlowContext,
  { regionId, firmId }: { regionId: string; firmId: string },
): Promise<Site> {
  const sites = await sitesOf(tx, firmId)
  const known = sites.find(({ kind }) => kind === 'office') ?? sites[0]
  if (known) return known
  const name = sayText({ key: 'order.office' }, await regionOf(tx, regionId))
  const site = { id: app.newId('site'), regionId, firmId, name, kind: 'office' as const, homeNetworks: [] }
  await addSite(tx, { ...site, at: app.now })
  return { ...site, municipality: null, address: null }
}

/** A code for the box, and the sheet that shows it once, to whoever makes it ready. */
async function kitted(work: Work): Promise<void> {
  const { tx, app, said } = work
  if (!(await happen(work, { kind: 'kitted' }, 'desk'))) return
  const url = await newCode(tx, app, work.file.stored, said.params?.codeId)
  const text: Text = { key: 'desk.order.sheet' }
  tell(work, {
    ...{ purpose: 'answer', fallback: text },
    parts: [
      { kind: 'paragraph', text },
      { kind: 'link', label: { key: 'desk.order.sheet-link' }, url },
    ],
  })
}
