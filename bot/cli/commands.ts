import type { Command } from './command.ts'
import { CASE_COMMANDS } from './commands/case.ts'
import { FIRM_COMMANDS } from './commands/firm.ts'
import { HEALTH_COMMANDS } from './commands/health.ts'
import { INSURANCE_COMMANDS } from './commands/insurance.ts'
import { MONEY_COMMANDS } from './commands/money.ts'
import { OPERATION_COMMANDS } from './commands/operation.ts'
import { ORDER_COMMANDS } from './commands/order.ts'
import { RECRUITING_COMMANDS } from './commands/recruiting.ts'
import { REGION_COMMANDS } from './commands/region.ts'
import { SERVICE_COMMANDS } from './commands/service.ts'
import { VISIT_COMMANDS } from './commands/visit.ts'

/** Every command of the admin API, as `--help` lists them. */
export const COMMANDS: readonly Command[] = [
  ...REGION_COMMANDS,
  ...RECRUITING_COMMANDS,
  ...FIRM_COMMANDS,
  ...CASE_COMMANDS,
  ...SERVICE_COMMANDS,
  ...VISIT_COMMANDS,
  ...ORDER_COMMANDS,
  ...HEALTH_COMMANDS,
  ...INSURANCE_COMMANDS,
  ...MONEY_COMMANDS,
  ...OPERATION_COMMANDS,
]
