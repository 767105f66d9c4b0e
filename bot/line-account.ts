import type { Db } from '#db/door.ts'
import { rememberBasicId } from '#db/flyers.ts'
import type { Log } from './log.ts'

/** As people find our LINE account: it stands on paper. Where LINE does not say so now, what it said before still holds. */
export async function rememberAccount({
  db,
  basicId,
  log,
}: {
  db: Db
  basicId: () => Promise<string>
  log: Log
}): Promise<void> {
  try {
    const account = await basicId()
    await db.transaction({ kind: 'system' }, (tx) => rememberBasicId(tx, account))
  } catch (err) {
    log.warn({ err }, 'LINE does not say who we are; what it said before still holds')
  }
}
