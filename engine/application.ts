/** How far a company is that asked or applied. */
export const APPLICATION_STATES = [
  ...(['inquired', 'applied', 'booked', 'diagnosed', 'preparing', 'installed', 'watched'] as const),
  ...(['ended', 'continuing', 'declined'] as const),
] as const
/** 問合せ, 申込, 診断予約, 診断済, 機器準備, 設置済, 監視中; 終了, 継続, 辞退. */
export type ApplicationState = (typeof APPLICATION_STATES)[number]

/** The way of one that goes all of it. */
export const WAY = APPLICATION_STATES.slice(0, 7)
const isOver = (state: ApplicationState): boolean => !WAY.includes(state)

export const STOPPED_CODES = ['no-time', 'no-need', 'cost', 'technical', 'unreachable', 'other'] as const
/** Why a company never started. */
export type StoppedCode = (typeof STOPPED_CODES)[number]

/** What has really happened, by the farthest state that it proves; null where nothing has. */
export interface Facts {
  reached: ApplicationState | null
  hasLeft: boolean
}

/** Where it stands: what was said to be over is, and otherwise what is further, what was said or what has happened. */
export function stateOf(said: ApplicationState, { reached, hasLeft }: Facts): ApplicationState {
  if (isOver(said)) return said
  if (hasLeft) return 'ended'
  return WAY[Math.max(WAY.indexOf(said), reached === null ? 0 : WAY.indexOf(reached))] ?? said
}

export interface Standing {
  state: ApplicationState
  reached: ApplicationState | null
  /** Somebody said that it has started. */
  hasStarted: boolean
  stoppedCode: StoppedCode | null
}

export interface Funnel {
  /** How many came at least so far. */
  steps: { state: ApplicationState; companies: number }[]
  applied: number
  started: number
  over: { state: ApplicationState; companies: number }[]
  /** Of those that never started, why. */
  stopped: { code: StoppedCode; companies: number }[]
}

/** Whoever declined came as far as what had happened; who ended or goes on came all the way. */
function farthest({ state, reached, hasStarted }: Standing): number {
  if (state === 'ended' || state === 'continuing') return WAY.length - 1
  const at =
    state === 'declined' ? Math.max(WAY.indexOf('applied'), WAY.indexOf(reached ?? 'applied')) : WAY.indexOf(state)
  return hasStarted ? Math.max(at, WAY.indexOf('preparing')) : at
}

/** A company has started once its box is made ready. */
export function funnelOf(all: readonly Standing[]): Funnel {
  const from = (state: ApplicationState): number => all.filter((one) => farthest(one) >= WAY.indexOf(state)).length
  const stopped = all.filter((one) => one.state === 'declined' && farthest(one) < WAY.indexOf('preparing'))
  return {
    steps: WAY.map((state) => ({ state, companies: from(state) })),
    ...{ applied: from('applied'), started: from('preparing') },
    over: (['ended', 'continuing', 'declined'] as const).map((state) => ({
      ...{ state, companies: all.filter((one) => one.state === state).length },
    })),
    stopped: STOPPED_CODES.map((code) => ({
      ...{ code, companies: stopped.filter(({ stoppedCode }) => (stoppedCode ?? 'other') === code).length },
    })).filter(({ companies }) => companies > 0),
  }
}
