import type { StoredAlert } from '#db/alerts.ts'
import { EVIDENCE_ROWS_MAX } from '#engine/contractor.ts'
import { shown } from '#engine/defang.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import type { Notice } from '#engine/notice.ts'
import type { CaseOwner } from '../case/device.ts'
import { eventRow, measureOf } from '../case/evidence.ts'
import type { CaseFile } from '../case/work.ts'

/** The technical version of a notice: when, which hosts, which answers, and what the detector has counted. */
export function technicalMessage(
  { case: subject, firm }: CaseFile,
  notice: Notice,
  { alerts, owner, buttons }: { alerts: readonly StoredAlert[]; owner: CaseOwner | undefined; buttons: Option[] },
): Message {
  const rows = alerts.flatMap(({ evidence }) => evidence.events).sort((one, other) => one.at - other.at)
  const newest = alerts.at(-1)
  return {
    purpose: 'notice',
    fallback: { key: 'contractor.notice.fallback', params: { firm: firm.name } },
    parts: [
      {
        kind: 'heading',
        text: {
          key: 'contractor.notice.heading',
          params: { firm: firm.name, kind: { key: `kinds.${subject.kind}.name` } },
        },
      },
      {
        kind: 'facts',
        rows: [
          fact('severity', { key: `case.severity.${notice.severity}` }),
          fact('device', subject.device ? { typed: subject.device } : { key: 'case.fact.none' }),
          ...(owner ? [fact('whose', owner.text)] : []),
          fact(
            'counterpart',
            subject.counterpart ? { typed: shown(subject.counterpart) } : { key: 'case.fact.several' },
          ),
          fact('count', {
            key: 'case.fact.count-value',
            params: { alerts: subject.alertCount, events: subject.eventCount },
          }),
          fact('seen', {
            key: 'case.fact.seen-value',
            params: { from: { at: subject.firstSeenAt }, to: { at: subject.lastSeenAt } },
          }),
        ],
      },
      ...(newest ? measureOf(newest) : []).map(paragraph),
      ...rows.slice(-EVIDENCE_ROWS_MAX).map(eventRow).map(paragraph),
      paragraph({ key: 'contractor.notice.asked', params: { title: notice.title } }),
      { kind: 'steps', items: notice.steps.map((step): Text => ({ typed: step })) },
      { kind: 'choice', lasts: 'durable', options: buttons } satisfies Part,
    ],
  }
}

const fact = (name: string, value: Text): { label: Text; value: Text } => ({
  label: { key: `case.fact.${name}` },
  value,
})
