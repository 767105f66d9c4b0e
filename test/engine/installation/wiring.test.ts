import { describe, expect, test } from 'vitest'
import { type Cable, cablesBefore, type Port, wiringFor } from '#engine/installation/wiring.ts'
import { NETWORKS, SENSORS } from '#test/support/networks.ts'

const ALL = SENSORS.flatMap((sensor) => NETWORKS.map((network) => ({ sensor, network })))
const hole = ({ box, port }: Port): string => `${box} ${port}`
const ends = (cables: readonly Cable[]): string[] => cables.flatMap(({ upper, lower }) => [hole(upper), hole(lower)])

describe.each(ALL)('$sensor.device $sensor.needsSwitch, $network', ({ sensor, network }) => {
  const wiring = wiringFor(sensor, network)
  const after = cablesBefore(wiring, wiring.steps.length)

  test('it takes at most ten steps, none of them twice (R-052)', () => {
    const ids = wiring.steps.map(({ id }) => id)
    expect(ids.length).toBeLessThanOrEqual(10)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids[0]).toBe('parcel')
  })

  test('a step plugs in one cable of ours at most, and no hole is ever taken twice', () => {
    for (const [place, { adds }] of wiring.steps.entries()) {
      expect(adds.filter(({ colour }) => colour !== 'own').length).toBeLessThanOrEqual(1)
      const taken = ends(cablesBefore(wiring, place + 1))
      expect(new Set(taken).size).toBe(taken.length)
    }
  })

  test('what hung on a cable still hangs on it', () => {
    const own = (cables: readonly Cable[]): string[] =>
      cables.flatMap(({ colour, lower }) => (colour === 'own' ? [hole(lower)] : []))
    expect(own(after).sort()).toEqual(own(wiring.before).sort())
  })

  test('in the end the sensor sees all that has a cable', () => {
    expect(after.find(({ colour }) => colour === 'blue')?.lower).toEqual({ box: 'sensor', port: 'up' })
    const copy = after.find(({ colour }) => colour === 'yellow')
    if (sensor.device === 'office') {
      expect(copy?.lower).toEqual({ box: 'sensor', port: 'seen' })
      expect(copy?.upper.port).toBe('seen')
    } else {
      const atRouter = after.filter(({ upper }) => upper.box === 'router')
      expect(atRouter.map(({ lower }) => lower.box)).toEqual(['sensor'])
    }
    if (sensor.device === 'office' && sensor.needsSwitch === 'none')
      expect(after.filter(({ colour }) => colour === 'own')).toEqual(wiring.before)
  })

  test('every box that a cable leads to is drawn', () => {
    for (const { upper, lower } of [...wiring.before, ...after])
      expect(wiring.boxes).toEqual(expect.arrayContaining([upper.box, lower.box]))
  })
})
