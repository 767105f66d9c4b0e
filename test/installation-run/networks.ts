import type { SetUp } from '../stories/set-up.ts'
import { chance } from '../support/answered.ts'
import { POPULATION, DECLARED_WRONGLY as WRONG } from './assumptions.ts'

/** What really stands there. */
export interface TrueNetwork {
  place: 'office' | 'home'
  /** A router of the firm's own below the provider's. */
  isTwice: boolean
  hasSwitch: boolean
  hasMirror: boolean
  wired: number
  air: number
  isAirAtRouter: boolean
  printer: 'wired' | 'wireless' | 'none'
}

/** A firm as it is, and as it says it is. */
export interface Firm {
  name: string
  network: TrueNetwork
  declared: SetUp
  /** The kinds of what it has declared wrongly. */
  wrong: string[]
}

const MAKERS = ['NTT', 'ヤマハ', 'NEC', 'バッファロー', 'エレコム', 'TP-Link', '分からない']

export function firmsOf({ firms, seed }: { firms: number; seed: number }): Firm[] {
  const roll = chance(seed)
  for (let warm = 0; warm < 9; warm++) roll()
  return Array.from({ length: firms }, (_, place) => firmAt(kindAt(place, firms), place, roll))
}

/** Kinds are mixed, so that a sample has some of each. */
function kindAt(place: number, firms: number): 'mirrored' | 'home' | 'switched' | 'router' {
  const { mirrored, homes, switched } = POPULATION
  const at = (((place * 29) % firms) / firms) * POPULATION.firms
  if (at < mirrored) return 'mirrored'
  if (at < mirrored + homes) return 'home'
  return at < mirrored + homes + switched ? 'switched' : 'router'
}

function firmAt(kind: ReturnType<typeof kindAt>, place: number, roll: () => number): Firm {
  const network = networkOf(kind, roll)
  return { name: `模擬企業${place}号`, network, ...declaredOf(network, roll) }
}

function networkOf(kind: ReturnType<typeof kindAt>, roll: () => number): TrueNetwork {
  const { airs, airAtRouter, twice } = POPULATION
  const isSmall = kind === 'home' || kind === 'router'
  const pcs = isSmall ? 1 + Math.floor(roll() * 5) : 6 + Math.floor(roll() * 20)
  const onAir = roll()
  const air = onAir < airs.none ? 0 : onAir < airs.none + airs.some ? Math.floor(pcs / 2) : pcs
  // Where there is a switch, somebody uses it.
  const isAll = air === pcs && !isSmall
  return {
    place: kind === 'home' ? 'home' : 'office',
    isTwice: roll() < twice,
    hasSwitch: !isSmall,
    hasMirror: kind === 'mirrored',
    ...(isAll ? { wired: 2, air: pcs - 2 } : { wired: pcs - air, air }),
    isAirAtRouter: roll() < airAtRouter,
    printer: roll() < 0.5 ? 'wired' : roll() < 0.5 ? 'wireless' : 'none',
  }
}

function declaredOf(network: TrueNetwork, roll: () => number): Pick<Firm, 'declared' | 'wrong'> {
  const wrong: string[] = []
  const errs = (kind: string, share: number): boolean => roll() < share && wrong.push(kind) > 0
  const { hasMirror, hasSwitch, wired, air, printer, isTwice } = network
  const isMirrorClaimed = hasMirror || errs('mirror', WRONG.mirrorThere)
  const isMirrorUnknown = !hasMirror && !isMirrorClaimed && errs('mirror unknown', WRONG.mirrorUnknown)
  const isSwitchForgotten = hasSwitch && errs('switch', WRONG.switchForgotten)
  const isSwitchUnknown = !isSwitchForgotten && errs('switch unknown', WRONG.switchUnknown)
  const isRouterUnknown = errs('router unknown', WRONG.routerUnknown)
  const isAirForgotten = air > 0 && wired > 0 && errs('Wi-Fi', WRONG.airForgotten)
  const pcs = (wired + air) * (errs('PCs', WRONG.pcsTwice) ? 2 : 1)
  if (isTwice) wrong.push('two routers')
  const declared: SetUp = {
    router: isRouterUnknown ? '分からない' : roll() < 0.5 ? '買ったものがある' : '借りたものがある',
    maker: MAKERS[Math.floor(roll() * MAKERS.length)] ?? 'NEC',
    model: 'X1',
    wiring: air === 0 || isAirForgotten ? '線だけ' : wired === 0 ? '無線だけ' : '両方',
    switch: isSwitchUnknown ? '分からない' : hasSwitch && !isSwitchForgotten ? 'ある' : 'ない',
    ports: roll() < 0.5 ? 'とばす' : '8',
    mirror: isMirrorClaimed ? 'ある' : isMirrorUnknown ? '分からない' : 'ない',
    pcs: String(pcs),
    printer: printer === 'wired' ? '線でつなぐ' : printer === 'wireless' ? '無線でつなぐ' : 'ない',
  }
  return { declared, wrong }
}
