import type { VisitCategory } from '#engine/dispatch.ts'

/** What is looked at on each visit, in this order; their words are `visit.check` in `locales/`. */
export const VISIT_CHECKLISTS: Readonly<Record<VisitCategory, readonly string[]>> = {
  incident: ['unplugged', 'kept', 'working', 'explained'],
  trouble: ['lamps', 'internet', 'printing', 'explained'],
  installation: ['place', 'lamps', 'internet', 'explained'],
}

export const VISIT_MINUTES = [15, 30, 45, 60, 90, 120, 180, 240] as const
