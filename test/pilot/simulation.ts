import { found } from '../stories/scan.ts'
import { sends } from '../stories/sends.ts'
import { openStory, type Story } from '../stories/world.ts'
import { alert } from '../support/alert.ts'
import { chance } from '../support/answered.ts'
import { eveLease } from '../support/sensor-lines.ts'
import { firmsOf, type SimulatedAlert, type SimulatedFirm, type SimulatedPerson } from './firms.ts'
import type { Cost, Way } from './funnel.ts'
import { ANSWER_MEAN_MS, answerTo, HABITS } from './people.ts'

export interface PilotOptions {
  firms: number
  days: number
  /** How many of the messages that want an answer get one. */
  answers: number
  seed: number
}

interface Firm extends SimulatedFirm {
  id: string
  token: string
  users: { person: SimulatedPerson; userId: string; seen: number }[]
  /** The one notice, once it is out, and which card it is on. */
  notified?: SimulatedAlert & { sentAt: number; place: number }
  isDue: boolean
  /** When its card told that the PC is found; ms since the notice. */
  foundMs: number | null
}

type Acts = Record<keyof Cost['acts'], number>

const HOUR = 3_600_000
const START = '2026-09-01T00:00:00+09:00'

/** Lives through the pilot: the program behind its emulators, and people who do nothing but press what they see. */
export async function pilot({ firms, days, answers, seed }: PilotOptions): Promise<{ ways: Way[]; cost: Cost }> {
  // The platforms' limits run on the wall clock, of which three months take minutes.
  const story = await openStory({ startsAt: START, rateLimits: false })
  const roll = chance(seed)
  const world: Firm[] = []
  for (const firm of firmsOf({ firms, days, seed })) world.push(await joined(story, firm))
  const pushed = pushCounter(story)
  const acts = { judge: 0, write: 0, finish: 0, telephone: 0 }
  let pushes = 0
  const agenda: { at: number; does: () => Promise<void> }[] = []
  for (const firm of world)
    for (const one of firm.alerts)
      agenda.push({ at: Date.parse(START) + one.afterMs, does: () => raise(story, firm, one, acts) })
  for (let at = Date.parse(START); at < Date.parse(START) + days * 24 * HOUR; at += HOUR) {
    if (isNight(at)) continue
    await story.pass(at - story.clock.now())
    agenda.sort((one, other) => one.at - other.at)
    while (agenda[0] && agenda[0].at <= at) await agenda.shift()?.does()
    for (const firm of world) look(story, firm, { answers, roll, agenda })
    notice(story, world)
    if (isOfficeHour(at)) await work(story, acts)
    pushes += pushed()
  }
  const ways: Way[] = []
  for (const firm of world) if (firm.notified) ways.push(await wayOf(story, firm))
  return { ways, cost: { firms, pushes, acts } }
}

/** Messages that count, since the last look; LINE begins anew each month. */
function pushCounter({ playground: { control } }: Story): () => number {
  let before = control.line.quota().used
  return () => {
    const { used } = control.line.quota()
    const since = used < before ? used : used - before
    before = used
    return since
  }
}

/** An analyst sees on the card whose PC it is, or that all is done: nobody does that at a PC that they have not found. */
function notice({ slack, clock }: Story, world: readonly Firm[]): void {
  const cards = slack.cards('analysts')
  for (const firm of world) {
    const { notified } = firm
    if (!notified || firm.foundMs !== null) continue
    const named = `${firm.people[notified.user]?.name}さんのパソコン`
    const card = cards[notified.place] ?? ''
    if (card.includes(named) || card.includes('「できた」と答えました')) firm.foundMs = clock.now() - notified.sentAt
  }
}

const isNight = (at: number): boolean => hourOf(at) < 8 || hourOf(at) > 20
const hourOf = (at: number): number => new Date(at + 9 * HOUR).getUTCHours()
const isOfficeHour = (at: number): boolean => hourOf(at) >= 9 && hourOf(at) < 18

async function joined(story: Story, firm: SimulatedFirm): Promise<Firm> {
  const { made, admin, playground, settle } = story
  const { id } = await made('/firms', { regionId: story.regionId, name: firm.name, phone: '0192-00-0002' })
  const site = await made('/sites', { firmId: id, name: '事務所', kind: 'office', homeNetworks: ['192.168.1.0/24'] })
  const { token } = await made('/sensors', { siteId: site.id, type: 'office' })
  const users: Firm['users'] = []
  for (const person of firm.people) {
    const { userId } = playground.control.line.addUser({ displayName: person.name })
    const { code } = await made('/invites', { firmId: id, role: person.isOwner ? 'owner' : 'worker' })
    await playground.control.line.follow(userId)
    for (const text of [code, 'はい', '同意する', person.name]) {
      await playground.control.line.text(userId, text)
      await settle()
    }
    users.push({ person, userId, seen: 0 })
  }
  if (firm.ledger !== 'none') await admin('POST', `/firms/${id}/asset-list`, { file: listOf(firm) })
  return { ...firm, id, token, users, isDue: false, foundMs: null }
}

/** What a firm had written down before the pilot began. */
function listOf({ people, ledger }: SimulatedFirm): string {
  const rows = people.map(({ name, pc }, place) =>
    [pc.host || `PC${place}`, name, ledger === 'with-ips' ? pc.ip : ''].join(','),
  )
  return Buffer.from(['機器名,利用者,IPアドレス', ...rows].join('\n')).toString('base64')
}

