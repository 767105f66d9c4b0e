import { writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestModule } from 'vitest/node'

type Failure = { where: string; errors: readonly { message: string; stack?: string | undefined }[] }

/** Writes how many tests passed, how many things failed, and which: the gate closes with it, so that a log cut short still names them. */
export default class ClosingReport implements Reporter {
  onTestRunEnd(modules: Parameters<NonNullable<Reporter['onTestRunEnd']>>[0], unhandled: Failure['errors']): void {
    const passed = modules.flatMap(({ children }) => [...children.allTests('passed')]).length
    const failures = [
      ...modules.flatMap(failuresOf),
      ...unhandled.map((error) => ({ where: 'an error outside of any test', errors: [error] })),
    ]
    writeFileSync(
      process.env.CLOSING_REPORT ?? '/dev/stdout',
      [`${passed} ${failures.length}`, ...failures.map(inWords)].map((line) => `${line}\n`).join(''),
    )
  }
}

/** A test fails by itself; a file or a group fails where its imports or hooks do. */
function failuresOf(file: TestModule): Failure[] {
  const tests = [...file.children.allTests('failed')].map((test) => ({
    where: test.fullName,
    errors: test.result().errors ?? [],
  }))
  const groups = [...file.children.allSuites()].map((group) => ({ where: group.fullName, errors: group.errors() }))
  const all = [{ where: '', errors: file.errors() }, ...groups].filter(({ errors }) => errors.length > 0)
  return [...all, ...tests].map(({ where, errors }) => ({ where: `${file.relativeModuleId} ${where}`.trim(), errors }))
}

const inWords = ({ where, errors }: Failure): string =>
  [`× ${where}`, ...errors.flatMap(({ message, stack }) => [...lines(message, 8), ...lines(placesIn(stack), 3)])].join(
    '\n',
  )

const lines = (text: string, most: number): string[] =>
  stripVTControlCharacters(text)
    .split('\n')
    .slice(0, most)
    .map((line) => `    ${line.slice(0, 300)}`)

const placesIn = (stack = ''): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node_modules'))
    .map((line) => line.trim())
    .join('\n')
