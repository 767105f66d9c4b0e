import type { Advisory } from '#engine/advisory.ts'
import { type Case, isUndecided } from '#engine/case.ts'
import { harmless, shown, shownWithin } from '#engine/defang.ts'
import type { Holder } from '#engine/device.ts'
import { followUpOf } from '#engine/follow-up.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { APPROVAL_WAIT_MS, isAwaitingFirm, type Notice } from '#engine/notice.ts'
import type { TrafficCount } from '#engine/traffic.ts'
import { exampleLane, exampleOfCase } from '../example/lanes.ts'
import { claimLane } from '../insurance/lanes.ts'
import { type CaseOwner, holderText } from './device.ts'
import { incompleteOf } from './evidence.ts'
import { wayText } from './follow-up.ts'
import type { Standing } from './standing.ts'
import type { CaseTaps } from './taps.ts'
import type { CaseFile } from './work.ts'

/** What stands around a case: its place in the queue, and what else its device did. */
export interface Context {
  standing: Standing | undefined
  traffic: readonly TrafficCount[]
  /** Which device had its address at the time. */
  holder: Holder
  owner: CaseOwner | undefined
  /** Its like may be kept quiet from now on. */
  isOffered: boolean
}

/** The case as analysts see it in `#analysts`: one card, edited in place as figures and decisions change. */
export function caseCard(file: CaseFile, taps: CaseTaps, now: number, context: Context): Message {
  const { case: subject, firm } = file
  const { standing, traffic, holder, owner } = context
  const name: Text = { key: `kinds.${subject.kind}.name` }
  return {
    purpose: 'case-card',
    fallback: { key: 'case.card.fallback', params: { kind: name, firm: firm.name, count: subject.eventCount } },
    parts: [
      { kind: 'heading', text: { key: 'case.card.heading', params: { kind: name, firm: firm.name } } },
      ...(standing ? [{ kind: 'paragraph' as const, text: standing.line }] : []),
      { kind: 'facts', rows: [...facts(file, held(holder, owner)), ...unusual(traffic)] },
      ...incompleteOf(subject.lostShare).map((text) => ({ kind: 'paragraph' as const, text })),
      ...followed(file, owner),
      { kind: 'status', tone: tone(subject), text: nextStep(file) },
      ...choices(file, taps, now, context),
    ],
  }
}

function facts({ case: subject }: CaseFile, device: Fact[]): Fact[] {
  return [
    { label: { key: 'case.fact.severity' }, value: { key: `case.severity.${subject.severity}` } },
    {
      label: { key: 'case.fact.device' },
      value: subject.device ? { typed: subject.device } : { key: 'case.fact.none' },
    },
    ...device,
    {
      label: { key: 'case.fact.counterpart' },
      value: subject.counterpart ? { typed: shown(subject.counterpart) } : { key: 'case.fact.several' },
    },
    {
      label: { key: 'case.fact.count' },
      value: { key: 'case.fact.count-value', params: { alerts: subject.alertCount, events: subject.eventCount } },
    },
    {
      label: { key: 'case.fact.seen' },
      value: {
        key: 'case.fact.seen-value',
        params: { from: { at: subject.firstSeenAt }, to: { at: subject.lastSeenAt } },
      },
    },
  ]
}

interface Fact {
  label: Text
  value: Text
}

function held(holder: Holder, owner: CaseOwner | undefined): Fact[] {
  const value = holderText(holder)
  return [
    ...(value ? [{ label: { key: 'case.fact.holder' }, value }] : []),
    ...(owner ? [{ label: { key: 'case.fact.whose' }, value: owner.text }] : []),
  ]
}

/** How far the firm has come with the notice: over the whole width, or it would be broken in the middle. */
function followed({ notice }: CaseFile, owner: CaseOwner | undefined): Part[] {
  const followUp = notice && followUpOf(notice, owner !== undefined)
  return followUp ? [paragraph(wayText(followUp))] : []
}

/** Beside the case, not part of it: what the device did unlike the days before, with the services and countries. */
function unusual(traffic: readonly TrafficCount[]): { label: Text; value: Text }[] {
  return traffic.slice(0, UNUSUAL_MAX).map(({ day, kind, count, examples }) => ({
    label: { key: 'case.fact.unusual' },
    value: {
      key: `case.unusual.${kind}`,
      params: {
        day: day.slice(5).replace('-', '/'),
        count,
        examples: harmless(shownWithin(examples.join(' ')), EXAMPLES_MAX),
      },
    },
  }))
}
const UNUSUAL_MAX = 4
const EXAMPLES_MAX = 120

