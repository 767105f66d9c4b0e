import type { Action } from '#db/actions.ts'
import type { Datum, Need, Verb } from '#engine/permission.ts'
import { flowOf } from './converse/flow-of.ts'

/** What each button does, in the words of the matrix (`engine/permission.ts`); a button that is not named here does nothing. */
export type ButtonNeed =
  /** Any of these rights is enough. */
  | readonly Need[]
  /** What was shown to them is theirs to answer, whoever they are: the button's holder alone decides. */
  | 'shown'

const to = (verb: Verb, datum: Datum): Need => ({ verb, datum })

const JUDGES = [to('write', 'alerts')]
const WRITES = [to('write', 'notices')]
const APPROVES = [to('approve', 'notices')]
const ANSWERS = [to('answer', 'notices')]
const TELEPHONES = [to('write', 'tickets')]

/** Of a case, by command; a step of a notice has its number in its name. */
export const CASE_NEEDS: Readonly<Record<string, ButtonNeed>> = {
  claim: JUDGES,
  'take-over': JUDGES,
  'false-alarm': JUDGES,
  watch: JUDGES,
  advise: JUDGES,
  reopen: JUDGES,
  explain: JUDGES,
  'open-quiet': JUDGES,
  'submit-quiet': JUDGES,
  'open-notice': WRITES,
  'submit-notice': WRITES,
  approve: APPROVES,
  'open-alone': APPROVES,
  'submit-alone': APPROVES,
  'send-back': APPROVES,
  finish: WRITES,
  'ask-again': WRITES,
  'answer-done': ANSWERS,
  'answer-cannot': ANSWERS,
  'answer-busy': ANSWERS,
  'answer-what': ANSWERS,
  'answer-search': ANSWERS,
  'answer-maintenance': ANSWERS,
  'answer-later': ANSWERS,
  'answer-human': ANSWERS,
  'answer-visit': ANSWERS,
  'later-nine': ANSWERS,
  'later-hour': ANSWERS,
  'later-evening': ANSWERS,
  'later-morning': ANSWERS,
  step: ANSWERS,
  'entered-yes': ANSWERS,
  'entered-no': ANSWERS,
  'entered-unsure': ANSWERS,
  'contractor-done': ANSWERS,
  'contractor-cannot': ANSWERS,
  'contractor-write': ANSWERS,
  'contractor-written': ANSWERS,
  'advisory-done': ANSWERS,
  'advisory-start': ANSWERS,
  'advisory-decline': ANSWERS,
  'advisory-what': ANSWERS,
  'call-take': JUDGES,
  'desk-take': TELEPHONES,
  'desk-missed': TELEPHONES,
  'desk-whose': TELEPHONES,
  'desk-done': TELEPHONES,
  'desk-told-done': TELEPHONES,
  whose: [to('write', 'assets')],
  'whose-not-found': [to('write', 'assets')],
}

/** Of a month's health check, by command: analysts write and approve it, the desk brings it where LINE does not, the firm reads it, and the owner alone shows it to others. */
export const HEALTH_NEEDS: Readonly<Record<string, ButtonNeed>> = {
  'open-comment': [to('write', 'health-report')],
  'submit-comment': [to('write', 'health-report')],
  approve: [to('approve', 'health-report')],
  take: [to('write', 'tickets')],
  handed: [to('write', 'tickets')],
  what: [to('read', 'health-report')],
  share: [to('approve', 'health-report')],
  unshare: [to('approve', 'health-report')],
}

/** Of everything else, by the flow that works it. */
export const FLOW_NEEDS: Readonly<Record<string, ButtonNeed>> = {
  'dialogue-form': [to('write', 'diagnosis')],
  'todo-command': [to('write', 'diagnosis')],
  'policy-form': [to('write', 'diagnosis')],
  // The staff keep the three conditions, the owner agrees to what the insurer sees.
  claim: [to('fact', 'insurance'), to('approve', 'insurance')],
  // Whoever leads the firm finds out whether a leak has to be reported; the staff may ask it to.
  leak: [to('write', 'tickets'), to('read', 'tickets')],
  // That it is the owner is looked at when it is pressed.
  leaving: [to('write', 'profile')],
  // Whoever leads the firm wishes for a plan, the chamber says that it begins.
  plan: [to('read', 'fees'), to('write', 'fees')],
  inquiry: [to('write', 'assets')],
  // Anybody of a firm may stand before the box; which one it is, the desk may say.
  installation: [to('read', 'tickets'), to('write', 'tickets')],
  asset: [to('write', 'assets')],
  'whose-call': TELEPHONES,
  // Whoever works at a firm takes themselves out of it; whom else, and who lets contractors in and out, the flow looks at.
  contractor: [to('write', 'profile'), ...ANSWERS],
  hearing: [to('write', 'tickets'), to('read', 'tickets')],
  // The desk takes the steps; the firm says that the box has come, or that somebody should.
  order: [to('write', 'tickets'), to('read', 'tickets')],
  // Whoever leads the firm changes its box; the desk may take it back for them.
  'sensor-config': [to('write', 'profile')],
  // Help from afar is the desk's ticket, and its outcome a fact of the trigger record, which analysts write as well.
  'remote-help': [to('write', 'tickets'), to('fact', 'insurance'), to('read', 'tickets')],
  // A firm agrees to the price, the desk sends, a vendor goes, whoever lives there lets them come; analysts play a drill.
  dispatch: [to('write', 'visits'), to('approve', 'visits'), to('read', 'visits'), to('write', 'tickets')],
  // Whoever is on call takes an emergency, at night when nobody sits at the desk.
  consultation: [to('write', 'tickets'), ...JUDGES],
  example: [to('propose', 'stories'), to('consent', 'stories'), to('approve', 'stories')],
  'health-run': [to('approve', 'health-report')],
  recruiting: [to('write', 'codes'), to('write', 'region')],
  rota: [to('write', 'rota')],
  'suppression-command': JUDGES,
  // Analysts write it and send it; whoever it reached answers.
  warning: [...WRITES, ...ANSWERS],
  warned: 'shown',
  'example-read': 'shown',
  responsible: 'shown',
}

export const needOf = (action: Pick<Action, 'subject' | 'command'>): ButtonNeed | undefined => {
  const flow = flowOf(action)
  if (flow === 'health-check') return HEALTH_NEEDS[action.command]
  return flow === 'case-command' ? CASE_NEEDS[action.command.replace(/^step-.*/, 'step')] : FLOW_NEEDS[flow]
}
