import type { Rule } from '#engine/dialogue/lint.ts'

/** A finding of the linter that is meant to stay. It is still shown, with the reason, and no longer counts. */
export interface Acknowledgement {
  questionnaire: string
  version: string
  rule: Rule
  where: string
  because: string
}

export const ACKNOWLEDGED: readonly Acknowledgement[] = ['1', '2'].map((version) => ({
  questionnaire: 'survey',
  version,
  rule: 'asked-twice',
  where: 's14',
  because: 'the pilot’s survey asked question 12 again as 14; kept so that the answers can be set beside its report',
}))
