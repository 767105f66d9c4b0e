import { type Contractor, contractorsOf, openContractorInvites } from '#db/contractors.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { addInvite, revokeInvite } from '#db/invites.ts'
import { cancel, erase } from '#db/outbox.ts'
import { contactsOf, endMembership } from '#db/people.ts'
import { type Site, sitesOf } from '#db/sites.ts'
import type { Option, Text } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { plainAnswer } from '../case/command.ts'
import { part, parted, people, toLeaver } from '../contractor/members.ts'
import { showOpenNotices } from '../contractor/open-notices.ts'
import { cover, scope, uncover } from '../contractor/rescope.ts'
import { scopeText } from '../contractor/scope.ts'
import { contractorTaps } from '../contractor/tokens.ts'
import { type ContractorCommand, type LeadersCommand, remember, tell, type Work } from '../contractor/work.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { newInviteCode } from '../secrets.ts'
import { takeBack } from '../taking-back.ts'

/** The firm lets its contractors in and out: 招待 → 承認 → 有効 → 解除. By the same way its own people go. */
export async function contractor(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const place = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  // Written by the chat flow, and by the operator about who has gone.
  const said = job.payload as ContractorCommand
  const work: Work = {
    ...{ tx, app, said, place, region: await regionOf(tx, place.regionId) },
    ...{ contacts: await contactsOf(tx, place.firmId), taps: contractorTaps(app, place) },
  }
  if (said.command === 'came') return came(work)
  if (said.command === 'named') return named(work)
  if (said.command === 'parted') {
    await parted(work)
    return
  }
  const own = work.contacts.filter(({ personId }) => personId === said.by.personId)
  if (own.length === 0) return app.refused('not-theirs')
  if (said.command === 'people') return people(work)
  if (said.command === 'part') return part(work)
  if (!own.some(({ role }) => readsFirmResult(role))) return tell(work, [{ key: 'contractor.show.leaders-only' }])
  await COMMANDS[said.command](work)
}

const COMMANDS: Readonly<Record<LeadersCommand, (work: Work) => Promise<void>>> = {
  ...{ show, pick, invite, remove, revoke },
  ...{ scope, cover, uncover },
}

/** Who is in, who is called, and the ways on. */
async function show(work: Work): Promise<void> {
  const { tx, app, place, taps } = work
  const lines: Text[] = []
  const options: Option[] = [{ label: { key: 'contractor.button.invite' }, token: taps.tap('pick') }]
  const isOnePlace = (await sitesOf(tx, place.firmId)).length <= 1
  for (const { personId, name, siteIds } of distinct(await contractorsOf(tx, place.firmId))) {
    lines.push({ key: 'contractor.show.one', params: { who: name, scope: await scopeText(tx, place.firmId, siteIds) } })
    options.push({
      label: { key: 'contractor.button.remove', params: { who: name } },
      token: taps.tap('remove', { person: personId }),
    })
    const label = { key: 'contractor.button.scope', params: { who: name } }
    if (!isOnePlace) options.push({ label, token: taps.tap('scope', { person: personId }) })
  }
  for (const { id, siteIds, expiresAt } of await openContractorInvites(tx, { firmId: place.firmId, at: app.now })) {
    const params = { scope: await scopeText(tx, place.firmId, siteIds), until: { at: expiresAt } }
    lines.push({ key: 'contractor.show.invited', params })
    options.push({ label: { key: 'contractor.button.revoke' }, token: taps.tap('revoke', { invite: id }) })
  }
  await tell(work, lines.length > 0 ? lines : [{ key: 'contractor.show.none' }], options)
}

const distinct = <One extends { personId: string }>(all: readonly One[]): One[] =>
  all.filter(({ personId }, at) => all.findIndex((one) => one.personId === personId) === at)

/** What they shall look after; a firm of one place is not asked. */
async function pick(work: Work): Promise<void> {
  const sites = await sitesOf(work.tx, work.place.firmId)
  if (sites.length <= 1) return invite(work)
  const options = sites.slice(0, SITES_MAX).map(({ id, name }) => ({
    label: { key: 'contractor.button.invite-site', params: { site: name } },
    token: work.taps.tap('invite', { site: id }),
  }))
  const all = { label: { key: 'contractor.button.invite-all' }, token: work.taps.tap('invite') }
  await tell(work, [{ key: 'contractor.which-site' }], [...options, all])
}
const SITES_MAX = 11

