import type { Part } from '#engine/message.ts'
import { callDesk } from './desk.ts'
import { sayToken } from './intent.ts'
import { OUTSIDE } from './outside.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** Files held to ransom (S7): what to do at once, day or night, who helps outside, and people of ours are called. */
export async function emergency(talk: Talk, chosen?: string): Promise<void> {
  if (talk.incoming.platform !== 'line') return introduce(talk)
  if (chosen === undefined) talk.show(...FIRST_STEPS, ...OUTSIDE)
  if (talk.firms.length === 0) return
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('emergency', firmId))
  const { content } = talk.incoming
  await callDesk(talk, firm, 'emergency', content.type === 'text' ? content.text : undefined)
  talk.say({ key: 'converse.desk.called-emergency' }, { key: 'converse.desk.tell' })
}

/** A file may be shut for many reasons: one tap tells whether this is the bad one. */
export function askAboutFile(talk: Talk): void {
  talk.ask({ key: 'emergency.ask' }, [
    { label: { key: 'emergency.button.yes' }, token: sayToken('emergency') },
    { label: { key: 'emergency.button.no' }, token: sayToken('consult') },
  ])
}

const FIRST_STEPS: readonly Part[] = [
  { kind: 'heading', text: { key: 'emergency.heading' } },
  { kind: 'steps', items: ['unplug', 'keep-on', 'do-not-pay'].map((step) => ({ key: `emergency.step.${step}` })) },
]
