import { lastBegun, lastFinished, type SessionKey } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import type { Contact } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { sensorsOf } from '#db/sensors.ts'
import { monthOf } from '#engine/dialogue/upkeep.ts'
import type { Part } from '#engine/message.ts'
import { decideCheck, UNANSWERED_MAX } from '#engine/monthly-check.ts'
import { type Asker, answer } from '../dialogue/answer.ts'
import { focusOf } from '../dialogue/focus.ts'
import { checkKey, monthlyCheckOf, type Place } from '../dialogue/monthly.ts'
import { saying } from '../dialogue/said.ts'
import { markOf } from '../dialogue/tokens.ts'
import { regionOf, takeTurn } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { addressee, hasGraveCase, isDisturbed } from '../monthly.ts'
import { beginAnew, dueOf } from '../recurrence.ts'

/** The day has come to ask a firm whether it keeps its protection up: one push, its first question in it. */
export async function monthlyCheck(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const place: Place = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  const said = job.payload as { unanswered: number } | Ending
  if ('command' in said) return end(tx, app, place, said)
  const { unanswered } = said
  const due = await dueOf(tx, job, app, monthlyCheckOf(place, { unanswered }))
  if (!due) return
  const region = await regionOf(tx, place.regionId)
  const contact = await addressee(tx, place.firmId)
  const decided = decideCheck({
    unanswered,
    isBegun: await isBegun(tx, app, place, region),
    isConcerned: await isConcerned(tx, place),
    hasAddressee: contact !== undefined,
    hasGraveCase: await hasGraveCase(tx, place.firmId),
    isOccupied: await isDisturbed(tx, app, place, contact),
  })
  await due[decided.kind === 'wait' ? 'later' : 'done']({ unanswered: decided.unanswered })
  if (decided.kind === 'go' && contact) await ask(tx, app, checkKey(place), region, contact)
}

/** A word, as the chat hands it on. */
interface Ending extends Asker {
  command: 'end'
}

/** As if it had been left unanswered for long; whoever begins it is asked again. */
async function end(tx: Tx, app: FlowContext, place: Place, to: Ending): Promise<void> {
  await beginAnew(tx, app, monthlyCheckOf(place, { unanswered: UNANSWERED_MAX }))
  const parts: Part[] = [{ kind: 'paragraph', text: { key: 'dialogue.upkeep.ended' } }]
  const region = await regionOf(tx, place.regionId)
  await answer(tx, app, { ...place, region, to }, { parts, asked: [], focus: { over: checkKey(place) } })
}

async function isBegun(tx: Tx, { now }: FlowContext, place: Place, { timezone }: Region): Promise<boolean> {
  const last = await lastBegun(tx, checkKey(place))
  return last !== undefined && monthOf(last.startedAt, timezone) === monthOf(now, timezone)
}

async function isConcerned(tx: Tx, place: Place): Promise<boolean> {
  const sensors = await sensorsOf(tx, place.firmId)
  if (sensors.some(({ revokedAt }) => revokedAt === null)) return true
  return (await lastFinished(tx, { ...place, questionnaire: 'office', personId: '' })) !== undefined
}

async function ask(tx: Tx, app: FlowContext, key: SessionKey, region: Region, contact: Contact): Promise<void> {
  const { platform, account, userId, personId, name } = contact
  const by = { platform, account, userId, personId, name }
  const said = { questionnaire: key.questionnaire, personId: key.personId, by, input: { kind: 'begin' } as const }
  const turn = await takeTurn(tx, app, key, region, said)
  if (!turn) throw new Error(`the check of ${key.firmId} cannot be begun, though it was not yet`)
  const { parts, asked } = saying(turn.questionnaire, turn.says, markOf(turn.stored.id))
  await answer(
    tx,
    app,
    { ...key, region, to: { by } },
    {
      parts: [...parts, { kind: 'paragraph', text: { key: 'dialogue.upkeep.may-stop' } }],
      ...{ asked, focus: focusOf(key, said, turn), priority: 'campaign', service: 'diagnosis' },
    },
  )
}
