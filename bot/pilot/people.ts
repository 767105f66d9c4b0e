import { ALERT_KINDS, type AlertKind } from '#engine/alert.ts'
import { chance, isAmong } from './chance.ts'
import { ALERTS, CONTACTS, FITTED_AS_DESIGNED, INDUSTRIES, LEDGERS, PILOT, SIZES, VISITS, WISHES } from './facts.ts'

/** A firm of the pilot: what the report prints of all together, dealt out over 71 made-up ones. */
export interface PilotFirm {
  nth: number
  name: string
  industry: string
  employees: number
  /** Null for three of them. */
  pcs: number | null
  alerts: Partial<Record<AlertKind, number>>
  contacts: (keyof typeof CONTACTS)[]
  visits: (keyof typeof VISITS)[]
  box: { deviceType: 'office' | 'small-office'; needsSwitch: 'none' | 'switch-8' }
  ledger: 'none' | 'names' | 'addresses'
  wantsToGoOn: boolean
  isByVisit: boolean
}

/** Alerts gather where the report says that they do; how many PCs a firm has makes no difference. */
const WEIGHTS: Readonly<Record<string, number>> = {
  ...{ 情報通信業: 9, '金融業・保険業': 4, '宿泊業・飲食サービス業': 4, '不動産業・物品賃貸業': 4 },
}

export function pilotFirms(byVisit: number): PilotFirm[] {
  const industries = dealt(INDUSTRIES)
  const employees = dealt(SIZES)
  const roll = chance(3_539)
  const firms = industries.map((industry, nth): PilotFirm => {
    const is = (count: number, stride: number): boolean => isAmong(nth, { count, of: PILOT.started, stride })
    return {
      ...{ nth, name: `会社${String(nth + 1).padStart(2, '0')}（架空）`, industry },
      employees: employees[(nth * 23) % PILOT.started] ?? 1,
      pcs: is(3, 29) ? null : 2 + Math.floor(roll() * 28),
      ...{ alerts: {}, contacts: [], visits: [] },
      box: boxOf(is(FITTED_AS_DESIGNED, 31), nth),
      ledger: is(LEDGERS.withAddress, 37) ? 'addresses' : is(LEDGERS.any, 37) ? 'names' : 'none',
      ...{ wantsToGoOn: is(WISHES.continuation, 41), isByVisit: is(byVisit, 43) },
    }
  })
  dealAlerts(firms, roll)
  dealOut(CONTACTS, 19, (nth, one) => firms[nth]?.contacts.push(one))
  dealOut(VISITS, 27, (nth, one) => firms[nth]?.visits.push(one))
  return firms
}

const boxOf = (isAsDesigned: boolean, nth: number): PilotFirm['box'] => {
  if (isAsDesigned) return { deviceType: 'office', needsSwitch: 'none' }
  return nth % 2 === 0
    ? { deviceType: 'office', needsSwitch: 'switch-8' }
    : { deviceType: 'small-office', needsSwitch: 'none' }
}

function dealAlerts(firms: readonly PilotFirm[], roll: () => number): void {
  const weights = firms.map(({ industry }) => (WEIGHTS[industry] ?? 1) * (0.2 + roll()))
  const total = weights.reduce((sum, one) => sum + one, 0)
  for (const kind of ALERT_KINDS)
    for (let n = 0; n < (ALERTS[kind] ?? 0); n++) {
      let left = roll() * total
      const nth = weights.findIndex((weight) => {
        left -= weight
        return left <= 0
      })
      const firm = firms[Math.max(0, nth)]
      if (firm) firm.alerts[kind] = (firm.alerts[kind] ?? 0) + 1
    }
}

/** Round the firms, in steps. */
function dealOut<Kind extends string>(
  counts: Readonly<Record<Kind, number>>,
  step: number,
  give: (nth: number, kind: Kind) => void,
): void {
  let at = 0
  for (const [kind, count] of Object.entries(counts) as [Kind, number][])
    for (let n = 0; n < count; n++) give((at++ * step) % PILOT.started, kind)
}

const dealt = <Value>(shares: readonly (readonly [Value, number])[]): Value[] =>
  shares.flatMap(([value, count]) => Array.from({ length: count }, () => value))
