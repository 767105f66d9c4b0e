import { describe, expect, test } from 'vitest'
import type { Value } from '#engine/dialogue/questionnaire.ts'
import { replay, type SessionEvent } from '#engine/dialogue/session.ts'
import { takenBack } from '#engine/dialogue/taken-back.ts'
import { CHIBA, NOW, SASAKI } from './sample.ts'

const at = NOW
const started: SessionEvent = { kind: 'started', questionnaire: 'sample', version: '1', at, by: SASAKI }
const text = (words: string) => ({ kind: 'text', text: words }) as const
const typed = (question: string, words: string, messageId: string, by = SASAKI): SessionEvent => ({
  ...{ kind: 'answered', question, value: text(words), messageId, at, by },
})
const chose = (question: string, choice: string, messageId?: string): SessionEvent => ({
  ...{ kind: 'answered', question, value: { kind: 'choice', choice }, at, by: SASAKI },
  ...(messageId !== undefined && { messageId }),
})
/** The next version: what `who` was has another name, and of `care` two were made. */
const migrated: SessionEvent = {
  ...{ kind: 'migrated', at, by: SASAKI },
  migration: {
    ...{ questionnaire: 'sample', from: '1', to: '2' },
    questions: {
      who: { kind: 'renamed', to: 'boss', choices: { done: 'always' } },
      care: { kind: 'split', into: { lock: { done: 'done' }, code: { done: 'done' } } },
    },
  },
}
const plain = (value: Value) =>
  value.kind === 'text' ? value.text : value.kind === 'choice' ? value.choice : value.kind
const finished: SessionEvent = { kind: 'finished', at, by: SASAKI }

describe('an answer whose message is taken back', () => {
  const left = (events: readonly SessionEvent[], messageId: string) => {
    const taken = takenBack(events, messageId, at + 1, SASAKI)
    if (!taken) return 'nothing'
    const { blanked, undone } = taken
    const all = [...events.with(blanked.index, blanked.event), ...undone]
    expect(JSON.stringify(all)).not.toContain('ひみつ')
    const { answers } = replay(all)
    return Object.fromEntries(Object.entries(answers).map(([id, { value }]) => [id, plain(value)]))
  }

  test.each<[string, SessionEvent[], ReturnType<typeof left>]>([
    ['is none any more', [started, typed('who', 'ひみつ', 'm1')], {}],
    ['leaves the others', [started, typed('who', 'ひみつ', 'm1'), typed('where', '町', 'm2', CHIBA)], { where: '町' }],
    ['that another replaced', [started, typed('who', 'ひみつ', 'm1'), typed('who', '千葉', 'm2')], { who: '千葉' }],
    [
      'of what is finished keeps its place without its words',
      [started, typed('who', 'ひみつ', 'm1'), finished],
      { who: '' },
    ],
    [
      'that the next version calls otherwise is none there, either',
      [started, typed('who', 'ひみつ', 'm1'), migrated],
      {},
    ],
    ['nor is a choice with another name', [started, chose('who', 'done', 'm1'), migrated], {}],
    ['that became two is neither', [started, chose('care', 'done', 'm1'), migrated], {}],
    [
      'that became two leaves the one which another replaced',
      [started, chose('care', 'done', 'm1'), migrated, chose('lock', 'part')],
      { lock: 'part' },
    ],
    [
      'that another replaced under the new name',
      [started, chose('who', 'done', 'm1'), migrated, chose('boss', 'part')],
      { boss: 'part' },
    ],
    [
      'was put by with its question',
      [started, chose('where', 'done', 'm1'), migrated, chose('where', 'part')],
      { where: 'part' },
    ],
    ['is begun anew already', [started, chose('who', 'done', 'm1'), { kind: 'emptied', at, by: SASAKI }], {}],
    ['was never one', [started, typed('who', '千葉', 'm2')], 'nothing'],
  ])('%s', (_case, events, expected) => {
    expect(left(events, 'm1')).toEqual(expected)
  })

  test('is blanked beside what somebody of ours found', () => {
    const desk: SessionEvent = {
      kind: 'answered',
      question: 'who',
      value: text('千葉'),
      at,
      by: { ...CHIBA, role: 'desk' },
    }
    expect(left([started, typed('who', 'ひみつ', 'm1'), desk], 'm1')).toEqual({ who: '千葉' })
  })

  test('keeps what was chosen of what is finished', () => {
    const chosen = chose('q1', 'done', 'm1')
    expect(takenBack([started, chosen, finished], 'm1', at, SASAKI)).toEqual({
      blanked: { index: 1, event: chosen },
      undone: [],
    })
  })
})
