import type { FormValues } from '#adapters/adapter.ts'
import type { Contact } from '#db/people.ts'
import type { Site } from '#db/sites.ts'
import { harmless } from '#engine/defang.ts'
import { VISIT_CATEGORIES, type VisitCategory } from '#engine/dispatch.ts'
import type { Field, Form, Text } from '#engine/message.ts'
import { areaName, SKILLS, type Skill } from '#engine/vendor.ts'

const REASON_MAX = 500
const LINE_MAX = 200

const label = (id: string): Text => ({ key: `desk.dispatch.form.${id}` })

/** Why somebody has to go, where to, and what they have to know: what is known already stands there. */
export function requestForm(token: string, { sites, contacts }: { sites: Site[]; contacts: Contact[] }): Form {
  const office = sites.find(({ kind, municipality }) => kind === 'office' && municipality !== null)
  const one = (
    id: string,
    values: readonly string[],
    text: (value: string) => Text,
    more: Partial<Field> = {},
  ): Field => ({
    ...{ id, kind: 'one-of', label: label(id), options: values.map((value) => ({ value, label: text(value) })) },
    ...more,
  })
  const people = new Map(contacts.map(({ personId, name }) => [personId, name]))
  return {
    token,
    title: label('title'),
    submit: label('submit'),
    fields: [
      one('category', VISIT_CATEGORIES, (value) => ({ key: `desk.dispatch.category.${value}` })),
      { id: 'reason', kind: 'lines', label: label('reason'), hint: label('reason-hint'), lengthMax: REASON_MAX },
      one('skill', SKILLS, (value) => ({ key: `visit.skill.${value}` }), { isOptional: true }),
      {
        ...{ id: 'municipality', kind: 'line', label: label('municipality'), lengthMax: LINE_MAX },
        value: office?.municipality ?? '',
      },
      {
        ...{ id: 'address', kind: 'line', label: label('address'), hint: label('address-hint'), lengthMax: LINE_MAX },
        ...{ value: office?.address ?? '', isOptional: true },
      },
      ...(people.size > 0
        ? [
            one('home', [...people.keys()], (value) => ({ typed: people.get(value) ?? '' }), {
              isOptional: true,
              hint: label('home-hint'),
            }),
          ]
        : []),
      { id: 'parts', kind: 'line', label: label('parts'), isOptional: true, lengthMax: LINE_MAX },
    ],
  }
}

export interface Request {
  category: VisitCategory
  reason: string
  skill: Skill
  municipality: string
  address: string
  /** Whose home it is; '' where it is none. */
  home: string
  parts: string
}

export type RequestFault = 'category' | 'reason' | 'municipality' | 'address' | 'home'

const USUAL: Readonly<Record<VisitCategory, Skill>> = {
  incident: 'incident',
  trouble: 'network',
  installation: 'network',
}

/** What was filled in, or beside which field it is wrong. */
export function requestIn(values: FormValues): Request | { field: RequestFault } {
  const typed = (id: string, max = LINE_MAX): string => harmless(values[id] ?? '', max).trim()
  const category = VISIT_CATEGORIES.find((one) => one === values.category)
  const reason = typed('reason', REASON_MAX)
  const [municipality, address, home] = [areaName(typed('municipality')), typed('address'), values.home ?? '']
  if (!category) return { field: 'category' }
  if (reason === '') return { field: 'reason' }
  if (municipality === '') return { field: 'municipality' }
  if (home !== '' && address === '') return { field: 'address' }
  const skill = SKILLS.find((one) => one === values.skill) ?? USUAL[category]
  return { category, reason, skill, municipality, address, home, parts: typed('parts') }
}