const INVITE_LIFE_MS = 7 * 86_400_000

/** The code is in this one message and nowhere else; the message is blanked once somebody has used it. */
async function invite(work: Work): Promise<void> {
  const { tx, app, said, place } = work
  const [id, code, expiresAt] = [app.newId('invite'), newInviteCode(), app.now + INVITE_LIFE_MS]
  const site = (await sitesOf(tx, place.firmId)).find((one: Site) => one.id === said.params.site)
  const siteIds = site ? [site.id] : null
  await addInvite(tx, {
    ...{ id, ...place, role: 'contractor', siteIds, createdBy: said.by.personId },
    ...{ codeHmac: app.inviteHmac(code), expiresAt, at: app.now },
  })
  await remember(work, { subject: `invite:${id}`, what: 'invite-made', params: { role: 'contractor', siteIds } })
  const params = { scope: await scopeText(tx, place.firmId, siteIds) }
  await tell(
    work,
    [
      { key: 'contractor.code.text' },
      { typed: code },
      { key: 'contractor.code.once', params: { until: { at: expiresAt } } },
      { key: 'contractor.code.scope', params },
    ],
    [],
    { subject: `invite:${id}` },
  )
}

/** In the same transaction they lose everything; what waits to be sent to them is taken back, and what stands in their chats deleted. */
async function remove(work: Work): Promise<void> {
  const { tx, app, said, place } = work
  const personId = said.params.person ?? ''
  const whom = (await contractorsOf(tx, place.firmId)).filter((one) => one.personId === personId)
  const [first] = whom
  if (!first || !(await endMembership(tx, { firmId: place.firmId, personId, at: app.now })))
    return tell(work, [{ key: 'contractor.removed-before' }])
  await remember(work, { subject: `person:${personId}`, what: 'contractor-removed', params: { role: 'contractor' } })
  const firm = await findFirm(tx, place.firmId)
  const ended = plainAnswer({ key: 'contractor.ended', params: { firm: firm?.name ?? '' } })
  const taken = await takeBack(tx, app, { ...place, personId, chats: whom, actor: said.by.personId })
  const others = [...taken.entries, ...whom.map((one) => toLeaver(work, one, ended))]
  const removed = { key: 'contractor.removed', params: { who: first.name } }
  await tell(work, [removed, ...taken.stays(first.name)], [], { others })
}

async function revoke(work: Work): Promise<void> {
  const { tx, app, said } = work
  const id = said.params.invite ?? ''
  await revokeInvite(tx, { id, at: app.now })
  await cancel(tx, `invite:${id}`)
  await erase(tx, `invite:${id}`)
  await remember(work, { subject: `invite:${id}`, what: 'invite-revoked', params: {} })
  await tell(work, [{ key: 'contractor.revoked' }])
}

/** Somebody has joined by the code: the leaders read who, and can undo it with one tap; they read what is open. */
async function came(work: Work): Promise<void> {
  const { tx, said, place } = work
  const whom = (await contractorsOf(tx, place.firmId)).find(({ personId }) => personId === said.by.personId)
  if (!whom) return
  await showOpenNotices(work, whom.personId)
  const params = { who: whom.name, scope: await scopeText(tx, place.firmId, whom.siteIds) }
  await tellLeaders(work, whom, [{ key: 'contractor.came.text', params }, { key: 'contractor.came.check' }])
}

/** What they were given before they had said their name stands under another one: whose that was is written down beside it. */
async function named(work: Work): Promise<void> {
  const { tx, said, place } = work
  const whom = (await contractorsOf(tx, place.firmId)).find(({ personId }) => personId === said.by.personId)
  if (!whom) return
  const params = { before: said.params.before ?? '', name: said.by.name }
  await remember(work, { subject: `person:${whom.personId}`, what: 'contractor-named', params })
  await tellLeaders(work, whom, [{ key: 'contractor.named', params }])
}

async function tellLeaders(work: Work, whom: Contractor, texts: Text[]): Promise<void> {
  const { said, taps } = work
  const label = { key: 'contractor.button.remove', params: { who: whom.name } }
  const leaders = work.contacts.filter(({ role, isReachable }) => isReachable && readsFirmResult(role))
  for (const leader of leaders) {
    const options = [{ label, token: taps.tap('remove', { person: whom.personId }) }]
    await tell({ ...work, said: { ...said, by: leader } }, texts, options)
  }
}
