import type { Contact } from '#db/people.ts'
import { loadLadder } from '#db/regions.ts'
import { readsFirmResult } from '#engine/enrolment.ts'
import { DEFAULT_LADDER, type LadderAction, readLadder, timeline } from '#engine/ladder.ts'
import type { Message, Param, Text } from '#engine/message.ts'
import { type Notice, toldAlso } from '#engine/notice.ts'
import type { CaseOwner } from './device.ts'
import { noticeMessage, type Opening } from './notice-message.ts'
import { answerButtons } from './step-message.ts'
import type { CaseWork } from './work.ts'

/**
 * Every rung is a timer of its own; a sending that was answered or repeated (another round) leaves its rungs behind.
 * `since`: what the waits are counted from.
 */
export async function armLadder(work: CaseWork, notice: Notice, since: number): Promise<void> {
  await work.disarm('ladder')
  const saved = readLadder(await loadLadder(work.tx, work.region.id))
  const ladder = typeof saved === 'string' ? DEFAULT_LADDER : saved
  const rungs = timeline(ladder[notice.severity], since, work.app.daytime)
  for (const [step, rung] of rungs.entries()) {
    await work.arm(`ladder:${step}`, rung.at, { step, round: notice.round, action: rung.action })
  }
}

/** Nobody has answered: the next person is asked, and at last somebody telephones. */
export async function climb(work: CaseWork, notice: Notice, action: LadderAction): Promise<void> {
  await CLIMBS[action](work, notice)
}

const CLIMBS: Record<LadderAction, (work: CaseWork, notice: Notice) => Promise<void> | void> = {
  async remind(work, notice) {
    const reachable = await work.reachable()
    const whom = reachable.find(({ personId }) => notice.told.includes(personId))
    if (whom) {
      await tell(work, notice, whom, notice.state === 'in-progress' ? 'go-on' : 'reminder')
      return work.remember('reminded', null, { whom: whom.name })
    }
    await askSecond(work, notice)
  },
  async 'second-contact'(work, notice) {
    await askSecond(work, notice)
  },
  'on-call'(work, notice) {
    work.toChannel('analysts', onCall(work, notice), 'incident')
    work.remember('on-call', null)
  },
  'desk-task'(work, notice) {
    work.callDesk(notice.state === 'in-progress' ? 'stuck' : 'no-answer')
  },
}

/** The first person who has not heard of it yet; without one, and with nobody told who can be reached, the desk calls. */
export async function askSecond(work: CaseWork, notice: Notice): Promise<void> {
  const reachable = await work.reachable()
  const second = reachable.find(({ personId }) => !notice.told.includes(personId))
  if (second) {
    await tell(work, notice, second, 'second-contact')
    return work.remember('second-contact', null, { whom: second.name })
  }
  if (reachable.length > 0) return work.remember('no-second-contact', null)
  work.remember('nobody-reachable', null)
  work.callDesk('nobody-reachable')
}

/** Sends the notice and keeps in mind to whom. */
export async function tell(work: CaseWork, notice: Notice, whom: Contact, opening: Opening): Promise<void> {
  work.notice = toldAlso(notice, whom.personId)
  const owner = ownerFor(await work.owner(), whom)
  work.toContact(
    whom,
    noticeMessage(notice, opening, answerButtons(work.taps, notice, 'notice'), owner?.text),
    'incident',
  )
}

/** Whose PC it is, is for the firm's leaders and for that person; nobody is named to their colleagues. */
const ownerFor = (owner: CaseOwner | undefined, { role, personId }: Contact): CaseOwner | undefined =>
  readsFirmResult(role) || owner?.personId === personId ? owner : undefined

function onCall(work: CaseWork, notice: Notice): Message {
  const waited = { spanMs: work.app.now - (notice.sentAt ?? work.app.now) }
  const steps = { done: notice.stepsBy.length, total: notice.steps.length }
  const occasion = notice.state === 'in-progress' ? 'stuck' : 'on-call'
  return callForAnalyst(occasion, { firm: work.firm.name, title: notice.title, waited, ...steps })
}

/** The firm asks for a person while the desk is closed, in a matter that cannot wait for it. */
export function wakeAnalyst(work: CaseWork, notice: Notice): void {
  const { name, phone } = work.firm
  const number: Text = phone ? { typed: phone } : { key: 'desk.task.no-phone' }
  work.toChannel('analysts', callForAnalyst('night', { firm: name, title: notice.title, phone: number }), 'incident')
  work.remember('on-call-night', null)
}

const callForAnalyst = (occasion: 'on-call' | 'stuck' | 'night', params: Readonly<Record<string, Param>>): Message => ({
  purpose: 'follow-up',
  fallback: { key: `ladder.${occasion}.fallback`, params },
  parts: [
    { kind: 'heading', text: { key: `ladder.${occasion}.heading`, params } },
    { kind: 'paragraph', text: { key: `ladder.${occasion}.text`, params } },
  ],
})
