import { expect, it } from 'vitest'
import { personWaiting } from '#bot/flows/operations.ts'

const by = { personId: 'person_1', name: '佐々木', platform: 'line', account: 'U-bot', userId: 'U-owner' }

it.each([
  ['what a person wrote', 'chat', by],
  ['a tap on a notice', 'case-command', { by }],
  ['a call for the desk', 'consultation', { by }],
  ['an answer in a questionnaire', 'dialogue', { by, input: { kind: 'typed', text: '1' } }],
  ['a section that the desk filled', 'dialogue-form', { by }],
  ['a tap on a hearing', 'hearing', { by, command: 'suits' }],
  ['who answers for the firm', 'responsible', { by, command: 'named' }],
  ['a word on the way to a star', 'security-action', { by, act: { kind: 'show' } }],
  ['a policy that was edited', 'policy-form', { by }],
  ['a tap on a to-do', 'todo-command', { by }],
  ['a decision to keep something quiet', 'suppression-command', { by }],
])('%s is waited for, and apologised for when it is put aside', (_, kind, payload) => {
  expect(personWaiting({ kind, payload })).toMatchObject({ platform: 'line', userId: 'U-owner' })
})

it.each([
  ['alerts of a sensor', 'alerts', { alertIds: [] }],
  ['a reminder of a questionnaire', 'dialogue', { by, input: { kind: 'nudge' } }],
  ['a reminder on the way to a star', 'security-action', { by, act: { kind: 'remind' } }],
  ['a yearly question', 'responsible', { by: { personId: 'otasuke', name: 'otasuke' }, command: 'ask' }],
  ['an operator at the command line', 'hearing', { by: { personId: 'operator', name: 'operator' } }],
  ['nobody', 'case-command', { by: null }],
])('%s is waited for by nobody', (_, kind, payload) => {
  expect(personWaiting({ kind, payload })).toBeUndefined()
})
