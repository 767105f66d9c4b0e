import { enter, type Tx } from '#db/door.ts'
import { enqueue } from '#db/outbox.ts'
import { monthBefore } from '#engine/health-month.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { monthParam } from '../health/texts.ts'
import type { LinkKind } from '../links.ts'
import { dueOf } from '../recurrence.ts'
import { monthSubject, REGION_LINK_LIFE_MS } from '../region/link.ts'
import { monthReportOf } from '../region/month-report.ts'
import { monthView } from '../region/month-view.ts'
import { programmeOf } from '../region/programme.ts'
import { toChamber } from '../to-chamber.ts'

/** The chamber has the report on the month that is over, in its region's name; nobody has one while no firm takes part, or after the programme. */
export async function monthReport(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const region = await regionOf(tx, job.regionId ?? '')
  const coming = monthReportOf(region.id)
  const due = await dueOf(tx, job, app, coming)
  if (!due) return
  await due.done()
  const month = monthBefore(due.at, region.timezone)
  const { until } = await programmeOf(tx, region.id)
  const { firms, sensors, funnel } = await monthView(tx, { region, month, now: app.now })
  if (firms.all === 0 || (until !== null && until < `${month}-01`)) return
  const params = { region: region.name, month: monthParam(month) }
  const subject = monthSubject(region.id, month)
  const link = (label: string, kind: LinkKind) => ({
    ...{ kind: 'link' as const, label: { key: `month.${label}` } },
    url: app.link(subject, kind, app.now + REGION_LINK_LIFE_MS),
  })
  const told = await toChamber(tx, app, {
    ...{ region, subject: coming.lane, text: { key: 'month.sent', params } },
    lines: [
      {
        key: 'month.figures',
        params: { joined: firms.joined, all: firms.all, sensors: sensors.all, sent: funnel.sent },
      },
    ],
    links: [link('open', 'page'), link('paper', 'pdf')],
  })
  await enter(tx, { kind: 'system' })
  await enqueue(tx, told)
}
