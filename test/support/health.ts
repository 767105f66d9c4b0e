import { countMonth, gradeOf } from '#engine/health-check.ts'
import { drafted, type HealthCheck } from '#engine/health-course.ts'

/** A month in which nothing was found. */
export function healthDraft(of: Pick<HealthCheck, 'id' | 'regionId' | 'firmId'>): HealthCheck {
  const unseen = { dark: [], bare: [], lossyHours: 0 }
  const figures = { coverage: 1, devices: 1, securityEvents: 0, trafficEvents: 0, unseen }
  const counted = countMonth([], figures, { from: 1, until: 2 })
  return drafted({ ...of, month: '2026-11', countedAt: 3, counted, grade: gradeOf(counted, undefined) })
}
