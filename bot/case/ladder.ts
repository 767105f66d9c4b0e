import { readChat } from '#db/chats.ts'
import type { Contact } from '#db/people.ts'
import { loadLadder } from '#db/regions.ts'
import { chatStateOf } from '#engine/chat.ts'
import { callsAt } from '#engine/inquiry.ts'
import { DEFAULT_LADDER, type LadderAction, readLadder, timeline } from '#engine/ladder.ts'
import { type Notice, toldAlso } from '#engine/notice.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { atUsualHour } from '#engine/usual-hour.ts'
import type { CaseOwner } from './device.ts'
import { noticeMessage, type Opening } from './notice-message.ts'
import { callOut, endCall } from './on-call.ts'
import { answerButtons } from './step-message.ts'
import { whoseAsked } from './whose.ts'
import type { CaseWork } from './work.ts'

/**
 * Every rung is a timer of its own; a sending that was answered or repeated (another round) leaves its rungs behind.
 * `since`: what the waits are counted from.
 */
export async function armLadder(work: CaseWork, notice: Notice, since: number): Promise<void> {
  await work.disarm('ladder')
  await endCall(work)
  const saved = readLadder(await loadLadder(work.tx, work.region.id))
  const ladder = typeof saved === 'string' ? DEFAULT_LADDER : saved
  const hours = { daytime: work.app.daytime, desk: work.app.calendar }
  const rungs = timeline(ladder[notice.severity], since, hours)
  // Whoever was told just now is among those of the work's own.
  const answered = notice.severity === 'high' ? [] : await hoursOf(work, await reminded(work, work.notice ?? notice))
  for (const [step, { at, action }] of rungs.entries()) {
    const room = { from: at, before: rungs[step + 1]?.at ?? at }
    const dueAt = action === 'remind' ? atUsualHour(answered, room, work.app.daytime) : at
    await work.arm(`ladder:${step}`, dueAt, { step, round: notice.round, action })
  }
  if (await work.isWhoseOpen())
    await work.arm('whose', callsAt(since, { business: work.app.calendar, daytime: work.app.daytime }))
}

const hoursOf = async ({ tx }: CaseWork, whom: Contact | undefined): Promise<readonly number[]> =>
  whom ? chatStateOf(await readChat(tx, whom)).hours : []

/** Of those who know of it and can be reached, whoever has the device, or who was told first. */
async function reminded(work: CaseWork, notice: Notice): Promise<Contact | undefined> {
  const told = (await work.reachable()).filter(({ personId }) => notice.told.includes(personId))
  const owner = await work.owner()
  return told.find(({ personId }) => personId === owner?.personId) ?? told[0]
}

/** Nobody has said in chat whose PC it is: somebody asks by telephone, unless it is being seen to, or was asked about it. */
export async function callForDevice(work: CaseWork, notice: Notice): Promise<void> {
  if (work.case.desk || notice.stepsBy.length > 0) return
  if (await work.isWhoseOpen()) work.callDesk('device-unknown')
}

/** Nobody has answered: the next person is asked, and at last somebody telephones. */
export async function climb(work: CaseWork, notice: Notice, action: LadderAction): Promise<void> {
  await CLIMBS[action](work, notice)
}

const CLIMBS: Record<LadderAction, (work: CaseWork, notice: Notice) => Promise<void> | void> = {
  async remind(work, notice) {
    const whom = await reminded(work, notice)
    if (whom) {
      await tell(work, notice, whom, notice.state === 'in-progress' ? 'go-on' : 'reminder')
      return work.remember('reminded', null, { whom: whom.name })
    }
    await askSecond(work, notice)
  },
  async 'second-contact'(work, notice) {
    const leader = await leaderBehind(work, notice)
    if (!leader) return askSecond(work, notice)
    await tell(work, notice, leader, 'reminder')
    work.remember('reminded', null, { whom: leader.name })
  },
  async 'on-call'(work, notice) {
    await callOut(work, notice.state === 'in-progress' ? 'stuck' : 'no-answer')
  },
  'desk-task'(work, notice) {
    work.callDesk(notice.state === 'in-progress' ? 'stuck' : 'no-answer')
  },
}

/** Where whoever has the device was told, it is no colleague's matter, but that of who leads the firm and knows of it. */
async function leaderBehind(work: CaseWork, { told }: Notice): Promise<Contact | undefined> {
  const owner = (await work.owner())?.personId
  if (!owner || !told.includes(owner)) return undefined
  const leaders = (await work.reachable()).filter(({ role }) => readsFirmResult(role))
  return leaders.find(({ personId }) => personId !== owner && told.includes(personId))
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
  const isLed =
    owner?.personId !== whom.personId && (await work.reachable()).some((one) => one.personId === owner?.personId)
  const ask = await whoseAsked(work, whom)
  const buttons = answerButtons(work.taps, notice, 'notice')
  work.toContact(
    whom,
    noticeMessage(notice, opening, buttons, { ...(owner && { whose: owner.text, isLed }), ...(ask && { ask }) }),
    'incident',
  )
}

/** Whose PC it is, is for the firm's leaders and for that person; nobody is named to their colleagues. */
const ownerFor = (owner: CaseOwner | undefined, { role, personId }: Contact): CaseOwner | undefined =>
  readsFirmResult(role) || owner?.personId === personId ? owner : undefined
