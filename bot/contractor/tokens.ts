import type { Action } from '#db/actions.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import type { LeadersCommand } from './work.ts'

const LIFE_DAYS = 60

export const contractorLane = (firmId: string): string => `contractors:${firmId}`
export const isOfContractors = ({ subject }: Pick<Action, 'subject'>): boolean => subject.startsWith('contractors:')

/** What a contractor is asked to write about one case. */
export const aboutCase = (caseId: string): string => `case:${caseId}`
export const isOfCase = (about: string): boolean => about.startsWith('case:')

export interface ContractorTaps {
  /** `params` name what it is about: a site, a person, an invitation. */
  tap(command: Exclude<LeadersCommand, 'show'> | 'part', params?: Readonly<Record<string, string>>): string
  granted: Action[]
}

/** Buttons of a firm's people; whether they lead it is looked at when one is pressed. */
export function contractorTaps(app: FlowContext, place: { regionId: string; firmId: string }): ContractorTaps {
  const granted: Action[] = []
  return {
    granted,
    tap(command, params = {}) {
      const subject = contractorLane(place.firmId)
      const action = actionOf(app, { ...place, subject, command, params, holder: { role: 'member' }, days: LIFE_DAYS })
      granted.push(action)
      return action.token
    },
  }
}
