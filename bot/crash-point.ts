/**
 * Where a crash would hurt most: before and after each arrow of the design's chain. Only the crash proofs arm one, with
 * `OTASUKE_CRASH_AT=name:nth`; the process then kills itself there, as a power cut would.
 */
export type CrashPoint =
  | 'inbox-insert'
  | 'inbox-commit'
  | 'work-start'
  | 'work-commit'
  | 'outbox-freeze'
  | 'send-before'
  | 'send-after'
  | 'record'
  | 'ingest-store'
  | 'ingest-commit'
  | 'detect-commit'
  | 'snapshot'
  | 'photo-fetched'
  | 'list-taken-in'
  | 'list-commit'
  | 'firm-erased'
  | 'erasure-noted'

const [armedName, armedNth] = (process.env.OTASUKE_CRASH_AT ?? '').split(':')
let passed = 0

export function crashPoint(name: CrashPoint): void {
  if (name !== armedName) return
  passed += 1
  if (passed === Number(armedNth ?? 1)) process.kill(process.pid, 'SIGKILL')
}
