import { alertsOfCase } from '#db/alerts.ts'
import type { Contractor } from '#db/contractors.ts'
import { recordProvision } from '#db/provisions.ts'
import type { PersonRef } from '#engine/case.ts'
import { type Option, paragraph, type Text } from '#engine/message.ts'
import type { Notice } from '#engine/notice.ts'
import type { CaseWork } from '../case/work.ts'
import { technicalMessage } from './message.ts'
import { contractorsAt } from './scope.ts'

/** What a contractor is given with a notice; each giving is written down (APPI 27, 29). */
const ITEMS = ['times', 'hosts', 'status-codes', 'evidence', 'device'] as const

/** Beside the plain notice to the firm: those who look after the place get the technical version, each once. */
export async function tellContractors(work: CaseWork, notice: Notice): Promise<void> {
  for (const whom of await contractorsAt(work.tx, work.case)) if (whom.isReachable) await tellOne(work, notice, whom)
}

/** Who has come in while it is open gets it as well; looked at again, because they may have been removed since. */
export async function tellContractorOf(work: CaseWork, personId: string): Promise<void> {
  const { notice, case: subject } = work
  if (!notice || subject.state !== 'notified') return
  const whom = (await contractorsAt(work.tx, subject)).find((one) => one.personId === personId && one.isReachable)
  if (whom) await tellOne(work, notice, whom)
}

/** The firm gives it to those who look after the place, who have the same buttons as at first; nobody where there are none. */
export async function handToContractors(work: CaseWork, notice: Notice, by: PersonRef): Promise<Contractor[]> {
  const there = (await contractorsAt(work.tx, work.case)).filter(({ isReachable }) => isReachable)
  const lead: Text = { key: 'contractor.notice.handed', params: { who: by.name, firm: work.firm.name } }
  for (const whom of there) await tellOne(work, notice, whom, lead)
  return there
}

async function tellOne(work: CaseWork, notice: Notice, whom: Contractor, lead?: Text): Promise<void> {
  const { id: caseId, regionId, firmId } = work.case
  const alerts = await alertsOfCase(work.tx, firmId, caseId)
  const buttons = ANSWERS.map(
    (answer): Option => ({
      label: { key: `contractor.answer.${answer}` },
      token: work.taps.person(whom.personId, `contractor-${answer}`),
      ...(answer === 'done' && { style: 'primary' }),
    }),
  )
  const owner = await work.owner()
  const message = technicalMessage(work, notice, { alerts, owner, buttons })
  const parts = lead ? [paragraph(lead), ...message.parts] : message.parts
  work.toContact(whom, { ...message, parts }, 'incident')
  const { personId, name, platform, invitedBy } = whom
  await recordProvision(work.tx, {
    ...{
      id: work.app.newId('provision'),
      regionId,
      firmId,
      subject: work.lane,
      items: owner ? [...ITEMS, 'owner'] : ITEMS,
    },
    recipient: { kind: 'contractor', id: personId, name, platform },
    ...{ basis: 'consent', agreedBy: invitedBy, actor: 'otasuke', at: work.app.now },
  })
  work.remember('contractor-told', null, { whom: name })
}

const ANSWERS = ['done', 'cannot', 'write'] as const
