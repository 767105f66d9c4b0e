import type { FormValues } from '#adapters/adapter.ts'
import { NO_CLUES } from '#engine/anonymity.ts'
import { withoutTricks } from '#engine/defang.ts'
import type { Field, Form, Text } from '#engine/message.ts'
import { AUDIENCES, type WarningBody } from '#engine/warning.ts'
import { faultOf, faultText } from '../example/faults.ts'

const SENTENCE_MAX = 100
/** More of them do not fit into a list; they are reached with the whole region. */
const AREAS_MAX = 99
const WHOLE = 'whole-region'

const label = (id: string): Text => ({ key: `desk.warning.form.${id}` })

export interface Known {
  body: WarningBody | undefined
  areas: readonly { area: string; firms: number }[]
}

/** Two sentences, one thing to do, and for whom. */
export function warningForm(token: string, { body, areas }: Known): Form {
  const words = (id: (typeof WRITTEN)[number]): Field => ({
    ...{ id, kind: 'lines', label: label(id), hint: label(`${id}-hint`), lengthMax: SENTENCE_MAX },
    value: body?.[id] ?? '',
  })
  return {
    ...{ token, title: label('title'), submit: label('submit') },
    before: [{ kind: 'paragraph', text: label('intro') }],
    fields: [
      {
        ...{ id: 'area', kind: 'one-of', label: label('area'), value: body?.area ?? WHOLE },
        options: [
          { value: WHOLE, label: label('whole-region') },
          ...areas.slice(0, AREAS_MAX).map(({ area, firms }) => ({
            ...{ value: area, label: { key: 'desk.warning.form.one-area', params: { area, firms } } },
          })),
        ],
      },
      ...WRITTEN.map(words),
      {
        ...{ id: 'audience', kind: 'one-of', label: label('audience'), value: body?.audience ?? 'everybody' },
        options: AUDIENCES.map((value) => ({ value, label: label(value) })),
      },
    ],
  }
}

const WRITTEN = ['first', 'second', 'todo'] as const

export function warningIn({ area = WHOLE, audience, ...values }: FormValues): WarningBody {
  const text = (id: string): string =>
    withoutTricks(values[id] ?? '')
      .trim()
      .slice(0, SENTENCE_MAX)
  return {
    ...{ first: text('first'), second: text('second'), todo: text('todo') },
    area: area === WHOLE ? null : area,
    audience: AUDIENCES.find((one) => one === audience) ?? 'everybody',
  }
}

/** What is wrong with it, by field: a firm's name, a hard word, a second sentence, an area where nobody is. */
export function warningFaults(
  body: WarningBody,
  { areas, firmNames }: { areas: readonly string[]; firmNames: readonly string[] },
): [string, Text][] {
  const wrong = WRITTEN.flatMap((field): [string, Text][] => {
    const fault = faultIn(body[field], firmNames)
    return fault ? [[field, fault]] : []
  })
  return body.area === null || areas.includes(body.area) ? wrong : [...wrong, ['area', fault('area')]]
}

const fault = (id: string): Text => ({ key: `desk.warning.fault.${id}` })

function faultIn(text: string, firmNames: readonly string[]): Text | undefined {
  if (text === '') return { key: 'example.fault.missing' }
  if (/[。！？!?]\s*\S/u.test(text)) return fault('sentences')
  const named = firmNames.filter((name) => text.includes(name))
  if (named.length > 0) return faultText({ why: 'telling', words: named })
  const found = faultOf(text, NO_CLUES)
  return found && faultText(found)
}
