import type { FormValues } from '#adapters/adapter.ts'
import type { SessionKey } from '#db/dialogues.ts'
import { enter, type Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { enqueue } from '#db/outbox.ts'
import type { Region } from '#db/regions.ts'
import { forgetSticky } from '#db/stickies.ts'
import { askedRows } from '../converse/asked.ts'
import { deskCard } from '../dialogue/desk-card.ts'
import { hasResult, resultForFirm } from '../dialogue/finished.ts'
import { filledIn, keyOf, pageOf, roleIn, sectionIn } from '../dialogue/section-form.ts'
import { markOf } from '../dialogue/tokens.ts'
import { type DialogueInput, dialogueLane, regionOf, takeTurn } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { handOver } from '../security-action/hand-over.ts'

/** A page that a desk member filled while they talked: it goes into the same session that the firm answers on LINE. */
export async function dialogueForm(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { command, by, values } = job.payload as {
    command: string
    by: DialogueInput['by']
    values?: FormValues
  }
  // The tap that opened the page was answered inside its call.
  if (!values && command !== 'show') return
  const key = keyOf({ subject: job.lane, regionId: job.regionId ?? '', firmId: job.firmId })
  const region = await regionOf(tx, key.regionId)
  const firm = await findFirm(tx, key.firmId)
  if (!firm) throw new Error(`a page came for firm ${key.firmId}, which is not there`)
  if (!values) return showAnew(tx, app, key, { firm, region })
  const page = await pageOf(tx, key, sectionIn(command))
  const { answers } = filledIn(page.questionnaire, page.questions, values, region, app.now)
  const turn = await takeTurn(tx, app, key, region, {
    ...key,
    by: { ...by, role: roleIn(key, values) },
    input: { kind: 'filled', values: answers },
  })
  if (key.questionnaire === 'security-action' && turn?.events.some(({ kind }) => kind === 'finished'))
    await handOver(tx, app, key, { by, act: { kind: 'filled' } })
  const card = await deskCard(tx, app, key, { firm, region })
  const results =
    turn && hasResult(turn)
      ? await resultForFirm(tx, app, region, turn, { key: 'dialogue.desk.result', params: { who: by.name } })
      : []
  // A chat belongs to a person, not to a firm.
  await enter(tx, { kind: 'system' })
  await receive(
    tx,
    results.flatMap((entry) => askedRows(entry, app.now, { over: turn && markOf(turn.stored.id) })),
  )
  await enqueue(tx, [card, ...results])
}

/** Of a questionnaire that somebody asks for, the card comes last in the channel: an older one may stand far above. */
async function showAnew(
  tx: Tx,
  app: FlowContext,
  key: SessionKey,
  place: { firm: Firm; region: Region },
): Promise<void> {
  const card = await deskCard(tx, app, key, place)
  await forgetSticky(tx, dialogueLane(key))
  await enqueue(tx, [card])
}
