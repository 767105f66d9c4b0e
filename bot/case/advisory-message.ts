import type { Message } from '#engine/message.ts'
import type { CaseFile } from './work.ts'

/** お知らせ: no emergency, so no answer is waited for. */
export function advisoryMessage({ case: subject }: CaseFile): Message {
  return {
    purpose: 'notice',
    fallback: { key: 'notice.advisory.heading' },
    parts: [
      { kind: 'heading', text: { key: 'notice.advisory.heading' } },
      { kind: 'paragraph', text: { key: `kinds.${subject.kind}.explained` } },
      {
        kind: 'facts',
        rows: [
          {
            label: { key: 'notice.fact.clue' },
            value: subject.device ? { typed: subject.device } : { key: 'case.fact.none' },
          },
        ],
      },
      { kind: 'paragraph', text: { key: 'notice.advisory.no-hurry' } },
    ],
  }
}
