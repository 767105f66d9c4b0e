import type { FormAdapter, FormValues, Incoming } from '#adapters/adapter.ts'
import type { SendResult } from '#adapters/send-result.ts'
import { type Action, findAction } from '#db/actions.ts'
import { type Db, enter, type Tx } from '#db/door.ts'
import { findByIdentity } from '#db/people.ts'
import { loadRules } from '#db/regions.ts'
import { heldByOther, isUndecided, type PersonRef } from '#engine/case.ts'
import type { Form, Text } from '#engine/message.ts'
import { aloneRefusal, type NoticeDraft } from '#engine/notice.ts'
import { rulesFrom } from '#engine/region-rules.ts'
import { SUPPRESSION_KNOBS } from '#engine/suppression.ts'
import { mayPress } from './authority.ts'
import { aloneBlocks, aloneForm } from './case/alone-form.ts'
import { holderIn } from './case/device.ts'
import { blocksOf, draftFrom, noticeForm } from './case/notice-form.ts'
import { gate } from './case/prose.ts'
import { scopeText, suggestionOf } from './case/quiet.ts'
import { quietForm } from './case/quiet-form.ts'
import { type CaseFile, readCaseFile } from './case/work.ts'
import { callMeant } from './consultation/call-command.ts'
import { callForm, consultationErrors, consultationForm, consultationRedrawn } from './consultation/in-call.ts'
import { isOfConsultation } from './consultation/lanes.ts'
import { draftFor } from './content/notice-templates.ts'
import { isOfDialogue, sectionErrors, sectionForm } from './dialogue/section-form.ts'
import { dispatchErrors, dispatchForm } from './dispatch/in-call.ts'
import { isOfDispatch } from './dispatch/lanes.ts'
import { exampleErrors, exampleFormIn } from './example/in-call.ts'
import { isOfExample } from './example/lanes.ts'
import type { FormMaker } from './form-maker.ts'
import type { FormTurns } from './form-turns.ts'
import { commentErrors, commentFormIn } from './health/comment-form.ts'
import { isOfHealthCheck, isOfHealthRun } from './health/lanes.ts'
import { pickErrors, pickFormIn } from './health/pick-form.ts'
import type { CallOfPlatform } from './hear.ts'
import { hearingErrors, hearingForm } from './hearing/in-call.ts'
import { isOfHearing } from './hearing/work.ts'
import { isHeldBy } from './holder.ts'
import { installationErrors, installationForm } from './installation/in-call.ts'
import { isOfInstallation } from './installation/lanes.ts'
import { claimErrors, claimForm } from './insurance/in-call.ts'
import { isOfClaim } from './insurance/lanes.ts'
import { orderErrors, orderForm } from './order/in-call.ts'
import { isOfOrder } from './order/lanes.ts'
import { recruitingFormMeant } from './recruiting/commands.ts'
import { isOfRecruiting, newRecruitingForm, recruitingErrors } from './recruiting/in-call.ts'
import { remoteHelpErrors, remoteHelpForm } from './remote-help/in-call.ts'
import { isOfRemoteHelp } from './remote-help/lanes.ts'
import { rotaErrors, rotaFormIn } from './rota/in-call.ts'
import { isOfRota } from './rota/taps.ts'
import { isOfPolicy, policyErrors, policyForm } from './security-action/policy-form.ts'
import { warningErrors, warningFormIn } from './warning/in-call.ts'
import { isOfWarning } from './warning/lanes.ts'
import { scopeOf } from './work.ts'

/** What answers inside the platform's HTTP call. Reads only: every write comes from the inbox row stored before it. */
export interface InCall extends FormMaker {
  db: Db
  chat: FormAdapter
  turns: FormTurns
}

/** The body of the answer, or undefined for an empty one. */
export async function answerInCall(
  inCall: InCall,
  incoming: Incoming,
  { isNew, signal }: CallOfPlatform,
): Promise<unknown> {
  const { content, triggerId } = incoming
  if (content.type === 'tap' && triggerId && isNew)
    return void (await openForm(inCall, incoming, { token: content.token, triggerId }, signal))
  if (content.type === 'command' && triggerId && isNew)
    return void (await openCall(inCall, incoming, { text: content.text, triggerId }, signal))
  if (content.type === 'form-changed') return void (await refreshForm(inCall, incoming, content, signal))
  if (content.type === 'form-submitted') return checkForm(inCall, incoming, content)
  return undefined
}

async function openForm(
  inCall: InCall,
  incoming: Incoming,
  { token, triggerId }: { token: string; triggerId: string },
  signal: AbortSignal,
): Promise<void> {
  const form = await authorised(inCall, incoming, token, (tx, action, by) => formBehind(inCall, tx, action, by))
  if (form) mustBeShown(await inCall.chat.openForm(triggerId, form, signal))
}

