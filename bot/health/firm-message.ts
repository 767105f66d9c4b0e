import { comparedWith } from '#engine/health-comparison.ts'
import type { FirstTask } from '#engine/health-task.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { sayToken } from '../converse/intent.ts'
import type { FlowContext } from '../flow.ts'
import { toneOf } from './card.ts'
import type { HealthTaps } from './taps.ts'
import {
  comparedText,
  explainedText,
  foundText,
  letterText,
  monthParam,
  ROWS,
  type Row,
  reasonText,
  rowText,
  taskText,
} from './texts.ts'
import { type HealthFile, mayShare } from './work.ts'

const LINK_LIFE_MS = 90 * 86_400_000

export interface Sending {
  file: HealthFile
  taps: HealthTaps
  task: FirstTask
  /** Whom it is for. */
  personId: string
}

/** A month in a chat: the letter, three lines, one thing to do, and where the whole stands. */
export function healthParts(app: FlowContext, { file, taps, task, personId }: Sending): Part[] {
  const { check, before } = file
  const { grade, counted, comment } = check
  const month = monthParam(check.month)
  const to = (kind: 'page' | 'png'): string => app.link(check.id, kind, app.now + LINK_LIFE_MS)
  const options = [
    ...taskButton(task, taps),
    { label: { key: 'health.button.what' }, token: taps.what() },
    ...shareButton(file, taps, personId),
  ]
  return [
    { kind: 'heading', text: { key: 'health.heading', params: { month } } },
    { kind: 'image', url: to('png'), alt: { key: 'health.picture', params: { month, letter: letterText(grade) } } },
    { kind: 'status', tone: toneOf(grade), text: letterText(grade) },
    ...[reasonText(grade), foundText(counted), comparedText(comparedWith(before?.counted, counted))].map(paragraph),
    {
      kind: 'facts',
      rows: [
        ...(comment ? [{ label: { key: 'health.comment' }, value: { typed: comment } }] : []),
        { label: { key: 'health.task.heading' }, value: taskText(task) },
      ],
    },
    { kind: 'link', label: { key: 'health.button.more' }, url: to('page') },
    ...(mayShare(file, personId) ? [paragraph({ key: 'health.sharing' })] : []),
    { kind: 'choice', lasts: 'durable', options },
  ]
}

export function healthMessage(app: FlowContext, sending: Sending): Message {
  const { check } = sending.file
  const params = { month: monthParam(check.month), letter: letterText(check.grade) }
  return { purpose: 'answer', fallback: { key: 'health.picture', params }, parts: healthParts(app, sending) }
}

/** Straight to the notice, the advice, the list that it is about. */
function taskButton(task: FirstTask, taps: HealthTaps): Option[] {
  const label: Text = { key: `health.go.${task.task}` }
  switch (task.task) {
    case 'answer-notice':
      return [{ label, token: taps.ofCase(task.caseId, 'answer-what'), style: 'primary' }]
    case 'settle-advisory':
      return [{ label, token: taps.ofCase(task.caseId, 'advisory-what'), style: 'primary' }]
    case 'name-device':
      return [{ label, token: sayToken('assets') }]
    case 'wake-sensor':
      return [{ label, token: sayToken('consult') }]
    case 'todo':
      return [{ label, token: 'say:todos' }]
    case 'wait':
    case 'keep-watch':
      return []
  }
}

function shareButton(file: HealthFile, taps: HealthTaps, personId: string): Option[] {
  if (!mayShare(file, personId)) return []
  const command = file.check.state === 'shared' ? 'unshare' : 'share'
  return [{ label: { key: `health.button.${command}` }, token: taps.owner(command, personId) }]
}

/** これは？: which row, and then two plain sentences on it. */
export function whatParts(taps: HealthTaps, row: Row | undefined): { parts: Part[]; asked: Option[] } {
  if (row !== undefined)
    return {
      parts: [paragraph(explainedText(row))],
      asked: [{ label: { key: 'health.button.others' }, token: taps.what(), isAside: true }],
    }
  const asked = ROWS.map((one) => ({ label: rowText(one), token: taps.what(one) }))
  return { parts: [paragraph({ key: 'health.what' })], asked }
}
