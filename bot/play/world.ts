import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unusedInvites } from '#db/invites.ts'
import type { Control } from '#playground/emulators/control.ts'
import type { App } from '../app.ts'
import type { World } from '../http/playground.ts'

/** What was handed out once and is needed again by the page: tokens and codes of this made-up region. */
interface Handed {
  firms: { id: string; name: string; people: { name: string; role: string }[] }[]
  sensors: World['sensors']
  invites: { code: string; for: string; platform: 'line' | 'slack' }[]
}

const STAFF = [
  { name: '小野', role: 'analyst' },
  { name: '山田', role: 'analyst' },
  { name: '及川', role: 'desk' },
] as const

const FIRMS = [
  {
    firm: { name: '佐々木水産', industry: '製造業', employees: 8, pcs: 6, phone: '0192-00-0001' },
    site: { name: '大船渡の事務所', kind: 'office', homeNetworks: ['192.168.0.0/16', '10.0.0.0/8', '172.16.0.0/12'] },
    people: [
      { name: '佐々木', role: 'owner' },
      { name: '千葉', role: 'worker' },
    ],
  },
  {
    firm: { name: '南部建設', industry: '建設業', employees: 32, pcs: 20, phone: '019-000-0002' },
    site: { name: '盛岡の事務所', kind: 'office', homeNetworks: ['192.168.0.0/16', '10.0.0.0/8', '172.16.0.0/12'] },
    people: [{ name: '菊池', role: 'manager' }],
  },
] as const

interface PlayedPlace {
  adminToken: string
  control: Control
  dataDir: string
}

/**
 * A made-up region to play in, entered through the admin API like a real one. The staff have joined already, by typing
 * their own codes in Slack; the firms' people have not, so that whoever plays begins with the invitation.
 */
export async function furnish(app: App, { adminToken, control, dataDir }: PlayedPlace): Promise<() => Promise<World>> {
  const file = join(dataDir, 'playground-world.json')
  const handed: Handed = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : await enter(app, adminToken, control)
  writeFileSync(file, JSON.stringify(handed), { mode: 0o600 })
  return async () => ({
    ...handed,
    invites: await unused(app, handed.invites),
    channels: control.slack.channels().map(({ id, name }) => ({ id, name })),
  })
}

async function enter(app: App, adminToken: string, control: Control): Promise<Handed> {
  const post = poster(app, adminToken)
  const region = await post('/regions', { name: '岩手' })
  const handed: Handed = { firms: [], sensors: [], invites: [] }
  for (const { name, role } of STAFF) {
    const { code } = await post('/invites', { regionId: region.id, role })
    const user = control.slack.users().find(({ realName }) => realName === name)
    if (user)
      await control.slack.command(user.id, {
        command: '/otasuke',
        text: `参加 ${code}`,
        channel: control.slack.channels()[0]?.id ?? '',
      })
  }
  for (const { firm, site, people } of FIRMS) {
    const { id: firmId } = await post('/firms', { regionId: region.id, ...firm })
    const { id: siteId } = await post('/sites', { firmId, ...site })
    const sensor = await post('/sensors', { siteId, type: 'office' })
    handed.firms.push({ id: firmId, name: firm.name, people: people.map(({ name, role }) => ({ name, role })) })
    handed.sensors.push({ id: sensor.id, siteName: site.name, firmName: firm.name, token: sensor.token ?? '' })
    for (const { name, role } of people) {
      const { code = '' } = await post('/invites', { firmId, role, days: 365 })
      handed.invites.push({ code, for: `${name}さん（${firm.name}）`, platform: 'line' })
    }
  }
  return handed
}

function poster(app: App, adminToken: string) {
  return async (path: string, body: object): Promise<{ id: string; code?: string; token?: string }> => {
    const answer = await app.server.inject({
      method: 'POST',
      url: `/admin/v1${path}`,
      headers: { authorization: `Bearer ${adminToken}` },
      payload: body,
    })
    if (answer.statusCode !== 201) throw new Error(`the playground could not enter ${path}: ${answer.body}`)
    return answer.json()
  }
}

async function unused(app: App, invites: Handed['invites']): Promise<World['invites']> {
  const good = await app.db.transaction({ kind: 'system' }, unusedInvites)
  return invites.filter(({ code }) => good.has(app.secrets.inviteHmac(code)))
}
