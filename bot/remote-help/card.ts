import type { Action } from '#db/actions.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { shownWithin } from '#engine/defang.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import type { RemoteHelp, RemoteHelpState } from '#engine/remote-help.ts'
import { toChannel } from '../channel-message.ts'
import type { Begin } from '../dispatch/begin.ts'
import type { FlowContext } from '../flow.ts'
import { remoteHelpLane } from './lanes.ts'
import type { StaffTap } from './taps.ts'
import type { RemoteHelpFile } from './work.ts'

type Tap = (command: StaffTap) => Action

interface Buttons {
  tap: Tap
  /** What comes after help that was found difficult. */
  visit: Begin | undefined
}

/** Help from afar in #desk, edited in place: whose it is, where it stands, and what comes next. */
export function remoteHelpCard(
  app: FlowContext,
  file: RemoteHelpFile,
  help: RemoteHelp,
  { tap, visit }: Buttons,
): OutboxEntry {
  const subject = remoteHelpLane(file.id)
  const { region, firm } = file
  const place = { regionId: region.id, firmId: firm.id, locale: region.locale }
  return { ...toChannel(app, 'desk', place, cardMessage(file, help, { tap, visit })), subject, stickyKey: subject }
}

function cardMessage({ firm }: RemoteHelpFile, help: RemoteHelp, { tap, visit }: Buttons): Message {
  const heading: Text = { key: 'desk.remote-help.heading', params: { firm: firm.name } }
  const row = (label: string, value: Text) => ({ label: { key: `desk.remote-help.row.${label}` }, value })
  const { consent, outcome } = help
  const options = [...BUTTONS[help.state].map((command) => button(command, tap)), ...(visit ? [visit.option] : [])]
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      {
        kind: 'facts',
        rows: [
          row('phone', firm.phone ? { typed: firm.phone } : { key: 'desk.task.no-phone' }),
          ...(consent
            ? [
                row('consent', {
                  key: 'desk.remote-help.by-at',
                  params: { who: consent.by.name, at: { at: consent.at } },
                }),
              ]
            : []),
          ...(outcome ? [row('minutes', { key: 'desk.remote-help.minutes', params: { count: outcome.minutes } })] : []),
        ],
      },
      ...(outcome ? [paragraph({ typed: shownWithin(outcome.steps) })] : []),
      { kind: 'status', tone: TONES[help.state], text: stateText(help) },
      ...(options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ],
  }
}

const stateText = ({ state, helper, outcome, askedBy, movedAt }: RemoteHelp): Text => ({
  key: `desk.remote-help.state.${state}`,
  params: { who: (outcome?.by ?? helper ?? askedBy).name, at: { at: movedAt } },
})

const TONES: Readonly<Record<RemoteHelpState, 'ok' | 'wait' | 'warn'>> = {
  ...{ asked: 'wait', agreed: 'warn', declined: 'ok', 'in-hand': 'wait', solved: 'ok', difficult: 'warn' },
}

const BUTTONS: Readonly<Record<RemoteHelpState, readonly StaffTap[]>> = {
  asked: [],
  agreed: ['begin'],
  declined: ['ask'],
  'in-hand': ['open-result'],
  solved: ['ask'],
  difficult: [],
}

const button = (command: StaffTap, tap: Tap): Option => ({
  label: { key: `desk.remote-help.button.${command}` },
  token: tap(command).token,
  ...(command !== 'ask' && { style: 'primary' as const }),
})
