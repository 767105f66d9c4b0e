import type { Severity } from '#engine/alert.ts'
import { scan } from './scan.ts'
import type { Story } from './world.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** 佐々木 owns the firm and 千葉 works there; 小野 has sent a notice about a scan, and nobody has answered yet. */
export async function notified(story: Story, severity: Severity = 'medium'): Promise<void> {
  const { line } = story
  await line.enrol('佐々木', 'owner')
  await line.enrol('千葉', 'worker')
  await scan(story)
  await notify(story, severity)
}

export async function notify({ slack }: Story, severity: Severity): Promise<void> {
  await slack.presses('小野', '通報する')
  await slack.fills('小野', { severity })
  if (severity === 'high') await slack.presses('山田', '承認して送る')
}

/** The firm's only notice, as the admin API shows it. */
export async function noticeOf({ admin, firmId }: Story) {
  const { body } = await admin('GET', `/notices?firmId=${firmId}`)
  return body.items[0]
}
