import { noteDecided } from '#db/applications.ts'
import { findFirm } from '#db/firms.ts'
import { recruitingCounts } from '#db/recruitings.ts'
import type { Option } from '#engine/message.ts'
import { applyFor } from '../recruiting/apply.ts'
import { heardToken } from '../recruiting/tokens.ts'
import { identityOf, type Talk } from './talk.ts'
import { firmMeant } from './which-firm.ts'

const OFFERED_MAX = 8

/** 「何で知りましたか」: of several things that a company heard of us by, which one decided; asked once, of the first who leads it. */
export async function askHeard(talk: Talk): Promise<void> {
  const { tx, app, incoming } = talk
  for (const { regionId, firmId, role } of talk.firms) {
    if (role === 'worker') continue
    const company = (await findFirm(tx, firmId))?.name ?? ''
    const chat = identityOf(incoming)
    const { id, askedAt, decidedBy, touches } = await applyFor(tx, app, {
      ...{ regionId, firmId, company, chat, saidState: 'applied' },
    })
    const all = await recruitingCounts(tx, regionId)
    if (askedAt !== null || decidedBy !== null || all.length === 0) continue
    await noteDecided(tx, id, null, app.now)
    // What they came by stands first.
    const offered = [
      ...all.filter((one) => touches.includes(one.id)),
      ...all.filter((one) => !touches.includes(one.id)),
    ]
    const options = offered.slice(0, OFFERED_MAX).map(
      ({ id: recruitingId, organisation, medium }): Option => ({
        label: {
          key: 'meeting.heard.way',
          params: { organisation: { typed: organisation }, medium: { key: `programme.recruiting.${medium}` } },
        },
        token: heardToken(recruitingId, firmId),
      }),
    )
    const other = { label: { key: 'meeting.heard.other' }, token: heardToken(null, firmId) }
    return talk.ask({ key: 'meeting.heard.ask' }, [...options, other])
  }
}

export async function heardBy(
  talk: Talk,
  { recruitingId, firm }: { recruitingId: string | null; firm: string },
): Promise<void> {
  const { tx, app, incoming } = talk
  const meant = firmMeant(talk, firm)
  if (!meant) return talk.say({ key: 'errors.unknown-tap' })
  talk.state = { ...talk.state, question: null }
  const { regionId, firmId } = meant
  const isKnown = (await recruitingCounts(tx, regionId)).some(({ id }) => id === recruitingId)
  const company = (await findFirm(tx, firmId))?.name ?? ''
  const of = { regionId, firmId, company, chat: identityOf(incoming), saidState: 'applied' } as const
  const { id } = await applyFor(tx, app, of)
  await noteDecided(tx, id, isKnown ? recruitingId : null, app.now)
  talk.say({ key: 'meeting.heard.thanks' })
}
