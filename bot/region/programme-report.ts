import { agreedQuotes, applicationCounts } from '#db/applications.ts'
import { enter, type Tx } from '#db/door.ts'
import { addReport, reportVersions, type ToldReport, toldReport } from '#db/programme-reports.ts'
import { lockProgramme } from '#db/programmes.ts'
import type { Region } from '#db/regions.ts'
import type { Calendar } from '#engine/calendar/calendar.ts'
import { type FinishRefusal, finished, type ReportVersion } from '#engine/programme-report.ts'
import type { RegionSheet } from '../pictures/region-sheet.ts'
import { pilotLoaded } from '../pilot/loaded.ts'
import { programmeSheet, saidTables } from './programme-sheet.ts'
import { programmeView } from './programme-view.ts'
import { saidBy } from './said.ts'
import { headOf, row } from './sheet.ts'

export interface Counting {
  region: Region
  now: number
  calendar: Calendar
}

/** A version by its number; the last one that was finished; or what is counted this moment. */
export type WhichReport = number | 'last' | 'now'

/**
 * The report as it was finished, or as it is counted now where nobody has finished it. What people said stands beside it as
 * long as it is kept. In the system's scope, which alone remembers which region is the pilot; leaves in the region's.
 */
export async function programmeReport(
  tx: Tx,
  { isMadeUp, seesAll, which, ...counting }: Counting & { isMadeUp: boolean; seesAll: boolean; which: WhichReport },
): Promise<RegionSheet | undefined> {
  const { region, now } = counting
  const versions = await reportVersions(tx, region.id)
  const shown = which === 'last' ? versions.at(-1) : versions.find(({ version }) => version === which)
  if (typeof which === 'number' && !shown) return undefined
  const told = shown
    ? await toldReport<RegionSheet>(tx, region.id, shown.version)
    : await counted(tx, counting, [seesAll ? 'whole' : 'shared'])
  const sheet = told?.[seesAll ? 'whole' : 'shared']
  if (!sheet) return undefined
  await enter(tx, { kind: 'region', regionId: region.id })
  const { stopped } = await applicationCounts(tx, region.id)
  const words = saidTables({ stopped: seesAll ? stopped : [], quotes: await agreedQuotes(tx, region.id) }, region)
  return {
    ...sheet,
    madeUp: sheet.madeUp || headOf({ region, at: now }, { reader: region, isMadeUp }).madeUp,
    notes: [standing(shown, versions, region), ...sheet.notes],
    tables: [...sheet.tables, ...words, ...(versions.length === 0 ? [] : [tableOf(versions, region)])],
  }
}

/** One at a time in a region; in the system's scope. */
export async function finishReport(
  tx: Tx,
  counting: Counting,
  said: { by: string | null; reason: string | null },
): Promise<ReportVersion | FinishRefusal> {
  const { region, now } = counting
  await lockProgramme(tx, region.id)
  const version = finished((await reportVersions(tx, region.id)).at(-1), { at: now, ...said })
  if (typeof version === 'string') return version
  await addReport(tx, region.id, { ...version, ...(await counted(tx, counting, ['whole', 'shared'])) })
  return version
}

/** In the system's scope; leaves in it. */
async function counted<Of extends keyof ToldReport<unknown>>(
  tx: Tx,
  { region, now, calendar }: Counting,
  wanted: readonly Of[],
): Promise<Record<Of, RegionSheet>> {
  const isPilot = (await pilotLoaded(tx))?.regionId === region.id
  await enter(tx, { kind: 'region', regionId: region.id })
  const sheets = {} as Record<Of, RegionSheet>
  for (const of of wanted) {
    const view = await programmeView(tx, { region, now, calendar, seesAll: of === 'whole' })
    sheets[of] = programmeSheet(view, { reader: region, isMadeUp: false, isPilot })
  }
  await enter(tx, { kind: 'system' })
  return sheets
}

/** Whether these figures are final, since when and by whom; and where there is a newer version, that. */
function standing(shown: ReportVersion | undefined, versions: readonly ReportVersion[], region: Region): string {
  const said = saidBy('programme', region)
  if (!shown) return said('report.open')
  const last = versions.at(-1)
  const told = said('report.finished', { version: shown.version, day: dayIn(region, shown), by: byIn(region, shown) })
  return last && last.version > shown.version ? `${told}${said('report.newer', { version: last.version })}` : told
}

function tableOf(versions: readonly ReportVersion[], region: Region): RegionSheet['tables'][number] {
  const said = saidBy('programme', region)
  const columns = ['version', 'finished', 'by', 'reason'] as const
  return {
    heading: said('report.heading'),
    columns: columns.map((name) => said(`report.column.${name}`)),
    rows: versions.map((one) => {
      const name = said('report.version', { version: one.version })
      return row([name, dayIn(region, one), byIn(region, one), one.reason ?? ''], null)
    }),
  }
}

const byIn = (region: Region, { finishedBy }: ReportVersion): string =>
  finishedBy ?? saidBy('programme', region)('report.time')

const dayIn = ({ locale, timezone }: Region, { finishedAt }: ReportVersion): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: timezone }).format(finishedAt)
