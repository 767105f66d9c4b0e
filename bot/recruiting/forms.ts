import type { FormValues } from '#adapters/adapter.ts'
import type { RecruitingCount } from '#db/recruitings.ts'
import { harmless } from '#engine/defang.ts'
import { MEETING_KINDS, type Meeting } from '#engine/meeting.ts'
import type { Field, Form, Text } from '#engine/message.ts'
import { VISIT_RESULTS } from '#engine/recruiting.ts'
import type { RecruitingForm } from './commands.ts'

const label = (name: string): Text => ({ key: `desk.recruiting.${name}` })
const OPTIONS_MAX = 90
/** A flyer that is for no meeting leads to us. */
const NONE = 'none'

export interface Known {
  ways: readonly RecruitingCount[]
  /** Those still to come. */
  meetings: readonly Pick<Meeting, 'id' | 'name' | 'startsAt'>[]
  /** `2026-11-24` */
  today: string
}

export function recruitingForm(form: RecruitingForm, token: string, known: Known): Form {
  return { token, title: label(`${form}.title`), submit: label('submit'), fields: FIELDS[form](known) }
}

const line = (id: string, more: Partial<Field> = {}): Field => ({
  ...{ id, kind: 'line', label: label(`field.${id}`), lengthMax: 60 },
  ...more,
})

const FIELDS: Readonly<Record<RecruitingForm, (known: Known) => Field[]>> = {
  flyer: ({ ways, meetings }) => [
    {
      ...{ id: 'way', kind: 'one-of', label: label('field.way') },
      options: ways.slice(0, OPTIONS_MAX).map(({ id, organisation, medium }) => ({
        value: id,
        label: {
          key: 'meeting.heard.way',
          params: { organisation: { typed: organisation }, medium: { key: `programme.recruiting.${medium}` } },
        },
      })),
    },
    {
      ...{ id: 'meeting', kind: 'one-of', label: label('field.meeting'), value: NONE },
      options: [
        { value: NONE, label: label('no-meeting') },
        ...meetings.slice(0, OPTIONS_MAX).map(({ id, name, startsAt }) => ({
          value: id,
          label: { key: 'desk.recruiting.one-meeting', params: { name: { typed: name }, at: { at: startsAt } } },
        })),
      ],
    },
    line('headline', { isOptional: true, lengthMax: 40, hint: label('headline-hint') }),
  ],
  visit: ({ today }) => [
    line('company'),
    line('place'),
    line('day', { value: today, hint: label('day-hint') }),
    {
      ...{ id: 'result', kind: 'one-of', label: label('field.result'), value: 'visited' },
      options: VISIT_RESULTS.map((value) => ({ value, label: label(`result.${value}`) })),
    },
    { id: 'memo', kind: 'lines', label: label('field.memo'), isOptional: true, lengthMax: 500 },
    line('next', { isOptional: true }),
    line('until', { isOptional: true, hint: label('until-hint') }),
  ],
  meeting: () => [
    {
      ...{ id: 'kind', kind: 'one-of', label: label('field.kind'), value: 'briefing' },
      options: MEETING_KINDS.map((value) => ({ value, label: { key: `programme.meetings.${value}` } })),
    },
    line('name'),
    line('place', { isOptional: true, hint: label('place-hint') }),
    { id: 'starts', kind: 'moment', label: label('field.starts') },
    line('minutes', { value: '120', lengthMax: 4 }),
    line('seats', { isOptional: true, lengthMax: 5 }),
  ],
}

const text = (values: FormValues, id: string, lengthMax = 60): string => harmless((values[id] ?? '').trim(), lengthMax)

export const flyerIn = (values: FormValues) => ({
  recruitingId: values.way ?? '',
  meetingId: values.meeting === undefined || values.meeting === NONE ? null : values.meeting,
  headline: text(values, 'headline', 40),
})

const dayIn = (values: FormValues, id: string): string => (values[id] ?? '').normalize('NFKC').trim()

export function visitIn(values: FormValues) {
  const next = { step: text(values, 'next'), on: dayIn(values, 'until') }
  return {
    ...{ company: text(values, 'company'), place: text(values, 'place'), memo: text(values, 'memo', 500) },
    visitedOn: dayIn(values, 'day'),
    result: VISIT_RESULTS.find((one) => one === values.result) ?? 'visited',
    next: next.step === '' && next.on === '' ? null : next,
  }
}

export function meetingIn(values: FormValues) {
  const startsAt = Number(values.starts)
  const minutes = Number((values.minutes ?? '').normalize('NFKC'))
  const seats = Number((values.seats ?? '').normalize('NFKC'))
  return {
    ...{ kind: MEETING_KINDS.find((one) => one === values.kind) ?? 'briefing', name: text(values, 'name') },
    ...{ place: text(values, 'place') || null, startsAt, endsAt: startsAt + minutes * 60_000 },
    seats: seats > 0 ? seats : null,
  }
}

const isDay = (typed: string): boolean => /^\d{4}-\d\d-\d\d$/.test(typed) && !Number.isNaN(Date.parse(typed))

/** What cannot be read, by field. */
export function recruitingFaults(form: RecruitingForm, values: FormValues, now: number): [string, Text][] {
  const missing = (id: string): [string, Text] => [id, label('fault.missing')]
  if (form === 'flyer') return flyerIn(values).recruitingId === '' ? [missing('way')] : []
  if (form === 'visit') {
    const { company, place, visitedOn, next } = visitIn(values)
    return [
      ...(company === '' ? [missing('company')] : []),
      ...(place === '' ? [missing('place')] : []),
      ...(isDay(visitedOn) ? [] : [['day', label('fault.day')] satisfies [string, Text]]),
      ...(next?.step === '' ? [missing('next')] : []),
      ...(next === null || isDay(next.on) ? [] : [['until', label('fault.day')] satisfies [string, Text]]),
    ]
  }
  const { name, startsAt, endsAt } = meetingIn(values)
  return [
    ...(name === '' ? [missing('name')] : []),
    ...(startsAt > now ? [] : [['starts', label('fault.past')] satisfies [string, Text]]),
    ...(endsAt > startsAt ? [] : [['minutes', label('fault.minutes')] satisfies [string, Text]]),
  ]
}