async function formBehind(inCall: InCall, tx: Tx, action: Action, by: PersonRef): Promise<Form<string> | undefined> {
  if (isOfDialogue(action)) return sectionForm(inCall, tx, action)
  if (isOfPolicy(action)) return policyForm(inCall, tx, action)
  if (isOfExample(action)) return exampleFormIn(inCall, tx, action)
  if (isOfWarning(action)) return warningFormIn(inCall, tx, action)
  if (isOfHealthCheck(action)) return commentFormIn(inCall, tx, action)
  if (isOfHealthRun(action)) return pickFormIn(inCall, tx, action)
  if (isOfOrder(action)) return orderForm(inCall, tx, action)
  if (isOfRemoteHelp(action)) return remoteHelpForm(inCall, tx, action)
  if (isOfClaim(action)) return claimForm(inCall, tx, action)
  if (isOfDispatch(action)) return dispatchForm(inCall, tx, action)
  if (isOfInstallation(action)) return installationForm(inCall, tx, action)
  if (isOfRota(action)) return rotaFormIn(inCall, tx, action)
  if (isOfConsultation(action)) return consultationForm(inCall, tx, action, by)
  return isOfHearing(action) ? hearingForm(inCall, tx, action) : formFor(inCall, tx, action, by)
}

/** A call that the desk writes down, and what recruiters fill in, begins with a command, not with a button. */
async function openCall(
  inCall: InCall,
  { platform, account, userId, eventId }: Incoming,
  { text, triggerId }: { text: string; triggerId: string },
  signal: AbortSignal,
): Promise<void> {
  const recruiting = recruitingFormMeant(text)
  if (!recruiting && !callMeant(text)) return
  const read = async (tx: Tx): Promise<Form<string> | undefined> => {
    const person = await findByIdentity(tx, { platform, account, userId })
    if (recruiting) return newRecruitingForm(inCall, tx, { form: recruiting, person, eventId })
    const regionId = person?.memberships.find(({ role }) => isHeldBy(role, 'desk'))?.regionId
    return regionId === undefined ? undefined : callForm(inCall, tx, { regionId, eventId, text })
  }
  const form = await inCall.db.transaction({ kind: 'system' }, read, { isUrgent: true })
  if (form) mustBeShown(await inCall.chat.openForm(triggerId, form, signal))
}

async function refreshForm(
  inCall: InCall,
  incoming: Incoming,
  { token, viewId, values }: Extract<Incoming['content'], { type: 'form-changed' }>,
  signal: AbortSignal,
): Promise<void> {
  await inCall.turns(viewId, async (isNewest) => {
    const form = await authorised(inCall, incoming, token, (tx, action, by) =>
      redrawn(inCall, tx, { action, by, values }),
    )
    if (form && isNewest()) await inCall.chat.updateForm(viewId, form, signal)
  })
}

interface Written {
  action: Action
  by: PersonRef
  values: FormValues
}

/** The form while it is written. Where it takes several pages, what stands on the others is what it opens with. */
async function redrawn(inCall: InCall, tx: Tx, written: Written): Promise<Form<string> | undefined> {
  const { action, by, values } = written
  const followed = await following(inCall, tx, written)
  if (followed?.fields.every(({ id }) => values[id] !== undefined)) return followed
  const opened = { ...action, command: action.command.replace(/^submit/, 'open') }
  const blank = (await formBehind(inCall, tx, opened, by)) ?? followed
  if (!blank) return undefined
  const standing = Object.fromEntries(blank.fields.map(({ id, value }) => [id, String(value ?? '')]))
  const all = { ...standing, ...values }
  return (await following(inCall, tx, { action, by, values: all })) ?? filled(blank, all)
}

const filled = (form: Form<string>, values: FormValues): Form<string> => ({
  ...form,
  fields: form.fields.map((field) => ({ ...field, value: values[field.id] ?? '' })),
})

/** Forms that show beside the fields what comes of what is typed. */
async function following(inCall: InCall, tx: Tx, { action, by, values }: Written): Promise<Form<string> | undefined> {
  if (isOfConsultation(action)) return consultationRedrawn(inCall, tx, action, { values, by })
  const file = await readCaseFile(tx, caseIdOf(action))
  if (!file || action.command !== 'submit-notice') return undefined
  const draft = draftFrom(values)
  return inCall.speaker.form(noticeForm(action.token, file.case.kind, draft, gate(draft)), file.region)
}

function mustBeShown(result: SendResult): void {
  if (result.kind !== 'accepted') throw new Error(`the form was not shown: ${JSON.stringify(result)}`)
}

