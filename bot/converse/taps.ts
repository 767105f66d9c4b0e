import { type Action, findAction } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { receive } from '#db/inbox.ts'
import type { Person } from '#db/people.ts'
import { mayPress } from '../authority.ts'
import { isStaffChat } from '../staff-chat.ts'
import { askForCode } from './enrol.ts'
import { flowOf } from './flow-of.ts'
import { guide } from './guest.ts'
import { identityOf, REPLY_LIFE_MS, type Talk } from './talk.ts'

/** A button: looked up, its holder checked again, and handed to the one who decides, with the right to answer. */
export async function tap(talk: Talk, token: string, values?: Readonly<Record<string, string>>): Promise<void> {
  const action = await findAction(talk.tx, token)
  if (!action) return tooOld(talk, 'unknown-tap')
  if (!talk.person || !(await mayPress(talk.tx, talk.person, action))) return refuse(talk, action)
  if (action.expiresAt <= talk.app.now) return tooOld(talk, 'expired-tap')
  await handOn(talk, talk.person, action, values)
}

function tooOld(talk: Talk, reason: 'unknown-tap' | 'expired-tap'): void {
  talk.app.refused(reason)
  talk.say({ key: `errors.${reason}` })
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
    actor: person?.personId ?? `${incoming.platform}:${incoming.account}:${incoming.userId}`,
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
