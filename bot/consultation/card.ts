import type { StoredAnswer } from '#db/answers.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { type ConsultationState, isOpen } from '#engine/consultation.ts'
import { harmless, shownWithin } from '#engine/defang.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { toChannel } from '../channel-message.ts'
import { type Begin, dispatchBegins, remoteHelpBegins } from '../dispatch/begin.ts'
import type { FlowContext } from '../flow.ts'
import { leakBegins } from '../leak/taps.ts'
import { answerButtons, answerParts } from './answer-bank.ts'
import { kindText } from './kinds.ts'
import { consultationLane } from './lanes.ts'
import { type ConsultationTap, tapToken } from './taps.ts'
import type { ConsultationFile, Glance } from './work.ts'

/** The head of a consultation's thread in #desk, edited in place: whose it is, where it stands, and what can be done. */
export function consultationCard(app: FlowContext, file: ConsultationFile, glance: Glance): OutboxEntry {
  const subject = consultationLane(file.stored.id)
  return { ...toDesk(app, file, cardMessage(app, file, glance)), subject, stickyKey: subject }
}

export const toDesk = (app: FlowContext, { stored, region }: ConsultationFile, message: Message): OutboxEntry =>
  toChannel(app, 'desk', { regionId: region.id, firmId: stored.firmId, locale: region.locale }, message)

const WORDS_SHOWN = 120

function cardMessage(app: FlowContext, { stored, firm }: ConsultationFile, glance: Glance): Message {
  const { words, openCases, answer } = glance
  const { matter, state, who, channel, category } = stored.consultation
  const name: Text = firm ? { typed: firm.name } : { key: 'desk.consultation.no-firm' }
  const options = [
    ...buttonsOf(stored, answer).map(({ command, draft }) => button(app, stored.id, command, draft)),
    ...helpsOf(app, stored).map(({ option }) => option),
  ]
  const row = (label: string, value: Text) => ({ label: { key: `desk.consultation.row.${label}` }, value })
  return {
    purpose: 'desk-task',
    fallback: { key: `desk.consultation.fallback-${matter}`, params: { firm: name } },
    parts: [
      { kind: 'heading', text: { key: `desk.consultation.heading-${matter}`, params: { firm: name } } },
      ...(channel === 'chat' ? [paragraph({ key: `desk.consultation.text-${matter}`, params: { who } })] : []),
      {
        kind: 'facts',
        rows: [
          row('phone', firm?.phone ? { typed: firm.phone } : { key: 'desk.task.no-phone' }),
          row('who', who === '' ? { key: 'desk.consultation.nobody' } : { typed: who }),
          row('channel', { key: `desk.consultation.channel.${channel}` }),
          row('cases', { key: 'desk.consultation.cases', params: { count: openCases } }),
          // What they paste may be the very link they are unsure about.
          row(
            'words',
            words ? { typed: harmless(shownWithin(words), WORDS_SHOWN) } : { key: 'desk.consultation.no-words' },
          ),
          row('category', category ? kindText(stored.consultation) : { key: 'desk.consultation.no-category' }),
        ],
      },
      { kind: 'status', tone: TONES[state], text: stateText(stored) },
      ...(answer ? answerParts(answer) : []),
      { kind: 'choice', lasts: 'durable', options } satisfies Part,
    ],
  }
}

const stateText = ({ consultation: { state, holder, movedAt } }: ConsultationFile['stored']): Text => ({
  key: `desk.consultation.state.${state}`,
  params: { who: holder?.name ?? '', at: { at: movedAt } },
})

const TONES: Readonly<Record<ConsultationState, 'ok' | 'wait' | 'warn'>> = {
  ...{ new: 'warn', received: 'wait', 'in-hand': 'wait', waiting: 'wait', solved: 'ok', reopened: 'warn' },
}

const BUTTONS: Readonly<Record<ConsultationState, readonly ConsultationTap[]>> = {
  new: ['take', 'open-publish', 'open-classify', 'solve'],
  received: ['take', 'open-publish', 'open-classify', 'solve'],
  'in-hand': ['open-publish', 'wait', 'open-classify', 'solve', 'take-over'],
  waiting: ['open-publish', 'open-classify', 'solve', 'take-over'],
  solved: ['reopen', 'open-classify'],
  reopened: ['take', 'open-publish', 'open-classify', 'solve'],
}

/** A button, and of an answer for which draft. */
interface Shown {
  command: ConsultationTap
  draft: number | null
}

/** Nobody can be written to where there is no chat; whose it is can be said where nobody has. */
export const buttonsOf = (
  { firmId, chat, consultation }: ConsultationFile['stored'],
  answer: StoredAnswer | undefined,
): Shown[] => [
  ...[
    ...BUTTONS[consultation.state].filter((command) => command !== 'open-publish' || chat !== null),
    ...(firmId === null ? (['open-match'] as const) : []),
  ].map((command) => ({ command, draft: null })),
  ...(consultation.state === 'solved' ? answerButtons(answer) : []),
]

/** What may begin here, for a firm that is known: help from afar, a visit, and the questions about a leak. */
export function helpsOf(
  app: FlowContext,
  { id: about, regionId, firmId, consultation }: ConsultationFile['stored'],
): Begin[] {
  if (firmId === null || !isOpen(consultation)) return []
  return [remoteHelpBegins, dispatchBegins, leakBegins].map((begins) => begins(app, { about, regionId, firmId }))
}

const button = (app: FlowContext, id: string, command: ConsultationTap, draft: number | null): Option => ({
  label: { key: `desk.consultation.button.${command}` },
  token: tapToken(app, id, command, draft),
  ...((command === 'take' || command === 'open-publish') && { style: 'primary' as const }),
})
