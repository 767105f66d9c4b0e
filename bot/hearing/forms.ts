import type { FormValues } from '#adapters/adapter.ts'
import { harmless } from '#engine/defang.ts'
import {
  type Booking,
  type BookingFault,
  CHANNELS,
  HEARING_MINUTES_MAX,
  type Hearing,
  OPERATIONS,
  type Report,
} from '#engine/hearing.ts'
import type { Form, Text } from '#engine/message.ts'

const PLACE_MAX = 500
const NOTES_MAX = 3_000

/** A day and a way of meeting, as a desk member sets them. */
export function bookingForm(token: string, hearing: Hearing | undefined): Form {
  const { channel = 'phone', place = '' } = hearing ?? {}
  return {
    token,
    title: { key: 'desk.hearing.form.book' },
    submit: { key: 'desk.hearing.form.submit' },
    before: [{ kind: 'paragraph', text: { key: 'desk.hearing.form.hours', params: { minutes: HEARING_MINUTES_MAX } } }],
    fields: [
      { id: 'day', kind: 'moment', label: { key: 'desk.hearing.row.day' } },
      {
        ...{ id: 'channel', kind: 'one-of', label: { key: 'desk.hearing.row.how' }, value: channel },
        options: CHANNELS.map((one) => ({ value: one, label: { key: `desk.hearing.channel.${one}` } })),
      },
      {
        ...{ id: 'place', kind: 'line', label: { key: 'desk.hearing.form.place' }, value: place },
        ...{ hint: { key: 'desk.hearing.form.place-hint' }, isOptional: true, lengthMax: PLACE_MAX },
      },
    ],
  }
}

export function bookingIn(values: FormValues): Omit<Booking, 'interviewer'> {
  const { day = '', channel = '', place = '' } = values
  return {
    startsAt: Number(day),
    channel: CHANNELS.find((one) => one === channel) ?? 'phone',
    place: harmless(place.trim(), PLACE_MAX),
  }
}

/** Which field a fault stands beside. */
export const faultField = (fault: BookingFault): 'day' | 'place' => (fault === 'no-address' ? 'place' : 'day')
export const faultText = (fault: BookingFault): Text => ({ key: `desk.hearing.fault.${fault}` })

/** What became of it; the interviewer is whoever sends it off. */
export function heldForm(token: string): Form {
  const label = (row: string): Text => ({ key: `desk.hearing.row.${row}` })
  return {
    token,
    title: { key: 'desk.hearing.form.held' },
    submit: { key: 'desk.hearing.form.submit' },
    fields: [
      { id: 'minutes', kind: 'line', label: label('minutes'), lengthMax: 3 },
      {
        ...{ id: 'operation', kind: 'one-of', label: label('operation') },
        options: OPERATIONS.map((one) => ({ value: one, label: { key: `desk.hearing.operation.${one}` } })),
      },
      { id: 'questions', kind: 'lines', label: label('questions'), isOptional: true, lengthMax: NOTES_MAX },
      { id: 'notes', kind: 'lines', label: label('notes'), isOptional: true, lengthMax: NOTES_MAX },
    ],
  }
}

const MINUTES_MAX = 480

/** Undefined where the minutes are none. */
export function reportIn(values: FormValues): Omit<Report, 'heldAt'> | undefined {
  const { minutes = '', operation = '', questions = '', notes = '' } = values
  const typed = minutes.normalize('NFKC').trim().replace(/分$/u, '')
  const count = /^\d{1,3}$/u.test(typed) ? Number(typed) : 0
  if (count < 1 || count > MINUTES_MAX) return undefined
  return {
    minutes: count,
    operation: OPERATIONS.find((one) => one === operation) ?? 'unknown',
    questions: harmless(questions.trim(), NOTES_MAX),
    notes: harmless(notes.trim(), NOTES_MAX),
  }
}
