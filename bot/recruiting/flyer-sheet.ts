import { messageLink } from '#adapters/line/account.ts'
import type { Tx } from '#db/door.ts'
import { findFlyer, flyersIn } from '#db/flyers.ts'
import { findMeeting } from '#db/meetings.ts'
import { plansOf } from '#db/plans.ts'
import { recruitingCounts } from '#db/recruitings.ts'
import { findRegion, type Region } from '#db/regions.ts'
import type { Flyer } from '#engine/flyer.ts'
import type { Meeting } from '#engine/meeting.ts'
import type { Param } from '#engine/message.ts'
import { printedCode } from '#engine/survey-round.ts'
import { bookOf } from '../money/book.ts'
import type { FlyerSheet } from '../pictures/flyer-paper.ts'
import { priceOf } from '../plan/texts.ts'
import { programmeOf } from '../region/programme.ts'
import { sayText } from '../say.ts'

/** Of a flyer: its A4 page, or folded in three; of a meeting: what hangs at its door. */
export const flyerSubject = (flyerId: string, form: 'a4' | 'tri-fold'): string =>
  form === 'a4' ? flyerId : flyerId.replace(/^flyer/, 'trifold')
export const doorSubject = (meetingId: string): string => meetingId.replace(/^meeting/, 'door')

/** What the QR stands for, and what is typed by whoever cannot scan. */
export const flyerWords = ({ code }: Pick<Flyer, 'code'>, reader: Region): string =>
  sayText({ key: 'meeting.scan.flyer', params: { code: { typed: printedCode(code) } } }, reader)

export async function sheetOfFlyer(tx: Tx, subject: string): Promise<FlyerSheet | undefined> {
  const flyer = await findFlyer(tx, subject.replace(/^trifold/, 'flyer'))
  const region = flyer && (await findRegion(tx, flyer.regionId))
  if (!flyer || !region) return undefined
  const meeting = flyer.meetingId === null ? undefined : await findMeeting(tx, flyer.meetingId)
  const by = (await recruitingCounts(tx, region.id)).find(({ id }) => id === flyer.recruitingId)
  const text = flyerWords(flyer, region)
  return {
    ...bare(region, { headline: flyer.headline, account: flyer.basicId, text, from: by?.organisation ?? '' }),
    form: subject.startsWith('trifold') ? 'tri-fold' : 'a4',
    link: messageLink(flyer.basicId, text),
    meeting: meeting ? meetingOn(meeting, region) : null,
    plans: await pricedIn(tx, region),
  }
}

export async function sheetOfDoor(tx: Tx, subject: string): Promise<FlyerSheet | undefined> {
  const meeting = await findMeeting(tx, subject.replace(/^door/, 'meeting'))
  const region = meeting && (await findRegion(tx, meeting.regionId))
  if (!meeting?.doorCode || !region) return undefined
  // Which LINE account it is, is known by the papers that lead to it.
  const [flyer] = await flyersIn(tx, region.id)
  const text = sayText({ key: 'meeting.scan.door', params: { code: { typed: printedCode(meeting.doorCode) } } }, region)
  const headline = sayText({ key: 'meeting.paper.door', params: { name: { typed: meeting.name } } }, region)
  return {
    ...bare(region, { headline, account: flyer?.basicId ?? '', text, from: meeting.place ?? '' }),
    ...{ form: 'door', link: flyer ? messageLink(flyer.basicId, text) : null, meeting: null },
  }
}

const QUESTIONS = ['cost', 'contract', 'knowledge', 'secret', 'slow', 'night', 'insurance', 'person'] as const
const STEPS = ['scan', 'answer', 'plug', 'watched'] as const
const HEADINGS = ['does', 'steps', 'questions', 'begin', 'plans'] as const
const LINES = ['watch', 'tell', 'help', 'free'] as const

/** 紹介資料 of a region, in its name: with its plans, and the way that its last flyer leads. */
export async function sheetOfIntroduction(tx: Tx, subject: string): Promise<FlyerSheet | undefined> {
  const region = await findRegion(tx, subject.replace(/^introduction/, 'region'))
  if (!region) return undefined
  const [flyer] = await flyersIn(tx, region.id)
  const { issuer } = await bookOf(tx, region.id)
  const { partners } = await programmeOf(tx, region.id)
  const say = sayIn(region)
  const text = flyer ? flyerWords(flyer, region) : ''
  const from = issuer?.name ?? (partners.chamber || region.name)
  const sheet = bare(region, { headline: say('headline'), account: flyer?.basicId ?? '', text, from })
  return {
    ...sheet,
    ...{ form: 'introduction', title: say('introduction'), meeting: null },
    ...(flyer ? { link: messageLink(flyer.basicId, text) } : { link: null, typed: { how: [], text: '' } }),
    plans: await pricedIn(tx, region),
  }
}

const pricedIn = async (tx: Tx, region: Region): Promise<FlyerSheet['plans']> =>
  (await plansOf(tx, region.id)).map((plan) => ({
    ...{ name: plan.name, says: plan.says, price: sayText(priceOf(plan, null), region) },
  }))

const sayIn =
  (region: Region) =>
  (key: string, params: Record<string, Param> = {}): string =>
    sayText({ key: `meeting.paper.${key}`, params }, region)

function bare(
  region: Region,
  { headline, account, text, from }: { headline: string; account: string; text: string; from: string },
): Omit<FlyerSheet, 'form' | 'link' | 'meeting'> {
  const said = sayIn(region)
  return {
    ...{ kind: 'flyer', locale: region.locale, title: headline, headline },
    region: said('region', { region: { typed: region.name } }),
    risk: said('risk'),
    lines: LINES.map((line) => said(`line.${line}`)),
    steps: STEPS.map((step) => said(`step.${step}`)),
    headings: Object.fromEntries(HEADINGS.map((one) => [one, said(`heading.${one}`)])) as FlyerSheet['headings'],
    plans: [],
    scan: [said('scan'), said('send')],
    typed: { how: account === '' ? [] : [said('look', { account: { typed: account } }), said('type')], text },
    questions: QUESTIONS.map((one) => ({ ask: said(`question.${one}.ask`), answer: said(`question.${one}.answer`) })),
    from: said('from', { from: { typed: from } }),
  }
}

function meetingOn(meeting: Meeting, region: Region): FlyerSheet['meeting'] {
  const { startsAt, endsAt, name, place } = meeting
  const when = { from: { at: startsAt }, until: { at: endsAt, show: 'time' } } as const
  return {
    name,
    when: sayText({ key: 'meeting.paper.when', params: when }, region),
    place: place ?? sayText({ key: 'meeting.web' }, region),
  }
}
