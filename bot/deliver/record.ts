import type { Outgoing } from '#adapters/adapter.ts'
import type { RejectReason, SendResult } from '#adapters/send-result.ts'
import { noteAmbiguous, noteWhereItStands, type OutboxRow, settleMessage, thaw } from '#db/deliveries.ts'
import { noteSheetSent } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { setReachable } from '#db/people.ts'
import { forgetDeleted, forgetSticky, rememberSticky } from '#db/stickies.ts'
import { isTakingBack } from '#db/taking-back.ts'
import { HELD_BACK } from '#engine/quota.ts'
import { backoffMs } from '#scheduler/backoff.ts'
import { sheetIn } from '../dialogue/subject.ts'
import { releaseQuota, settleQuota } from './quota.ts'

interface Now {
  wallNow: number
  businessNow: number
}

/** Writes down how a sending ended. Returns how long the lane must rest (ms); 0 lets the next message go at once. */
export async function record(
  tx: Tx,
  row: OutboxRow,
  outgoing: Outgoing,
  result: SendResult,
  now: Now,
): Promise<number> {
  switch (result.kind) {
    case 'accepted':
    case 'accepted-earlier':
      if (!(await settleMessage(tx, row.seq, 'sent', result.kind, result.messageId ?? null, result.sentAs))) {
        if (result.messageId) await noteWhereItStands(tx, row.seq, result.messageId)
        return 0
      }
      if (row.takesBack) return deleted(tx, row, now)
      await settleQuota(tx, row, now.businessNow)
      if (result.messageId) await rememberSticky(tx, row, result.messageId)
      await noteArrived(tx, row, now)
      return 0
    case 'rejected':
      return rejected(tx, row, outgoing, result.reason, result.detail, now)
    case 'recipient-gone':
      await setReachable(tx, { ...row.to, userId: row.to.address }, false)
      return giveUp(tx, row, 'recipient-gone', now)
    case 'throttled':
      // After an attempt that may have been accepted, the key it went out under is all that tells a repeat.
      if (!outgoing.isRetryOfAmbiguous) await thawPush(tx, row, 'throttled', now)
      return Math.max(result.retryAt - now.wallNow, 100)
    case 'quota-exhausted':
      return giveUp(tx, row, 'quota-exhausted', now)
    case 'ambiguous':
      await noteAmbiguous(tx, row.seq)
      return backoffMs(row.attempts + 1)
  }
}

async function deleted(tx: Tx, row: OutboxRow, now: Now): Promise<number> {
  await forgetDeleted(tx, row)
  await reportDeletions(tx, row, now.businessNow)
  return 0
}

/** A result counts as sent when the platform has taken it. */
async function noteArrived(tx: Tx, { subject }: OutboxRow, { businessNow }: Now): Promise<void> {
  const sheet = sheetIn(subject)
  if (sheet !== undefined) await noteSheetSent(tx, sheet, businessNow)
}

/** Nothing was accepted, so what was reserved is free again and the row starts afresh. */
async function thawPush(tx: Tx, row: OutboxRow, reason: string, now: Now): Promise<void> {
  await releaseQuota(tx, row, now.businessNow)
  await thaw(tx, row, reason)
}

/** The message is not at fault: while credentials are being changed at the platform and here, it waits. Then a person is told. */
const NEW_CREDENTIALS_WITHIN_MS = 15 * 60_000

/** A used-up reply token or a message that is gone leaves another route; anything else will never be accepted. */
async function rejected(
  tx: Tx,
  row: OutboxRow,
  outgoing: Outgoing,
  reason: RejectReason,
  detail: string,
  now: Now,
): Promise<number> {
  if (reason === 'bad-credentials' && row.triedForMs < NEW_CREDENTIALS_WITHIN_MS) {
    if (!outgoing.isRetryOfAmbiguous) await thawPush(tx, row, reason, now)
    return backoffMs(row.attempts + 1)
  }
  // An edit makes no second message, so even one that was tried before may become a new one.
  const isFirst = row.route === 'update' || !outgoing.isRetryOfAmbiguous
  const canChangeRoute = reason === 'stale-route' && isFirst && row.route !== 'push' && row.route !== 'delete'
  if (!canChangeRoute) return giveUp(tx, row, `${reason}: ${detail}`, now)
  const { stickyKey, to } = row
  if (row.route === 'update' && stickyKey) await forgetSticky(tx, stickyKey)
  if (row.route === 'post' && to.threadOf) await forgetSticky(tx, to.threadOf)
  if (row.route === 'post' && !to.threadOf) return giveUp(tx, row, `${reason}: ${detail}`, now)
  await thawPush(tx, row, reason, now)
  return 0
}

/** What a person was to get and did not is shown to a person: the flow `undeliverable` decides to whom. */
async function giveUp(tx: Tx, row: OutboxRow, reason: string, now: Now): Promise<number> {
  if (!(await settleMessage(tx, row.seq, 'dead', reason, null))) return 0
  await releaseQuota(tx, row, now.businessNow)
  await reportDead(tx, row, reason, now.businessNow)
  return 0
}

/**
 * The month runs short: a campaign is left out, a report is told of in the next answer, which costs nothing, and anything else
 * is given up. Operations hears of each of these once a month.
 */
export async function holdBack(tx: Tx, row: OutboxRow, at: number): Promise<void> {
  const { priority, to } = row
  const reason =
    priority === 'campaign' || priority === 'report' ? (`quota-${HELD_BACK[priority]}` as const) : 'quota-exhausted'
  await settleMessage(tx, row.seq, reason === 'quota-exhausted' ? 'dead' : 'expired', reason, null)
  await reportDead(tx, row, reason, at)
  if (reason !== 'quota-ask-to-see') return
  const account = `${to.platform}:${to.account}`
  await receive(tx, [
    {
      ...{ lane: `chat:${account}:${to.address}`, kind: 'chat-report', account, eventId: `held:${row.id}` },
      ...{ regionId: null, firmId: null, at, payload: { ...to, userId: to.address } },
    },
  ])
}

export async function reportDead(tx: Tx, row: OutboxRow, reason: string, at: number): Promise<void> {
  if (row.takesBack) return reportDeletions(tx, row, at)
  // A card about an undeliverable card would go round in circles.
  if (row.message.purpose === 'operations') return
  const lane = row.subject ?? `operations:${row.regionId}`
  const payload = {
    outboxId: row.id,
    subject: row.subject,
    purpose: row.message.purpose,
    platform: row.to.platform,
    address: row.to.address,
    reason,
  }
  await receive(tx, [
    {
      lane,
      kind: 'undeliverable',
      account: 'outbox',
      eventId: `dead:${row.id}`,
      regionId: row.regionId,
      firmId: row.firmId,
      payload,
      at,
    },
  ])
}

/** What was to be deleted together has come to its end: the flow `taken-back` tells what stays. */
async function reportDeletions(tx: Tx, { subject, regionId, firmId }: OutboxRow, at: number): Promise<void> {
  if (subject === null || (await isTakingBack(tx, subject))) return
  await receive(tx, [
    {
      ...{ lane: subject, kind: 'taken-back', account: 'outbox', eventId: `taken-back:${subject}` },
      ...{ regionId, firmId, payload: { subject }, at },
    },
  ])
}
