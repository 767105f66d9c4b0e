import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { lockClaim, saveClaim } from '#db/claims.ts'
import type { Tx } from '#db/door.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import type { Contact } from '#db/people.ts'
import { recordProvision } from '#db/provisions.ts'
import {
  apply,
  type Claim,
  type ClaimEvent,
  type ClaimRefusal,
  type Fact,
  itemsOf,
  PACK_ITEMS,
  refusalOf,
  shownToInsurer,
} from '#engine/claim.ts'
import type { Message, Text } from '#engine/message.ts'
import { type Answerable, answerWith, inWords, toPerson } from '../answer-to.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { factIn } from '../insurance/form.ts'
import { caseOfLane, claimLane } from '../insurance/lanes.ts'
import { approvalMessage, claimCard, packMessage } from '../insurance/messages.ts'
import { packFields } from '../insurance/pack.ts'
import { ownerTap, type StaffTap, staffTap } from '../insurance/taps.ts'
import { approversOf, type ClaimFile, claimFile, factsKnown } from '../insurance/work.ts'
import { settle } from '../settle.ts'

/** A tap or a form of the staff's, or a tap of the firm's. */
interface Said extends Answerable {
  command: string
  params?: Readonly<Record<string, string | number>>
  values?: FormValues
}

/** One transaction's work on one trigger record. */
interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  file: ClaimFile
  granted: Action[]
  says: OutboxEntry[]
}

export async function claim(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const key = { caseId: caseOfLane(job.lane), firmId: job.firmId ?? '' }
  const work: Work = {
    ...{ tx, app, said: job.payload as Said, granted: [], says: [] },
    file: await claimFile(tx, key, lockClaim),
  }
  await COMMANDS[work.said.command]?.(work)
  await settle(work.tx, work.app, work)
}

type Command = (work: Work) => Promise<unknown>

const COMMANDS: Readonly<Record<string, Command>> = {
  open: learn,
  'submit-fact': async (work) => {
    const found = factIn(work.said.values ?? {})
    if ('field' in found) return answer(work, { key: `desk.claim.fault.${found.field}` })
    const { finding, evidence } = found
    await recordFact(work, { ...finding, by: personOf(work.said), at: work.app.now, evidence, source: null })
  },
  draft,
  withhold: (work) => choose(work, 'item-withheld'),
  show: (work) => choose(work, 'item-shown'),
  approve,
  keep: async (work) => {
    if (await isApprover(work)) if (await happen(work, { kind: 'kept' })) answer(work, { key: 'insurance.told.kept' })
  },
  paid: (work) => happen(work, { kind: 'paid' }),
  refused: (work) => happen(work, { kind: 'refused' }),
}

/** What the system knows is read again as long as nobody has found it otherwise. */
async function learn(work: Work): Promise<void> {
  const { facts = {}, state = 'judging' } = work.file.stored?.claim ?? {}
  const isOpen = state === 'judging' || state === 'met' || state === 'not-met'
  for (const fact of isOpen ? await factsKnown(work.tx, work.file) : [])
    if (!facts[fact.condition]) await recordFact(work, fact)
  card(work)
}

/** The one way for a condition to be written down, whoever found it. */
const recordFact = (work: Work, fact: Fact): Promise<boolean> => happen(work, { kind: 'fact', fact })

/** What the insurer would see is written down, and whoever leads the firm is asked; without them nothing is shown. */
async function draft(work: Work): Promise<void> {
  const { tx, app, file } = work
  const stored = file.stored?.claim
  const [approver] = await approversOf(tx, file.firm.id)
  if (!app.config.insurer) return answer(work, { key: 'desk.claim.fault.no-channel' })
  if (!approver) return answer(work, { key: 'desk.claim.fault.unreachable', params: { firm: file.firm.name } })
  const fields = stored ? await packFields(tx, file, stored) : []
  if (await happen(work, { kind: 'drafted', fields })) ask(work, approver)
}

/** The firm's own choice of what is shown, one by one. */
async function choose(work: Work, kind: 'item-withheld' | 'item-shown'): Promise<void> {
  const item = PACK_ITEMS.find((one) => one === work.said.params?.item)
  if (!item || !(await isApprover(work)) || !(await happen(work, { kind, item }))) return
  const { personId } = work.said.by
  const claimed = work.file.stored?.claim
  if (claimed) reply(work, approvalMessage(claimed, tapOf(work, personId, claimed)))
}

async function approve(work: Work): Promise<void> {
  if (!(await isApprover(work))) return
  // Nothing is said to be sent that has nowhere to go.
  if (!work.app.config.insurer) return answer(work, { key: 'insurance.told.no-insurer' })
  if (!(await happen(work, { kind: 'approved' }))) return
  answer(work, { key: 'insurance.told.approved' })
  await disclose(work)
}

const LINK_LIFE_MS = 90 * 86_400_000

