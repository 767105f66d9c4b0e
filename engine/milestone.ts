/** What a programme, or one firm in it, is to have reached by a day. */
export const MILESTONE_KINDS = [
  ...(['application', 'diagnosis', 'installation', 'analysis', 'health-check', 'meeting'] as const),
  'other',
] as const
/** 申込, 診断, 設置, 分析, 診断書, 報告会. */
export type MilestoneKind = (typeof MILESTONE_KINDS)[number]

export interface Milestone {
  id: string
  regionId: string
  /** Null: the whole programme's. */
  firmId: string | null
  kind: MilestoneKind
  says: string
  /** `2026-12-10`, where the region is. */
  dueOn: string
  /** Epoch ms. */
  doneAt: number | null
}

/** 予定, 済, 遅れ: late once its day is over. */
export type MilestoneState = 'planned' | 'done' | 'late'

export function milestoneState({ dueOn, doneAt }: Milestone, today: string): MilestoneState {
  if (doneAt !== null) return 'done'
  return dueOn < today ? 'late' : 'planned'
}
