import type { FormValues } from '#adapters/adapter.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { basicIdKnown } from '#db/flyers.ts'
import { enqueue } from '#db/outbox.ts'
import { addVisit } from '#db/recruiting-visits.ts'
import { recruitingCounts } from '#db/recruitings.ts'
import type { Region } from '#db/regions.ts'
import type { Part, Text } from '#engine/message.ts'
import { printedCode } from '#engine/survey-round.ts'
import { type Answerable, answering, inWords } from '../answer-to.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import type { RecruitingForm } from '../recruiting/commands.ts'
import { flyerIn, meetingIn, recruitingFaults, visitIn } from '../recruiting/forms.ts'
import { formOf } from '../recruiting/in-call.ts'
import { callMeeting } from '../recruiting/meeting-times.ts'
import { makeFlyer, papersOf } from '../recruiting/new-flyer.ts'

interface Said extends Answerable {
  command: string
  values?: FormValues
}

interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  region: Region
  values: FormValues
}

/** What was filled in behind `/otasuke ちらし`, `訪問` or `説明会` is done, and whoever filled it is told what came of it. */
export async function recruiting(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const said = job.payload as Said
  const form = formOf(said.command)
  if (!form) return
  const region = await regionOf(tx, job.regionId ?? '')
  const work: Work = { tx, app, said, region, values: said.values ?? {} }
  const [fault] = recruitingFaults(form, work.values, app.now)
  const [first, ...parts]: [Text, ...Part[]] = fault ? [fault[1]] : await DONE[form](work)
  await note(tx, {
    ...{ regionId: region.id, firmId: null, subject: job.lane, at: app.now, actor: said.by.personId },
    ...{ what: `${form}-form`, params: {}, reason: null },
  })
  const message = inWords([first])
  const place = { regionId: region.id, firmId: null, subject: job.lane, locale: region.locale }
  const entry = answering(app, place, said, { ...message, parts: [...message.parts, ...parts] })
  await enter(tx, { kind: 'system' })
  if (entry) await enqueue(tx, [entry])
}

const DONE: Readonly<Record<RecruitingForm, (work: Work) => Promise<[Text, ...Part[]]>>> = {
  async flyer({ tx, app, said, region, values }) {
    const told = flyerIn(values)
    const way = (await recruitingCounts(tx, region.id)).find(({ id }) => id === told.recruitingId)
    await enter(tx, { kind: 'system' })
    const basicId = await basicIdKnown(tx, region.id)
    await enter(tx, { kind: 'region', regionId: region.id })
    if (!way || basicId === undefined) return [{ key: 'desk.recruiting.flyer.no-line' }]
    const whole = { ...told, id: app.newId('flyer'), regionId: region.id, basicId, madeBy: said.by.personId }
    const flyer = await makeFlyer(tx, whole, { locale: region.locale, now: app.now })
    const { a4Url, triFoldUrl } = papersOf(flyer, app.link, app.now)
    return [
      { key: 'desk.recruiting.flyer.made', params: { code: { typed: printedCode(flyer.code) } } },
      { kind: 'link', label: { key: 'desk.recruiting.flyer.a4' }, url: a4Url },
      { kind: 'link', label: { key: 'desk.recruiting.flyer.tri-fold' }, url: triFoldUrl },
    ]
  },
  async visit({ tx, app, said, region, values }) {
    const visit = { id: app.newId('visit'), regionId: region.id, firmId: null, ...visitIn(values) }
    const { personId, name } = said.by
    await addVisit(tx, { ...visit, by: { personId, name } }, app.now)
    return [{ key: 'desk.recruiting.visit.kept', params: { company: { typed: visit.company } } }]
  },
  async meeting({ tx, app, region, values }) {
    const meeting = { id: app.newId('meeting'), regionId: region.id, agenda: [], ...meetingIn(values) }
    const { name, doorCode } = await callMeeting(tx, meeting, app.now)
    const params = { name: { typed: name }, door: { typed: printedCode(doorCode ?? '') } }
    return [{ key: 'desk.recruiting.meeting.called', params }]
  },
}
