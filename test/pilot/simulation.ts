import { found } from '../stories/scan.ts'
import { tells } from '../stories/sends.ts'
import { buttonsOf, wordsOf } from '../stories/words.ts'
import { openStory, type Story } from '../stories/world.ts'
import { alert } from '../support/alert.ts'
import { eveLease } from '../support/sensor-lines.ts'
import { Board, type Card, offers } from './board.ts'
import { Diary } from './diary.ts'
import { firmsOf, type SimulatedAlert, type SimulatedFirm, type SimulatedPerson } from './firms.ts'
import { type Asked, type Cost, type Finding, stuckAt, type Way } from './funnel.ts'
import {
  ANSWER_MEAN_MS,
  answerTo,
  CALLS,
  diceFor,
  HABITS,
  isQuestion,
  knowsWhose,
  type Mind,
  mindOf,
} from './people.ts'

export interface PilotOptions {
  firms: number
  days: number
  /** How many of the messages that want an answer get one. */
  answers: number
  seed: number
  /** Of so many parts of the firms this one alone. */
  part?: { place: number; of: number }
  /** Of so many calls of the desk somebody picks up; where it is not said, as often as the habits have it. */
  picksUp?: number
}

interface User {
  person: SimulatedPerson
  mind: Mind
  userId: string
  /** How many messages they have looked at. */
  seen: number
  /** How often they have seen these buttons. */
  times: Map<string, number>
}

interface Firm extends SimulatedFirm {
  id: string
  token: string
  users: User[]
  /** The one notice, once it is out, and which card it is on. */
  notified?: SimulatedAlert & { sentAt: number; card: string }
  isDue: boolean
  /** When its card told that the PC is found, and what had been pressed last; ms since the notice. */
  foundMs: number | null
  finding: Finding | null
  /** Whose phone showed the question, and what was said; of the first asking. */
  asked: Map<string, Asked>
  pressed: string
  /** Of whom the desk was told, before anything had happened, that a PC is theirs. */
  toldAhead: Set<string>
}

type Acts = Record<keyof Cost['acts'], number>
type Agenda = { at: number; does: () => Promise<void> }[]

