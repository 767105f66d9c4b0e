import { stepInHand } from '#engine/follow-up.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import type { Notice } from '#engine/notice.ts'
import { type Countermeasure, countermeasureIn, waysOf } from '../content/countermeasures.ts'
import { stepNumbered } from './notice-message.ts'
import type { CaseTaps } from './taps.ts'
import type { CaseFile } from './work.ts'

/** One countermeasure at a time: 「2/3 …」 with its answers; `lead` is what is said, and shown, before it. */
export function stepMessage(
  notice: Notice,
  taps: CaseTaps,
  lead: Text[],
  { shown = [], ways = [] }: Help = {},
): Message {
  const now = stepText(notice)
  return {
    purpose: 'answer',
    fallback: now ?? lead[0] ?? { typed: notice.title },
    parts: [
      ...shown,
      ...lead.map(paragraph),
      ...(now ? [{ kind: 'status' as const, tone: 'wait' as const, text: now }] : []),
      {
        kind: 'choice',
        lasts: 'durable',
        options: [...ways, ...answerButtons(taps, notice, ways.length > 0 ? 'how' : 'step')],
      },
    ],
  }
}

/** How it is done: drawn, and the ways there are. */
export interface Help {
  shown?: Part[]
  ways?: Option[]
}

/** 「2/3 電源は切らずに、そのままにしてください。」 */
function stepText(notice: Notice): Text | undefined {
  const step = stepInHand(notice)
  return step === undefined ? undefined : stepNumbered(notice, step)
}

/**
 * What a person can answer to the countermeasure in hand, and what これは？ is about; a call for help is always among it. Who
 * wants to know how one is done has not done them all, and a card has ten buttons.
 */
export function answerButtons(taps: CaseTaps, notice: Notice, about: 'step' | 'how' | 'notice' = 'step'): Option[] {
  const step = stepInHand(notice)
  const button = (given: string, command: string): Option => ({
    label: { key: `notice.answer.${given}` },
    token: taps.member(command),
  })
  const human = button('human', 'answer-human')
  if (step === undefined) return [human]
  const isLast = step === notice.steps.length - 1
  return [
    { ...button('done', stepCommand(step, 'done')), style: 'primary' },
    button('cannot', stepCommand(step, 'cannot')),
    button('busy', 'answer-busy'),
    button('what', about === 'notice' ? 'answer-what' : stepCommand(step, 'what')),
    ...(isLast || about === 'how' ? [] : [button('all', 'answer-done')]),
    human,
  ]
}

export const stepCommand = (step: number, act: string): string => `step-${step + 1}-${act}`

export function countermeasureAt({ case: { kind }, region }: CaseFile, notice: Notice, step: number) {
  return countermeasureIn(kind, notice.steps[step] ?? '', region)
}

/** これは？: why, in two sentences; about words of the analyst's own, what the whole matter is. */
export const whyText = ({ case: { kind } }: CaseFile, countermeasure: Countermeasure | undefined): Text => ({
  key: countermeasure ? `countermeasures.${countermeasure}.why` : `kinds.${kind}.explained`,
})

export const wayButtons = (taps: CaseTaps, step: number, countermeasure: Countermeasure | undefined): Option[] =>
  (countermeasure ? waysOf(countermeasure) : []).map((way) => ({
    label: { key: `countermeasures.way.${way}` },
    token: taps.member(stepCommand(step, way)),
  }))
