import { valueAt } from '#db/claims.ts'
import type { Tx } from '#db/door.ts'
import type { Claim, Condition, PackField, PackItem, Source } from '#engine/claim.ts'
import { shown } from '#engine/defang.ts'
import type { Text } from '#engine/message.ts'
import type { ClaimFile } from './work.ts'

type Place = Pick<PackField, 'item' | 'key' | 'source'>

/** Every field is read from the row that it names, so each can be looked up again; what is empty is left out. */
export async function packFields(tx: Tx, file: ClaimFile, claim: Claim): Promise<PackField[]> {
  const fields: PackField[] = []
  for (const place of [...placesOfCase(file), ...placesOfFacts(file, claim)]) {
    const value = await valueAt(tx, place.source)
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') fields.push({ ...place, value })
  }
  return fields
}

function placesOfCase({ firm, case: subject }: ClaimFile): Place[] {
  const at = (item: PackItem, key: string, table: string, id: string, column: string): Place => ({
    ...{ item, key, source: { table, key: { id }, path: [column] } },
  })
  return [
    at('firm', 'name', 'firms', firm.id, 'name'),
    at('firm', 'phone', 'firms', firm.id, 'phone'),
    at('detection', 'kind', 'cases', subject.id, 'kind'),
    at('detection', 'first-seen', 'cases', subject.id, 'first_seen_at'),
    at('detection', 'last-seen', 'cases', subject.id, 'last_seen_at'),
    at('detection', 'alerts', 'cases', subject.id, 'alert_count'),
    at('devices', 'device', 'cases', subject.id, 'device'),
    at('devices', 'counterpart', 'cases', subject.id, 'counterpart'),
  ]
}

function placesOfFacts({ id }: ClaimFile, { facts }: Claim): Place[] {
  const of = (item: PackItem, condition: Condition): Place[] => {
    const fact = facts[condition]
    if (!fact) return []
    const within = (key: string, ...path: string[]): Place => ({
      ...{
        item,
        key,
        source: { table: 'claim_events', key: { claim_id: id, seq: fact.seq }, path: ['event', 'fact', ...path] },
      },
    })
    return [
      within('by', 'by', 'name'),
      within('at', 'at'),
      within('evidence', 'evidence'),
      ...minutes(item, fact.source),
    ]
  }
  return [...of('remote', 'remote-difficult'), ...of('visit', 'visit-needed')]
}

const minutes = (item: PackItem, source: Source | null): Place[] =>
  source?.table === 'remote_helps'
    ? [{ item, key: 'minutes', source: { ...source, path: ['help', 'outcome', 'minutes'] } }]
    : []

export const labelOf = ({ item, key }: Pick<PackField, 'item' | 'key'>): Text => ({
  key: `insurance.field.${item}-${key}`,
})

/** As people read it; what an attacker may have chosen is made harmless. */
export function valueText({ key, value }: PackField): Text {
  if (key === 'kind') return { key: `kinds.${value}.plain` }
  if (key === 'at' || key === 'first-seen' || key === 'last-seen')
    return { key: 'insurance.moment', params: { at: { at: typeof value === 'number' ? value : Date.parse(value) } } }
  if (key === 'minutes') return { key: 'insurance.minutes', params: { minutes: value } }
  if (key === 'alerts') return { key: 'insurance.times', params: { times: value } }
  return { typed: key === 'counterpart' ? shown(String(value)) : String(value) }
}