interface World {
  story: Story
  firms: Firm[]
  /** What is still to be found, and what people have in mind to press. */
  alerts: (SimulatedAlert & { firm: Firm })[]
  agenda: Agenda
  acts: Acts
  boards: Record<'analysts' | 'desk', Board>
  /** How often the desk has telephoned about a card, and when last. */
  calls: Map<string, { count: number; at: number }>
  answers: number
  picksUp: number
  seed: number
  diary: Diary
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = '2026-09-01T00:00:00+09:00'
const START_AT = Date.parse(START)

/** Lives through the pilot: the program behind its emulators, and people who do nothing but press what they see. */
export async function pilot({
  firms,
  days,
  answers,
  seed,
  part = { place: 0, of: 1 },
  picksUp = HABITS.picksUp,
}: PilotOptions): Promise<{ ways: Way[]; cost: Cost }> {
  // The platforms' limits run on the wall clock, of which three months take minutes.
  const story = await openStory({ startsAt: START, rateLimits: false })
  const acts = { judge: 0, write: 0, finish: 0, telephone: 0, helped: 0, asked: 0, missed: 0 }
  const boards = { analysts: new Board(story, 'analysts'), desk: new Board(story, 'desk') }
  const world: World = {
    story,
    firms: [],
    alerts: [],
    agenda: [],
    acts,
    boards,
    calls: new Map(),
    answers,
    picksUp,
    seed,
    diary: new Diary(),
  }
  await shareTheDesk(story, part.of)
  const own = firmsOf({ firms, days, seed }).filter((_, place) => place % part.of === part.place)
  for (const firm of own) world.firms.push(await joined(story, firm, seed))
  const pushed = pushCounter(story)
  let pushes = 0
  for (const firm of world.firms) world.alerts.push(...firm.alerts.map((one) => ({ ...one, firm })))
  for (let at = START_AT; at < START_AT + days * DAY; at += HOUR) {
    if (isNight(at)) continue
    await story.pass(at - story.clock.now())
    if (isTold(at)) await told(story, world.firms)
    await raise(world, at)
    await actUntil(world, at)
    for (const firm of world.firms) for (const user of firm.users) look(world, firm, user)
    notice(world)
    if (isOfficeHour(at)) await work(world)
    pushes += pushed()
  }
  const ways: Way[] = []
  for (const firm of world.firms) if (firm.notified) ways.push(await wayOf(story, firm))
  world.diary.write((name) => {
    const place = world.firms.findIndex((firm) => firm.name === name)
    return `${name}, ${world.firms[place]?.ledger}, ${JSON.stringify(ways[place])}`
  })
  return { ways, cost: { firms: own.length, pushes, acts } }
}

/** A part of the firms has the same part of what a region's desk may be asked to telephone at a time, and one call at least. */
async function shareTheDesk({ admin, regionId }: Story, parts: number): Promise<void> {
  const { body: rules } = await admin('GET', `/regions/${regionId}/rules`)
  const whoseCalls = Math.max(1, Math.floor(rules.whoseCalls / parts))
  await admin('PUT', `/regions/${regionId}/rules`, { ...rules, whoseCalls })
}

/** What is due by now, in its order. */
async function actUntil({ agenda }: World, at: number): Promise<void> {
  agenda.sort((one, other) => one.at - other.at)
  while (agenda[0] && agenda[0].at <= at) await agenda.shift()?.does()
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
function notice({ story, firms, boards }: World): void {
  boards.analysts.cards()
  for (const firm of firms) {
    const { notified } = firm
    if (!notified || firm.foundMs !== null) continue
    const { words = '' } = boards.analysts.card(notified.card) ?? {}
    const isNamed = words.includes(`${firm.people[notified.user]?.name}さんのパソコン`)
    if (!isNamed && !words.includes('「できた」と答えました')) continue
    firm.foundMs = story.clock.now() - notified.sentAt
    firm.finding = findingOf(firm, isNamed)
  }
}

function findingOf({ pressed, ledger, people, notified, toldAhead }: Firm, isNamed: boolean): Finding {
  const user = people[notified?.user ?? -1]
  if (pressed === user?.pc.host) return 'roll call'
  if (pressed === TELEPHONE) return 'telephone'
  if (pressed === '' && user && toldAhead.has(user.name)) return 'told ahead'
  if (pressed === '') return ledger === 'none' ? 'roll call' : 'list'
  if (pressed === 'はい' || pressed === 'いいえ' || pressed === 'わからない') return 'question'
  return isNamed ? 'leader' : 'did it'
}

const TELEPHONE = 'telephone'
const HEARD_DONE = '「できた」と聞いた'

const isNight = (at: number): boolean => hourOf(at) < 8 || hourOf(at) > 20
const hourOf = (at: number): number => new Date(at + 9 * HOUR).getUTCHours()
const isOfficeHour = (at: number): boolean => hourOf(at) >= 9 && hourOf(at) < 18
/** Analysts look every day; the desk telephones on business days. */
const HOLIDAYS = ['2026-09-21', '2026-09-22', '2026-09-23', '2026-10-12', '2026-11-03', '2026-11-23']
const isDeskDay = (at: number): boolean => {
  const day = new Date(at + 9 * HOUR)
  return day.getUTCDay() % 6 !== 0 && !HOLIDAYS.includes(day.toISOString().slice(0, 10))
}

async function joined(story: Story, firm: SimulatedFirm, seed: number): Promise<Firm> {
  const { made, admin, playground, settle } = story
  const { id } = await made('/firms', { regionId: story.regionId, name: firm.name, phone: '0192-00-0002' })
  const site = await made('/sites', { firmId: id, name: '事務所', kind: 'office', homeNetworks: ['192.168.1.0/24'] })
  const { token } = await made('/sensors', { siteId: site.id, type: 'office' })
  const users: User[] = []
  for (const person of firm.people) {
    const { userId } = playground.control.line.addUser({ displayName: person.name })
    const { code } = await made('/invites', { firmId: id, role: person.isOwner ? 'owner' : 'worker' })
    await playground.control.line.follow(userId)
    for (const text of [code, 'はい', '同意する', person.name]) await playground.control.line.text(userId, text)
    users.push({ person, mind: mindOf(diceFor(seed, person.name)), userId, seen: 0, times: new Map() })
  }
  await settle()
  if (firm.ledger !== 'none') await admin('POST', `/firms/${id}/asset-list`, { file: listOf(firm) })
  const unfound = {
    isDue: false,
    foundMs: null,
    finding: null,
    asked: new Map(),
    pressed: '',
    toldAhead: new Set<string>(),
  }
  return { ...firm, id, token, users, ...unfound }
}

/** What a firm had written down before the pilot began. */
function listOf({ people, ledger }: SimulatedFirm): string {
  const rows = people.map(({ name, pc }, place) =>
    [pc.host || `PC${place}`, name, ledger === 'with-ips' ? pc.ip : ''].join(','),
  )
  return Buffer.from(['機器名,利用者,IPアドレス', ...rows].join('\n')).toString('base64')
}

/** PCs take their address each morning. It is told on the first and on Mondays, and before an alert: the rest says nothing new. */
const isTold = (at: number): boolean =>
  hourOf(at) === 8 && (at < START_AT + DAY || new Date(at + 9 * HOUR).getUTCDay() === 1)

async function told(story: Story, firms: readonly Firm[]): Promise<void> {
  for (const firm of firms) await tell(story, firm, firm.people)
  await story.settle()
}

/** What follows from it is still to be done. */
function tell(story: Story, firm: Firm, people: readonly SimulatedPerson[]): Promise<void> {
  const at = story.clock.now() - 2 * HOUR
  const lines = people.flatMap(({ pc: { ip, mac, host } }) => eveLease({ at, ip, mac, name: host }))
  return tells({ ...story, firmId: firm.id, sensorToken: firm.token }, lines)
}

/** What an hour brings is found together. */
async function raise(world: World, until: number): Promise<void> {
  const { story } = world
  const isDue = ({ afterMs }: SimulatedAlert): boolean => START_AT + afterMs <= until
  const due = world.alerts.filter(isDue)
  if (due.length === 0) return
  world.alerts = world.alerts.filter((one) => !isDue(one))
  for (const { firm, user } of due) await tell(story, firm, firm.people.slice(user, user + 1))
  await story.settle()
  for (const one of due) await found({ ...story, firmId: one.firm.id }, [alertOf(one, story.clock.now())])
  await story.settle()
  for (const one of due) await notify(world, one)
}

function alertOf({ firm, kind, severity, afterMs, user, isNotified }: World['alerts'][number], at: number) {
  const ip = firm.people[user]?.pc.ip ?? ''
  const target = kind === 'phishing-site' || kind === 'malware-download' ? 'bad.example' : '203.0.113.5'
  const id = `${firm.id}:${afterMs}:${kind}:${user}:${isNotified}:${at}`
  const seen = { kind, rule: kind, severity, firstSeenAt: at - 60_000, lastSeenAt: at }
  return alert({ id, ...seen, device: ip, source: ip, target, count: 3 })
}

/**
 * The first that is one writes the notice, on the card of its own PC: another's may have come in the same hour. Where it fell
 * to a case that is judged already, the next alert is the one.
 */
async function notify({ story, boards, acts, diary }: World, { firm, ...one }: World['alerts'][number]): Promise<void> {
  firm.isDue ||= one.isNotified
  if (!firm.isDue || firm.notified) return
  const ip = firm.people[one.user]?.pc.ip ?? ''
  const isOfIt = ({ words }: Card): boolean => words.includes(firm.name) && words.includes(ip)
  const card = boards.analysts.cards().findLast((each) => isOfIt(each) && offers(each, '通報する'))
  if (!card) return
  await boards.analysts.press('小野', card, '通報する')
  await story.settle()
  await story.slack.fills('小野', { severity: one.severity })
  // What was pressed before has found nothing of this.
  Object.assign(firm, { notified: { ...one, card: card.ts, sentAt: story.clock.now() }, pressed: '' })
  acts.write += 1
  diary.note(firm.name, story.clock.now(), `NOTICE, ${one.severity}, ${one.kind}, of ${firm.people[one.user]?.name}`)
}

/** Whoever has a phone sees what is new, and answers it after a while, by day, or never. */
function look({ story, agenda, answers, seed, diary }: World, firm: Firm, looking: User): void {
  const { person, mind, userId, times } = looking
  const { line } = story.playground.control
  const now = story.clock.now()
  const user = firm.users[firm.notified?.user ?? -1]
  const isUser = person === user?.person
  const said = line.chat(userId).items.filter(({ from }) => from === 'bot')
  const news = said.slice(looking.seen)
  looking.seen = said.length
  for (const { message } of news) {
    const labels = JSON.stringify(buttonsOf(message).map(({ label }) => label))
    const time = (times.get(labels) ?? 0) + 1
    times.set(labels, time)
    const roll = diceFor(seed, person.name, labels, time)
    const asked = firm.asked.get(person.name) ?? { isUser, at: now, says: null, saidAt: null }
    if (isQuestion(message)) firm.asked.set(person.name, asked)
    const button = answerTo({ message, person, mind, user, colleagues: firm.users }, roll)
    const waitMs = -Math.log(1 - roll()) * ANSWER_MEAN_MS
    const isLetBe = roll() >= answers || !button
    const sees = `${person.name}${isUser ? '*' : ''} ${isLetBe ? 'lets be' : `will press 「${button.label}」 on`}`
    diary.note(firm.name, now, `${sees} ${wordsOf(message).replaceAll('\n', ' ').slice(0, 80)} ${labels}`)
    if (isLetBe) continue
    const does = async (): Promise<void> => {
      diary.note(firm.name, story.clock.now(), `${person.name} presses 「${button.label}」`)
      await line.tap(userId, button.data, button.label)
      await story.settle()
      firm.pressed = button.label
      if (isQuestion(message)) Object.assign(asked, { says: button.label, saidAt: story.clock.now() })
    }
    agenda.push({ at: byDay(now + waitMs), does })
  }
}

/** Nobody looks at it between eight in the evening and eight in the morning. */
function byDay(at: number): number {
  const hour = hourOf(at)
  if (hour >= 8 && hour < 20) return at
  return at + ((32 - hour) % 24) * HOUR
}

/** What the staff does each hour: what is no incident is said so, the end of what is done, and the telephone. */
async function work(world: World): Promise<void> {
  const { story, acts } = world
  const { analysts } = world.boards
  const pressed = async (label: string, isIt: (card: Card) => boolean): Promise<number> => {
    const cards = analysts.cards().filter((card) => offers(card, label) && isIt(card))
    for (const card of cards) await analysts.press('小野', card, label)
    if (cards.length > 0) await story.settle()
    return cards.length
  }
  acts.judge += await pressed('誤検知', (card) => offers(card, '引き受ける'))
  acts.finish += await pressed('完了にする', ({ words }) => words.includes('おさまったか確かめてください'))
  if (isDeskDay(story.clock.now())) await telephone(world)
}

/** What the desk has to telephone about; where nobody picks up, it is tried again later. */
async function telephone(world: World): Promise<void> {
  const { story, firms, calls, acts, seed, diary, picksUp } = world
  const { desk } = world.boards
  const now = story.clock.now()
  for (const card of desk.cards().filter((one) => offers(one, '電話を終えた'))) {
    const tried = calls.get(card.ts) ?? { count: 0, at: 0 }
    const isAboutAll = offers(card, 'パソコンではない')
    const [max, apartMs] = isAboutAll ? [Infinity, CALLS.patientMs] : [CALLS.max, CALLS.apartMs]
    if (tried.count >= max || now < tried.at + apartMs) continue
    calls.set(card.ts, { count: tried.count + 1, at: now })
    const firm = firms.find(({ name }) => card.words.includes(name))
    if (!firm) throw new Error(`a call to nobody: ${card.words}`)
    const roll = diceFor(seed, firm.name, ...(isAboutAll ? ['whose'] : []), 'telephone', tried.count)
    if (roll() >= picksUp) {
      acts.missed += 1
      diary.note(firm.name, now, 'nobody picks up')
      await desk.press('及川', card, '出なかった')
      continue
    }
    acts.telephone += 1
    diary.note(firm.name, now, `picks up: ${card.words.replaceAll('\n', ' ').slice(0, 120)}`)
    await (isAboutAll ? askedOfAll(world, firm, card) : askedOfOne(world, firm, card, roll))
  }
  await story.settle()
}

/** Before anything has happened: one PC after the other, and whoever leads the firm says what they know. */
async function askedOfAll({ story, boards: { desk }, acts, diary }: World, firm: Firm, first: Card): Promise<void> {
  for (let card: Card | undefined = first; card && offers(card, 'パソコンではない'); card = desk.read(first.ts)) {
    const { words } = card
    const user = firm.users.find(({ person: { pc } }) => words.includes(pc.host || pc.mac.slice(-5)))
    if (!user) throw new Error(`a call about no PC: ${words}`)
    const isKnown = knowsWhose(user)
    const label = isKnown ? user.person.name : '分からない'
    if (isKnown) firm.toldAhead.add(user.person.name)
    if (isKnown && user === firm.users[firm.notified?.user ?? -1]) firm.pressed = TELEPHONE
    acts.asked += 1
    diary.note(firm.name, story.clock.now(), `of the PC of ${user.person.name} says 「${label}」`)
    await desk.press('及川', card, label)
    await story.settle()
  }
}

/** Whose PC a notice is about, where the card says so; and whoever knows is led through it. */
async function askedOfOne(
  { story, boards: { desk }, acts }: World,
  firm: Firm,
  card: Card,
  roll: () => number,
): Promise<void> {
  const user = firm.users[firm.notified?.user ?? -1]
  if (user && offers(card, user.person.name) && knowsWhose(user)) {
    firm.pressed = TELEPHONE
    await desk.press('及川', card, user.person.name)
    await story.settle()
  }
  // Where that was all, it is over already.
  const after = desk.read(card.ts)
  if (!after || !offers(after, '電話を終えた')) return
  const isKnown = user && (firm.foundMs !== null || knowsWhose(user))
  const isDone = isKnown && offers(after, HEARD_DONE) && roll() < HABITS.does
  if (isDone) Object.assign(firm, { pressed: TELEPHONE })
  if (isDone) acts.helped += 1
  await desk.press('及川', after, isDone ? HEARD_DONE : '電話を終えた')
}

async function wayOf({ admin }: Story, { id, ledger, notified, foundMs, finding, asked }: Firm): Promise<Way> {
  const { body } = await admin('GET', `/notices?firmId=${id}`)
  const [notice] = body.items as { readAt: string | null; doneAt: string | null }[]
  const sentAt = notified?.sentAt ?? 0
  const since = (at: string | null | undefined): number | null => (at ? Date.parse(at) - sentAt : null)
  const [readMs, doneMs] = [since(notice?.readAt), since(notice?.doneAt)]
  return { ledger, readMs, foundMs, doneMs, finding, stuck: stuckAt(sentAt + DAY, [...asked.values()]) }
}
