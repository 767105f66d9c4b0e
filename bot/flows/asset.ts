import { assetsOf, saveAsset } from '#db/assets.ts'
import type { Tx } from '#db/door.ts'
import { noteNone } from '#db/inquiries.ts'
import { contactsOf, isOnLine } from '#db/people.ts'
import { dropPhotos } from '#db/photos.ts'
import { arm, disarm } from '#db/timers.ts'
import { type Asset, type AssetChange, change, maySee, photosLeft, warnedOn } from '#engine/asset.ts'
import { dayOf, nextOpen, startOfDay } from '#engine/calendar/calendar.ts'
import { WRITING_MS } from '#engine/chat.ts'
import { harmless } from '#engine/defang.ts'
import type { PhotoRefusal } from '#engine/dialogue/exchange.ts'
import type { Part } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { tellCases } from '../asset/cases.ts'
import {
  askAntivirus,
  askUntil,
  askWords,
  expiringMessage,
  listMessage,
  oneMessage,
  peopleMessage,
  standingMessage,
  toldPart,
} from '../asset/messages.ts'
import { type Asked, aboutAsset, assetLane } from '../asset/tokens.ts'
import { lookAgain } from '../asset/whose-call.ts'
import { type AssetCommand, type AssetTalk, type Device, keyOf, openTalk, tell } from '../asset/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { keepForItsTime } from '../photo-life.ts'
import { dayTyped } from '../rota/command.ts'

/** Somebody of a firm looks at its ledger of devices, or says a word about one of them. */
export async function asset(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  // Written by the chat flow alone.
  const said = job.payload as AssetCommand
  const place = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  if (said.command === 'expiring') return expiring(tx, app, place, said)
  const talk = await openTalk(tx, app, place, said)
  if (!talk) return app.refused('not-theirs')
  const device = talk.devices.find((one) => isMeant(one, said.params.device) && maySee(one.asset, talk.by))
  if (said.command === 'list') return tell(talk, listMessage(talk, said.params.from))
  if (said.command === 'none') return none(talk)
  if (said.command === 'photographed') return photographed(talk, device)
  if (!device) return gone(talk)
  await work(talk, device)
}

/** A question about one without an entry may be answered when it has one. */
const isMeant = ({ asset: { id, mac } }: Device, key = ''): boolean => key !== '' && (id === key || mac === key)

/** Answered to a roll call: they are not asked again. */
async function none(talk: AssetTalk): Promise<void> {
  await noteNone(talk.tx, talk.firmId, talk.by.personId)
  await tell(talk, { parts: [{ kind: 'paragraph', text: { key: 'asset.roll-call.none' } }], asked: [] })
}

function gone(talk: AssetTalk): Promise<void> {
  talk.app.refused('asset-gone')
  const { parts, asked } = listMessage(talk)
  return tell(talk, { parts: [{ kind: 'paragraph', text: { key: 'asset.refused.gone' } }, ...parts], asked })
}

async function work(talk: AssetTalk, device: Device): Promise<void> {
  const { by, people, said } = talk
  const { person, from, text = '', about, antivirus = 'unknown' } = said.params
  switch (said.command) {
    case 'mine':
      return decide(talk, device, { kind: 'owned', owner: { personId: by.personId, name: by.name } })
    case 'other':
      return by.isLeader ? tell(talk, peopleMessage(talk, device, from)) : refuse(talk, device, 'not-theirs')
    case 'give': {
      const owner = people.find(({ personId }) => personId === person)
      if (!owner) return refuse(talk, device, 'person-gone')
      return decide(talk, device, { kind: 'owned', owner: { personId: owner.personId, name: owner.name } })
    }
    case 'no-pc':
    case 'not-known':
      return decide(talk, device, { kind: said.command })
    case 'retire':
      return decide(talk, device, { kind: 'retired' })
    case 'undo':
      return decide(talk, device, { kind: 'undone' })
    case 'rename':
    case 'place':
    case 'photo':
      return ask(talk, device, said.command)
    case 'antivirus':
      return tell(talk, askAntivirus(talk, device))
    case 'protect':
      return decide(talk, device, { kind: 'protected', antivirus: { kind: antivirus, until: null } })
    case 'no-photo':
      return ask(talk, device, 'photo', noPhoto(said.params.reason ?? 'not-fetched'))
    case 'written':
      return written(talk, device, { about, words: harmless(text, WORDS_MAX) })
    default:
      return tell(talk, oneMessage(talk, device))
  }
}

const WORDS_MAX = 40

async function written(
  talk: AssetTalk,
  device: Device,
  { about, words }: { about: string | undefined; words: string },
): Promise<void> {
  if (about === 'photo') return ask(talk, device, 'photo')
  if (about !== 'until')
    return decide(talk, device, about === 'rename' ? { kind: 'named', name: words } : { kind: 'placed', place: words })
  const until = dayTyped(words.normalize('NFKC'), dayOf(talk.region, talk.app.now).toString())
  if (until === undefined)
    return ask(talk, device, 'until', { kind: 'paragraph', text: { key: 'asset.antivirus.no-day' } })
  return decide(talk, device, { kind: 'protected', antivirus: { kind: 'bought', until } })
}

