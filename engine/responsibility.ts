import type { PersonRef } from './case.ts'

/** Who answers for security at a firm. Without one named person nobody is promised that a warning is read. */
export const DUTIES = ['responsible', 'inCharge', 'deputy'] as const
export type Duty = (typeof DUTIES)[number]

/** A member of the firm, or ('' as the id) only a name that somebody wrote. */
export type Named = PersonRef

export interface Responsibility {
  responsible: Named
  inCharge: Named | null
  deputy: Named | null
  /** Who is called first, second, third. */
  order: readonly Duty[]
  /** Who said so. */
  by: PersonRef
  /** Epoch ms. */
  at: number
}

/** In the given order, each duty once, those left out behind; nobody is called who is not named. */
export function callOrder(
  { inCharge, deputy }: Pick<Responsibility, 'inCharge' | 'deputy'>,
  wanted: readonly Duty[],
): Duty[] {
  const named = DUTIES.filter((duty) => duty === 'responsible' || (duty === 'inCharge' ? inCharge : deputy) !== null)
  return [...new Set([...wanted, ...named])].filter((duty) => named.includes(duty))
}

/** The members among them, by their ids, in the order in which they are called. */
export const calledFirst = (named: Pick<Responsibility, Duty | 'order'>): string[] => [
  ...new Set(named.order.flatMap((duty) => named[duty]?.personId || [])),
]

const NOBODY =
  /^(?:なし|無し|いない|居ない|未定|特にない|特になし|ない|だれも|誰も|分からない|わからない|none|nobody|-|ー)$/iu

/** The name that was typed; undefined where it names nobody. */
export function nameTyped(typed: string | undefined): string | undefined {
  const name = (typed ?? '')
    .normalize('NFKC')
    .trim()
    .replace(/(?:さん|様|です)+$/u, '')
  return name === '' || NOBODY.test(name) ? undefined : name
}
