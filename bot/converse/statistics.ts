import { noteLooks } from '#db/looks.ts'
import { findRegion } from '#db/regions.ts'
import type { Part } from '#engine/message.ts'
import { REGION_LINK_LIFE_MS, wholeSubject } from '../region/link.ts'
import { statisticsView } from '../region/statistics-view.ts'
import { staffRegion } from './desk-firm.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

/** `/otasuke 統計`: the region's alerts as charts, with the thirty firms that have the most, to an analyst alone. */
export async function showStatistics(talk: Talk): Promise<void> {
  const { tx, app, person } = talk
  const regionId = staffRegion(talk, { verb: 'write', datum: 'alerts' })
  const region = regionId === undefined ? undefined : await findRegion(tx, regionId)
  if (!region) return introduce(talk)
  const { alerts, ranking, correlation } = await statisticsView(tx, { region, now: app.now, seesAll: true })
  if (alerts === 0) return talk.say({ key: 'statistics.chat.none' })
  const had = ranking.filter((firm) => firm.alerts > 0)
  const look = { actor: person?.personId ?? '', at: app.now, datum: 'alerts', through: 'chat' } as const
  await noteLooks(tx, { ...look, firmIds: had.map(({ firmId }) => firmId) })
  const subject = wholeSubject('statistics', region.id, { isWhole: true })
  const to = (kind: 'page' | 'png'): string => app.link(subject, kind, app.now + REGION_LINK_LIFE_MS)
  const lines = had.map(({ name, alerts: count }) => ({
    key: 'statistics.ranking.line',
    params: { firm: { typed: name }, alerts: count },
  }))
  const parts: Part[] = [
    { kind: 'heading', text: { key: 'statistics.title' } },
    { kind: 'image', url: to('png'), alt: { key: 'statistics.chat.picture' } },
    { kind: 'paragraph', text: { typed: correlation.says } },
    { kind: 'heading', text: { key: 'statistics.ranking.heading' } },
    { kind: 'steps', items: lines },
    { kind: 'link', label: { key: 'statistics.chat.page' }, url: to('page') },
  ]
  talk.show(...parts)
}
