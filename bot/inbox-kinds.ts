import { enteredCommands } from './case/entered.ts'
import { caseFirmLeft } from './case/firm-left.ts'
import { onCallCommands } from './case/on-call.ts'
import { quietCommands } from './case/quiet.ts'
import type { Flow } from './flow.ts'
import { advisoryCommands, advisoryDigest, advisorySent } from './flows/advisory.ts'
import { foldAlerts, tellCasesOfTraffic } from './flows/alert.ts'
import { asset } from './flows/asset.ts'
import { assetList } from './flows/asset-list.ts'
import { caseCommand } from './flows/case-command.ts'
import { claim } from './flows/claim.ts'
import { consultation } from './flows/consultation.ts'
import { contractor } from './flows/contractor.ts'
import { contractorCommands } from './flows/contractor-answer.ts'
import {
  converse,
  forgetFirm,
  remember,
  rememberConsultation,
  rememberDialogue,
  rememberReport,
} from './flows/converse.ts'
import { deviceCommands } from './flows/device.ts'
import { dialogue } from './flows/dialogue.ts'
import { dialogueForm } from './flows/dialogue-form.ts'
import { dialogueUnsent } from './flows/dialogue-unsent.ts'
import { dispatch } from './flows/dispatch.ts'
import { example } from './flows/example.ts'
import { exampleRead } from './flows/example-read.ts'
import { caseTimer, contactLeft, contractorCame, followUpCommands } from './flows/follow-up.ts'
import { healthCheck } from './flows/health-check.ts'
import { healthProgress } from './flows/health-progress.ts'
import { healthRun } from './flows/health-run.ts'
import { hearing } from './flows/hearing.ts'
import { inquiry } from './flows/inquiry.ts'
import { installation } from './flows/installation.ts'
import { latePayments } from './flows/late-payments.ts'
import { leak } from './flows/leak.ts'
import { learn } from './flows/learn.ts'
import { leaving } from './flows/leaving.ts'
import { meeting } from './flows/meeting.ts'
import { monitoredAlerts } from './flows/monitored.ts'
import { monthClose } from './flows/month-close.ts'
import { monthReport } from './flows/month-report.ts'
import { monthlyCheck } from './flows/monthly-check.ts'
import { noticeCommands } from './flows/notice.ts'
import { batchParked, undeliverable } from './flows/operations.ts'
import { order } from './flows/order.ts'
import { ownErasure } from './flows/own-erasure.ts'
import { plan } from './flows/plan.ts'
import { policyForm } from './flows/policy-form.ts'
import { programmeDay } from './flows/programme-day.ts'
import { quotaForecast } from './flows/quota-forecast.ts'
import { recruiting } from './flows/recruiting.ts'
import { rehearsal } from './flows/rehearsal.ts'
import { remoteHelp } from './flows/remote-help.ts'
import { responsible } from './flows/responsible.ts'
import { retention } from './flows/retention.ts'
import { rollCall, rollCallWanted } from './flows/roll-call.ts'
import { rota } from './flows/rota.ts'
import { securityAction } from './flows/security-action.ts'
import { sensorConfig } from './flows/sensor-config.ts'
import { sensorHeard, sensorSilence } from './flows/silence.ts'
import { stepCommands } from './flows/step.ts'
import { suppression } from './flows/suppression.ts'
import { deletionsEnded } from './flows/taken-back.ts'
import { todoCommand, todoOffer, todoReminder } from './flows/todo.ts'
import { caseAlerts, surfaceCase, triageCommands } from './flows/triage.ts'
import { warned } from './flows/warned.ts'
import { warning } from './flows/warning.ts'
import { whoseCall, whoseCalls } from './flows/whose-call.ts'
import { photoExpired } from './photo-life.ts'

/** Everything that can be done about a case. */
export const CASE_COMMANDS = {
  ...triageCommands,
  ...quietCommands,
  ...noticeCommands,
  ...followUpCommands,
  ...stepCommands,
  ...advisoryCommands,
  ...deviceCommands,
  ...contractorCommands(followUpCommands),
  ...onCallCommands,
  ...enteredCommands,
}

/** Every inbox kind and the flow that works it. */
export const FLOWS: Readonly<Record<string, Flow>> = {
  chat: converse,
  'chat-asked': remember,
  'chat-report': rememberReport,
  'chat-dialogue': rememberDialogue,
  'chat-consultation': rememberConsultation,
  'chat-parted': forgetFirm,
  dialogue,
  'dialogue-unsent': dialogueUnsent,
  'dialogue-form': dialogueForm,
  'monthly-check': monthlyCheck,
  'advisory-digest': advisoryDigest,
  'advisory-sent': advisorySent,
  'photo-expired': photoExpired,
  asset,
  'asset-list': assetList,
  contractor,
  inquiry,
  'roll-call': rollCall,
  'roll-call-wanted': rollCallWanted,
  'whose-call': whoseCall,
  'whose-calls': whoseCalls,
  installation,
  'security-action': securityAction,
  'policy-form': policyForm,
  'health-check': healthCheck,
  'health-progress': healthProgress,
  'health-run': healthRun,
  hearing,
  example,
  'example-read': exampleRead,
  responsible,
  retention,
  rota,
  meeting,
  recruiting,
  'programme-day': programmeDay,
  'month-close': monthClose,
  'month-report': monthReport,
  'late-payments': latePayments,
  'quota-forecast': quotaForecast,
  rehearsal: rehearsal(() => FLOWS),
  order,
  'sensor-config': sensorConfig,
  'remote-help': remoteHelp,
  claim,
  dispatch,
  leak,
  leaving,
  plan,
  'own-erasure': ownErasure,
  alerts: foldAlerts,
  monitored: monitoredAlerts,
  traffic: tellCasesOfTraffic,
  'case-alerts': caseAlerts,
  'case-surface': surfaceCase,
  'suppression-command': suppression,
  'case-command': caseCommand(CASE_COMMANDS),
  'case-timer': caseTimer,
  'case-contact-left': contactLeft,
  'case-firm-left': caseFirmLeft,
  'case-contractor-came': contractorCame,
  consultation,
  'todo-offer': todoOffer,
  'todo-command': todoCommand,
  'todo-reminder': todoReminder,
  verdict: learn,
  undeliverable,
  'taken-back': deletionsEnded,
  'batch-parked': batchParked,
  'sensor-silence': sensorSilence,
  'sensor-heard': sensorHeard,
  warning,
  warned,
}
