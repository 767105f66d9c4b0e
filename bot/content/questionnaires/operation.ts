import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import type { UpkeepOf } from '#engine/dialogue/upkeep.ts'
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

/** A firm without a box, or without a message, has nothing to look after there. */
export const UPKEEP: UpkeepOf = {
  box: { on: 'kept', off: 'not', unknown: 'part' },
  messages: { all: 'kept', some: 'part', unread: 'not' },
  upkeep: { both: 'kept', updates: 'part', copies: 'part', neither: 'not', unknown: 'part' },
}
