import type { Meeting } from '#engine/meeting.ts'
import { type Part, paragraph, type Text } from '#engine/message.ts'
import { FEEDBACK_ANSWERS, type FeedbackQuestion } from '#engine/sign-up.ts'
import { signUpToken } from './tokens.ts'

/** Which meeting, when and where. */
export function meetingText({ name, startsAt, endsAt, place }: Meeting): Text {
  const where: Text = place === null ? { key: 'meeting.web' } : { typed: place }
  const until = { at: endsAt, show: 'time' } as const
  return { key: 'meeting.meeting', params: { name: { typed: name }, from: { at: startsAt }, until, place: where } }
}

/** Below what somebody is told of their sign-up. */
export const cancelPart = ({ code }: Meeting): Part => ({
  kind: 'choice',
  lasts: 'durable',
  options: [{ label: { key: 'meeting.button.cancel' }, token: signUpToken({ kind: 'cancel', code: code ?? '' }) }],
})

export const feedbackParts = ({ code }: Meeting, question: FeedbackQuestion): Part[] => [
  paragraph({ key: `meeting.feedback.${question}` }),
  {
    kind: 'choice',
    lasts: 'durable',
    options: FEEDBACK_ANSWERS.map((answer) => ({
      label: { key: `meeting.feedback.answer.${answer}` },
      token: signUpToken({ kind: 'said', code: code ?? '', feedback: { [question]: answer } }),
    })),
  },
]
