import { openCasesOf } from '#db/cases.ts'
import type { Tx } from '#db/door.ts'
import { openNoticesOf } from '#db/notices.ts'
import { sensorsOf } from '#db/sensors.ts'
import { sitesOf } from '#db/sites.ts'
import { isUndecided } from '#engine/case.ts'
import { type Part, paragraph, type Text } from '#engine/message.ts'
import { isAwaitingFirm } from '#engine/notice.ts'

const SHOWN_MAX = 5

/** What waits for the firm's answer, and what is looked into. */
export async function noticesAndCases(tx: Tx, firmId: string): Promise<Part[]> {
  const waiting = (await openNoticesOf(tx, firmId)).filter(isAwaitingFirm)
  const looking = (await openCasesOf(tx, firmId, 0)).filter(isUndecided).length
  return [
    ...(waiting.length > 0 ? [paragraph({ key: 'converse.status.open', params: { count: waiting.length } })] : []),
    ...waiting
      .slice(0, SHOWN_MAX)
      .map(({ title, dueAt }) =>
        paragraph({ key: 'converse.status.open-notice', params: { title, at: { at: dueAt } } }),
      ),
    ...(looking > 0 ? [paragraph({ key: 'converse.status.looking', params: { count: looking } })] : []),
    ...(waiting.length + looking === 0 ? [paragraph({ key: 'converse.status.calm' })] : []),
  ]
}

/** When each sensor of a firm was heard last. */
export async function sensors(tx: Tx, firmId: string): Promise<Part[]> {
  const standing = (await sensorsOf(tx, firmId)).filter(({ revokedAt }) => revokedAt === null)
  if (standing.length === 0) return [{ kind: 'paragraph', text: { key: 'converse.status.no-sensor' } }]
  const names = new Map((await sitesOf(tx, firmId)).map(({ id, name }) => [id, name]))
  return standing.slice(0, SHOWN_MAX).map(({ siteId, lastSeenAt: seenAt }): Part => {
    const site = names.get(siteId) ?? ''
    const text: Text =
      seenAt === null
        ? { key: 'converse.status.sensor-silent', params: { site } }
        : { key: 'converse.status.sensor', params: { site, at: { at: seenAt } } }
    return { kind: 'paragraph', text }
  })
}
