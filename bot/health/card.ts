import type { OutboxEntry } from '#db/outbox.ts'
import type { Grade } from '#engine/health-check.ts'
import { comparedWith } from '#engine/health-comparison.ts'
import type { HealthCheck } from '#engine/health-course.ts'
import type { Message, Option, Part, Text } from '#engine/message.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import { healthLane } from './lanes.ts'
import { type Review, reviewParts } from './review.ts'
import type { HealthTaps } from './taps.ts'
import { comparedText, FIGURES, figureText, letterText, monthParam, reasonText, rowText } from './texts.ts'
import type { HealthFile } from './work.ts'

/** What analysts look at one by one: whatever is worse than B, or not what it was. The rest is in the month's list, until somebody asks for its card. */
type Letters = Pick<Grade, 'letter'>

export const isLookedAt = ({ letter }: Letters, before: Letters | undefined): boolean =>
  (letter !== 'A' && letter !== 'B') || (before !== undefined && before.letter !== letter)

export const isCarded = ({ check, before }: Pick<HealthFile, 'check' | 'before'>): boolean =>
  check.isPicked || isLookedAt(check.grade, before?.grade)

export interface Shown {
  file: HealthFile
  taps: HealthTaps
  /** While there is something to comment on. */
  review: Review | undefined
}

/** A month of one firm in #analysts, edited in place. */
export function healthCard(app: FlowContext, card: Shown): OutboxEntry {
  const { file } = card
  const { check, firm, region } = file
  const place = { regionId: region.id, firmId: firm.id, locale: region.locale }
  const subject = healthLane(check.id)
  return { ...toChannel(app, 'analysts', place, cardMessage(card)), subject, stickyKey: subject }
}

function cardMessage({ file, taps, review }: Shown): Message {
  const { check, firm, before } = file
  const { grade, counted, comment, month } = check
  const heading: Text = { key: 'desk.health.heading', params: { firm: firm.name, month: monthParam(month) } }
  const row = (key: string, value: Text) => ({ label: { key: `desk.health.${key}` }, value })
  return {
    purpose: 'case-card',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      { kind: 'status', tone: toneOf(grade), text: letterText(grade) },
      {
        kind: 'facts',
        rows: [
          row('reason', reasonText(grade)),
          row('before', before ? letterText(before.grade) : { key: 'desk.health.no-before' }),
        ],
      },
      { kind: 'paragraph', text: comparedText(comparedWith(before?.counted, counted)) },
      {
        kind: 'facts',
        rows: counted.findings.map(({ finding, count, open }) => ({
          label: rowText(finding),
          value: { key: 'desk.health.finding-line', params: { count, open } },
        })),
      },
      {
        kind: 'facts',
        rows: FIGURES.map((figure) => ({ label: rowText(figure), value: figureText(counted, figure) })),
      },
      ...(review ? reviewParts(review) : []),
      { kind: 'facts', rows: [row('comment', comment ? { typed: comment } : { key: 'desk.health.no-comment' })] },
      { kind: 'status', tone: check.state === 'draft' ? 'warn' : 'ok', text: standingText(check) },
      ...choices(check, taps),
    ],
  }
}

export const toneOf = ({ letter }: Grade): 'ok' | 'wait' | 'warn' =>
  letter === 'A' ? 'ok' : letter === 'D' ? 'warn' : 'wait'

function standingText({ state, approvedBy, approvedAt, readAt, sharedAt, handOver }: HealthCheck): Text {
  const word = state === 'approved' && handOver === null ? 'waiting' : state
  const at = { shared: sharedAt, read: readAt, sent: approvedAt, approved: approvedAt, draft: null }[state] ?? 0
  return { key: `desk.health.state.${word}`, params: { who: approvedBy?.name ?? '', at: { at } } }
}

/** What opens the form is granted together with what comes back from it; what could not be sent may be tried again. */
function choices({ state, sentAt }: HealthCheck, taps: HealthTaps): Part[] {
  if (sentAt !== null) return []
  taps.analyst('submit-comment')
  const label = (command: string): Text => ({ key: `desk.health.button.${command}` })
  const comment: Option = { label: label('open-comment'), token: taps.analyst('open-comment') }
  const approve: Option = { label: label('approve'), token: taps.analyst('approve'), style: 'primary' }
  return [{ kind: 'choice', lasts: 'durable', options: state === 'draft' ? [comment, approve] : [approve] }]
}
