import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { findHealthCheck } from '#db/health-checks.ts'
import { withoutTricks } from '#engine/defang.ts'
import type { Form, Text } from '#engine/message.ts'
import { findingsOf } from '#engine/plainness.ts'
import { glossary } from '#locales/ja/glossary.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FormMaker } from '../form-maker.ts'
import { healthCheckOfLane } from './lanes.ts'
import { commentToken } from './taps.ts'

const LENGTH_MAX = 400

/** 検出コメント, as the firm will read it; undefined once the firm has it. */
export async function commentFormIn(
  { speaker, context }: FormMaker,
  tx: Tx,
  action: Action,
): Promise<Form<string> | undefined> {
  const check = await findHealthCheck(tx, healthCheckOfLane(action.subject))
  if (action.command !== 'open-comment' || check?.state !== 'draft') return undefined
  const label = (id: string): Text => ({ key: `desk.health.form.${id}` })
  const form: Form = {
    token: commentToken(context(), check.id),
    ...{ title: label('title'), submit: label('submit') },
    before: [{ kind: 'paragraph', text: label('intro') }],
    fields: [
      { id: 'comment', kind: 'lines', label: label('comment'), value: check.comment ?? '', lengthMax: LENGTH_MAX },
    ],
  }
  return speaker.form(form, await regionOf(tx, check.regionId))
}

export const commentIn = ({ comment = '' }: FormValues): string => withoutTricks(comment).trim().slice(0, LENGTH_MAX)

/** The same gate as a notice's: what is hard to understand is named, with what to say instead. */
export function commentFault(values: FormValues): Text | undefined {
  const comment = commentIn(values)
  if (comment === '') return { key: 'desk.health.fault.missing' }
  const hard = findingsOf(comment, glossary, { isNotice: false }).filter(({ blocks }) => blocks)
  if (hard.length === 0) return undefined
  const words = hard.map(({ where, instead }) => `「${where} → ${instead}」`).join('')
  return { key: 'desk.health.fault.hard', params: { words } }
}

export async function commentErrors(
  { speaker }: FormMaker,
  tx: Tx,
  action: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const fault = commentFault(values)
  return fault ? { comment: speaker.text(fault, await regionOf(tx, action.regionId)) } : {}
}
