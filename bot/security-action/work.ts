import type { Platform } from '#adapters/adapter.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import type { Region } from '#db/regions.ts'
import { addSteps, type FirmPath, pathOf } from '#db/security-actions.ts'
import type { Respondent, Session } from '#engine/dialogue/session.ts'
import type { Option, Part } from '#engine/message.ts'
import {
  type Happening,
  type SecurityActionStep,
  type Standing,
  standingOf,
  type Told,
  toldIn,
} from '#engine/security-action.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext } from '../flow.ts'
import { draftOf } from './draft.ts'
import type { SecurityActionAct } from './tokens.ts'

/** What somebody does on the way to a star, as the chat, a form or a timer hands it on. */
export interface SecurityActionInput {
  act: SecurityActionAct
  by: Respondent & { platform: Platform; account: string; userId: string }
  /** Of the words, at their platform. */
  messageId?: string
  /** Said first, in the same message. */
  before?: Part[]
  /** The chat's questionnaire is over. */
  endsDialogue?: boolean
  /** The way back to the questionnaire that this came between. */
  resume?: Option
  replyToken?: string
  /** Epoch ms. */
  replyUntil?: number
}

/** The desk's form of the policy, opened and sent. */
export const OPEN = 'open-policy'
export const SUBMIT = 'submit-policy'

export const securityActionLane = (firmId: string): string => `security-action:${firmId}`

/** A firm on its way, loaded in its lane; `note` adds a step and looks where it stands then. */
export interface Way {
  regionId: string
  firmId: string
  firmName: string
  region: Region
  sessions: readonly Session[]
  told: Told
  steps: readonly SecurityActionStep[]
  standing: Standing
}

export async function wayOf(tx: Tx, { regionId, firmId }: { regionId: string; firmId: string }): Promise<Way> {
  const firm = await findFirm(tx, firmId)
  if (!firm) throw new Error(`firm ${firmId} is not there`)
  const path = await pathOf(tx, firmId)
  const { told, standing } = standingIn(path)
  const region = await regionOf(tx, regionId)
  return { ...path, regionId, firmId, firmName: firm.name, region, told, standing }
}

export function standingIn({ sessions, steps }: Pick<FirmPath, 'sessions' | 'steps'>): {
  told: Told
  standing: Standing
} {
  const told = toldIn(sessions)
  return { told, standing: standingOf(told, steps) }
}

export async function note(
  tx: Tx,
  way: Way,
  happening: Happening,
  { at, by }: { at: number; by: Respondent | null },
): Promise<Way> {
  const step: SecurityActionStep = { ...happening, at, by: by && { personId: by.personId, name: by.name } }
  await addSteps(tx, way, [step])
  const steps = [...way.steps, step]
  return { ...way, steps, standing: standingOf(way.told, steps) }
}

/** The policy of a firm that wishes two stars is drafted as soon as there is enough to draft it from. */
export async function drafted(tx: Tx, way: Way, { now }: FlowContext): Promise<Way> {
  if (way.standing.next !== 'draft') return way
  return note(tx, way, { kind: 'policy-drafted', sections: draftOf(way) }, { at: now, by: null })
}
