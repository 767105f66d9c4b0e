import type { Scenario } from '../scenario.ts'
import { beacons } from './beacons.ts'
import { bruteForces } from './brute-force.ts'
import { downloads } from './downloads.ts'
import { listedPlaces } from './feeds.ts'
import { honest } from './honest.ts'
import { copies, habits } from './inside.ts'
import { names } from './names.ts'
import { portScans } from './port-scan.ts'
import { sprayings } from './spraying.ts'
import { synFloods } from './syn-flood.ts'
import { urlScans } from './url-scan.ts'
import { webAttacks } from './web-attacks.ts'

export const SCENARIOS: readonly Scenario[] = [
  ...[...portScans, ...synFloods, ...urlScans, ...bruteForces, ...sprayings],
  ...[...webAttacks, ...downloads, ...listedPlaces, ...names, ...beacons],
  ...[...copies, ...habits, ...honest],
]
