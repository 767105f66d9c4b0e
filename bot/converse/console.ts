import { offerSession } from '#db/console-sessions.ts'
import { STAFF_OF_CONSOLE } from '#engine/permission.ts'
import type { Talk } from './talk.ts'

/** Long enough to go to the browser, too short to be found later. */
const OPENS_FOR_MS = 10 * 60_000

/** `/otasuke 画面`: a link, good once and for ten minutes, to whoever of the staff has pages to look at. */
export async function offerConsole(talk: Talk): Promise<void> {
  const { tx, app, person } = talk
  const roles = person?.memberships.filter(({ firmId }) => firmId === null) ?? []
  const own = STAFF_OF_CONSOLE.flatMap((role) => roles.filter((one) => one.role === role)).at(0)
  if (!person || !own) return talk.say({ key: 'console.chat.no-right' })
  const [id, opensUntil] = [app.newId('session'), app.now + OPENS_FOR_MS]
  await offerSession(tx, {
    id,
    regionId: own.regionId,
    personId: person.personId,
    role: own.role,
    at: app.now,
    opensUntil,
  })
  talk.say({ key: 'console.chat.lead' })
  talk.show({ kind: 'link', label: { key: 'console.chat.open' }, url: app.link(id, 'page', opensUntil) })
}