/** One line that says who must do what next, so that nobody has to read the thread for it. */
function nextStep({ case: subject, notice }: CaseFile): Text {
  const who = subject.claimedBy?.name ?? ''
  const at = { at: subject.claimedAt ?? 0 }
  if (subject.state === 'notified' && notice) return noticeStanding(notice)
  if (subject.next === 'second-analyst' && notice) {
    return {
      key: 'case.standing.awaiting-approval',
      params: { who: notice.draftedBy.name, until: { at: notice.draftedAt + APPROVAL_WAIT_MS, show: 'time' } },
    }
  }
  if (subject.state === 'advised' && subject.advisory) return advisoryStanding(subject.advisory, who)
  return { key: `case.standing.${subject.state}`, params: { who, at } }
}

function advisoryStanding({ state, goesAt, sentAt, answeredBy }: Advisory, who: string): Text {
  const params = { who, goesAt: { at: goesAt }, sentAt: { at: sentAt ?? 0 }, by: answeredBy?.name ?? '' }
  return { key: `case.advisory.${state}`, params }
}

function noticeStanding(notice: Notice): Text {
  // Sent as far as we are concerned, yet on nobody's screen.
  if (notice.told.length === 0 && isAwaitingFirm(notice)) return { key: 'case.standing.by-phone' }
  const params = {
    who: notice.answeredBy?.name ?? '',
    sentAt: { at: notice.sentAt ?? 0 },
    done: notice.stepsBy.length,
    total: notice.steps.length,
  }
  return { key: `case.notice-standing.${notice.state}`, params }
}

function tone(subject: Case): 'ok' | 'wait' | 'warn' {
  if (subject.state === 'new') return 'warn'
  return subject.state === 'closed' || subject.state === 'false-alarm' || subject.state === 'advised' ? 'ok' : 'wait'
}

function choices(file: CaseFile, taps: CaseTaps, now: number, context: Context): Part[] {
  const explain: Option = { label: { key: 'case.button.explain' }, token: taps.analystAnytime('explain') }
  return [
    {
      kind: 'choice',
      lasts: 'durable',
      options: [...optionsOf(file, taps, now, context), ...triggers(file, taps), explain],
    },
  ]
}

/** 「発動記録」: once the firm knows of an attack, the conditions of the insurance are written down as they are found. */
const triggers = ({ case: { id, state } }: CaseFile, taps: CaseTaps): Option[] =>
  state === 'notified' || state === 'closed'
    ? [{ label: { key: 'desk.claim.button.open' }, token: taps.staffOf(claimLane(id), 'open') }]
    : []

/** A button that opens a form brings the form's own right along, because nothing can be granted inside the call that opens it. */
const FORM_BEHIND: Readonly<Record<string, string>> = {
  'open-notice': 'submit-notice',
  'open-alone': 'submit-alone',
  'open-quiet': 'submit-quiet',
}

/** What is over may help others: it opens the form of the example that this case may become, and brings along what is sent. */
function exampleButton(caseId: string, taps: CaseTaps): Option {
  const lane = exampleLane(exampleOfCase(caseId))
  taps.staffOf(lane, 'submit-write')
  return { label: { key: 'case.button.example' }, token: taps.staffOf(lane, 'open-write') }
}

function optionsOf({ case: subject, notice }: CaseFile, taps: CaseTaps, now: number, { isOffered }: Context): Option[] {
  const button = (command: string, style?: 'primary' | 'danger'): Option => {
    const form = FORM_BEHIND[command]
    if (form) taps.analystAnytime(form)
    return { label: { key: `case.button.${command}` }, token: taps.analyst(command), ...(style ? { style } : {}) }
  }
  if (subject.next === 'second-analyst' && notice) {
    const isLate = now >= notice.draftedAt + APPROVAL_WAIT_MS
    return [button('approve', 'primary'), button('send-back'), ...(isLate ? [button('open-alone', 'danger')] : [])]
  }
  if (isUndecided(subject)) {
    const hold = subject.claimedBy ? button('take-over') : button('claim', 'primary')
    const quiet = isOffered ? [button('open-quiet')] : []
    return [hold, button('false-alarm'), button('watch'), button('advise'), button('open-notice', 'danger'), ...quiet]
  }
  if (subject.state === 'false-alarm') return [button('reopen')]
  if (subject.state === 'closed' && notice) return [exampleButton(subject.id, taps)]
  if (subject.state !== 'notified' || !notice) return []
  return isAwaitingFirm(notice) ? [button('finish')] : [button('finish', 'primary'), button('ask-again')]
}
