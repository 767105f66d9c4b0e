import type { StoredApplication } from '#db/applications.ts'
import { type Standing, stateOf } from '#engine/application.ts'

export const standingOf = ({ saidState, facts, startedAt, stoppedCode }: StoredApplication): Standing => ({
  ...{ state: stateOf(saidState, facts), reached: facts.reached },
  ...{ hasStarted: startedAt !== null, stoppedCode },
})
