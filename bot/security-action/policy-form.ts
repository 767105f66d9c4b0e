import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import type { Field, Form } from '#engine/message.ts'
import { SECTION_LENGTH_MAX, SECTIONS, type Section, sectionWritten } from '#engine/policy.ts'
import type { FormMaker } from '../form-maker.ts'
import { sectionTitle } from './message.ts'
import { OPEN, SUBMIT, type Way, wayOf } from './work.ts'

export const isOfPolicy = ({ subject }: Pick<Action, 'subject'>): boolean => subject.startsWith('security-action:')

const wayIn = (tx: Tx, { regionId, firmId }: Action): Promise<Way> => wayOf(tx, { regionId, firmId: firmId ?? '' })

/** A firm's policy as a form, for a desk member who talks it over on the telephone. */
export async function policyForm(inCall: FormMaker, tx: Tx, action: Action): Promise<Form<string> | undefined> {
  if (action.command !== OPEN) return undefined
  const way = await wayIn(tx, action)
  const { policy } = way.standing
  if (!policy) return undefined
  const form: Form = {
    token: inCall.context().token(action.subject, SUBMIT, null, 'desk'),
    title: { key: 'star.desk.edit' },
    submit: { key: 'dialogue.form.submit' },
    before: [{ kind: 'paragraph', text: { key: 'star.desk.explain' } }],
    fields: SECTIONS.map(
      (id): Field => ({
        id,
        label: sectionTitle(id),
        kind: 'lines',
        value: policy.sections[id],
        lengthMax: SECTION_LENGTH_MAX,
      }),
    ),
  }
  return inCall.speaker.form(form, way.region)
}

/** What is wrong with the form, beside each field. */
export async function policyErrors(
  inCall: FormMaker,
  tx: Tx,
  action: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const { region } = await wayIn(tx, action)
  const faults = SECTIONS.flatMap((id): [string, string][] => {
    const { kind } = sectionWritten(values[id] ?? '')
    if (kind === 'text') return []
    const text = { key: `star.refused.${kind}`, params: { max: SECTION_LENGTH_MAX } }
    return [[id, inCall.speaker.text(text, region)]]
  })
  return Object.fromEntries(faults)
}

/** The sections that the form changed, in their order. */
export function changedIn({ standing: { policy } }: Way, values: FormValues): { section: Section; text: string }[] {
  return SECTIONS.flatMap((section) => {
    const written = sectionWritten(values[section] ?? '')
    const isNew = written.kind === 'text' && written.text !== policy?.sections[section]
    return isNew ? [{ section, text: written.text }] : []
  })
}
