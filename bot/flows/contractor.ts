import { grantActions } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { contractorsOf, endContractor, openContractorInvites } from '#db/contractors.ts'
import { enter, type Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { addInvite, revokeInvite } from '#db/invites.ts'
import { openNoticesOf } from '#db/notices.ts'
import { cancel, erase, type OutboxEntry } from '#db/outbox.ts'
import { type Contact, contactsOf } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { type Site, sitesOf } from '#db/sites.ts'
import { type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { plainAnswer } from '../case/command.ts'
import { laneOf } from '../case/work.ts'
import { scopeText } from '../contractor/scope.ts'
import { type ContractorTaps, contractorTaps } from '../contractor/tokens.ts'
import { type Answer, type Asker, answer } from '../dialogue/answer.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { newInviteCode } from '../secrets.ts'

/** A word or a tap of the firm about its contractors, or that one has joined. */
export interface ContractorCommand extends Asker {
  command: 'show' | 'pick' | 'invite' | 'remove' | 'revoke' | 'came'
  params: { site?: string; person?: string; invite?: string }
  by: Asker['by'] & { personId: string; name: string }
}

interface Work {
  tx: Tx
  app: FlowContext
  said: ContractorCommand
  region: Region
  place: { regionId: string; firmId: string }
  contacts: Contact[]
  taps: ContractorTaps
}

/** The firm lets its contractors in and out: 招待 → 承認 → 有効 → 解除. */
export async function contractor(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const place = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  // Written by the chat flow alone.
  const said = job.payload as ContractorCommand
  const work: Work = {
    ...{ tx, app, said, place, region: await regionOf(tx, place.regionId) },
    ...{ contacts: await contactsOf(tx, place.firmId), taps: contractorTaps(app, place) },
  }
  if (said.command === 'came') return came(work)
  const own = work.contacts.filter(({ personId }) => personId === said.by.personId)
  if (own.length === 0) return app.refused('not-theirs')
  if (!own.some(({ role }) => readsFirmResult(role))) return tell(work, [{ key: 'contractor.show.leaders-only' }])
  await COMMANDS[said.command](work)
}

const COMMANDS: Readonly<Record<Exclude<ContractorCommand['command'], 'came'>, (work: Work) => Promise<void>>> = {
  show,
  pick,
  invite,
  remove,
  revoke,
}

/** Who is in, who is called, and the ways on. */
async function show(work: Work): Promise<void> {
  const { tx, app, place, taps } = work
  const lines: Text[] = []
  const options: Option[] = [{ label: { key: 'contractor.button.invite' }, token: taps.tap('pick') }]
  for (const { personId, name, siteIds } of distinct(await contractorsOf(tx, place.firmId))) {
    lines.push({ key: 'contractor.show.one', params: { who: name, scope: await scopeText(tx, place.firmId, siteIds) } })
    options.push({
      label: { key: 'contractor.button.remove', params: { who: name } },
      token: taps.tap('remove', { person: personId }),
    })
  }
  for (const { id, siteIds, expiresAt } of await openContractorInvites(tx, { firmId: place.firmId, at: app.now })) {
    const scope = await scopeText(tx, place.firmId, siteIds)
    lines.push({ key: 'contractor.show.invited', params: { scope, until: { at: expiresAt } } })
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
  const scope = await scopeText(tx, place.firmId, siteIds)
  await tell(
    work,
    [
      { key: 'contractor.code.text' },
      { typed: code },
      { key: 'contractor.code.once', params: { until: { at: expiresAt } } },
      { key: 'contractor.code.scope', params: { scope } },
    ],
    [],
    { subject: `invite:${id}` },
  )
}

/** In the same transaction they lose everything, and what waits to be sent to them is taken back. */
async function remove(work: Work): Promise<void> {
  const { tx, app, said, place, region } = work
  const personId = said.params.person ?? ''
  const whom = (await contractorsOf(tx, place.firmId)).filter((one) => one.personId === personId)
  const [first] = whom
  if (!first || !(await endContractor(tx, { firmId: place.firmId, personId, at: app.now })))
    return tell(work, [{ key: 'contractor.removed-before' }])
  await remember(work, { subject: `person:${personId}`, what: 'contractor-removed', params: { role: 'contractor' } })
  const firm = await findFirm(tx, place.firmId)
  const ended = plainAnswer({ key: 'contractor.ended', params: { firm: firm?.name ?? '' } })
  const others = whom.map(
    ({ platform, account, userId }): OutboxEntry => ({
      // Of no firm: nothing that is the firm's goes to them any more.
      ...{ id: app.newUuid(), regionId: place.regionId, firmId: null, subject: null, priority: 'conversation' },
      ...{ to: { platform, account, address: userId }, locale: region.locale, message: ended },
    }),
  )
  await tell(work, [{ key: 'contractor.removed', params: { who: first.name } }], [], { others })
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
  const { tx, said, place, taps } = work
  const whom = (await contractorsOf(tx, place.firmId)).find(({ personId }) => personId === said.by.personId)
  if (!whom) return
  await showOpenNotices(work)
  const scope = await scopeText(tx, place.firmId, whom.siteIds)
  const params = { who: whom.name, scope }
  const label = { key: 'contractor.button.remove', params: { who: whom.name } }
  const leaders = work.contacts.filter(({ role, isReachable }) => isReachable && readsFirmResult(role))
  for (const leader of leaders) {
    const options = [{ label, token: taps.tap('remove', { person: whom.personId }) }]
    const texts = [{ key: 'contractor.came.text', params }, { key: 'contractor.came.check' }]
    await tell({ ...work, said: { ...said, by: leader } }, texts, options)
  }
}

/** What is open of the firm is shown to whoever has come, each in the lane of its case. */
async function showOpenNotices({ tx, app, said, place }: Work): Promise<void> {
  const { personId } = said.by
  const open = await openNoticesOf(tx, place.firmId)
  await receive(
    tx,
    open.map(({ caseId }) => ({
      ...{ lane: laneOf(caseId), kind: 'case-contractor-came', account: 'contractors', eventId: app.newUuid() },
      ...{ ...place, at: app.now, payload: { personId } },
    })),
  )
}

async function tell(work: Work, texts: Text[], asked: Option[] = [], more: Partial<Answer> = {}): Promise<void> {
  const { tx, app, place, region, said, taps } = work
  await enter(tx, { kind: 'firm', ...place })
  await grantActions(tx, taps.granted)
  const parts: Part[] = texts.map(paragraph)
  await answer(tx, app, { ...place, region, to: said }, { parts, asked, ...more })
}

const remember = (
  { tx, app, said, place }: Work,
  line: { subject: string; what: string; params: object },
): Promise<void> => note(tx, { ...place, ...line, at: app.now, actor: said.by.personId, reason: null })
