import { type Action, grantActions } from '#db/actions.ts'
import { enter, type Tx } from '#db/door.ts'
import { holdPublished, noteShown, type PublishedExample, publishedFor } from '#db/examples.ts'
import { findFirm } from '#db/firms.ts'
import type { Region } from '#db/regions.ts'
import { fitOf, rankedFor } from '#engine/example.ts'
import { type Option, type Part, paragraph } from '#engine/message.ts'
import { decideSending } from '#engine/monthly-example.ts'
import { actionOf } from '../action.ts'
import { type Answer, type Asker, answer } from '../dialogue/answer.ts'
import { regionOf } from '../dialogue/work.ts'
import { readerLane, shownSubject } from '../example/lanes.ts'
import { exampleParts } from '../example/parts.ts'
import { monthlyExampleOf, type Place } from '../example/reader.ts'
import { likenessOf } from '../example/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { addressee, hasGraveCase, isDisturbed } from '../monthly.ts'
import { beginAnew, dueOf } from '../recurrence.ts'

/** A word, a tap or the month, as the inbox hands it on. */
interface Said extends Partial<Asker> {
  command: 'show' | 'next' | 'stop' | 'send'
  params?: { after?: string }
  sending?: { isUnwanted: boolean }
  resume?: Option
}

interface Reading extends Place {
  tx: Tx
  job: InboxRow
  app: FlowContext
  region: Region
  said: Said
  /** Others' examples, the closest to this firm first. */
  ranked: (PublishedExample & { fit: number; isSeen: boolean })[]
}

/** A firm reads what others near it went through, when it asks and once a month. */
export async function exampleRead(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const place: Place = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  const firm = await findFirm(tx, place.firmId)
  if (!firm) throw new Error(`firm ${place.firmId} is not there`)
  const like = likenessOf(firm)
  const ranked = rankedFor(await publishedFor(tx, place), like).map((one) => ({ ...one, fit: fitOf(one.body, like) }))
  const reading: Reading = {
    ...{ tx, job, app, ...place, ranked, said: job.payload as Said, region: await regionOf(tx, place.regionId) },
  }
  await COMMANDS[reading.said.command](reading)
}

const COMMANDS: Readonly<Record<Said['command'], (reading: Reading) => Promise<void>>> = {
  async show(reading) {
    await want(reading, true)
    await show(reading, reading.ranked)
  },
  next(reading) {
    const { ranked, said } = reading
    // Where that one was withdrawn since, the first is as good as any.
    return show(reading, ranked.slice(ranked.findIndex(({ id }) => id === said.params?.after) + 1))
  },
  async stop(reading) {
    await want(reading, false)
    await reply(reading, { parts: [paragraph({ key: 'example.told.stop' })], asked: [] })
  },
  send,
}

const placeOf = ({ regionId, firmId }: Reading): Place => ({ regionId, firmId })

/** 「いらない」 ends it, and 「事例」 brings it again. */
const want = (reading: Reading, isWanted: boolean): Promise<void> =>
  beginAnew(reading.tx, reading.app, monthlyExampleOf(reading, { isUnwanted: !isWanted }))

async function show(reading: Reading, from: Reading['ranked']): Promise<void> {
  const { ranked } = reading
  const [one, ...others] = from
  if (!one) return nothing(reading, ranked.length === 0 ? 'example.none' : 'example.no-more')
  const asked = others.length > 0 ? [await otherButton(reading, one.id)] : []
  if (!(await isShown(reading, one))) return nothing(reading, 'example.none')
  await reply(reading, { parts: exampleParts(one.body), asked, subject: shownSubject(one.id) })
}

const nothing = (reading: Reading, key: 'example.none' | 'example.no-more'): Promise<void> =>
  reply(reading, { parts: [paragraph({ key })], asked: [] })

/** Once a month, the closest of those that it has not seen; nothing of it is like the firm, and nothing is sent. */
async function send(reading: Reading): Promise<void> {
  const { tx, job, app, ranked, said } = reading
  const place = placeOf(reading)
  const { isUnwanted } = said.sending ?? { isUnwanted: false }
  const due = await dueOf(tx, job, app, monthlyExampleOf(place, { isUnwanted }))
  if (!due) return
  const contact = await addressee(tx, place.firmId)
  const one = ranked.find(({ fit, isSeen }) => fit > 0 && !isSeen)
  const decided = decideSending({
    ...{ isUnwanted, hasExample: one !== undefined, hasAddressee: contact !== undefined },
    hasGraveCase: await hasGraveCase(tx, place.firmId),
    isOccupied: await isDisturbed(tx, app, place, contact),
  })
  await due[decided.kind === 'wait' ? 'later' : 'done']()
  if (decided.kind !== 'go' || !contact || !one) return
  const options = [await otherButton(reading, one.id), await stopButton(reading)]
  if (!(await isShown(reading, one))) return
  const parts: Part[] = [
    paragraph({ key: 'example.monthly' }),
    ...exampleParts(one.body),
    { kind: 'choice', lasts: 'durable', options },
  ]
  const { region } = reading
  await answer(
    tx,
    app,
    { ...place, region, to: { by: contact } },
    { parts, asked: [], subject: shownSubject(one.id), priority: 'campaign' },
  )
}

/** Held until it is enqueued, so that whoever withdraws it finds it there; false where it is withdrawn already. */
async function isShown({ tx, app, regionId, firmId }: Reading, { id }: PublishedExample): Promise<boolean> {
  await enter(tx, { kind: 'system' })
  if (!(await holdPublished(tx, id))) return false
  await noteShown(tx, { regionId, firmId, exampleId: id, at: app.now })
  return true
}

const otherButton = (reading: Reading, after: string): Promise<Option> => button(reading, 'next', { after })
const stopButton = (reading: Reading): Promise<Option> => button(reading, 'stop', {})

async function button(
  { tx, app, regionId, firmId }: Reading,
  command: 'next' | 'stop',
  params: Action['params'],
): Promise<Option> {
  const place = { regionId, firmId, subject: readerLane(firmId) }
  const action = actionOf(app, { ...place, command, params, holder: { role: 'member' }, days: 90 })
  await grantActions(tx, [action])
  return { label: { key: `example.button.${command}` }, token: action.token }
}

/** On LINE the free reply; the way back to a questionnaire goes with it. */
async function reply({ tx, app, regionId, firmId, region, said }: Reading, says: Answer): Promise<void> {
  const { by, resume } = said
  if (!by) return
  const asked = [...says.asked, ...(resume ? [resume] : [])]
  await answer(tx, app, { regionId, firmId, region, to: { ...said, by } }, { ...says, asked })
}
