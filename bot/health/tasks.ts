import type { Tx } from '#db/door.ts'
import { taskCasesOf } from '#db/health-counts.ts'
import type { Finding } from '#engine/health-check.ts'
import type { HealthCheck } from '#engine/health-course.ts'
import { type FirstTask, firstTask, type Task, taskFor } from '#engine/health-task.ts'

export type RowTask = { finding: Finding; task: Task | undefined }

/** What is left to do about each row, by how its cases stand now. */
export async function tasksOf(tx: Tx, { firmId, counted }: HealthCheck): Promise<RowTask[]> {
  const cases = await taskCasesOf(
    tx,
    firmId,
    counted.findings.flatMap(({ caseIds }) => caseIds),
  )
  return counted.findings.map(({ finding, caseIds }) => ({
    finding,
    task: taskFor(cases.filter(({ id }) => caseIds.includes(id))),
  }))
}

export const firstTaskOf = async (tx: Tx, check: HealthCheck): Promise<FirstTask> =>
  firstTask(check.grade, await tasksOf(tx, check))
