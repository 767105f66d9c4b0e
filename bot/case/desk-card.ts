import type { DeskTask } from '#engine/case.ts'
import { stepInHand } from '#engine/follow-up.ts'
import { type Message, type Option, paragraph, type Text } from '#engine/message.ts'
import type { Notice } from '#engine/notice.ts'
import { deskTask } from '../desk-task.ts'
import { dispatchFor, dispatchLane } from '../dispatch/lanes.ts'
import { remoteHelpFor, remoteHelpLane } from '../remote-help/lanes.ts'
import type { WhoseToAsk } from './desk-whose.ts'
import { stepNumbered } from './notice-message.ts'
import type { CaseTaps } from './taps.ts'
import type { CaseFile } from './work.ts'

/** Asks the desk to telephone a firm: whom, which number, why; one card per case, edited as somebody takes it. */
export function deskCard(file: CaseFile, taps: CaseTaps, whose: WhoseToAsk | undefined): Message | undefined {
  const { case: subject, firm, notice } = file
  const task = subject.desk
  if (!task) return undefined
  const options: Option[] = task.doneAt
    ? []
    : [
        ...(whose?.options ?? []),
        ...(task.takenBy
          ? []
          : [{ label: { key: 'desk.button.take' }, token: taps.desk('desk-take'), style: 'primary' as const }]),
        { label: { key: 'desk.button.missed' }, token: taps.desk('desk-missed') },
        { label: { key: 'desk.button.done' }, token: taps.desk('desk-done') },
        ...(notice && stepInHand(notice) !== undefined
          ? [{ label: { key: 'desk.button.told-done' }, token: taps.desk('desk-told-done') }]
          : []),
        ...helps(subject.id, taps),
      ]
  return deskTask(
    firm,
    [
      { label: { key: 'desk.task.why' }, value: { key: `desk.reason.${task.reason}` } },
      {
        label: { key: 'desk.task.about' },
        value: notice ? { typed: notice.title } : { key: `kinds.${subject.kind}.plain` },
      },
      ...failed(notice),
      ...news(notice),
    ],
    [
      ...(whose ? [paragraph(whose.question)] : []),
      { kind: 'status', tone: task.doneAt ? 'ok' : task.takenBy ? 'wait' : 'warn', text: standingText(task) },
      ...(options.length > 0 ? [{ kind: 'choice' as const, lasts: 'durable' as const, options }] : []),
    ],
  )
}

function standingText({ takenBy, doneAt, missedAt = [] }: DeskTask): Text {
  const who = takenBy?.name ?? ''
  if (doneAt) return { key: takenBy ? 'desk.task.done' : 'desk.task.needless', params: { who, at: { at: doneAt } } }
  const last = missedAt.at(-1)
  if (last) return { key: 'desk.task.missed', params: { at: { at: last }, count: missedAt.length } }
  return takenBy ? { key: 'desk.task.taken', params: { who } } : { key: 'desk.task.open' }
}

/** Which countermeasure they could not do: what the telephone call is about. */
function failed(notice: Notice | undefined): { label: Text; value: Text }[] {
  const step = notice?.stepsFailed.at(-1)
  return notice && step !== undefined ? [{ label: { key: 'desk.task.failed' }, value: stepNumbered(notice, step) }] : []
}

/** Whoever telephones should know that the firm has managed meanwhile. */
const news = (notice: Notice | undefined): { label: Text; value: Text }[] =>
  notice?.state === 'verifying' && notice.answeredBy
    ? [
        {
          label: { key: 'desk.task.news' },
          value: { key: 'desk.task.news-done', params: { who: notice.answeredBy.name } },
        },
      ]
    : []

/** Help from afar, and a visit: each begins here and goes on in a card of its own. */
function helps(caseId: string, taps: CaseTaps): Option[] {
  const visit = dispatchLane(dispatchFor(caseId))
  taps.staffOf(visit, 'submit-request')
  return [
    {
      label: { key: 'desk.remote-help.button.ask' },
      token: taps.staffOf(remoteHelpLane(remoteHelpFor(caseId)), 'ask'),
    },
    { label: { key: 'desk.dispatch.button.open-request' }, token: taps.staffOf(visit, 'open-request') },
  ]
}
