import type { FormValues } from '#adapters/adapter.ts'
import type { Tx } from '#db/door.ts'
import { enqueue } from '#db/outbox.ts'
import type { Respondent } from '#engine/dialogue/session.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { starCard } from '../security-action/desk-card.ts'
import { changedIn } from '../security-action/policy-form.ts'
import { note, wayOf } from '../security-action/work.ts'

/** A desk member changed a firm's policy while they talked: each section is a version, which the firm can take back. */
export async function policyForm(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { by, values } = job.payload as { by: Respondent; values?: FormValues }
  // The tap that opened the form was answered inside its call.
  if (!values) return
  let way = await wayOf(tx, { regionId: job.regionId ?? '', firmId: job.firmId ?? '' })
  for (const change of changedIn(way, values))
    way = await note(tx, way, { kind: 'policy-edited', ...change }, { at: app.now, by })
  await enqueue(tx, [await starCard(tx, app, way)])
}
