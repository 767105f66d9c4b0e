import fastify from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { flowOf } from '#bot/converse/flow-of.ts'
import { HEALTH_COMMANDS } from '#bot/flows/health-check.ts'
import { type AdminOptions, admin } from '#bot/http/admin/index.ts'
import { addressOf, isGiven, RIGHTS } from '#bot/http/admin/rights.ts'
import { CASE_COMMANDS } from '#bot/inbox-kinds.ts'
import { CASE_NEEDS, FLOW_NEEDS, HEALTH_NEEDS, needOf } from '#bot/needs.ts'
import { MATRIX } from '#engine/permission.ts'
import { sourcesOf } from '../support/sources.ts'

/** Nothing can be pressed that the table of rights does not name, and nothing is named that cannot be pressed. */

const isStep = (command: string): boolean => command.startsWith('step-')

describe('each address of the admin API says what right it takes', () => {
  /** Every address, and the shape of its answer. */
  const addresses = new Map<string, string>()
  beforeAll(async () => {
    const server = fastify()
    server.addHook('onRoute', ({ method, url, schema }) => {
      for (const one of [method].flat())
        if (url.startsWith('/admin/v1/') && one !== 'HEAD')
          addresses.set(addressOf(one, url), JSON.stringify(schema?.response ?? {}))
    })
    await server.register((scope) => admin(scope, {} as AdminOptions))
    await server.ready()
    await server.close()
  })

  it('and none is named that is not there', () => {
    expect(addresses.size).toBeGreaterThan(50)
    expect(
      [...addresses.keys()].filter((address) => !(address in RIGHTS)),
      'name its right in bot/http/admin/rights.ts',
    ).toEqual([])
    expect(Object.keys(RIGHTS).filter((address) => !addresses.has(address))).toEqual([])
  })

  it('and whose things it shows, which the audit log then names', () => {
    const looks = Object.entries(RIGHTS).filter(([address]) => address.startsWith('GET '))
    expect(
      looks.filter(([, { whose }]) => whose === undefined).map(([address]) => address),
      'say whose things it shows in bot/http/admin/rights.ts',
    ).toEqual([])
    expect(Object.entries(RIGHTS).filter(([address, { whose }]) => !address.startsWith('GET ') && whose)).toEqual([])
    for (const [address, { whose }] of looks) {
      const named = (addresses.get(address) ?? '').includes('"firmId"')
      if (address.startsWith('GET /firms/:id')) expect(whose, address).toBe('firm-in-path')
      else if (address !== 'GET /firms') expect(whose, address).toBe(named ? 'named-firms' : 'no-firm')
    }
  })

  it('and a chamber reads no single thing of a firm, only the register, its counts and what is published', () => {
    const open = Object.entries(RIGHTS).filter(([, right]) => isGiven(right, 'chamber'))
    for (const address of ['GET /diagnoses', 'GET /alerts', 'GET /cases', 'GET /notices', 'GET /outbox', 'GET /todos'])
      expect(open.map(([one]) => one)).not.toContain(address)
    expect(open.map(([one]) => one)).toEqual(
      expect.arrayContaining(['POST /firms', 'GET /regions/:id/summary', 'GET /audit']),
    )
    // An agency hands out codes, and reads nothing.
    const insurers = Object.entries(RIGHTS).filter(([, right]) => isGiven(right, 'insurer'))
    expect(insurers.map(([address]) => address).toSorted()).toEqual(['GET /flyers', 'POST /flyers'])
  })
})

describe('each button says what right it takes', () => {
  it('of a case, by its command', () => {
    const commands = Object.keys(CASE_COMMANDS)
    const unnamed = commands.filter((command) => needOf({ subject: 'case:1', command }) === undefined)
    expect(unnamed, 'name its right in bot/needs.ts').toEqual([])
    const known = new Set(commands.map((command) => (isStep(command) ? 'step' : command)))
    expect(Object.keys(CASE_NEEDS).filter((command) => !known.has(command))).toEqual([])
  })

  it('of a health check, by its command', () => {
    expect(Object.keys(HEALTH_NEEDS).filter((command) => HEALTH_COMMANDS[command] === undefined)).toEqual([])
    // What the program alone says is nobody's to press.
    const pressed = Object.keys(HEALTH_COMMANDS).filter(
      (command) => !['drafted', 'morning', 'pick', 'opened', 'show'].includes(command),
    )
    expect(
      pressed.filter((command) => HEALTH_NEEDS[command] === undefined),
      'name it in bot/needs.ts',
    ).toEqual([])
  })

  it('of everything else, by the flow that works it', () => {
    const source = sourcesOf(['bot/converse']).find(({ path }) => path.endsWith('flow-of.ts'))?.text ?? ''
    const flows = [...source.matchAll(/(?:return|\?|:) '([a-z-]+)'/g)].map(([, flow]) => flow ?? '')
    expect(flows).toContain('asset')
    const others = flows.filter((flow) => flow !== 'case-command' && flow !== 'health-check')
    expect(
      others.filter((flow) => FLOW_NEEDS[flow] === undefined),
      'name its right in bot/needs.ts',
    ).toEqual([])
    expect(Object.keys(FLOW_NEEDS).filter((flow) => !others.includes(flow))).toEqual([])
  })

  it('and a right that the matrix gives to somebody', () => {
    for (const need of [CASE_NEEDS, HEALTH_NEEDS, FLOW_NEEDS].flatMap((needs) => Object.values(needs)))
      for (const { datum, verb } of need === 'shown' ? [] : need)
        expect(
          Object.values(MATRIX[datum]).some((grants) => grants[verb] !== undefined),
          `${verb} ${datum}`,
        ).toBe(true)
  })

  it('so what nobody has named is nobody’s', () => {
    expect(needOf({ subject: 'case:1', command: 'made-up' })).toBeUndefined()
    expect(flowOf({ subject: 'made-up:1', command: 'x' })).toBe('case-command')
  })
})
