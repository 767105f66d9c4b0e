import { type Action, findAction } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { receive } from '#db/inbox.ts'
import type { Person } from '#db/people.ts'
import { isFirmRole } from '#engine/enrolment.ts'
import { isOfAssets } from '../asset/tokens.ts'
import { isOfConsultation } from '../consultation/lanes.ts'
import { isOfContractors } from '../contractor/tokens.ts'
import { isOfDispatch } from '../dispatch/lanes.ts'
import { isOfExample, isOfReader } from '../example/lanes.ts'
import { isOfHearing } from '../hearing/work.ts'
import { isHeldBy } from '../holder.ts'
import { isOfInquiry } from '../inquiry/messages.ts'
import { isOfClaim } from '../insurance/lanes.ts'
import { isOfLeak } from '../leak/lanes.ts'
import { isOfRemoteHelp } from '../remote-help/lanes.ts'
import { isOfResponsible } from '../responsible/keep.ts'
import { isOfPolicy } from '../security-action/policy-form.ts'
import { isStaffChat } from '../staff-chat.ts'
import { askForCode } from './enrol.ts'
import { guide } from './guest.ts'
import { identityOf, REPLY_LIFE_MS, type Talk } from './talk.ts'

/** A button: looked up, its holder checked again, and handed to the one who decides, with the right to answer. */
export async function tap(talk: Talk, token: string, values?: Readonly<Record<string, string>>): Promise<void> {
  const action = await findAction(talk.tx, token)
  if (!action) return tooOld(talk, 'unknown-tap')
  if (!talk.person || !mayPress(talk.person, action)) return refuse(talk, action)
  if (action.expiresAt <= talk.app.now) return tooOld(talk, 'expired-tap')
  await handOn(talk, talk.person, action, values)
}

/** The flow that works what a button is about. */
function flowOf({ subject, command }: Action): string {
  if (subject.startsWith('dialogue:')) return 'dialogue-form'
  if (subject.startsWith('todos:')) return 'todo-command'
  if (isOfAssets(subject)) return isOfInquiry(command) ? 'inquiry' : 'asset'
  if (isOfContractors({ subject })) return 'contractor'
  if (isOfHearing({ subject })) return 'hearing'
  if (isOfExample({ subject })) return 'example'
  if (isOfRemoteHelp({ subject })) return 'remote-help'
  if (isOfClaim({ subject })) return 'claim'
  if (isOfDispatch({ subject })) return 'dispatch'
  if (isOfLeak({ subject })) return 'leak'
  if (isOfConsultation({ subject })) return 'consultation'
  if (isOfReader({ subject })) return 'example-read'
  if (isOfPolicy({ subject })) return 'policy-form'
  if (isOfResponsible({ subject })) return 'responsible'
  return subject.startsWith('suppression:') ? 'suppression-command' : 'case-command'
}

function tooOld(talk: Talk, reason: 'unknown-tap' | 'expired-tap'): void {
  talk.app.refused(reason)
  talk.say({ key: `errors.${reason}` })
}

function mayPress({ personId, memberships }: Person, { holder, firmId, regionId }: Action): boolean {
  const ofFirm = memberships.filter((one) => one.firmId !== null && one.firmId === firmId)
  const isMember = ofFirm.some(({ role }) => isFirmRole(role))
  // A person's own button is of no use to them once they have left, or no longer look after, the firm that it is about.
  if ('personId' in holder) return holder.personId === personId && (firmId === null || ofFirm.length > 0)
  if ('vendorId' in holder) return memberships.some((one) => one.vendorId === holder.vendorId)
  if (holder.role === 'member') return isMember
  return memberships.some((one) => isHeldBy(one.role, holder.role) && one.regionId === regionId)
}

/** Nothing is told of what the button was about; that it was pressed is kept. */
async function refuse(talk: Talk, { regionId, firmId, subject, command }: Action): Promise<void> {
  const { incoming, person, app, tx } = talk
  const reason = person ? 'not-theirs' : 'unknown-person'
  app.refused(reason)
  await note(tx, {
    regionId,
    firmId,
    subject,
    at: app.now,
    actor: person?.personId ?? `${incoming.platform}:${incoming.userId}`,
    what: 'tap-refused',
    params: { command },
    reason,
  })
  if (talk.isGuest) return guide(talk)
  if (!person) return askForCode(talk)
  talk.say({ key: isStaffChat(incoming.platform) ? 'errors.staff-only' : 'errors.not-yours' })
}

async function handOn(
  talk: Talk,
  person: Person,
  action: Action,
  values?: Readonly<Record<string, string>>,
): Promise<void> {
  const { incoming, app, tx } = talk
  const { platform, account, eventId, replyToken, chat, at } = incoming
  const payload = {
    command: action.command,
    params: action.params,
    token: action.token,
    by: { personId: person.personId, name: person.name, ...identityOf(incoming) },
    chat,
    ...(replyToken !== undefined && { replyToken, replyUntil: at + REPLY_LIFE_MS }),
    ...(values && { values }),
    ...(talk.resume && { resume: talk.resume }),
  }
  await receive(tx, [
    {
      lane: action.subject,
      kind: flowOf(action),
      account: `${platform}:${account}`,
      eventId: `tap:${eventId}`,
      regionId: action.regionId,
      firmId: action.firmId,
      payload,
      at: app.now,
    },
  ])
}
