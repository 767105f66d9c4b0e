import type { Scenario } from '../scenario.ts'
import { portScans } from './port-scan.ts'
import { synFloods } from './syn-flood.ts'
import { urlScans } from './url-scan.ts'

export const SCENARIOS: readonly Scenario[] = [...portScans, ...synFloods, ...urlScans]