function ask(talk: AssetTalk, device: Device, what: Asked, ...before: Part[]) {
  const about = aboutAsset(what, device.asset.revision, keyOf(device))
  const writing = { firmId: talk.firmId, about, until: talk.app.now + WRITING_MS }
  const said = what === 'until' ? askUntil(talk, device, ...before) : askWords(talk, device, what, ...before)
  return tell(talk, { ...said, writing })
}

const noPhoto = (reason: PhotoRefusal): Part => ({
  kind: 'paragraph',
  text: { key: `dialogue.photo-refused.${reason}` },
})

/** It is here, and sealed: it is the device's from now on, or nobody's. */
async function photographed(talk: AssetTalk, device: Device | undefined): Promise<void> {
  const { tx, app, firmId, region, photos, said } = talk
  const { photo = '' } = said.params
  // Taken back meanwhile.
  if (!photos.has(photo)) return
  await keepForItsTime(tx, app, { photoId: photo, lane: assetLane(firmId), regionId: region.id, firmId })
  if (device) await decide(talk, device, { kind: 'photographed', photo })
  else await gone(talk)
  const isTheirs = (await assetsOf(tx, firmId)).some((one) => one.photo === photo)
  if (!isTheirs) await dropPhotos(tx, [photo])
}

async function decide(talk: AssetTalk, device: Device, wanted: AssetChange): Promise<void> {
  const { tx, app, by, said } = talk
  const decided = change(device.asset, { change: wanted, revision: said.params.revision ?? 0 }, by, app.now)
  if (typeof decided === 'string') return refuse(talk, device, decided)
  const after: Device = { ...device, asset: decided.asset }
  await saveAsset(tx, decided.asset, decided.event)
  await dropPhotos(tx, photosLeft(device.asset, decided.asset))
  const { id: assetId, regionId, firmId } = decided.asset
  await armExpiry(talk, decided.asset)
  await tellCases(tx, app, { regionId, firmId, assetId, by: said.by, notice: said.params.notice })
  await lookAgain(tx, app, { regionId, firmId })
  // Where it stands is asked at once: an owner alone may have two.
  const isNew = wanted.kind === 'owned' || wanted.kind === 'no-pc'
  if (isNew && decided.asset.place === '') return ask(talk, after, 'place', toldPart(after, wanted.kind))
  const told = toldPart(after, wanted.kind)
  if (wanted.kind === 'protected' && wanted.antivirus.kind === 'bought' && wanted.antivirus.until === null)
    return ask(talk, after, 'until', told)
  if (wanted.kind === 'placed' && decided.asset.isPc && decided.asset.antivirus === null)
    return tell(talk, askAntivirus(talk, after, told))
  await tell(talk, standingMessage(talk, after, wanted.kind))
}

/** Whoever it is told to is looked up on that day. */
async function armExpiry({ tx, app, region, said }: AssetTalk, asset: Asset): Promise<void> {
  const { id, regionId, firmId } = asset
  const lane = assetLane(firmId)
  const key = `${lane}:antivirus:${id}`
  await disarm(tx, key)
  const day = warnedOn(asset, dayOf(region, app.now).toString())
  if (day === undefined) return
  const dueAt = nextOpen(app.daytime, Math.max(app.now, startOfDay(region, Temporal.PlainDate.from(day))))
  const payload: AssetCommand = {
    ...{ command: 'expiring', by: said.by },
    params: { device: id, ...(asset.antivirus?.until && { until: asset.antivirus.until }) },
  }
  await arm(tx, { key, dueAt, lane, kind: 'asset', payload, regionId, firmId, service: 'sensor' })
}

/** Whoever uses it hears of it, or whoever leads the firm; what has changed meanwhile is told to nobody. */
async function expiring(tx: Tx, app: FlowContext, place: { regionId: string; firmId: string }, said: AssetCommand) {
  const { device: id, until } = said.params
  const asset = (await assetsOf(tx, place.firmId)).find((one) => one.id === id)
  if (!asset || until === undefined || asset.antivirus?.until !== until || asset.state === 'retired') return
  const contacts = (await contactsOf(tx, place.firmId)).filter(isOnLine)
  const to =
    contacts.find(({ personId }) => personId === asset.owner?.personId) ??
    contacts.find(({ role }) => readsFirmResult(role))
  const talk = to && (await openTalk(tx, app, place, { command: 'expiring', params: {}, by: to }))
  const device = talk?.devices.find((one) => one.asset.id === id)
  if (talk && device) await tell(talk, { ...expiringMessage(talk, device, until), service: 'sensor' })
}

/** A finger that came late: how it stands now, and what can be made of that. */
function refuse(talk: AssetTalk, device: Device, reason: string): Promise<void> {
  talk.app.refused(`asset-${reason}`)
  const { parts, asked } = oneMessage(talk, device)
  return tell(talk, { parts: [{ kind: 'paragraph', text: { key: `asset.refused.${reason}` } }, ...parts], asked })
}
