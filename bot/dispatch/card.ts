import type { DispatchState } from '#engine/dispatch.ts'
import type { Message, Part, Text } from '#engine/message.ts'
import { dateText } from './messages.ts'
import type { DispatchWork } from './work.ts'

const row = (label: string, value: Text) => ({ label: { key: `desk.dispatch.row.${label}` }, value })

/** A visit as analysts and the desk see it, edited in place: where it stands, who agreed to what, who goes and when. */
export function dispatchCard(work: DispatchWork): Message {
  const { dispatch, firmName } = work
  const { state, need, basis, consent, winner, startsAt, visits } = dispatch
  const heading: Text = { key: 'desk.dispatch.heading', params: { firm: firmName } }
  const ended = visits.flatMap(({ minutes, endedAt }) => (endedAt === null ? [] : [minutes ?? 0]))
  const minutes = ended.reduce((sum, one) => sum + one, 0)
  const options = BUTTONS[state].map((command) =>
    work.option({ key: `desk.dispatch.button.${command}` }, work.tap(command, { role: 'staff' })),
  )
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      {
        kind: 'facts',
        rows: [
          row('category', { key: `desk.dispatch.category.${need.category}` }),
          row('area', { typed: need.municipality }),
          row('reason', { typed: need.reason }),
          row('basis', { key: `desk.dispatch.basis.${basis.kind}` }),
          row('self-pay', { key: 'visit.yen', params: { yen: dispatch.terms.selfPayYen } }),
          ...(consent
            ? [row('consent', { key: 'desk.dispatch.by-at', params: { who: consent.by.name, at: { at: consent.at } } })]
            : []),
          ...(winner
            ? [row('vendor', { key: 'desk.dispatch.vendor', params: { vendor: winner.name, who: winner.by.name } })]
            : []),
          ...(startsAt === null ? [] : [row('at', dateText(startsAt))]),
          ...(ended.length > 0
            ? [row('visits', { key: 'desk.dispatch.visits', params: { count: ended.length, minutes } })]
            : []),
        ],
      },
      ...photos(work),
      {
        kind: 'status',
        tone: TONES[state],
        text: { key: `desk.dispatch.state.${state}`, params: { at: { at: dispatch.movedAt } } },
      },
      ...(options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ],
  }
}

const LINK_MS = 30 * 86_400_000

/** Whoever looks at the card opens them; each link is good for a month. */
const photos = ({ app, dispatch }: DispatchWork): Part[] =>
  dispatch.visits
    .flatMap((visit) => visit.photos)
    .map((id, index) => ({
      kind: 'link',
      label: { key: 'desk.dispatch.photo', params: { number: index + 1 } },
      url: app.link(id, 'page', app.now + LINK_MS),
    }))

const TONES: Readonly<Record<DispatchState, 'ok' | 'wait' | 'warn'>> = {
  ...{ requested: 'wait', refused: 'ok', offering: 'wait', unmanned: 'warn', won: 'wait', proposed: 'wait' },
  ...{ booked: 'wait', departed: 'wait', arrived: 'wait', done: 'ok', 'carried-over': 'warn', cancelled: 'ok' },
}

const BUTTONS: Readonly<Record<DispatchState, readonly ('offer' | 'cancel')[]>> = {
  ...{ requested: ['cancel'], refused: [], offering: ['cancel'], unmanned: ['offer', 'cancel'], won: ['cancel'] },
  ...{ proposed: ['cancel'], booked: ['cancel'], departed: [], arrived: [], done: [], 'carried-over': ['cancel'] },
  cancelled: [],
}
