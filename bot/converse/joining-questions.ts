import { type Enrolment, type Invitation, isFirmRole } from '#engine/enrolment.ts'
import type { Part, Text } from '#engine/message.ts'
import { CONSENT_VERSION } from '../content/consent.ts'
import { scopeNamed } from '../contractor/scope.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import type { ReplyWord } from './vocabulary.ts'

/** Asks, or asks again, what joining is waiting for. */
export function askStep(talk: Talk, enrolment: Enrolment): void {
  talk.state = { ...talk.state, enrolment, question: null }
  talk.show(...(enrolment.step === 'confirm' ? confirmation(enrolment.invitation) : consent(enrolment.invitation)))
}

function confirmation(invitation: Invitation): Part[] {
  return [
    { kind: 'paragraph', text: asked(invitation) },
    options([
      ['yes', 'common.yes'],
      ['no', 'common.no'],
    ]),
  ]
}

function asked({ role, firmName, regionName, sites }: Invitation): Text {
  if (role === 'contractor') return { key: 'contractor.confirm', params: { firm: firmName, scope: scopeNamed(sites) } }
  return isFirmRole(role)
    ? { key: 'enrolment.firm.confirm', params: { firm: firmName } }
    : { key: 'enrolment.firm.staff', params: { region: regionName, role: { key: `enrolment.role.${role}` } } }
}

/** A firm's people learn what is watched; a contractor, what it is given and how it ends. */
function consent({ role }: Invitation): Part[] {
  const paragraph = (name: string): Part => ({ kind: 'paragraph', text: { key: `enrolment.consent.${name}` } })
  const told =
    role === 'contractor'
      ? ['purpose', 'care', 'place', 'ends'].map(
          (name): Part => ({
            kind: 'paragraph',
            text: { key: `contractor.consent.${name}` },
          }),
        )
      : ['purpose', 'watched', 'place', 'rights', 'tell'].map(paragraph)
  return [
    { kind: 'heading', text: { key: 'enrolment.consent.heading' } },
    ...told,
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
