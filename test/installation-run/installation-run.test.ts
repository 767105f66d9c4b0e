import { describe, expect, it } from 'vitest'
import { isProof } from '../support/proof.ts'
import { PILOT } from './assumptions.ts'
import { drawn, isAlone } from './figures.ts'
import type { TrueNetwork } from './networks.ts'
import { asDrawn, type Device, type Plugged, seesOf } from './plugged.ts'
import { installationRun } from './simulation.ts'

/**
 * Firms plug their sensors in with nothing but their phones; `assumptions.ts` has everything that is taken for granted. Days
 * pass in it, of which each box tells every other minute: it is no sample for `npm test`.
 */
it.skipIf(!isProof)('from the questions about the wiring to 監視開始', { timeout: 3 * 3_600_000 }, async () => {
  const firms = Number(process.env.INSTALLATION_FIRMS ?? PILOT.firms)
  const began = performance.now()
  const run = await installationRun({ firms, seed: 2020 })
  process.stdout.write(`\n${drawn(run)}\n(${Math.round((performance.now() - began) / 1_000)} s)\n`)
  expect(run.lives).toHaveLength(firms)
  expect(run.lives.every(({ watchedAt }) => watchedAt !== null)).toBe(true)
  expect(run.lives.filter(isAlone).length / firms).toBeGreaterThan(PILOT.asDesigned / PILOT.firms)
})

describe('what passes a simulated box', () => {
  const NETWORK: TrueNetwork = {
    ...{ place: 'office', isTwice: false, hasSwitch: true, hasMirror: true, printer: 'none' },
    ...{ wired: 6, air: 4, isAirAtRouter: true },
  }
  const sees = (device: Device, network: Partial<TrueNetwork>, plugged: Partial<Plugged>) => {
    const all = { ...NETWORK, ...network }
    return seesOf(all, device, { ...asDrawn(all), ...plugged })
  }

  it.each<[string, Device, Partial<TrueNetwork>, Partial<Plugged>, Partial<ReturnType<typeof seesOf>>]>([
    ['a copy: all with a cable', 'office', {}, {}, { pcs: 6 }],
    ['a copy of a switch that the air hangs on, too', 'office', { isAirAtRouter: false }, {}, { pcs: 10 }],
    ['another hole than the one with the copy', 'office', {}, { seen: 'other' }, { pcs: 0 }],
    ['a copy that there is none of', 'office', { hasMirror: false }, {}, { pcs: 0 }],
    ['our own switch', 'office-aid', { hasMirror: false }, {}, { pcs: 6 }],
    ['our own switch without its way out', 'office-aid', {}, { hasWhite: false }, { pcs: 0 }],
    ['below the router', 'small-office', {}, {}, { pcs: 10, isOne: false }],
    [
      'below the router, half plugged over, nobody on its air',
      'small-office',
      {},
      { moved: 0.5, joined: 0 },
      { pcs: 3 },
    ],
    ['between two routers', 'small-office', { isTwice: true }, { below: 'first' }, { isOne: true }],
    ['before the wall', 'small-office', {}, { up: 'outside' }, { isOutside: true, pcs: 0 }],
  ])('%s', (_, device, network, plugged, expected) => {
    expect(sees(device, network, plugged)).toMatchObject(expected)
  })
})
