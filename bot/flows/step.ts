import { answerStep, type StepAnswered, type StepGiven } from '#engine/follow-up.ts'
import type { Option, Text } from '#engine/message.ts'
import { isAwaitingFirm, LIMITS } from '#engine/notice.ts'
import { answeredBefore, handToAnalysts, handToDesk, read, stopAsking } from '../case/answered.ts'
import { answerTapper, type CaseCommand, type CommandFlow, personOf } from '../case/command.ts'
import { armLadder } from '../case/ladder.ts'
import { countermeasureAt, stepCommand, stepMessage, wayButtons, whyText } from '../case/step-message.ts'
import type { CaseWork } from '../case/work.ts'
import { WAYS, type Way } from '../content/countermeasures.ts'

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
    show(work, command, [{ key: 'notice.step.again' }, ...why], wayButtons(work.taps, step, known))
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
    const known = countermeasureAt(work, notice, step)
    show(work, command, [whyText(work, known)], wayButtons(work.taps, step, known))
  }

/** How it is done on that kind of machine, in two lines. */
const showingHow =
  (step: number, way: Way): CommandFlow =>
  (work, command) => {
    const { notice } = work
    const known = notice && countermeasureAt(work, notice, step)
    if (!known) return
    read(work, command)
    const lines = ['1', '2'].map((line) => ({ key: `countermeasures.${known}.${way}.${line}` }))
    show(work, command, lines)
  }

function show(work: CaseWork, command: CaseCommand, lead: Text[], ways: Option[] = []): void {
  if (work.notice) answerTapper(work, command, stepMessage(work.notice, work.taps, lead, ways))
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
