import { WRITING_MS } from '#engine/chat.ts'
import { harmless, shownWithin } from '#engine/defang.ts'
import type { Message, Text } from '#engine/message.ts'
import { answerTapper, type CaseCommand, type CommandFlow, personOf, plainAnswer } from '../case/command.ts'
import type { CaseWork } from '../case/work.ts'
import { contractorsAt } from '../contractor/scope.ts'
import { aboutCase } from '../contractor/tokens.ts'

type Commands = Readonly<Record<string, CommandFlow>>

/** A contractor answers for the firm by the same rules as the firm itself: its commands are the firm's, guarded. */
export const contractorCommands = (firms: Commands): Commands => ({
  'contractor-done': asContractor(answering(firms, 'done')),
  'contractor-cannot': asContractor(answering(firms, 'cannot')),
  'contractor-write': asContractor(askWords),
  'contractor-written': asContractor(passWords),
})

/** Looked at again in the transaction of the answer: whoever was removed meanwhile has said nothing. */
const asContractor =
  (flow: CommandFlow): CommandFlow =>
  async (work, command) => {
    const outside: CaseCommand = { ...command, isOutside: true }
    const isStill = (await contractorsAt(work.tx, work.case)).some(({ personId }) => personId === command.by.personId)
    if (isStill && work.notice) return flow(work, outside)
    work.app.refused('contractor-gone')
    answerTapper(work, outside, plainAnswer({ key: 'contractor.gone' }))
  }

const answering =
  (firms: Commands, given: 'done' | 'cannot'): CommandFlow =>
  async (work, command) => {
    const before = work.notice
    await firms[`answer-${given}`]?.(work, command)
    const { notice } = work
    if (!notice || notice === before || notice.answeredBy?.personId !== command.by.personId) return
    const params = { who: command.by.name, title: notice.title }
    await tellFirm(work, plainAnswer({ key: `contractor.told.${given}`, params }))
    if (given === 'done') await askWords(work, command)
  }

/** The next words of this chat are about the case. */
async function askWords(work: CaseWork, command: CaseCommand): Promise<void> {
  const { id, firmId } = work.case
  const { platform, account, userId } = command.by
  answerTapper(work, command, plainAnswer({ key: 'contractor.write' }))
  work.leave({
    lane: `chat:${platform}:${account}:${userId}`,
    kind: 'chat-dialogue',
    account: `${platform}:${account}`,
    eventId: `contractor-writes:${work.app.newUuid()}`,
    payload: {
      ...{ platform, account, userId, question: null },
      writing: { firmId, about: aboutCase(id), until: work.app.now + WRITING_MS },
    },
  })
}

const WORDS_MAX = 500

/** Typed words are data: one line, nothing to tap. */
async function passWords(work: CaseWork, command: CaseCommand): Promise<void> {
  const words: Text = { typed: harmless(shownWithin(command.params.text ?? ''), WORDS_MAX) }
  const heading = { key: 'contractor.told.words', params: { who: command.by.name } }
  await tellFirm(work, plainAnswer(heading, { kind: 'paragraph', text: words }))
  work.remember('contractor-wrote', personOf(command.by), { words })
  answerTapper(work, command, plainAnswer({ key: 'contractor.written' }))
}

/** Whoever of the firm knows of the notice. */
async function tellFirm(work: CaseWork, message: Message): Promise<void> {
  for (const whom of await work.reachable())
    if (work.notice?.told.includes(whom.personId)) work.toContact(whom, message, 'notice')
}
