import { decideMonthly, type MonthlyStanding } from './monthly.ts'

export interface SendingStanding extends MonthlyStanding {
  /** 「いらない」 was said, and 「事例」 not since; carried by its timer from one month to the next. */
  isUnwanted: boolean
  /** One that is like this firm, and that it has not seen. */
  hasExample: boolean
  hasAddressee: boolean
}

/** Whether a firm is sent an example this month. */
export const decideSending = (standing: SendingStanding) => decideMonthly(standing, reasonToLeave(standing))

function reasonToLeave({ isUnwanted, hasExample, hasAddressee }: SendingStanding) {
  if (isUnwanted) return 'unwanted'
  if (!hasExample) return 'none'
  return hasAddressee ? undefined : 'nobody'
}