async function raise(story: Story, firm: Firm, one: SimulatedAlert, acts: Acts): Promise<void> {
  const pc = firm.people[one.user]?.pc
  if (!pc) return
  const at = story.clock.now()
  const lease = eveLease({ at: at - 2 * HOUR, ip: pc.ip, mac: pc.mac, name: pc.host })
  const theirs = { ...story, firmId: firm.id, sensorToken: firm.token }
  await sends(theirs, lease)
  const outside = one.kind === 'phishing-site' || one.kind === 'malware-download' ? 'bad.example' : '203.0.113.5'
  const id = `${firm.id}:${one.afterMs}:${one.kind}:${one.user}:${firm.alerts.indexOf(one)}`
  const seen = { kind: one.kind, rule: one.kind, severity: one.severity, firstSeenAt: at - 60_000, lastSeenAt: at }
  await found(theirs, [alert({ id, ...seen, device: pc.ip, source: pc.ip, target: outside, count: 3 })])
  await story.settle()
  // Where it fell to a case that is judged already, the next alert is the one.
  firm.isDue ||= one.isNotified
  if (firm.isDue && !firm.notified) {
    const place = cardOf(story, firm.name, '通報する')
    if (place === -1) return
    await story.slack.presses('小野', '通報する', 'analysts', place)
    await story.slack.fills('小野', { severity: one.severity })
    firm.notified = { ...one, place, sentAt: story.clock.now() }
    acts.write += 1
  }
}

const cardOf = ({ slack }: Story, name: string, label: string): number =>
  slack.cards('analysts').findLastIndex((card) => card.includes(name) && card.includes(label))

/** Whoever has a phone sees what is new, and answers it after a while, by day, or never. */
function look(
  story: Story,
  firm: Firm,
  {
    answers,
    roll,
    agenda,
  }: { answers: number; roll: () => number; agenda: { at: number; does: () => Promise<void> }[] },
): void {
  const user = firm.people[firm.notified?.user ?? 0]
  if (!firm.notified || !user) return
  const { line } = story.playground.control
  for (const one of firm.users) {
    const said = line.chat(one.userId).items.filter(({ from }) => from === 'bot')
    for (const { message } of said.slice(one.seen)) {
      const button = answerTo({ message, person: one.person, firm, user }, roll)
      const waitMs = -Math.log(1 - roll()) * ANSWER_MEAN_MS
      if (roll() >= answers || !button) continue
      const does = async (): Promise<void> => {
        await line.tap(one.userId, button.data, button.label)
        await story.settle()
      }
      agenda.push({ at: byDay(story.clock.now() + waitMs), does })
    }
    one.seen = said.length
  }
}

/** Nobody looks at it between eight in the evening and eight in the morning. */
function byDay(at: number): number {
  const hour = hourOf(at)
  if (hour >= 8 && hour < 20) return at
  return at + ((32 - hour) % 24) * HOUR
}

/** What the staff does each hour: what is no incident is said so, the telephone, and the end of what is done. */
async function work(story: Story, acts: Acts): Promise<void> {
  const { slack } = story
  for (const [place, card] of slack.cards('analysts').entries()) {
    if (card.includes('誤検知\n') && card.includes('引き受ける\n')) {
      await slack.presses('小野', '誤検知', 'analysts', place)
      acts.judge += 1
    } else if (card.includes('おさまったか確かめてください') && card.includes('完了にする')) {
      await slack.presses('小野', '完了にする', 'analysts', place)
      acts.finish += 1
    }
  }
  for (const [place, card] of slack.cards('desk').entries())
    for (const label of ['引き受ける', '電話を終えた'])
      if (card.includes('電話をお願いします') && slack.buttons('desk', place).includes(label)) {
        await slack.presses('及川', label, 'desk', place)
        acts.telephone += label === '電話を終えた' ? 1 : 0
      }
}

async function wayOf({ admin }: Story, { id, notified, foundMs }: Firm): Promise<Way> {
  const { body } = await admin('GET', `/notices?firmId=${id}`)
  const [notice] = body.items as { readAt: string | null; doneAt: string | null }[]
  const since = (at: string | null | undefined): number | null => (at ? Date.parse(at) - (notified?.sentAt ?? 0) : null)
  return { readMs: since(notice?.readAt), foundMs, doneMs: since(notice?.doneAt) }
}

/** As the pilot had it: a notice and nothing more, read by the same people with the same habits. */
export function withoutFollowThrough({ firms, days, answers, seed }: PilotOptions): Way[] {
  const roll = chance(seed)
  return firmsOf({ firms, days, seed }).map(({ ledger, people, alerts }): Way => {
    const user = alerts.find(({ isNotified }) => isNotified)?.user ?? 0
    const host = people[user]?.pc.host
    const readMs = roll() < answers ? -Math.log(1 - roll()) * ANSWER_MEAN_MS : null
    const isListed = ledger === 'with-ips' || (ledger === 'without-ips' && host !== '')
    // The owner's own PC needs no list.
    const isOwn = user === 0
    const foundMs = readMs !== null && (isListed || isOwn) ? readMs : null
    return {
      readMs,
      foundMs,
      doneMs: foundMs !== null && roll() < HABITS.does ? foundMs : null,
    }
  })
}
