import { saveAsset } from '#db/assets.ts'
import type { Tx } from '#db/door.ts'
import { noteNone } from '#db/inquiries.ts'
import { type AssetChange, change, maySee } from '#engine/asset.ts'
import { WRITING_MS } from '#engine/chat.ts'
import { harmless } from '#engine/defang.ts'
import { tellCases } from '../asset/cases.ts'
import { askWords, listMessage, oneMessage, peopleMessage, standingMessage, toldPart } from '../asset/messages.ts'
import { aboutAsset } from '../asset/tokens.ts'
import { type AssetCommand, type AssetTalk, type Device, keyOf, openTalk, tell } from '../asset/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

/** Somebody of a firm looks at its ledger of devices, or says a word about one of them. */
export async function asset(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  // Written by the chat flow alone.
  const said = job.payload as AssetCommand
  const talk = await openTalk(tx, app, { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }, said)
  if (!talk) return app.refused('not-theirs')
  const device = talk.devices.find((one) => isMeant(one, said.params.device) && maySee(one.asset, talk.by))
  if (said.command === 'list') return tell(talk, listMessage(talk, said.params.from))
  if (said.command === 'none') return none(talk)
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
  const { person, from, text = '', about } = said.params
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
      return ask(talk, device, said.command)
    case 'written': {
      const words = harmless(text, WORDS_MAX)
      return decide(
        talk,
        device,
        about === 'rename' ? { kind: 'named', name: words } : { kind: 'placed', place: words },
      )
    }
    default:
      return tell(talk, oneMessage(talk, device))
  }
}

const WORDS_MAX = 40

function ask(talk: AssetTalk, device: Device, what: 'rename' | 'place', ...before: Parameters<typeof askWords>[3][]) {
  const about = aboutAsset(what, device.asset.revision, keyOf(device))
  const writing = { firmId: talk.firmId, about, until: talk.app.now + WRITING_MS }
  return tell(talk, { ...askWords(talk, device, what, ...before), writing })
}

async function decide(talk: AssetTalk, device: Device, wanted: AssetChange): Promise<void> {
  const { tx, app, by, said } = talk
  const decided = change(device.asset, { change: wanted, revision: said.params.revision ?? 0 }, by, app.now)
  if (typeof decided === 'string') return refuse(talk, device, decided)
  const after: Device = { ...device, asset: decided.asset }
  await saveAsset(tx, decided.asset, decided.event)
  const { id: assetId, regionId, firmId } = decided.asset
  await tellCases(tx, app, { regionId, firmId, assetId, by: said.by, notice: said.params.notice })
  // Where it stands is asked at once: an owner alone may have two.
  const isNew = wanted.kind === 'owned' || wanted.kind === 'no-pc'
  if (isNew && decided.asset.place === '') return ask(talk, after, 'place', toldPart(after, wanted.kind))
  await tell(talk, standingMessage(talk, after, wanted.kind))
}

/** A finger that came late: how it stands now, and what can be made of that. */
function refuse(talk: AssetTalk, device: Device, reason: string): Promise<void> {
  talk.app.refused(`asset-${reason}`)
  const { parts, asked } = oneMessage(talk, device)
  return tell(talk, { parts: [{ kind: 'paragraph', text: { key: `asset.refused.${reason}` } }, ...parts], asked })
}
