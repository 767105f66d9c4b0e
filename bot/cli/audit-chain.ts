import { EXIT, Failure } from './client.ts'

/** Fails where the chain does not hold, so that a script notices. */
export function chainShown(answer: Readonly<Record<string, unknown>>): string {
  const { sealed, erased, waiting } = answer
  const broken = answer.broken as { no: number; id: number | null; reason: string } | null
  if (broken) {
    const line = broken.id === null ? 'the line there is gone' : `line ${broken.id}`
    throw new Failure(`the audit log is broken at place ${broken.no}: ${line} (${broken.reason})`, EXIT.refused)
  }
  return `the audit log is whole: ${sealed} lines, ${erased} of them erased; ${waiting} wait to be sealed`
}
