import { Readable } from 'node:stream'
import { runDetect } from '#bot/cli/detect.ts'

export interface DetectRun {
  code: number
  /** One alert a line, as printed. */
  alerts: {
    kind: string
    severity: string
    source: string
    target: string
    count: number
    firstSeenAt: string
    reason: string
    evidence: Record<string, unknown>
  }[]
  out: string
  summary: string
}

/** `otasuke detect`, without a process of its own. */
export async function detectRun(argv: readonly string[], stdin: string | Buffer = ''): Promise<DetectRun> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runDetect(argv, {
    stdin: Readable.from(stdin.length === 0 ? [] : [Buffer.from(stdin as string)]),
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  })
  const text = out.join('')
  const isLines = code === 0 || text.startsWith('{')
  const alerts =
    isLines && text.startsWith('{')
      ? text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line))
      : []
  return { code, alerts, out: text, summary: err.join('') }
}
