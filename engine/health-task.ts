import type { AdvisoryState } from './advisory.ts'
import type { Finding, Grade, SeenCase } from './health-check.ts'
import type { NoticeState } from './notice.ts'

/** The one thing that a firm can do about a row of its health check. */

/** A case of a row, with what has become of it. */
export interface TaskCase extends Pick<SeenCase, 'id' | 'closedAt'> {
  /** Of the notice, once it is sent. */
  notice: NoticeState | null
  advisory: AdvisoryState | null
  /** Somebody has said whose the device is, or there is none in it. */
  isNamed: boolean
}

export const TASKS = ['answer-notice', 'settle-advisory', 'name-device', 'wait', 'keep-watch'] as const
/** `caseId` is whose notice, advice or device it is. */
export type Task = { task: (typeof TASKS)[number]; caseId: string }

/** Undefined where nothing was found, and so nothing is to be done. */
export const taskFor = (cases: readonly TaskCase[]): Task | undefined =>
  cases.map(taskOf).toSorted((left, right) => TASKS.indexOf(left.task) - TASKS.indexOf(right.task))[0]

function taskOf(one: TaskCase): Task {
  const caseId = one.id
  if (one.notice && one.notice !== 'done' && one.notice !== 'false-alarm') return { task: 'answer-notice', caseId }
  if (one.advisory && one.advisory !== 'done' && one.advisory !== 'declined') {
    // What has not gone out yet comes with the week's others.
    return { task: one.advisory === 'draft' ? 'wait' : 'settle-advisory', caseId }
  }
  if (one.closedAt === null && !one.isNamed) return { task: 'name-device', caseId }
  return { task: one.closedAt === null ? 'wait' : 'keep-watch', caseId }
}

export type FirstTask =
  | (Task & { finding: Finding })
  /** A sensor is asleep: nothing else is told before somebody looks at it. */
  | { task: 'wake-sensor' }
  /** There is time for what a diagnosis proposed. */
  | { task: 'todo' }

/** Of all rows the most pressing, for a phone's small card. */
export function firstTask({ letter }: Grade, rows: readonly { finding: Finding; task: Task | undefined }[]): FirstTask {
  if (letter === null) return { task: 'wake-sensor' }
  const [first] = rows
    .flatMap(({ finding, task }) => (task ? [{ ...task, finding }] : []))
    .toSorted((left, right) => TASKS.indexOf(left.task) - TASKS.indexOf(right.task))
  return first && first.task !== 'keep-watch' ? first : { task: 'todo' }
}
