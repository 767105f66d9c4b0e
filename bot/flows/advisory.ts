import { advisoriesWaiting } from '#db/cases.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { type Contact, contactsOf } from '#db/people.ts'
import { findRegion } from '#db/regions.ts'
import { type AdvisoryAnswer, advised, answerAdvisory } from '#engine/advisory.ts'
import type { Case } from '#engine/case.ts'
import { digestLane, digestOf } from '../case/advisory.ts'
import { aboutText, adviceMessage, digestMessage } from '../case/advisory-message.ts'
import { answerTapper, type CommandFlow, personOf, plainAnswer } from '../case/command.ts'
import { tapsFor } from '../case/taps.ts'
import { CaseWork, laneOf } from '../case/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { dueOf } from '../recurrence.ts'
import { settle } from '../settle.ts'

/** So many fit into one message with their buttons; the others wait for the next week's. */
const TOGETHER_MAX = 8

/** The week's お知らせ of a firm leave as one message; each case hears in its own lane that its own has gone. */
export async function advisoryDigest(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const place = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  const due = await dueOf(tx, job, app, digestOf(place))
  if (!due) return
  const waiting = await advisoriesWaiting(tx, place.firmId)
  if (waiting.length > TOGETHER_MAX) await due.done()
  const together = waiting.slice(0, TOGETHER_MAX)
  const whom = (await contactsOf(tx, place.firmId)).find(({ isReachable }) => isReachable)
  if (together.length === 0) return
  await receive(
    tx,
    together.map(({ id }) => ({
      ...place,
      ...{ lane: laneOf(id), kind: 'advisory-sent', account: 'advisories', at: app.now },
      ...{ eventId: `${id}:${job.id}`, payload: { caseId: id, whom: whom?.name ?? null } },
    })),
  )
  if (whom) await send(tx, app, place, whom, together)
}

async function send(
  tx: Tx,
  app: FlowContext,
  place: { regionId: string; firmId: string },
  { platform, account, userId }: Contact,
  together: readonly Case[],
): Promise<void> {
  const region = await findRegion(tx, place.regionId)
  const items = together.map((subject) => ({ subject, taps: tapsFor(app, subject, () => subject.decisionRevision) }))
  const message = digestMessage(items)
  const says: OutboxEntry[] = [
    {
      ...{ id: app.newUuid(), ...place, subject: digestLane(place.firmId), priority: 'notice', message },
      ...{ to: { platform, account, address: userId }, locale: region?.locale ?? 'ja', service: 'sensor' },
    },
  ]
  await settle(tx, app, { granted: items.flatMap(({ taps }) => taps.granted), says })
}

/** It has gone out with the week's others; where nobody can be reached, the desk telephones. */
export async function advisorySent(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { caseId, whom } = job.payload as { caseId: string; whom: string | null }
  const work = await CaseWork.open(tx, app, caseId)
  if (!work) throw new Error(`the advice of case ${caseId} went out, and the case is not there`)
  const { advisory } = work.case
  if (!advisory) return
  if (whom === null) {
    work.remember('nobody-reachable', null)
    work.callDesk('nobody-reachable')
  } else {
    work.case = { ...work.case, advisory: advised(advisory, app.now) }
    work.remember('advised', null, { whom })
  }
  await work.settle()
}

const answering =
  (given: AdvisoryAnswer): CommandFlow =>
  (work, command) => {
    const { advisory } = work.case
    if (!advisory) return
    const answered = answerAdvisory(advisory, given, personOf(command.by), work.app.now)
    if (answered.kind === 'refused') {
      work.app.refused(answered.reason)
      const who = 'by' in answered ? (answered.by?.name ?? '') : ''
      const about = aboutText(work.case)
      return answerTapper(
        work,
        command,
        plainAnswer({ key: `notice.advisory.refused.${answered.reason}`, params: { who, about } }),
      )
    }
    if (advisory.readAt === null) work.remember('read', personOf(command.by))
    work.case = { ...work.case, advisory: answered.advisory }
    if (given !== 'what') work.remember(`advisory-${given}`, personOf(command.by))
    answerTapper(
      work,
      command,
      given === 'what' ? adviceMessage({ subject: work.case, taps: work.taps }) : thanks(given, work.case),
    )
  }

const thanks = (given: AdvisoryAnswer, subject: Case) =>
  plainAnswer({ key: `notice.advisory.reply.${given}`, params: { about: aboutText(subject) } })

export const advisoryCommands: Readonly<Record<string, CommandFlow>> = {
  'advisory-done': answering('done'),
  'advisory-start': answering('start'),
  'advisory-decline': answering('decline'),
  'advisory-what': answering('what'),
}
