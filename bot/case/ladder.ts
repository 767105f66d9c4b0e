import { loadLadder } from '#db/regions.ts'
import { DEFAULT_LADDER, type LadderAction, readLadder, timeline } from '#engine/ladder.ts'
import type { Message } from '#engine/message.ts'
import type { Notice } from '#engine/notice.ts'
import { answerButtons, noticeMessage } from './notice-message.ts'
import type { CaseWork } from './work.ts'

/** Every rung is a timer of its own; a sending that was answered or repeated (another round) leaves its rungs behind. */
export async function armLadder(work: CaseWork, notice: Notice): Promise<void> {
  await work.disarm('ladder')
  const saved = readLadder(await loadLadder(work.tx, work.region.id))
  const ladder = typeof saved === 'string' ? DEFAULT_LADDER : saved
  const rungs = timeline(ladder[notice.severity], notice.sentAt ?? work.app.now, work.app.daytime)
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
    const [owner] = (await work.contacts()).filter((contact) => contact.isReachable)
    if (!owner) return work.callDesk('nobody-reachable')
    work.toContact(owner, noticeMessage(notice, 'reminder', answerButtons(work.taps)), 'incident')
    work.remember('reminded', null, { whom: owner.name })
  },
  async 'second-contact'(work, notice) {
    const [, second] = (await work.contacts()).filter((contact) => contact.isReachable)
    if (!second) return work.remember('no-second-contact', null)
    work.toContact(second, noticeMessage(notice, 'second-contact', answerButtons(work.taps)), 'incident')
    work.remember('second-contact', null, { whom: second.name })
  },
  'on-call'(work, notice) {
    work.toChannel('analysts', onCall(work, notice), 'incident')
    work.remember('on-call', null)
  },
  'desk-task'(work) {
    work.callDesk('no-answer')
  },
}

function onCall(work: CaseWork, notice: Notice): Message {
  const waited = { spanMs: work.app.now - (notice.sentAt ?? work.app.now) }
  const text = { key: 'ladder.on-call.text', params: { firm: work.firm.name, title: notice.title, waited } }
  return {
    purpose: 'follow-up',
    fallback: { key: 'ladder.on-call.fallback', params: { firm: work.firm.name } },
    parts: [
      { kind: 'heading', text: { key: 'ladder.on-call.heading', params: { firm: work.firm.name } } },
      { kind: 'paragraph', text },
    ],
  }
}
