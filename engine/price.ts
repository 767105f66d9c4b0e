/** What one firm costs a month, and at which price that is paid. Yen with tax; what is not counted is assumed, and shown. */
export interface Assumptions {
  /** Of the desk and the analysts. */
  yenPerHour: number
  deskMinutesPerContact: number
  analystMinutesPerNotice: number
  yenPerVisit: number
  /** Each month, of each firm. */
  deviceYen: number
  insuranceYen: number
  /** Each month, of the whole region, however many firms there are. */
  fixedYen: number
}

export const ASSUMED: Assumptions = {
  ...{ yenPerHour: 4_000, deskMinutesPerContact: 20, analystMinutesPerNotice: 60, yenPerVisit: 30_000 },
  ...{ deviceYen: 1_500, insuranceYen: 300, fixedYen: 150_000 },
}

/** Of one firm in one month, as it was. */
export interface Work {
  contacts: number
  notices: number
  visits: number
}

export interface PerFirm {
  desk: number
  analysts: number
  visits: number
  device: number
  insurance: number
}

export function costPerFirm({ contacts, notices, visits }: Work, assumed: Assumptions): PerFirm {
  const minute = assumed.yenPerHour / 60
  return {
    desk: contacts * assumed.deskMinutesPerContact * minute,
    analysts: notices * assumed.analystMinutesPerNotice * minute,
    visits: visits * assumed.yenPerVisit,
    device: assumed.deviceYen,
    insurance: assumed.insuranceYen,
  }
}

export const sumOfCost = (cost: PerFirm): number => Object.values(cost).reduce((sum, one) => sum + one, 0)

/** How many firms have to pay this price until it pays for itself; null where each of them costs as much or more. */
export function firmsToBreakEven(
  priceYen: number,
  perFirmYen: number,
  { fixedYen }: Pick<Assumptions, 'fixedYen'>,
): number | null {
  const left = priceYen - perFirmYen
  return left <= 0 ? null : Math.ceil(fixedYen / left)
}

/** The price at which so many firms pay for everything. */
export const breakEvenPrice = (
  firms: number,
  perFirmYen: number,
  { fixedYen }: Pick<Assumptions, 'fixedYen'>,
): number => Math.ceil(perFirmYen + fixedYen / firms)

/** What is left of a month's fees; below 0 somebody else pays for it. */
export const leftOver = (
  priceYen: number,
  firms: number,
  perFirmYen: number,
  { fixedYen }: Pick<Assumptions, 'fixedYen'>,
): number => Math.round(firms * (priceYen - perFirmYen) - fixedYen)
