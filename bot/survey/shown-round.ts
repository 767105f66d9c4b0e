import { messageLink } from '#adapters/line/account.ts'
import type { SurveyRound } from '#db/survey-rounds.ts'
import { printedCode, roundState } from '#engine/survey-round.ts'
import type { LinkKind, Links } from '../links.ts'
import { type Reader, sayText } from '../say.ts'

/** What somebody sends to take part: the word and the code, as the QR has written them already. */
export const scanned = ({ code }: Pick<SurveyRound, 'code'>, reader: Reader): string =>
  sayText({ key: 'round.scan', params: { code: { typed: printedCode(code) } } }, reader)

/** What the QR stands for, once the round was published. */
export const linkOf = (round: SurveyRound, reader: Reader): string | null =>
  round.basicId === null ? null : messageLink(round.basicId, scanned(round, reader))

/** As the admin API tells it, with its poster while it is open. */
export const shownRound = (round: SurveyRound, reader: Reader, { now, links }: { now: number; links: Links }) => ({
  id: round.id,
  regionId: round.regionId,
  name: round.name,
  state: roundState(round, now),
  code: printedCode(round.code),
  link: linkOf(round, reader),
  ...posterOf(round, { now, links }),
  untilAt: round.untilAt,
  publishedAt: round.publishedAt,
  closedAt: round.closedAt,
})

const POSTER_LIFE_MS = 30 * 86_400_000

function posterOf(round: SurveyRound, { now, links }: { now: number; links: Links }) {
  const isOpen = roundState(round, now) === 'published'
  const to = (kind: LinkKind): string | null => (isOpen ? links.to(round.id, kind, now + POSTER_LIFE_MS) : null)
  return { pageUrl: to('page'), pictureUrl: to('png'), svgUrl: to('svg') }
}
