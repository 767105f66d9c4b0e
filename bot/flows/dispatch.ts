import { lockDispatch } from '#db/dispatches.ts'
import { enter, type Tx } from '#db/door.ts'
import { forgetWhere } from '../dispatch/address.ts'
import { dispatchCard } from '../dispatch/card.ts'
import { chooseDate, offerDate, otherDates } from '../dispatch/dates.ts'
import { armForget, armOverdue, overdue } from '../dispatch/deadlines.ts'
import { dispatchOfLane } from '../dispatch/lanes.ts'
import { decline, giveBack, offerAgain, ringOver, take } from '../dispatch/offer.ts'
import { check, finish, onTheWay, photo, sign, worked } from '../dispatch/on-site.ts'
import { calledOff, consented, drill, refused, request, wished } from '../dispatch/request.ts'
import { DispatchWork, dispatchFile, type Said } from '../dispatch/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

/**
 * A visit, from the judgement that it is necessary to its end. It stands between a firm and the region's vendors, so it is
 * worked in the region's scope; which firm's it is, is the row's.
 */
export async function dispatch(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const said = job.payload as Said
  const { regionId, firmId } = job
  if (regionId === null) return
  await enter(tx, { kind: 'region', regionId })
  const key = { id: dispatchOfLane(job.lane), regionId, firmId, drill: said.drill ?? null }
  const work = new DispatchWork(tx, app, said, await dispatchFile(tx, key, lockDispatch))
  const before = work.file.stored?.dispatch.length
  await COMMANDS[said.command]?.(work)
  if (work.file.stored && work.dispatch.length !== before) {
    work.card(dispatchCard(work))
    await armOverdue(work)
    await armForget(work)
  }
  await work.settle()
}

type Command = (work: DispatchWork) => Promise<void> | void

const COMMANDS: Readonly<Record<string, Command>> = {
  'submit-request': request,
  wish: wished,
  drill,
  agree: (work) => consented(work, 'agreed'),
  'home-agree': (work) => consented(work, 'home-agreed'),
  refuse: refused,
  'home-refuse': refused,
  offer: offerAgain,
  take,
  decline,
  ring: ringOver,
  'give-back': giveBack,
  date: offerDate,
  choose: chooseDate,
  'other-dates': otherDates,
  depart: (work) => onTheWay(work, 'departed'),
  arrive: (work) => onTheWay(work, 'arrived'),
  check,
  photo,
  'no-photo': (work) => work.answer({ key: 'visit.told.no-photo' }),
  minutes: worked,
  finish,
  sign,
  cancel: calledOff,
  overdue,
  forget: (work) => (work.file.stored ? forgetWhere(work) : undefined),
}
