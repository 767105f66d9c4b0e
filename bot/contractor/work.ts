import { grantActions } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import type { Contact } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { type Answer, type Asker, answer } from '../dialogue/answer.ts'
import type { FlowContext } from '../flow.ts'
import type { ContractorTaps } from './tokens.ts'

/** What nobody of the firm asks for: a contractor has joined, or told their name; somebody has been taken out of the firm. */
type Happening = 'came' | 'named' | 'parted'

/** Of whoever leads the firm, about those who look after it. */
export type LeadersCommand = 'show' | 'pick' | 'invite' | 'remove' | 'revoke' | 'scope' | 'cover' | 'uncover'

/** A word or a tap of the firm about who belongs to it, or what has happened to one of them. */
export interface ContractorCommand extends Asker {
  command: LeadersCommand | 'people' | 'part' | Happening
  params: { site?: string; person?: string; invite?: string; before?: string }
  by: Asker['by'] & { personId: string; name: string }
}

export interface Work {
  tx: Tx
  app: FlowContext
  said: ContractorCommand
  region: Region
  place: { regionId: string; firmId: string }
  contacts: Contact[]
  taps: ContractorTaps
}

/** Whoever asked is answered; ends in the system's scope. */
export async function tell(work: Work, texts: Text[], asked: Option[] = [], more: Partial<Answer> = {}): Promise<void> {
  const { tx, app, place, region, said, taps } = work
  await enter(tx, { kind: 'firm', ...place })
  await grantActions(tx, taps.granted)
  const parts: Part[] = texts.map(paragraph)
  await answer(tx, app, { ...place, region, to: said }, { parts, asked, ...more })
}

export const remember = (
  { tx, app, said, place }: Work,
  line: { subject: string; what: string; params: object },
): Promise<void> => note(tx, { ...place, ...line, at: app.now, actor: said.by.personId, reason: null })
