import type { AlertKind } from '#engine/alert.ts'
import { type Field, type Form, type Part, paragraph, type Text } from '#engine/message.ts'
import { type DraftFault, faultsOf, LIMITS, type NoticeDraft } from '#engine/notice.ts'
import type { Finding } from '#engine/plainness.ts'
import { inHandText, noticeBody } from './notice-message.ts'

/** The modal in which an analyst writes a notice, with the plainness result and the owner's view kept under the fields. */
export function noticeForm(token: string, kind: AlertKind, draft: NoticeDraft, findings: readonly Finding[]): Form {
  return {
    token,
    title: { key: 'case.form.title' },
    submit: { key: draft.severity === 'high' ? 'case.form.submit-for-approval' : 'case.form.submit' },
    before: [{ kind: 'paragraph', text: { key: 'case.form.intro', params: { kind: { key: `kinds.${kind}.name` } } } }],
    fields: fields(draft),
    after: [
      ...plainness(findings),
      { kind: 'divider' },
      { kind: 'paragraph', text: { key: 'case.form.preview' } },
      ...preview(draft),
    ],
  }
}

function fields(draft: NoticeDraft): Field[] {
  const label = (id: string): Text => ({ key: `case.form.field.${id}` })
  return [
    {
      id: 'severity',
      label: label('severity'),
      kind: 'one-of',
      value: draft.severity,
      options: (['high', 'medium', 'low'] as const).map((value) => ({
        value,
        label: { key: `case.severity.${value}` },
      })),
      isLive: true,
    },
    {
      id: 'title',
      label: label('title'),
      kind: 'line',
      value: draft.title,
      lengthMax: LIMITS.titleLength,
      isLive: true,
    },
    {
      id: 'steps',
      label: label('steps'),
      hint: { key: 'case.form.hint.steps' },
      kind: 'lines',
      value: draft.steps.join('\n'),
      lengthMax: LIMITS.stepLength * LIMITS.stepsMax,
      isLive: true,
    },
    { id: 'what', label: label('what'), kind: 'lines', value: draft.what, lengthMax: LIMITS.whatLength, isLive: true },
    { id: 'clue', label: label('clue'), kind: 'line', value: draft.clue, lengthMax: LIMITS.clueLength, isLive: true },
    { id: 'dueAt', label: label('dueAt'), kind: 'moment', value: draft.dueAt, isLive: true },
    {
      id: 'contact',
      label: label('contact'),
      kind: 'line',
      value: draft.contact,
      lengthMax: LIMITS.contactLength,
      isLive: true,
    },
  ]
}

/** What stands in the fields, whatever was typed: `faultsOf` says what is wrong with it. */
export function draftFrom(values: Readonly<Record<string, string>>): NoticeDraft {
  const severity = values.severity
  return {
    severity: severity === 'high' || severity === 'low' ? severity : 'medium',
    title: (values.title ?? '').trim(),
    what: (values.what ?? '').trim(),
    steps: (values.steps ?? '')
      .split('\n')
      .map((step) => step.trim())
      .filter((step) => step !== ''),
    dueAt: values.dueAt ? Number(values.dueAt) : Number.NaN,
    contact: (values.contact ?? '').trim(),
    clue: (values.clue ?? '').trim(),
  }
}

/** Everything that keeps a draft from being sent, by field: missing parts first, then words that an owner would not know. */
export function blocksOf(
  draft: NoticeDraft,
  findings: readonly Finding[],
  now: number,
): { field: string; text: Text }[] {
  const faults = faultsOf(draft, now).map((fault) => ({ field: fault.field, text: faultText(fault) }))
  const jargon = findings.filter((finding) => finding.blocks)
  return [
    ...faults,
    ...jargon.map((finding) => ({ field: fieldHolding(draft, finding.where), text: findingText(finding) })),
  ]
}

const faultText = ({ field, reason }: DraftFault): Text => ({
  key: `case.form.fault.${reason}`,
  params: { field: { key: `case.form.field.${field}` } },
})

function fieldHolding(draft: NoticeDraft, word: string): string {
  const places = {
    title: draft.title,
    steps: draft.steps.join('\n'),
    what: draft.what,
    contact: draft.contact,
    clue: draft.clue,
  }
  return Object.entries(places).find(([, text]) => text.includes(word))?.[0] ?? 'what'
}

export function plainness(findings: readonly Finding[]): Part[] {
  if (findings.length === 0) return [{ kind: 'status', tone: 'ok', text: { key: 'case.form.plain' } }]
  const blocks = findings.some((finding) => finding.blocks)
  return [
    {
      kind: 'status',
      tone: blocks ? 'warn' : 'wait',
      text: { key: blocks ? 'case.form.not-plain-blocks' : 'case.form.not-plain' },
    },
    ...findings.slice(0, 5).map((finding): Part => ({ kind: 'paragraph', text: findingText(finding) })),
  ]
}

const findingText = (finding: Finding): Text => ({
  key: `case.plainness.${finding.rule}`,
  params: { where: finding.where, limit: finding.limit, measured: finding.measured, instead: finding.instead ?? '' },
})

const preview = (draft: NoticeDraft): Part[] => [
  ...noticeBody(Number.isFinite(draft.dueAt) ? draft : { ...draft, dueAt: 0 }),
  ...(draft.steps.length > 0 ? [paragraph(inHandText(draft, 0))] : []),
]
