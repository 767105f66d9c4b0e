import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tx } from '#db/door.ts'
import { listFirms } from '#db/firms.ts'
import { unusedInvites } from '#db/invites.ts'
import { type Contact, contactsOf, staffOf } from '#db/people.ts'
import { findRegion } from '#db/regions.ts'
import type { Role } from '#engine/enrolment.ts'
import type { Control } from '#playground/emulators/control.ts'
import type { App } from '../app.ts'
import type { World } from '../http/playground.ts'

/** What was handed out once and is needed again by the page: tokens and codes of this made-up region. */
interface Handed {
  regionId: string
  sensors: World['sensors']
  invites: World['invites']
  /** Codes of the staff, who type them into Slack by themselves. */
  staff: { name: string; role: Role; code: string }[]
}

const STAFF = [
  { name: '小野', role: 'analyst' },
  { name: '山田', role: 'analyst' },
  { name: '及川', role: 'desk' },
] as const

const HOME_NETWORKS = ['192.168.0.0/16', '10.0.0.0/8', '172.16.0.0/12']
const FIRMS = [
  {
    firm: { name: '佐々木水産', industry: '製造業', employees: 8, pcs: 6, phone: '0192-00-0001' },
    site: { name: '大船渡の事務所', kind: 'office', homeNetworks: HOME_NETWORKS },
    place: { municipality: '大船渡市' },
    people: [
      { name: '佐々木', role: 'owner' },
      { name: '千葉', role: 'worker' },
    ],
  },
  {
    firm: { name: '南部建設', industry: '建設業', employees: 32, pcs: 20, phone: '019-000-0002' },
    site: { name: '盛岡の事務所', kind: 'office', homeNetworks: HOME_NETWORKS },
    place: { municipality: '盛岡市' },
    people: [{ name: '菊池', role: 'manager' }],
  },
] as const

/** Made up, and says so: nobody sells these. */
const PLANS = [
  { name: '相談だけの案（架空）', says: '困ったときに、電話で聞けます。', yen: 1_100, per: 'month' },
  { name: 'パソコンの見守り（架空）', says: '1台ずつ見守ります。', yen: 440, per: 'pc-month' },
  { name: '事務所の見守り（架空）', says: '箱を置いて、事務所の全部を見守ります。', yen: 9_900, per: 'month' },
] as const

const MADE_UP = '架空の会社（おためし用の話です）'
/** So that 事例 has something to show before anybody has written any. */
const EXAMPLES = [
  {
    ...{ industry: '製造業', size: 'up-to-10', costYen: 30_000 },
    happened: '【架空】にせの請求書のメールを開きました。次の朝、1台のPCが開けなくなりました。',
    helped: '前の週に、仕事の書類を別の箱に写してありました。電話で窓口に聞き、半日で仕事に戻れました。',
  },
  {
    ...{ industry: '建設業', size: 'up-to-50', costYen: 0 },
    happened: '【架空】社長の名前で「急いでお金を送ってほしい」というメールが来ました。',
    helped: '送る前に、社長へ電話で確かめました。うそだと分かり、お金は出ていません。',
  },
] as const

interface PlayedPlace {
  adminToken: string
  control: Control
  dataDir: string
  /** Where the staff has its seats. */
  staffChat: 'slack' | 'discord'
}

/**
 * A made-up region to play in, entered through the admin API like a real one. The staff have joined already, by typing
 * their own codes in Slack; the firms' people have not, so that whoever plays begins with the invitation.
 */
export async function furnish(
  app: App,
  { adminToken, control, dataDir, staffChat }: PlayedPlace,
): Promise<() => Promise<World>> {
  const file = join(dataDir, 'playground-world.json')
  const handed = (await handedBefore(app, file)) ?? (await enter(app, adminToken))
  keep(file, handed)
  if (staffChat === 'slack') await seatStaff(app, control, handed)
  else await seatOnDiscord(app, control, handed)
  return async () => ({ ...(await present(app, handed)), rounds: await roundsIn(app, adminToken, handed.regionId) })
}

