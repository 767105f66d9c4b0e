import { giveToFirm, lockConsultation } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import { firmsNamed } from '#db/firms.ts'
import { isArmed } from '#db/timers.ts'
import { isHeld } from '#engine/consultation.ts'
import { paragraph } from '#engine/message.ts'
import { approve, drop, propose, questionIn } from '../consultation/answer-steps.ts'
import { begin } from '../consultation/begin.ts'
import { overdue } from '../consultation/deadlines.ts'
import { happen, line, refuse, type Said, tellFirm, type Work } from '../consultation/happening.ts'
import { kindIn, kindText } from '../consultation/kinds.ts'
import { consultationOfLane } from '../consultation/lanes.ts'
import { leave } from '../consultation/leave.ts'
import { isAtIt, onCallKey, takenFromCall, wakeOnCall } from '../consultation/on-call.ts'
import { pictureCame, pictureRefused, pictureTakenAway } from '../consultation/pictures.ts'
import { inThread } from '../consultation/thread.ts'
import { amend, photoCame, photoRefused, publish, relay, takeBack, withdraw } from '../consultation/words.ts'
import { fileOf } from '../consultation/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

/** The firm's call or the desk's note of one opens it; whatever else comes finds it there. */
export async function consultation(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const said = job.payload as Said
  const known = await lockConsultation(tx, consultationOfLane(job.lane))
  const stored = known ?? (await begin(tx, job, app, said))
  if (!stored) return
  const blank = { told: [], sent: [], says: [], erased: [] }
  const work: Work = {
    tx,
    app,
    said,
    wordsId: `words_${job.id}`,
    file: await fileOf(tx, stored),
    hasChanged: !known,
    ...blank,
  }
  await COMMANDS[said.command]?.(work)
  await leave(work)
}

type Command = (work: Work) => Promise<void> | void

const COMMANDS: Readonly<Record<string, Command>> = {
  call: async (work) => {
    if (!work.hasChanged) await callAgain(work)
    const { app, file, said } = work
    if (said.about) work.says.push(inThread(app, file, said.about))
    // Whoever presses it again and again wakes nobody more often, and the next on the rota still has their turn.
    if (!(await isArmed(work.tx, onCallKey(work)))) await wakeOnCall(work)
  },
  'nobody-took': wakeOnCall,
  word: relay,
  media: async (work) => {
    await happen(work, { kind: 'heard' })
    const { media = '' } = work.said
    line(work, `media-${media === 'sticker' ? media : 'other'}`)
  },
  photo: photoCame,
  'no-photo': photoRefused,
  picture: pictureCame,
  'no-picture': pictureRefused,
  'picture-taken-away': pictureTakenAway,
  // A film, a voice or a file that the desk has posted.
  'posted-other': (work) => line(work, 'posted-other'),
  suggested: (work) => line(work, 'suggested', { question: questionIn(work) }),
  'not-helped': (work) => {
    const { shown = 0, wrong = 0 } = work.said
    line(work, 'not-helped', { question: questionIn(work), shown, wrong })
  },
  helped: async (work) => {
    if (isHeld(work.file.stored.consultation) || !(await happen(work, { kind: 'solved' }))) return
    line(work, 'helped')
    tellFirm(work, 'solved')
  },
  'take-back': takeBack,
  take: async (work) => {
    if (isAtIt(work)) line(work, 'goes-on')
    else if (await happen(work, { kind: 'taken' })) line(work, 'taken')
    else return
    await takenFromCall(work)
  },
  'take-over': takeOver,
  // What a form asks for was opened inside the call, unless it could not be.
  'submit-publish': publish,
  'submit-amend': amend,
  withdraw,
  'submit-classify': classify,
  'submit-match': match,
  wait: async (work) => {
    if (await happen(work, { kind: 'waiting' })) line(work, 'waiting')
  },
  solve: async (work) => {
    if (!(await happen(work, { kind: 'solved' }))) return
    line(work, 'solved')
    tellFirm(work, 'solved')
  },
  reopen: async (work) => {
    if (await happen(work, { kind: 'reopened' })) line(work, 'reopened')
  },
  release,
  overdue,
  'submit-answer': propose,
  'approve-answer': approve,
  'drop-answer': drop,
}

/** From a colleague: the thread names both, and the firm whoever answers from now on. */
async function takeOver(work: Work): Promise<void> {
  const { holder } = work.file.stored.consultation
  if (holder?.personId === work.said.by.personId) return refuse(work, 'already')
  if (!(await happen(work, { kind: 'taken-over' }))) return
  line(work, 'taken-over', { before: { typed: holder?.name ?? '' } })
  work.sent.push(paragraph({ key: 'consultation.taken-over', params: { name: work.said.by.name } }))
}

async function callAgain(work: Work): Promise<void> {
  await happen(work, { kind: 'heard' })
  line(work, 'called-again')
}

export async function classify(work: Work): Promise<void> {
  const kind = kindIn(work.said.values?.kind)
  if (!kind || !(await happen(work, { kind: 'classified', ...kind }))) return
  line(work, 'classified', { kind: kindText(kind) })
}

export async function match(work: Work): Promise<void> {
  const { tx, said, file } = work
  const { stored } = file
  const [firm, ...others] = await firmsNamed(tx, stored.regionId, said.values?.firm ?? '')
  if (!firm || others.length > 0 || stored.firmId !== null)
    return void work.told.push({ key: 'desk.consultation.fault.firm' })
  await giveToFirm(tx, stored.id, firm.id)
  work.file = { ...file, firm, stored: { ...stored, firmId: firm.id } }
  await happen(work, { kind: 'matched', firmId: firm.id })
}

/** Nobody said anything for long: the bot answers again. */
export async function release(work: Work): Promise<void> {
  if (!isHeld(work.file.stored.consultation) || !(await happen(work, { kind: 'released' }))) return
  line(work, 'released')
  tellFirm(work, 'released')
}
