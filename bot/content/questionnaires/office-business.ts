import type { Question } from '#engine/dialogue/questionnaire.ts'
import { choices, UNKNOWN } from './parts.ts'

const open = { isRequired: true, sensitivity: 'open' } as const
const name = { kind: 'text', lengthMax: 40, sensitivity: 'personal' } as const

/**
 * 業務都合: what the firm's business asks of its protection. With the assets of the header these decide in which order
 * measures are proposed; none of them counts for the score.
 */
export const DEMANDS: readonly Question[] = [
  {
    id: 'b-stop',
    kind: 'scale',
    ...open,
    topic: 'tolerable-standstill',
    choices: [...choices('hours', 'day', 'week', 'longer'), UNKNOWN],
  },
  { id: 'b-mail', kind: 'yes-no', ...open, topic: 'orders-and-money-by-mail' },
  { id: 'b-web', kind: 'yes-no', ...open, topic: 'customers-on-own-website' },
  { id: 'b-carry', kind: 'yes-no', ...open, topic: 'pcs-carried-out' },
  { id: 'b-guest', kind: 'yes-no', ...open, topic: 'outsiders-in-the-rooms' },
  {
    id: 'b-helper',
    kind: 'single',
    ...open,
    topic: 'who-looks-after-pcs',
    choices: [...choices('own', 'staff', 'vendor', 'nobody'), UNKNOWN],
  },
  {
    id: 'b-time',
    kind: 'band',
    ...open,
    topic: 'monthly-time',
    choices: [...choices('none', 'hour', 'half-day', 'more'), UNKNOWN],
  },
  {
    id: 'b-budget',
    kind: 'band',
    ...open,
    topic: 'yearly-budget',
    choices: [...choices('zero', 'to-50k', 'to-100k', 'to-300k', 'more'), UNKNOWN],
  },
  /** Opens the part for people who work at home. */
  { id: 'b-telework', kind: 'yes-no', ...open, topic: 'telework' },
  /** The wish for SECURITY ACTION's stars. */
  { id: 'b-wish', kind: 'single', ...open, topic: 'security-action-wish', choices: choices('none', 'one', 'two') },
]

/** 責任の所在: nobody is watched over without one named person. */
export const RESPONSIBLE: readonly Question[] = [
  { id: 'b-lead', ...name, isRequired: true, topic: 'responsible-person' },
  { id: 'b-staff', ...name, isRequired: false, topic: 'person-in-charge' },
  { id: 'b-deputy', ...name, isRequired: false, topic: 'deputy' },
  { id: 'b-first', kind: 'single', ...open, topic: 'called-first', choices: choices('lead', 'staff', 'deputy') },
]
