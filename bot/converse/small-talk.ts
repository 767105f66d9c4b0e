import type { Content } from '#adapters/adapter.ts'
import { type Asked, isAboutSeveral } from '#engine/chat.ts'
import type { Option } from '#engine/message.ts'
import { isStaffChat } from '../staff-chat.ts'
import { passOn } from './desk.ts'
import { askForCode } from './enrol.ts'
import { guide } from './guest.ts'
import { troubleMeant } from './installation.ts'
import { askStep } from './joining-questions.ts'
import { askName, takeName } from './naming.ts'
import { suggest } from './suggest.ts'
import type { Talk } from './talk.ts'
import type { GlobalWord } from './vocabulary.ts'

/** Words that are no answer, no word of ours and no code. */
export async function chat(talk: Talk, text: string): Promise<void> {
  if (await takeName(talk, text)) return
  if (talk.person && talk.incoming.platform === 'line') {
    if (await troubleMeant(talk, text)) return
    const isPassedOn = await passOn(talk, text)
    if ((await suggest(talk, text)) || isPassedOn) return
  }
  await introduce(talk)
  askName(talk)
}

/** Who they are to us, and what they can do. */
export async function introduce(talk: Talk, word?: GlobalWord): Promise<void> {
  if (talk.state.enrolment) return askStep(talk, talk.state.enrolment)
  if (talk.isGuest) return guide(talk, word)
  if (!talk.person || talk.person.memberships.length === 0) return repeatQuestion(talk) ? undefined : askForCode(talk)
  if (talk.firms.length === 0 && talk.person.memberships.some(({ role }) => role === 'contractor'))
    return talk.say({ key: 'contractor.hello', params: { name: talk.person.name } })
  if (isStaffChat(talk.incoming.platform)) return talk.say(whoYouAre(talk.person))
  talk.say({ key: 'converse.hello', params: { name: talk.person.name } })
  if (!repeatQuestion(talk)) talk.say({ key: 'converse.member.ask' })
}

function whoYouAre({ name, memberships }: NonNullable<Talk['person']>) {
  const roles = [...new Set(memberships.map(({ role }) => role))]
  const [first] = roles
  if (first === undefined) return { key: 'enrolment.slack.how-to-join' }
  return { key: 'enrolment.slack.member', params: { name, roles: { key: `enrolment.role.${first}` } } }
}

/** Stickers, photos, voices: thanked for, and the question that was open is asked again. */
export async function admire(talk: Talk, media: Extract<Content, { type: 'media' }>['media']): Promise<void> {
  if (isStaffChat(talk.incoming.platform)) return
  talk.say({ key: `converse.media.${media}` })
  if (repeatQuestion(talk)) return
  if (talk.isGuest) await guide(talk)
  else if (talk.person) talk.say({ key: 'converse.member.ask' })
  else askForCode(talk)
}

/** What was typed stands on several buttons: each is shown with what it is about. */
export function askWhich(talk: Talk, options: readonly Asked[]): void {
  const told = options.map(
    ({ label, about, token }): Option => ({
      label: about ? { key: 'converse.which.one', params: { about, label } } : label,
      token,
    }),
  )
  talk.ask({ key: 'converse.which.ask' }, told)
}

/** Whatever was asked last is asked again, with its answers. */
function repeatQuestion(talk: Talk): boolean {
  const { enrolment, question } = talk.state
  if (enrolment) {
    askStep(talk, enrolment)
    return true
  }
  if (!question) return false
  const { asked, options } = question
  talk.say({ key: 'converse.again' }, asked)
  if (isAboutSeveral(question)) {
    talk.say({ key: 'converse.which.press' })
    return true
  }
  talk.show({ kind: 'steps', items: options.map(({ label }) => label) })
  talk.say({ key: 'converse.pending-hint', params: { count: options.length } })
  talk.show({ kind: 'choice', lasts: 'now', options })
  return true
}
