import type { Action } from '#db/actions.ts'
import type { StoredLeak } from '#db/leaks.ts'
import type { Calendar } from '#engine/calendar/calendar.ts'
import {
  dayAt,
  dueDays,
  LEAK_ANSWERS,
  LEAK_QUESTIONS,
  LEAK_REPORTS,
  type Leak,
  type LeakReport,
  momentOf,
  nextQuestion,
  nextReport,
  stateOf,
} from '#engine/leak.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import type { FlowContext } from '../flow.ts'
import type { LeakTap } from './taps.ts'

export type Tap = (command: LeakTap, params?: Readonly<Record<string, string>>) => Action

type Clock = Pick<FlowContext, 'calendar' | 'now'>

/** The question that is open, or, once all four are answered, what follows from them. */
export function leakMessage(clock: Clock, { id, leak }: StoredLeak, firm: string, tap: Tap): Message {
  const question = nextQuestion(leak)
  return question ? questionMessage(id, leak, question, tap) : outcomeMessage(clock, id, leak, firm, tap)
}

function questionMessage(id: string, leak: Leak, question: (typeof LEAK_QUESTIONS)[number], tap: Tap): Message {
  const place = LEAK_QUESTIONS.indexOf(question)
  const asked: Text = { key: `leak.question.${question}`, params: { number: place + 1, total: LEAK_QUESTIONS.length } }
  const isFirst = Object.keys(leak.answers).length === 0
  return {
    purpose: 'answer',
    fallback: asked,
    parts: [
      ...(isFirst
        ? [{ kind: 'heading', text: { key: 'leak.heading' } } as const, paragraph({ key: 'leak.about' })]
        : []),
      paragraph(asked),
      {
        kind: 'choice',
        lasts: 'durable',
        options: LEAK_ANSWERS.map((answer) => ({
          label: { key: `leak.answer.${answer}` },
          token: tap('answer', { id, question, answer }).token,
        })),
      },
    ],
  }
}

function outcomeMessage(clock: Clock, id: string, leak: Leak, firm: string, tap: Tap): Message {
  const state = stateOf(leak, clock.calendar, clock.now)
  const heading: Text = { key: `leak.state.${state}` }
  return {
    purpose: 'answer',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      ...(state === 'not-likely' ? [paragraph({ key: 'leak.not-likely' })] : datesAndDraft(clock, leak, firm)),
      paragraph({ key: 'leak.who-decides' }),
      choice([...submitted(id, leak, tap), ...otherDays(clock, id, leak, tap)]),
    ],
  }
}

const choice = (options: Option[]): Part => ({ kind: 'choice', lasts: 'durable', options })

function datesAndDraft({ calendar }: Clock, leak: Leak, firm: string): Part[] {
  const due = dueDays(leak, calendar)
  return [
    {
      kind: 'facts',
      rows: [
        { label: { key: 'leak.row.known' }, value: dayText(leak.known, calendar) },
        ...LEAK_REPORTS.map((report) => ({
          label: { key: `leak.row.${report}` },
          value:
            leak.submitted[report] === undefined
              ? ({ key: 'leak.until', params: { day: dayText(due[report], calendar) } } as const)
              : ({ key: 'leak.said-submitted', params: { at: { at: leak.submitted[report], show: 'date' } } } as const),
        })),
      ],
    },
    paragraph({ key: 'leak.soon' }),
    ...(nextReport(leak) ? draft(leak, calendar, firm) : []),
  ]
}

/** What the commission’s form asks for beside that. */
const DRAFT_ITEMS = ['what', 'people', 'cause', 'harm', 'told', 'public', 'measures'] as const

/** Words to copy into the commission's form; what nobody has said stays open. */
const draft = (leak: Leak, calendar: Calendar, firm: string): Part[] => [
  { kind: 'divider' },
  paragraph({ key: 'leak.draft.title' }),
  paragraph({
    key: leak.answers.malice === 'yes' ? 'leak.draft.text-malice' : 'leak.draft.text',
    params: { firm, day: dayText(leak.known, calendar) },
  }),
  { kind: 'steps', items: DRAFT_ITEMS.map((item) => ({ key: `leak.draft.item.${item}` })) },
  { kind: 'divider' },
]

const submitted = (id: string, leak: Leak, tap: Tap): Option[] => {
  const report = nextReport(leak)
  const isDue = report && stateNeedsReport(leak)
  return isDue ? [{ label: { key: `leak.button.${report}` }, token: tap('submitted', { id, report }).token }] : []
}

const stateNeedsReport = (leak: Leak): boolean => Object.values(leak.answers).some((answer) => answer !== 'no')

const DAYS_BACK = [1, 2, 3] as const

/** The dates count from the day they knew, which is today unless they say otherwise. */
function otherDays({ calendar, now }: Clock, id: string, leak: Leak, tap: Tap): Option[] {
  const begun = dayAt(leak.begunAt, calendar)
  if (leak.known !== begun || dayAt(now, calendar) !== begun || !stateNeedsReport(leak)) return []
  return DAYS_BACK.map((days) => {
    const day = Temporal.PlainDate.from(begun).subtract({ days }).toString()
    return {
      label: { key: 'leak.button.knew', params: { day: dayText(day, calendar) } },
      token: tap('knew', { id, day }).token,
    }
  })
}

export const dayText = (day: string, calendar: Calendar): Text => ({
  key: 'leak.day',
  params: { day: { at: momentOf(day, calendar), show: 'date' } },
})

/** Before a last day: which report, until when. */
export function reminderMessage(clock: Clock, { id, leak }: StoredLeak, report: LeakReport, tap: Tap): Message {
  const day = dayText(dueDays(leak, clock.calendar)[report], clock.calendar)
  const text: Text = { key: `leak.remind.${report}`, params: { day } }
  return {
    purpose: 'follow-up',
    fallback: text,
    parts: [paragraph(text), paragraph({ key: 'leak.who-decides' }), choice(submitted(id, leak, tap))],
  }
}