/** Of another database than this one, it is worth nothing. */
async function handedBefore(app: App, file: string): Promise<Handed | undefined> {
  if (!existsSync(file)) return undefined
  // Written by `keep` below.
  const handed = JSON.parse(readFileSync(file, 'utf8')) as Handed
  const region = await app.db.transaction({ kind: 'system' }, (tx) => findRegion(tx, handed.regionId))
  return region ? handed : undefined
}

/** Written beside and renamed over, so that a kill leaves a whole file or none. */
function keep(file: string, handed: Handed): void {
  writeFileSync(`${file}.next`, JSON.stringify(handed), { mode: 0o600 })
  renameSync(`${file}.next`, file)
}

async function enter(app: App, adminToken: string): Promise<Handed> {
  const post = poster(app, adminToken)
  const region = await post('/regions', { name: '岩手' })
  const handed: Handed = { regionId: region.id, sensors: [], invites: [], staff: [] }
  for (const example of EXAMPLES) await post('/examples', { regionId: region.id, source: MADE_UP, ...example })
  for (const { name, role } of STAFF) {
    const { code = '' } = await post('/invites', { regionId: region.id, role, days: 365 }, name)
    handed.staff.push({ name, role, code })
  }
  const round = await post('/survey-rounds', { regionId: region.id, name: '説明会' })
  // A real LINE may not answer: then it stays a draft, and the playground starts all the same.
  await change(app, adminToken, { method: 'POST', path: `/survey-rounds/${round.id}/publish`, orElse: 502 })
  for (const plan of PLANS) await post('/plans', { regionId: region.id, ...plan })
  for (const { firm, site, place, people } of FIRMS) {
    const { id: firmId } = await post('/firms', { regionId: region.id, ...firm })
    const { id: siteId } = await post('/sites', { firmId, ...site })
    await change(app, adminToken, { method: 'PUT', path: `/sites/${siteId}/place`, payload: place })
    await nameResponsible(app, adminToken, firmId, people[0].name)
    const sensor = await post('/sensors', { siteId, type: 'office' })
    handed.sensors.push({ id: sensor.id, siteName: site.name, firmName: firm.name, token: sensor.token ?? '' })
    for (const { name, role } of people) {
      const { code = '' } = await post('/invites', { firmId, role, days: 365 }, name)
      handed.invites.push({ code, firmName: firm.name, personName: name, role })
    }
  }
  return handed
}

/** A start that was cut short is taken up where it stopped: the same request under the same key is answered as before. */
function poster(app: App, adminToken: string) {
  return async (path: string, body: object, whom = ''): Promise<{ id: string; code?: string; token?: string }> => {
    const key = createHash('sha256')
      .update(`${path} ${whom} ${JSON.stringify(body)}`)
      .digest('base64url')
    const answer = await app.server.inject({
      method: 'POST',
      url: `/admin/v1${path}`,
      headers: { authorization: `Bearer ${adminToken}`, 'idempotency-key': `playground-${key}` },
      payload: body,
    })
    if (answer.statusCode !== 201) throw new Error(`the playground could not enter ${path}: ${answer.body}`)
    return answer.json()
  }
}

/** So that whoever plays is watched over from the start. */
const nameResponsible = (app: App, adminToken: string, firmId: string, name: string): Promise<void> =>
  change(app, adminToken, {
    method: 'PUT',
    path: `/firms/${firmId}/responsible`,
    payload: { responsible: { name } },
  })

/** What may be asked twice. */
async function change(
  app: App,
  adminToken: string,
  { method, path, payload, orElse }: { method: 'POST' | 'PUT'; path: string; payload?: object; orElse?: number },
): Promise<void> {
  const headers = { authorization: `Bearer ${adminToken}` }
  const url = `/admin/v1${path}`
  const answer = await app.server.inject({ method, url, headers, ...(payload && { payload }) })
  if (![200, orElse].includes(answer.statusCode))
    throw new Error(`the playground could not enter ${path}: ${answer.body}`)
}

