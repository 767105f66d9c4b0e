import type { Message, Part, Text } from '#engine/message.ts'
import { HEARING_SCRIPT } from '../content/hearing-script.ts'
import { scriptRow } from './desk-card.ts'
import type { HearingFile } from './work.ts'

/** What to say, part by part, with its minutes; parts of the diagnosis that are filled already need not be asked again. */
export function scriptMessage(file: HearingFile): Message {
  const minutes = HEARING_SCRIPT.reduce((sum, part) => sum + part.minutes, 0)
  const heading: Text = { key: 'desk.hearing.script.heading', params: { minutes } }
  return {
    purpose: 'history',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      ...HEARING_SCRIPT.flatMap((part): Part[] => [
        { kind: 'facts', rows: [scriptRow(part, file)] },
        { kind: 'paragraph', text: { key: `hearing.script.${part.id}.say` } },
      ]),
    ],
  }
}
