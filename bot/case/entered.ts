import type { AlertKind } from '#engine/alert.ts'
import { type Message, paragraph, type Text } from '#engine/message.ts'
import { answerTapper, type CommandFlow, personOf, plainAnswer } from './command.ts'
import type { CaseWork } from './work.ts'

/** Of these it matters whether whoever has the device put something on it (S5: 「何か入れましたか」). */
const ENTERED_KINDS = ['malware-download', 'unwanted-software'] as const satisfies readonly AlertKind[]
const SAYS = ['yes', 'no', 'unsure'] as const

/** Three buttons for this one person; undefined where the kind asks nothing of the sort. */
export function enteredQuestion({ case: { kind }, taps }: CaseWork, personId: string): Message | undefined {
  const known = ENTERED_KINDS.find((one) => one === kind)
  if (!known) return undefined
  const ask: Text = { key: `notice.entered.ask.${known}` }
  const options = SAYS.map((says) => ({
    label: { key: `notice.entered.button.${says}` },
    token: taps.person(personId, `entered-${says}`),
  }))
  return { purpose: 'follow-up', fallback: ask, parts: [paragraph(ask), { kind: 'choice', lasts: 'durable', options }] }
}

/** The analysts read it below the case; what the person does next is the notice's own steps. */
const answered =
  (says: (typeof SAYS)[number]): CommandFlow =>
  (work, command) => {
    const kind = ENTERED_KINDS.find((one) => one === work.case.kind)
    if (!kind) return
    work.remember(`entered-${says}`, personOf(command.by))
    const key = says === 'yes' ? `notice.entered.reply.yes-${kind}` : `notice.entered.reply.${says}`
    answerTapper(work, command, plainAnswer({ key }))
  }

export const enteredCommands: Readonly<Record<string, CommandFlow>> = Object.fromEntries(
  SAYS.map((says) => [`entered-${says}`, answered(says)]),
)
