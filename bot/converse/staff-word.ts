import { assetsOf } from '#db/assets.ts'
import { undecidedCases } from '#db/cases.ts'
import { listAssets, type SeenAsset } from '#db/device-sightings.ts'
import type { Asset } from '#engine/asset.ts'
import type { Part, Text } from '#engine/message.ts'
import { calledText } from '../asset/called.ts'
import type { MenuWord } from '../pictures/menu.ts'
import { firmForStaff, staffRegion } from './desk-firm.ts'
import { noticesAndCases, sensors } from './firm-standing.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

/** `/otasuke 状況 佐々木水産` and the other words of the menu, as analysts and the desk ask them in Slack. */
export async function staffWord(talk: Talk, word: MenuWord, named?: string): Promise<void> {
  const regionId = staffRegion(talk, { verb: 'read', datum: 'notices' })
  if (regionId === undefined) return introduce(talk)
  if (named !== undefined && (word === 'status' || word === 'assets')) return aboutFirm(talk, word, named)
  if (word === 'consult' || word === 'report') return talk.say({ key: `desk.word.${word}` })
  if (word === 'status') {
    const count = (await undecidedCases(talk.tx, { regionId })).length
    talk.say({ key: count > 0 ? 'case.queue.heading' : 'case.queue.none', params: { count } })
  }
  talk.say(...HELP)
}

const HELP: readonly Text[] = (
  [
    'status',
    'assets',
    'diagnosis',
    'checked',
    'hearing',
    'order',
    'wiring',
    'boxes',
    'star',
    'example',
    'warning',
    'call',
    'queue',
    'statistics',
    'rota',
    'schedule',
    'stage',
    'console',
    'unpaid',
    'recruiting',
  ] as const
).map((one) => ({
  key: `desk.word.help-${one}`,
}))

async function aboutFirm(talk: Talk, word: 'status' | 'assets', named: string): Promise<void> {
  const place = await firmForStaff(talk, { verb: 'read', datum: word === 'assets' ? 'assets' : 'notices' }, named)
  if (!place) return
  const { id, name } = place.firm
  talk.show({ kind: 'heading', text: { key: `desk.word.${word}-of`, params: { firm: name } } })
  if (word === 'assets') return talk.show(...(await devices(talk, id)))
  talk.show(...(await noticesAndCases(talk.tx, id)), ...(await sensors(talk.tx, id)))
}

const SHOWN_MAX = 10

async function devices(talk: Talk, firmId: string): Promise<Part[]> {
  const { items } = await listAssets(talk.tx, { firmId, limit: SHOWN_MAX })
  const ledger = await assetsOf(talk.tx, firmId)
  if (items.length === 0) return [{ kind: 'paragraph', text: { key: 'desk.word.no-devices' } }]
  return items.map(
    (seen): Part => ({
      kind: 'paragraph',
      text: {
        key: 'desk.word.device',
        params: { name: nameFor(seen, ledger), ip: { typed: seen.ip }, at: { at: seen.lastSeenAt } },
      },
    }),
  )
}

function nameFor(seen: SeenAsset, ledger: readonly Asset[]): Text {
  const asset = ledger.find(({ mac, state }) => mac === seen.mac && state !== 'retired')
  if (asset) return calledText(asset, seen)
  return { typed: seen.name === '' ? seen.mac : seen.name }
}
