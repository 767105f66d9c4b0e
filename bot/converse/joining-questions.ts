import { type Enrolment, type Invitation, isFirmRole } from '#engine/enrolment.ts'
import type { Part, Text } from '#engine/message.ts'
import { CONSENT_VERSION } from '../content/consent.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import type { ReplyWord } from './vocabulary.ts'

/** Asks, or asks again, what joining is waiting for. */
export function askStep(talk: Talk, enrolment: Enrolment): void {
  talk.state = { ...talk.state, enrolment, question: null }
  talk.show(...(enrolment.step === 'confirm' ? confirmation(enrolment.invitation) : consent()))
}

function confirmation({ role, firmName, regionName }: Invitation): Part[] {
  const text: Text = isFirmRole(role)
    ? { key: 'enrolment.firm.confirm', params: { firm: firmName } }
    : { key: 'enrolment.firm.staff', params: { region: regionName, role: { key: `enrolment.role.${role}` } } }
  return [
    { kind: 'paragraph', text },
    options([
      ['yes', 'common.yes'],
      ['no', 'common.no'],
    ]),
  ]
}

function consent(): Part[] {
  const paragraph = (name: string): Part => ({ kind: 'paragraph', text: { key: `enrolment.consent.${name}` } })
  return [
    { kind: 'heading', text: { key: 'enrolment.consent.heading' } },
    ...['purpose', 'watched', 'place', 'rights', 'tell'].map(paragraph),
    { kind: 'paragraph', text: { key: 'enrolment.consent.version', params: { version: CONSENT_VERSION } } },
    paragraph('ask'),
    options([
      ['agree', 'enrolment.consent.agree'],
      ['decline', 'enrolment.consent.decline'],
    ]),
  ]
}

const options = (words: [ReplyWord, string][]): Part => ({
  kind: 'choice',
  lasts: 'now',
  options: words.map(([word, key]) => ({ label: { key }, token: sayToken(word) })),
})