/** Whoever's code was stored and not yet worked when the program ended has joined after the drain. */
async function seatStaff(app: App, control: Control, { regionId, staff }: Handed): Promise<void> {
  await app.drain()
  const seated = await staffIn(app, regionId)
  const channel = control.slack.channels()[0]?.id ?? ''
  for (const { name, code } of staff) {
    const user = control.slack.users().find(({ realName }) => realName === name)
    const seat = seated.find(({ userId }) => userId === user?.id)
    if (!user || seat?.name === name) continue
    if (!seat) await control.slack.command(user.id, { command: '/otasuke', text: `参加 ${code}`, channel })
    // The name is asked for after joining, in the direct message.
    await control.slack.post(user.id, { channel: control.slack.directMessage(user.id), text: name })
    // One after the other: staff are asked in the order in which they joined.
    await app.drain()
  }
}

/** Analysts and the desk, in the order of their codes; words are heard over the gateway, in its own time. */
async function seatOnDiscord(app: App, { discord, until }: Control, { regionId, staff }: Handed): Promise<void> {
  const seated = await staffIn(app, regionId)
  await until(() => discord.sessionCount() > 0)
  for (const [place, user] of discord.users().entries()) {
    const code = staff[place]?.code
    if (!code || seated.some(({ userId }) => userId === user.id)) continue
    const channel = discord.channels()[0]?.id ?? ''
    await discord.command(user.id, { command: '/otasuke', text: `参加 ${code}`, channel })
    await app.drain()
    discord.post(user.id, { channel: discord.directMessage(user.id), text: user.globalName })
  }
}

async function present(app: App, { regionId, sensors, invites }: Handed): Promise<Omit<World, 'rounds'>> {
  const good = await app.db.transaction({ kind: 'system' }, unusedInvites)
  return {
    firms: await firmsIn(app, regionId),
    staff: await staffIn(app, regionId),
    sensors,
    invites: invites.filter(({ code }) => good.has(app.secrets.inviteHmac(code))),
  }
}

/** What whoever scans the QR of a round finds written in their chat, and the paper that it is on. */
async function roundsIn(app: App, adminToken: string, regionId: string): Promise<World['rounds']> {
  const answer = await app.server.inject({
    url: `/admin/v1/survey-rounds?regionId=${regionId}`,
    headers: { authorization: `Bearer ${adminToken}` },
  })
  const { items } = answer.json<{ items: { name: string; link: string | null; pageUrl: string | null }[] }>()
  return items.flatMap(({ name, link, pageUrl }) =>
    link && pageUrl ? [{ name, text: decodeURIComponent(link.slice(link.indexOf('?') + 1)), pageUrl }] : [],
  )
}

const FIRMS_SHOWN_MAX = 50

async function firmsIn(app: App, regionId: string): Promise<World['firms']> {
  return app.db.transaction({ kind: 'region', regionId }, async (tx: Tx) => {
    const { items } = await listFirms(tx, { limit: FIRMS_SHOWN_MAX })
    const firms: World['firms'] = []
    // The oldest first, as they were entered.
    for (const { id, name } of items.reverse()) firms.push({ id, name, people: (await contactsOf(tx, id)).map(seat) })
    return firms
  })
}

async function staffIn(app: App, regionId: string): Promise<World['staff']> {
  return app.db.transaction({ kind: 'region', regionId }, async (tx: Tx) => [
    ...(await staffOf(tx, regionId, 'analyst')).map(seat),
    ...(await staffOf(tx, regionId, 'desk')).map(seat),
  ])
}

const seat = ({ name, role, userId }: Contact): World['staff'][number] => ({ name, role, userId })
