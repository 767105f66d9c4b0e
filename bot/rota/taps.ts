import type { Action } from '#db/actions.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'

const PREFIX = 'rota:'

/** One region's rota changes in one order. */
export const rotaLane = (regionId: string): string => `${PREFIX}${regionId}`
export const isOfRota = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)

/** 交代する, 休みを入れる, 引き継ぐ: each opens a form. */
export const ROTA_ACTS = ['swap', 'away', 'hand-over'] as const
export type RotaTap = `${'open' | 'submit'}-${(typeof ROTA_ACTS)[number]}`

/** Of whoever judges cases in the region. */
export const rotaTap = (app: FlowContext, regionId: string, command: RotaTap): Action =>
  actionOf(app, {
    ...{ regionId, firmId: null, subject: rotaLane(regionId), command, holder: { role: 'analyst' }, days: 60 },
  })

/** What opens a form, with what comes back from it. */
export const rotaTaps = (app: FlowContext, regionId: string): Action[] =>
  ROTA_ACTS.flatMap((act) => [rotaTap(app, regionId, `open-${act}`), rotaTap(app, regionId, `submit-${act}`)])
