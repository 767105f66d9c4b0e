import { MINUTE } from '../support/events.ts'
import { eve, eveFlow, eveStats } from '../support/sensor-lines.ts'
import type { Body, Story } from './world.ts'

/** A box at a firm, as its agent and its Suricata speak: nothing of it is ours but the words. */
export interface Box {
  sensorId: string
  token: string
  /** When it was switched on, by the story's clock. */
  startedAt: number
  beats(said?: object): Promise<Body>
  ships(lines: readonly string[]): Promise<void>
  config(headers?: Record<string, string>): Promise<{ status: number; body: string; etag: unknown }>
}

type Headers = Record<string, string>

export async function enrols(
  { app, settle }: Story,
  code: string,
  headers: Headers = {},
): Promise<{ status: number; body: Body }> {
  const answer = await app.server.inject({ method: 'POST', url: '/sensor/v1/enrol', payload: { code }, headers })
  await settle()
  return { status: answer.statusCode, body: { ...answer.json(), ...pick(answer.headers, 'retry-after') } }
}

const pick = (headers: object, name: string): object => {
  const value = (headers as Record<string, unknown>)[name]
  return value === undefined ? {} : { [name]: value }
}

export function boxOf(story: Story, { sensorId, token }: { sensorId: string; token: string }): Box {
  const { app, clock, settle } = story
  const headers = { authorization: `Bearer ${token}` }
  const box: Box = {
    ...{ sensorId, token, startedAt: clock.now() },
    async beats(said = {}) {
      const now = clock.now()
      const answer = await app.server.inject({
        ...{ method: 'POST', url: '/sensor/v1/heartbeat', headers },
        payload: {
          ...{ clock: Math.floor(now / 1_000), uptime: Math.floor((now - box.startedAt) / 1_000), version: '1' },
          ...{ configVersion: 1, interfaces: INTERFACES, ...said },
        },
      })
      await settle()
      return { status: answer.statusCode, ...answer.json() }
    },
    async ships(lines) {
      const answer = await app.server.inject({
        ...{ method: 'POST', url: '/sensor/v1/events', payload: `${lines.join('\n')}\n` },
        headers: { ...headers, 'content-type': 'application/x-ndjson' },
      })
      if (answer.statusCode !== 202) throw new Error(answer.body)
      await settle()
    },
    async config(more = {}) {
      const answer = await app.server.inject({ url: '/sensor/v1/config', headers: { ...headers, ...more } })
      await settle()
      return { status: answer.statusCode, body: answer.body, etag: answer.headers.etag }
    },
  }
  return box
}

export const OWN = '192.168.1.9'
export const INTERFACES = [
  { name: 'eth0', role: 'talk', isUp: true, addresses: [`${OWN}/24`], gateway: '192.168.1.1' },
  { name: 'eth1', role: 'watch', isUp: true, addresses: [] },
]

let id = 0

/** Somebody opened something, and was answered. */
export const talk = (at: number, source: string, target: string): string =>
  eveFlow(
    { at: at - 2 * MINUTE, source, sourcePort: 40_000 + (id % 20_000), target, targetPort: 443, id: ++id },
    'answered',
    { bytes: [2_000, 30_000], service: 'tls' },
  )

/** A telephone looks for its loudspeakers: everybody on the wire hears it. */
export const shout = (at: number, source: string): string =>
  eve(
    'flow',
    { at, source, sourcePort: 5_353, target: '224.0.0.251', targetPort: 5_353, id: ++id },
    {
      proto: 'UDP',
      app_proto: 'dns',
      flow: {
        pkts_toserver: 3,
        pkts_toclient: 0,
        bytes_toserver: 400,
        bytes_toclient: 0,
        state: 'new',
        reason: 'timeout',
      },
    },
  )

/** Suricata's figures of a minute. */
export const figures = (at: number, startedAt: number, packets: number, drops = 0): string =>
  eveStats({ at, startedAt, packets, drops })

/** So many computers at work, each on two pages. */
export const office = (at: number, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `192.168.1.${20 + n}`).flatMap((pc, n) => [
    talk(at, pc, `198.51.100.${n + 1}`),
    talk(at, pc, '192.0.2.80'),
  ])

/** A firm of eight computers, whose box is being made ready at the desk. */
export interface Kitted {
  story: Story
  firmId: string
  /** What stands on its sheet. */
  code: string
  sheet: string
  /** Of its order. */
  state(): Promise<string>
  /** The owner asks for the box's settings and presses a button. */
  taps(label: string): Promise<void>
  /** What the owner has heard since the last look. */
  told(): string
}

const OWNER = '千葉'

export async function kittedBox(story: Story, type: 'office' | 'small-office' = 'office'): Promise<Kitted> {
  const { slack, line } = story
  const firm = await story.made('/firms', { regionId: story.regionId, name: '釜石商店', pcs: 8 })
  const site = await story.made('/sites', { firmId: firm.id, name: '本店', kind: 'office' })
  await line.enrol(OWNER, 'owner', firm.id)
  await story.admin('POST', '/orders', { siteId: site.id, by: '及川' })
  await story.settle()
  await deskPresses(story, '種類を選ぶ')
  await slack.fills('及川', { type, switch: 'none' })
  await deskPresses(story, 'キッティング')
  return {
    ...{ story, firmId: firm.id, sheet: sheetLink(story), code: codeOnSheet(story) },
    state: async () => (await story.admin('GET', `/orders?firmId=${firm.id}`)).body.items[0].state,
    async taps(label) {
      await line.says(OWNER, '箱の設定')
      await line.taps(OWNER, label)
    },
    told: () => line.hears(OWNER).join('\n'),
  }
}

const orderAt = ({ slack }: Story): number => slack.cards('desk').findLastIndex((one) => one.startsWith('機器のお届け'))
export const orderCard = (story: Story): string => story.slack.cards('desk').at(orderAt(story)) ?? ''
export const deskPresses = (story: Story, label: string): Promise<void> =>
  story.slack.presses('及川', label, 'desk', orderAt(story))

/** What stands on the sheet that the desk was given last. */
export const codeOnSheet = (story: Story): string =>
  story.app.secrets.boxCode(/kitting_[0-9a-z]+/.exec(sheetLink(story))?.[0] ?? '')

/** The sheet that the desk was given last. */
export function sheetLink({ slack }: Story): string {
  const [, link = ''] = /<(https:[^|]+)\|キッティング票/.exec(slack.hears('及川').at(-1) ?? '') ?? []
  return link.replace('https://otasuke.example', '')
}