async function checkForm(
  inCall: InCall,
  incoming: Incoming,
  { token, values }: Extract<Incoming['content'], { type: 'form-submitted' }>,
) {
  const errors = await authorised(inCall, incoming, token, async (tx, action, by) => {
    if (isOfDialogue(action)) return sectionErrors(inCall, tx, action, values)
    if (isOfPolicy(action)) return policyErrors(inCall, tx, action, values)
    if (isOfHearing(action)) return hearingErrors(inCall, tx, action, values)
    if (isOfExample(action)) return exampleErrors(inCall, tx, action, values)
    if (isOfWarning(action)) return warningErrors(inCall, tx, action, values)
    if (isOfHealthCheck(action)) return commentErrors(inCall, tx, action, values)
    if (isOfHealthRun(action)) return pickErrors(inCall, tx, action, values)
    if (isOfOrder(action)) return orderErrors(inCall, tx, action, values)
    if (isOfRemoteHelp(action)) return remoteHelpErrors(inCall, tx, action, values)
    if (isOfClaim(action)) return claimErrors(inCall, tx, action, values)
    if (isOfDispatch(action)) return dispatchErrors(inCall, tx, action, values)
    if (isOfInstallation(action)) return installationErrors(inCall, tx, action, values)
    if (isOfRecruiting(action)) return recruitingErrors(inCall, tx, action, values)
    if (isOfRota(action)) return rotaErrors(inCall, tx, action, { values, by })
    if (isOfConsultation(action)) return consultationErrors(inCall, tx, action, values)
    const file = await readCaseFile(tx, caseIdOf(action))
    const blocks = file ? blocksFor(action.command, values, inCall.context().now) : []
    return file && Object.fromEntries(blocks.map(({ field, text }) => [field, inCall.speaker.text(text, file.region)]))
  })
  return errors && Object.keys(errors).length > 0 ? inCall.chat.fieldErrors(errors) : undefined
}

function blocksFor(command: string, values: FormValues, now: number): { field: string; text: Text }[] {
  if (command === 'submit-alone') return aloneBlocks(values)
  if (command !== 'submit-notice') return []
  const draft = draftFrom(values)
  return blocksOf(draft, gate(draft), now)
}

/**
 * Runs `read` in the scope of the token's case, if this person may press it; the inbox row tells everybody else why not.
 * In one transaction, because each one may have to wait for its turn.
 */
function authorised<T>(
  inCall: InCall,
  incoming: Incoming,
  token: string,
  read: (tx: Tx, action: Action, by: PersonRef) => Promise<T | undefined>,
): Promise<T | undefined> {
  const { platform, account, userId } = incoming
  const readFor = async (tx: Tx): Promise<T | undefined> => {
    const action = await findAction(tx, token)
    if (!action || action.expiresAt < inCall.context().now) return undefined
    const person = await findByIdentity(tx, { platform, account, userId })
    if (!person || !(await mayPress(tx, person, action))) return undefined
    await enter(tx, scopeOf(action))
    return read(tx, action, person)
  }
  return inCall.db.transaction({ kind: 'system' }, readFor, { isUrgent: true })
}

async function formFor(inCall: InCall, tx: Tx, action: Action, by: PersonRef): Promise<Form<string> | undefined> {
  const file = await readCaseFile(tx, caseIdOf(action))
  if (!file) return undefined
  const app = inCall.context()
  const formToken = (command: string): string => app.token(action.subject, command, null, 'analyst')
  if (action.command === 'open-alone' && file.notice && !aloneRefusal(file.notice, by, app.now))
    return inCall.speaker.form(aloneForm(formToken('submit-alone')), file.region)
  if (action.command === 'open-quiet') return formToQuiet(inCall, tx, file, by, formToken('submit-quiet'))
  if (action.command !== 'open-notice' || !isUndecided(file.case) || heldByOther(file.case, by)) return undefined
  const draft = file.notice ?? (await firstDraft(tx, file, app.now))
  return inCall.speaker.form(noticeForm(formToken('submit-notice'), file.case.kind, draft, gate(draft)), file.region)
}

async function formToQuiet(
  inCall: InCall,
  tx: Tx,
  file: CaseFile,
  by: PersonRef,
  token: string,
): Promise<Form<string> | undefined> {
  const { now } = inCall.context()
  const scope = heldByOther(file.case, by) ? undefined : await suggestionOf(tx, file.case, now)
  if (!scope) return undefined
  const until = now + SUPPRESSION_KNOBS.lastsMs
  return inCall.speaker.form(
    quietForm(token, { what: scopeText(scope, file.firm.name), who: by.name, until }),
    file.region,
  )
}

/** The kind's template, as grave as the region takes this kind to be. */
async function firstDraft(tx: Tx, { case: subject, region }: CaseFile, now: number): Promise<NoticeDraft> {
  const rules = rulesFrom(await loadRules(tx, region.id))
  const facts = { ...subject, holder: await holderIn(tx, subject) }
  return draftFor(subject.kind, facts, region, now, rules.severities[subject.kind])
}

const caseIdOf = (action: Action): string => action.subject.slice('case:'.length)
