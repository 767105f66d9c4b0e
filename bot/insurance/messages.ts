import type { Action } from '#db/actions.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import {
  type Claim,
  type ClaimState,
  CONDITIONS,
  doesCount,
  itemsOf,
  type PackItem,
  shownToInsurer,
} from '#engine/claim.ts'
import { shownWithin } from '#engine/defang.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import { claimLane } from './lanes.ts'
import { labelOf, valueText } from './pack.ts'
import type { OwnerTap, StaffTap } from './taps.ts'
import type { ClaimFile } from './work.ts'

/** The trigger record in #desk, edited in place: the three conditions, where it stands, and what comes next. */
export function claimCard(
  app: FlowContext,
  file: ClaimFile,
  claim: Claim,
  tap: (command: StaffTap) => Action,
): OutboxEntry {
  const { region, firm } = file
  const subject = claimLane(file.case.id)
  const place = { regionId: region.id, firmId: firm.id, locale: region.locale }
  return { ...toChannel(app, 'desk', place, cardMessage(file, claim, tap)), subject, stickyKey: subject }
}

function cardMessage({ firm, case: subject }: ClaimFile, claim: Claim, tap: (command: StaffTap) => Action): Message {
  const heading: Text = { key: 'desk.claim.heading', params: { firm: firm.name } }
  const options = BUTTONS[claim.state].map(
    (command): Option => ({
      label: { key: `desk.claim.button.${command === 'open' ? 'read-again' : command}` },
      token: tap(command).token,
      ...(command === 'draft' && { style: 'primary' as const }),
    }),
  )
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      paragraph({ key: 'desk.claim.case', params: { kind: { key: `kinds.${subject.kind}.name` } } }),
      {
        kind: 'facts',
        rows: CONDITIONS.map((condition) => ({
          label: { key: `desk.claim.condition.${condition}` },
          value: factText(claim.facts[condition]),
        })),
      },
      { kind: 'status', tone: TONES[claim.state], text: { key: `desk.claim.state.${claim.state}` } },
      paragraph({ key: 'desk.claim.insurer-decides' }),
      ...(options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ],
  }
}

function factText(fact: Claim['facts'][keyof Claim['facts']]): Text {
  if (!fact) return { key: 'desk.claim.fact.none' }
  const params = { who: fact.by.name, at: { at: fact.at }, evidence: { typed: shownWithin(fact.evidence) } }
  return { key: `desk.claim.fact.${doesCount(fact) ? 'holds' : 'fails'}`, params }
}

const TONES: Readonly<Record<ClaimState, 'ok' | 'wait' | 'warn'>> = {
  ...{ judging: 'wait', met: 'warn', 'not-met': 'ok', drafted: 'wait', sent: 'wait', paid: 'ok', refused: 'ok' },
}

const BUTTONS: Readonly<Record<ClaimState, readonly StaffTap[]>> = {
  ...{ judging: ['open', 'open-fact'], met: ['draft', 'open-fact'], 'not-met': ['open-fact'], drafted: [] },
  ...{ sent: ['paid', 'refused'], paid: [], refused: [] },
}

/** What the insurer would see, item by item, for whoever leads the firm: nothing is shown before their yes. */
export function approvalMessage(claim: Claim, tap: (command: OwnerTap, item?: PackItem) => Action): Message {
  const fields = claim.pack?.fields ?? []
  const withheld: readonly PackItem[] = claim.pack?.withheld ?? []
  const items = itemsOf(fields)
  const label = (command: OwnerTap, item: PackItem): Option => ({
    label: { key: `insurance.button.${command}`, params: { item: { key: `insurance.item.${item}` } } },
    token: tap(command, item).token,
  })
  return {
    purpose: 'follow-up',
    fallback: { key: 'insurance.approve.heading' },
    parts: [
      { kind: 'heading', text: { key: 'insurance.approve.heading' } },
      paragraph({ key: 'insurance.approve.why' }),
      paragraph({ key: 'insurance.decides.who' }),
      ...items.flatMap((item): Part[] => [
        paragraph({
          key: withheld.includes(item) ? 'insurance.approve.withheld' : 'insurance.approve.shown',
          params: { item: { key: `insurance.item.${item}` } },
        }),
        {
          kind: 'facts',
          rows: fields
            .filter((one) => one.item === item)
            .map((one) => ({ label: labelOf(one), value: valueText(one) })),
        },
      ]),
      {
        kind: 'choice',
        lasts: 'durable',
        options: [
          { label: { key: 'insurance.button.approve' }, token: tap('approve').token, style: 'primary' },
          ...items.map((item) => label(withheld.includes(item) ? 'show' : 'withhold', item)),
          { label: { key: 'insurance.button.keep' }, token: tap('keep').token },
        ],
      },
    ],
  }
}

/** For the insurer: what the firm agreed to, and nothing else, not even its name. */
export function packMessage(claim: Claim, links: { pdf: string; json: string }): Message {
  const heading: Text = { key: 'insurance.pack.heading' }
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      paragraph({ key: 'insurance.pack.decides' }),
      { kind: 'facts', rows: shownToInsurer(claim).map((one) => ({ label: labelOf(one), value: valueText(one) })) },
      { kind: 'link', label: { key: 'insurance.pack.pdf' }, url: links.pdf },
      { kind: 'link', label: { key: 'insurance.pack.json' }, url: links.json },
    ],
  }
}
