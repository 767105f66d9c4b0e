import { setUpWords } from '../stories/set-up.ts'
import { openStory, type Story } from '../stories/world.ts'
import { chance } from '../support/answered.ts'
import { Agenda } from './agenda.ts'
import { TIMES } from './assumptions.ts'
import { type Life, now } from './life.ts'
import { type Firm, firmsOf } from './networks.ts'
import { plugsIn } from './person.ts'
import { Phone } from './phone.ts'
import { interfacesOf, LOOK_MS, linesOf, reaches, seesOf, UNPLUGGED } from './plugged.ts'
import { orderOf, sends } from './staff.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = '2026-11-24T10:00:00+09:00'

export interface Run {
  lives: Life[]
  pushes: number
}

/** The whole way of each firm: questions, parcel, cables, until the phone says that the box watches; all on one clock. */
export async function installationRun(size: { firms: number; seed: number }): Promise<Run> {
  const story = await openStory({ startsAt: START, rateLimits: false })
  const agenda = new Agenda(async (until) => {
    if (until > story.clock.now()) await story.pass(until - story.clock.now())
  })
  const lives: Life[] = []
  for (const [place, firm] of firmsOf(size).entries()) lives.push(await joined(story, agenda, firm, size.seed + place))
  const before = story.playground.control.line.quota().used
  await agenda.live(lives.map((life) => () => lived(life)))
  return { lives, pushes: story.playground.control.line.quota().used - before }
}

async function joined(story: Story, agenda: Agenda, firm: Firm, seed: number): Promise<Life> {
  const { made, regionId, settle, playground } = story
  const { id: firmId } = await made('/firms', { regionId, name: firm.name, phone: '0192-00-0002' })
  await made('/sites', { firmId, name: firm.network.place === 'home' ? '自宅' : '事務所', kind: firm.network.place })
  const phone = new Phone(story, `${firm.name}の人`)
  const { code } = await made('/invites', { firmId, role: 'owner' })
  await playground.control.line.follow(phone.userId)
  for (const text of [code, 'はい', '同意する', `${firm.name}の人`]) await phone.says(text)
  await settle()
  const roll = chance(seed * 7_919)
  for (let warm = 0; warm < 9; warm++) roll()
  const hands = { network: firm.network, device: 'small-office', plugged: { ...UNPLUGGED }, roll } as const
  return {
    ...{ story, agenda, firm, firmId, phone, hands: { ...hands }, box: undefined },
    ...{ arrivedAt: 0, watchedAt: null, isOver: false, desk: [], visits: [], repairs: [] },
  }
}

async function lived(life: Life): Promise<void> {
  const { agenda, phone, firm } = life
  await phone.says(...setUpWords(`${firm.name}の人`, firm.declared))
  // What was put off is asked once more, of some more often than of others.
  for (let turn = 0; turn < 6 && !(await orderOf(life)); turn++) await phone.says('とばす')
  if (!(await orderOf(life)))
    throw new Error(`${firm.name} ${JSON.stringify(firm.declared)}: ${phone.fresh().at(-1)?.words}`)
  await sends(life)
  phone.fresh()
  phone.turns = 0
  // The next day but one, at two in the afternoon.
  life.arrivedAt = Date.parse(START) + 2 * DAY + 4 * HOUR
  await agenda.until(life.arrivedAt)
  agenda.begin(() => speaks(life))
  await plugsIn(life)
}

/** The box, as long as somebody waits for it: it speaks, and tells what passes it. */
async function speaks(life: Life): Promise<void> {
  const { agenda, hands, firm, box, phone } = life
  if (!box) return
  let minutes = 0
  for (let at = now(life); !life.isOver; at += LOOK_MS) {
    if (at > life.arrivedAt + TIMES.gaveUpDays * DAY) life.isOver = true
    await agenda.until(at)
    if (!reaches(hands.plugged)) continue
    minutes += LOOK_MS / 60_000
    const sees = isNight(at)
      ? { pcs: 0, isOne: false, isOutside: false }
      : seesOf(firm.network, hands.device, hands.plugged)
    // Lines come when talks end.
    if (minutes % 4 === 0) await box.ships(linesOf(sees, { at: now(life), startedAt: box.startedAt, minutes }))
    await box.beats({ interfaces: interfacesOf(hands.device, hands.plugged) })
    if (life.watchedAt === null && phone.has('見守りを始めました')) {
      life.watchedAt = now(life)
      life.isOver = true
    }
  }
}

const isNight = (at: number): boolean => {
  const hour = new Date(at + 9 * HOUR).getUTCHours()
  return hour < 8 || hour >= 19
}