/** To the insurer's channel, and written down as given: to whom, what, when, and by whose yes. */
async function disclose(work: Work): Promise<void> {
  const { tx, app, said, file, says } = work
  const { firm, region, id, stored } = file
  const { insurer } = app.config
  if (!stored || !insurer) return
  const shown = shownToInsurer(stored.claim)
  const items = itemsOf(shown)
  const subject = claimLane(file.case.id)
  const place = { regionId: region.id, firmId: firm.id }
  const by = said.by.personId
  await recordProvision(tx, {
    ...{ id: app.newId('provision'), ...place, subject, items, basis: 'consent', agreedBy: by, actor: 'otasuke' },
    ...{
      recipient: { kind: 'insurer', id: insurer.address, name: 'insurer', platform: insurer.platform },
      at: app.now,
    },
  })
  await note(tx, {
    ...{ ...place, subject, at: app.now, actor: by, what: 'disclosed', reason: null },
    params: { to: 'insurer', items: items.join(' ') },
  })
  const to = (kind: 'pdf' | 'json'): string => app.link(id, kind, app.now + LINK_LIFE_MS)
  const message = packMessage(stored.claim, { pdf: to('pdf'), json: to('json') })
  says.push({ id: app.newUuid(), ...placeOf(work), to: insurer, priority: 'notice', message })
}

/** Checked again at the tap: they lead the firm still, and it is this very draft. */
async function isApprover(work: Work): Promise<boolean> {
  const { tx, said, file } = work
  const isOwn = (await approversOf(tx, file.firm.id)).some(({ personId }) => personId === said.by.personId)
  const claim = file.stored?.claim
  const isThis =
    claim?.pack?.draftedAt === said.params?.draftedAt &&
    (said.params?.withheld === undefined || (claim !== undefined && said.params.withheld === withheldOf(claim)))
  if (isOwn && isThis) return true
  work.app.refused(isOwn ? 'stale' : 'not-theirs')
  answer(work, { key: isOwn ? 'insurance.told.old' : 'errors.not-yours' })
  return false
}

function ask(work: Work, to: Contact): void {
  const claimed = work.file.stored?.claim
  if (!claimed) return
  work.says.push(toPerson(work.app, placeOf(work), to, approvalMessage(claimed, tapOf(work, to.personId, claimed))))
}

const withheldOf = ({ pack }: Claim): string => (pack?.withheld ?? []).toSorted().join(' ')

const tapOf =
  (work: Work, personId: string, claim: Claim): Parameters<typeof approvalMessage>[1] =>
  (command, item) =>
    granted(
      work,
      ownerTap(
        work.app,
        keyOf(work),
        { personId, draftedAt: claim.pack?.draftedAt ?? 0, withheld: withheldOf(claim) },
        command,
        item,
      ),
    )

const keyOf = ({ file: { firm, region, case: subject } }: Work) => ({
  ...{ regionId: region.id, firmId: firm.id, caseId: subject.id },
})

function granted({ granted: all }: Work, action: Action): Action {
  all.push(action)
  return action
}

type Happening = ClaimEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'at' | 'by'> : never) : never

/** False where it cannot happen, and whoever wanted it was told why. */
async function happen(work: Work, what: Happening): Promise<boolean> {
  const { tx, app, said, file } = work
  const event = { ...what, at: app.now, by: personOf(said) } as ClaimEvent
  const refusal = refusalOf(file.stored?.claim, event)
  if (refusal) {
    app.refused(refusal)
    answer(work, refusedText(said, refusal))
    return false
  }
  const place = { regionId: file.region.id, firmId: file.firm.id }
  const after = { id: file.id, ...place, caseId: file.case.id, claim: apply(file.stored?.claim, event) }
  await saveClaim(tx, after, event)
  await note(tx, {
    ...{ ...place, subject: claimLane(file.case.id), at: app.now, actor: said.by.personId },
    ...{ what: `claim-${event.kind}`, params: paramsOf(event), reason: null },
  })
  work.file = { ...file, stored: after }
  card(work)
  return true
}

/** The staff reads why; the firm, that its button is of no use any more. */
function refusedText({ by }: Said, refusal: ClaimRefusal): Text {
  if (by.platform !== 'line') return { key: `desk.claim.refused.${refusal}` }
  return { key: refusal === 'nothing-to-show' ? 'insurance.told.nothing' : 'insurance.told.old' }
}

const paramsOf = (event: ClaimEvent): Record<string, string> => {
  if (event.kind === 'fact') return { condition: event.fact.condition, holds: String(event.fact.holds) }
  return 'item' in event ? { item: event.item } : {}
}

/** Once, as it stands when all is done. */
function card(work: Work): void {
  const { app, file } = work
  if (!file.stored) return
  const tap = (command: StaffTap) => granted(work, staffTap(app, keyOf(work), command))
  tap('submit-fact')
  const entry = claimCard(app, file, file.stored.claim, tap)
  work.says = [entry, ...work.says.filter(({ stickyKey }) => stickyKey === undefined)]
}

const personOf = ({ by: { personId, name } }: Said) => ({ personId, name })

const placeOf = ({ file: { firm, region, case: subject } }: Work) => ({
  ...{ regionId: region.id, firmId: firm.id, subject: claimLane(subject.id), locale: region.locale },
})

const answer = (work: Work, text: Text): void => reply(work, inWords([text]))

const reply = (work: Work, message: Message): void => answerWith(work, placeOf(work), message)
