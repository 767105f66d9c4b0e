import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { choices, UNKNOWN } from './parts.ts'

/** 運用マイクロチェック: half of the pilot's firms set their tools up and never looked again, so three taps a month ask. */
export const OPERATION: Questionnaire = {
  id: 'operation',
  version: '1',
  answeredBy: 'firm',
  sections: [
    {
      id: 'month',
      questions: [
        {
          id: 'box',
          kind: 'single',
          isRequired: true,
          sensitivity: 'open',
          topic: 'sensor-lamp',
          choices: [...choices('on', 'off', 'none'), UNKNOWN],
        },
        {
          id: 'messages',
          kind: 'single',
          isRequired: true,
          sensitivity: 'open',
          topic: 'messages-read',
          choices: choices('all', 'some', 'unread', 'none'),
        },
        {
          id: 'upkeep',
          kind: 'single',
          isRequired: true,
          sensitivity: 'open',
          topic: 'updates-and-copies',
          choices: [...choices('both', 'updates', 'copies', 'neither'), UNKNOWN],
        },
      ],
    },
  ],
}
