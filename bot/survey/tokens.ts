import { firmMark } from '../dialogue/tokens.ts'

/** A button that takes part gives no right that the printed code does not give; with several firms it names one. */
export const roundToken = (code: string, firmId?: string): string =>
  firmId === undefined ? `round:${code}` : `round:${code}:${firmMark(firmId)}`

export type RoundIntent = { kind: 'round'; code: string; firm?: string } | { kind: 'round-declined' }

export function roundMeant(token: string): RoundIntent | undefined {
  const [prefix, code = '', firm] = token.split(':')
  if (prefix !== 'round') return undefined
  return code === 'no' ? { kind: 'round-declined' } : { kind: 'round', code, ...(firm !== undefined && { firm }) }
}
