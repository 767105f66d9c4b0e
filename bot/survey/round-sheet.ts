import type { Tx } from '#db/door.ts'
import { findRegion } from '#db/regions.ts'
import { findRound } from '#db/survey-rounds.ts'
import type { Param } from '#engine/message.ts'
import { roundState } from '#engine/survey-round.ts'
import type { RoundSheet } from '../pictures/round-sheet.ts'
import { sayText } from '../say.ts'
import { linkOf, scanned } from './shown-round.ts'

export const isOfRound = (subject: string): boolean => subject.startsWith('round_')

/** Nothing is printed of a round that nobody can answer. */
export async function sheetOfRound(tx: Tx, id: string, now: number): Promise<RoundSheet | undefined> {
  const round = await findRound(tx, id)
  const region = round && (await findRegion(tx, round.regionId))
  const link = round && region && linkOf(round, region)
  if (!link || roundState(round, now) !== 'published') return undefined
  const said = (key: string, params: Record<string, Param> = {}): string =>
    sayText({ key: `round.paper.${key}`, params }, region)
  return {
    kind: 'round',
    locale: region.locale,
    title: said('title', { name: { typed: round.name } }),
    label: said('label'),
    name: round.name,
    lines: [said('what'), said('long'), said('names')],
    link,
    scan: [said('scan'), said('send')],
    typed: {
      how: [said('look', { account: { typed: round.basicId ?? '' } }), said('type')],
      text: scanned(round, region),
    },
    until: round.untilAt === null ? '' : said('until', { at: { at: round.untilAt - 1, show: 'date' } }),
  }
}
