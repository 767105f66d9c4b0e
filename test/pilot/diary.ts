import { appendFileSync } from 'node:fs'

/** What each saw and did, firm by firm: in the file that `PILOT_DIARY` names, where somebody wants to read it. */
export class Diary {
  readonly #lines = new Map<string, string[]>()

  note(firm: string, at: number, line: string): void {
    const before = this.#lines.get(firm) ?? []
    this.#lines.set(firm, [...before, `${new Date(at + 9 * 3_600_000).toISOString().slice(5, 16)} ${line}`])
  }

  write(titleOf: (firm: string) => string): void {
    const { PILOT_DIARY } = process.env
    if (!PILOT_DIARY) return
    for (const [firm, lines] of this.#lines) appendFileSync(PILOT_DIARY, `\n${titleOf(firm)}\n${lines.join('\n')}\n`)
  }
}
