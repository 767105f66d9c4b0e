import type { Action } from '#db/actions.ts'
import type { Case } from '#engine/case.ts'
import { shown } from '#engine/defang.ts'
import { type Inquiry, SAYS, whenSaid } from '#engine/inquiry.ts'
import type { Message, Option, Part, Text } from '#engine/message.ts'
import { actionOf } from '../action.ts'
import { nameShown } from '../asset/called.ts'
import { assetLane } from '../asset/tokens.ts'
import type { FlowContext } from '../flow.ts'

/** An answer that comes late is answered kindly. */
const LIFE_DAYS = 30

const OF_INQUIRY = 'inquiry-'
export const isOfInquiry = (command: string): boolean => command.startsWith(OF_INQUIRY)
export const saidBy = (command: string): (typeof SAYS)[number] | undefined =>
  SAYS.find((says) => command === OF_INQUIRY + says)

export interface Question {
  message: Message
  granted: Action[]
}

/** One question, three buttons, for this person alone. */
export function questionFor(
  app: FlowContext,
  inquiry: Inquiry,
  { counterpart, name: called, isAgain }: Pick<Case, 'counterpart'> & { name: string; isAgain: boolean },
  personId: string,
): Question {
  const { regionId, firmId, caseId, wording, eventAt } = inquiry
  const { key, hour } = whenSaid(eventAt, app.now, app.daytime.timezone)
  const when: Text = { key: `inquiry.when.${key}`, params: { hour, date: { at: eventAt, show: 'date' } } }
  const name = nameShown({ name: called }, NAME_MAX)
  const params = { when, site: shown(counterpart, { isInside: () => false }), name }
  const ask: Text = { key: `inquiry.ask.${wording}`, params }
  const place = { regionId, firmId, subject: assetLane(firmId) }
  const granted: Action[] = []
  const options = SAYS.map((says): Option => {
    const about = { command: OF_INQUIRY + says, params: { case: caseId } }
    const action = actionOf(app, { ...place, ...about, holder: { personId }, days: LIFE_DAYS })
    granted.push(action)
    return { label: { key: `inquiry.button.${says}` }, token: action.token }
  })
  const parts: Part[] = [
    { kind: 'paragraph', text: ask },
    { kind: 'paragraph', text: { key: isAgain ? 'inquiry.again' : 'inquiry.why' } },
    { kind: 'choice', lasts: 'durable', options },
  ]
  return { message: { purpose: 'follow-up', fallback: ask, parts }, granted }
}

const NAME_MAX = 40

/** Everybody has been asked: whoever leads the firm picks the person from a list. */
export const notFoundMessage = (count: number, options: Option[]): Message => {
  const heading: Text = { key: 'inquiry.not-found.heading' }
  return {
    purpose: 'follow-up',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      {
        kind: 'paragraph',
        text: { key: count > 1 ? 'inquiry.not-found.several' : 'inquiry.not-found.nobody', params: { count } },
      },
      { kind: 'choice', lasts: 'durable', options },
    ],
  }
}
