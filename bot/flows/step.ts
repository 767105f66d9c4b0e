import { answerStep, type StepAnswered, type StepGiven } from '#engine/follow-up.ts'
import type { Part, Text } from '#engine/message.ts'
import { isAwaitingFirm, LIMITS } from '#engine/notice.ts'
import { answeredBefore, handToAnalysts, handToDesk, read, stopAsking } from '../case/answered.ts'
import { answerTapper, type CaseCommand, type CommandFlow, personOf } from '../case/command.ts'
import { howPicture } from '../case/how-sheet.ts'
import { armLadder } from '../case/ladder.ts'
import { countermeasureAt, type Help, stepCommand, stepMessage, wayButtons, whyText } from '../case/step-message.ts'
import type { CaseWork } from '../case/work.ts'
import { type Countermeasure, WAYS, type Way, waysOf } from '../content/countermeasures.ts'
import type { PicturedWay } from '../pictures/how-scenes.ts'

/** The firm answers about one countermeasure of a notice: the next comes, or the same with help, or a person. */
const answering =
  (step: number, given: StepGiven): CommandFlow =>
  async (work, command) => {
    const { notice } = work
    if (!notice) return
    const answered = answerStep(notice, { step, given }, personOf(command.by), work.app.now)
    if (answered.kind === 'refused') return answeredBefore(work, command, answered)
    if (answered.kind === 'overtaken') return overtaken(work, command, { step, ...answered })
    remember(work, command, { step, given, isSettled: answered.kind === 'settled' })
    work.notice = answered.notice
    await REACTIONS[answered.kind](work, command, { step, given })
  }

function remember(
  work: CaseWork,
  { by }: CaseCommand,
  { step, given, isSettled }: Tapped & { isSettled: boolean },
): void {
  const who = personOf(by)
  const { notice } = work
  if (notice?.readAt === null) work.remember('read', who)
  work.remember(`step-${given}`, who, { number: step + 1, total: notice?.steps.length ?? 0 })
  if (isSettled) work.remember(`answered-${given}`, who)
}

interface Tapped {
  step: number
  given: StepGiven
}
type Reaction = (work: CaseWork, command: CaseCommand, tapped: Tapped) => Promise<void>

const REACTIONS: Record<Exclude<StepAnswered['kind'], 'refused' | 'overtaken'>, Reaction> = {
  async moved(work, command, { step }) {
    await waitAfresh(work)
    show(work, command, [{ key: 'notice.step.done', params: { number: step + 1 } }])
  },
  async tried(work, command, { step }) {
    await waitAfresh(work)
    const { notice } = work
    const known = notice && countermeasureAt(work, notice, step)
    const why = known ? [whyText(work, known)] : []
    help(work, command, step, [{ key: 'notice.step.again' }, ...why])
  },
  settled: (work, command, { given }) =>
    given === 'done' ? handToAnalysts(work, command) : handToDesk(work, command, 'cannot'),
}

/** They are at it: the ladder counts from now on. While somebody of ours has the matter nothing is asked by itself. */
async function waitAfresh(work: CaseWork): Promise<void> {
  const { notice, app } = work
  if (!notice || !isAwaitingFirm(notice)) return
  await stopAsking(work)
  await armLadder(work, notice, app.now)
}

/** Somebody was quicker, or the button is an old one: they read so, and see the one in hand. */
function overtaken(
  work: CaseWork,
  command: CaseCommand,
  { step, by }: { step: number; by: { name: string } | undefined },
): void {
  work.app.refused('stale-step')
  const number = step + 1
  show(work, command, [
    by ? { key: 'notice.step.done-by', params: { who: by.name, number } } : { key: 'notice.step.not-yet' },
  ])
}

/** これは？ about one countermeasure. */
const explaining =
  (step: number): CommandFlow =>
  (work, command) => {
    const { notice } = work
    if (!notice) return
    read(work, command)
    help(work, command, step, [whyText(work, countermeasureAt(work, notice, step))])
  }

/** How it is done on that kind of machine, in two lines. */
const showingHow =
  (step: number, way: Way): CommandFlow =>
  (work, command) => {
    const { notice } = work
    const known = notice && countermeasureAt(work, notice, step)
    if (!known) return
    read(work, command)
    show(work, command, linesOf(known, way), { shown: [drawn(work, known, way)] })
  }

/** Where there is one way alone, it is shown at once; among several the person chooses. */
function help(work: CaseWork, command: CaseCommand, step: number, lead: Text[]): void {
  const known = work.notice && countermeasureAt(work, work.notice, step)
  const [way, ...others] = known ? waysOf(known) : []
  if (known && way && others.length === 0)
    return show(work, command, [...lead, ...linesOf(known, way)], { shown: [drawn(work, known, way)] })
  show(work, command, lead, { ways: wayButtons(work.taps, step, known) })
}

const linesOf = (countermeasure: Countermeasure, way: Way): Text[] =>
  ['1', '2'].map((line) => ({ key: `countermeasures.${countermeasure}.${way}.${line}` }))

/** A test compares the ways with what is drawn, both ways. */
const drawn = ({ app, region }: CaseWork, countermeasure: Countermeasure, way: Way): Part =>
  howPicture(app, `${countermeasure}.${way}` as PicturedWay, region)

function show(work: CaseWork, command: CaseCommand, lead: Text[], more: Help = {}): void {
  if (work.notice) answerTapper(work, command, stepMessage(work.notice, work.taps, lead, more))
}

const commandsOf = (step: number): [string, CommandFlow][] => [
  [stepCommand(step, 'done'), answering(step, 'done')],
  [stepCommand(step, 'cannot'), answering(step, 'cannot')],
  [stepCommand(step, 'what'), explaining(step)],
  ...WAYS.map((way): [string, CommandFlow] => [stepCommand(step, way), showingHow(step, way)]),
]

export const stepCommands: Readonly<Record<string, CommandFlow>> = Object.fromEntries(
  Array.from({ length: LIMITS.stepsMax }, (_, step) => commandsOf(step)).flat(),
)
