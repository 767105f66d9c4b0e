import type { OutboxEntry } from '#db/outbox.ts'
import type { Region } from '#db/regions.ts'
import type { PersonRef } from '#engine/case.ts'
import type { Counted } from '#engine/health-check.ts'
import { comparedWith } from '#engine/health-comparison.ts'
import type { HealthCheck } from '#engine/health-course.ts'
import { type Message, type Part, paragraph, type Text } from '#engine/message.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import { runLane } from './lanes.ts'
import type { ListTap } from './taps.ts'
import { comparedText, letterText, monthParam } from './texts.ts'

/** A month's health checks of a region that are as they were: nobody has to look at each of them. */
export interface MonthList {
  region: Region
  month: string
  /** The first of them, at most `LINES_MAX`. */
  lines: readonly { check: HealthCheck; firm: string; before: Counted | undefined }[]
  count: number
  /** Who has approved them, and when. */
  approved: { by: PersonRef; at: number; isByNight: boolean } | null
}

/** More of them are counted, not named. */
export const LINES_MAX = 40

/** What the buttons of a list carry. */
type Tokens = (command: ListTap) => string

export function listCard(app: FlowContext, list: MonthList, tokens: Tokens): OutboxEntry {
  const { region, month } = list
  const place = { regionId: region.id, firmId: null, locale: region.locale }
  const entry = toChannel(app, 'analysts', place, listMessage(list, tokens))
  return { ...entry, subject: runLane(region.id), stickyKey: `${runLane(region.id)}:${month}` }
}

function listMessage({ month, lines, count, approved }: MonthList, tokens: Tokens): Message {
  const heading: Text = { key: 'desk.health.list-heading', params: { month: monthParam(month), count } }
  const more = count - lines.length
  return {
    purpose: 'case-card',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      paragraph({ key: 'desk.health.list-intro' }),
      { kind: 'steps', items: lines.map(lineText) },
      ...(more > 0 ? [paragraph({ key: 'desk.health.list-more', params: { count: more } })] : []),
      standing(approved),
      ...(approved ? [] : [choice(tokens)]),
    ],
  }
}

const lineText = ({ check, firm, before }: MonthList['lines'][number]): Text => ({
  key: 'desk.health.list-line',
  params: { firm, letter: letterText(check.grade), compared: comparedText(comparedWith(before, check.counted)) },
})

const standing = (approved: MonthList['approved']): Part =>
  approved
    ? {
        ...{ kind: 'status', tone: 'ok' },
        text: {
          key: `desk.health.list-state.${approved.isByNight ? 'waiting' : 'approved'}`,
          params: { who: approved.by.name, at: { at: approved.at } },
        },
      }
    : { kind: 'status', tone: 'warn', text: { key: 'desk.health.list-state.draft' } }

const choice = (tokens: Tokens): Part => ({
  ...{ kind: 'choice', lasts: 'durable' },
  options: [
    { label: { key: 'desk.health.button.open-pick' }, token: tokens('open-pick') },
    { label: { key: 'desk.health.button.approve-all' }, token: tokens('approve-all'), style: 'primary' },
  ],
})
