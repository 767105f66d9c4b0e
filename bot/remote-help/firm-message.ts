import type { Action } from '#db/actions.ts'
import { type Message, paragraph } from '#engine/message.ts'
import type { FirmTap } from './taps.ts'

/** What will happen, that it can be stopped, and what it costs: nothing begins before somebody has said yes. */
export const consentMessage = (who: string, tap: (command: FirmTap) => Action): Message => ({
  purpose: 'follow-up',
  fallback: { key: 'remote.ask.heading' },
  parts: [
    { kind: 'heading', text: { key: 'remote.ask.heading' } },
    paragraph({ key: 'remote.ask.how', params: { who } }),
    paragraph({ key: 'remote.ask.stop' }),
    paragraph({ key: 'remote.ask.cost' }),
    {
      kind: 'choice',
      lasts: 'durable',
      options: (['agree', 'decline'] as const).map((command) => ({
        label: { key: `remote.button.${command}` },
        token: tap(command).token,
        ...(command === 'agree' && { style: 'primary' as const }),
      })),
    },
  ],
})
