import { enter, type Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { findInstallation } from '#db/installations.ts'
import type { Installation } from '#engine/installation/guide.ts'
import type { BoxId, Wiring } from '#engine/installation/wiring.ts'
import type { Text } from '#engine/message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { WiringSheet, WiringWords } from '../pictures/wiring-sheet.ts'
import { type Reader, sayText } from '../say.ts'

const key = (name: string, params: Exclude<Text, { typed: string }>['params'] = {}): Text => ({
  key: `installation.${name}`,
  params,
})

const SHOWN = /^(?<id>installation_[0-9a-z]+)(?:_(?<shown>[0-9]+|overview|restore))?$/

/** What a link shows of a firm's wiring: one picture, or all of it. Ends in the firm's own scope. */
export async function wiringBehind(tx: Tx, subject: string): Promise<WiringSheet | undefined> {
  const { id = '', shown = 'overview' } = SHOWN.exec(subject)?.groups ?? {}
  const stored = await findInstallation(tx, id)
  const firm = stored && (await findFirm(tx, stored.firmId))
  if (!stored || !firm) return undefined
  await enter(tx, { kind: 'firm', regionId: stored.regionId, firmId: stored.firmId })
  const reader = await regionOf(tx, stored.regionId)
  const picture = shown === 'overview' || shown === 'restore' ? shown : Number(shown)
  if (typeof picture === 'number' && picture >= stored.installation.wiring.steps.length) return undefined
  return wiringSheet(stored.installation, { firm: firm.name, reader, shown: picture })
}

/** By which a link speaks of one picture of a drawing. */
export const pictureOf = (id: string, shown: WiringSheet['shown']): string => `${id}_${shown}`

/** Everything that a firm's drawing says, in the reader's language. */
export function wiringSheet(
  { wiring }: Pick<Installation, 'wiring'>,
  { firm, reader, shown }: { firm: string; reader: Reader; shown: WiringSheet['shown'] },
): WiringSheet {
  const said = (name: string, params = {}): string => sayText(key(name, params), reader)
  return {
    kind: 'wiring',
    locale: reader.locale,
    title: said('title'),
    firm,
    wiring,
    shown,
    words: wordsOf(wiring, said),
  }
}

type Said = (name: string, params?: Exclude<Text, { typed: string }>['params']) => string

function wordsOf(wiring: Wiring, said: Said): WiringWords {
  const boxes = boxNames(wiring, said)
  const items = parcelOf(wiring, said)
  return {
    boxes,
    printed: { wan: said(`printed.wan.${wiring.network.maker}`), lan: said('printed.lan') },
    colours: {
      blue: said('colour.blue'),
      yellow: said('colour.yellow'),
      white: said('colour.white'),
      own: said('colour.own'),
    },
    ...{ before: said('before'), after: said('after') },
    marks: {
      ...{ here: said('mark.here'), pull: said('mark.pull'), move: said('mark.move'), lamp: said('mark.lamp') },
      ...{ socket: said('mark.socket'), page: said('mark.page'), sheet: said('mark.sheet'), join: said('mark.join') },
      ...{ copy: said('mark.copy'), wall: said('mark.wall') },
    },
    parcel: items,
    restore: {
      ...{ heading: said('restore.heading'), after: said('restore.after'), alt: said('restore.alt') },
      lines: restoreLines(wiring, said),
    },
    overview: { heading: said('overview.heading'), alt: said('overview.alt') },
    steps: wiring.steps.map(({ id }, place) => ({
      id,
      heading: said(`step.${stepWords(wiring, place)}.heading`),
      text: said(`step.${stepWords(wiring, place)}.text`),
      alt: said(`step.${stepWords(wiring, place)}.alt`, {
        items: items.map(({ text }) => text).join('、'),
        router: boxes.router,
        upper: boxes[wiring.steps[place]?.adds[0]?.upper.box ?? 'router'],
        to: boxes[wiring.steps[place]?.adds[0]?.upper.box ?? 'sensor'],
        device: boxes[wiring.network.hasWired ? 'pc' : 'wifi'],
      }),
    })),
    counted: wiring.steps.map((_, place) => said('counted', { number: place + 1, total: wiring.steps.length })),
    help: said('page.help'),
    print: said('page.print'),
  }
}

/** By which words a step is told: at home only what is for work is moved, and to our switch only one cable is. */
export function stepWords({ device, needsSwitch, steps }: Wiring, place: number): string {
  const id = steps[place]?.id ?? 'parcel'
  if (device === 'home' && (id === 'move' || id === 'wifi')) return `${id}-home`
  if (needsSwitch !== 'none' && id === 'place') return 'place-two'
  return id === 'move' && steps[place]?.adds.every(({ lower }) => lower.box === 'switch') ? 'move-one' : id
}

function boxNames({ network, needsSwitch }: Wiring, said: Said): Record<BoxId, string> {
  const names = { switch: said('part.switch'), sensor: said('part.sensor'), pc: said('part.pc') }
  const more = { printer: said('part.printer'), wifi: said('part.wifi') }
  const aid = said(needsSwitch === 'switch-16' ? 'part.aid-16' : 'part.aid-8')
  return { ...names, ...more, aid, router: routerName(network, said) }
}

function routerName({ maker, model }: Wiring['network'], said: Said): string {
  if (maker === 'other' || maker === 'unknown') return said('part.router')
  const name = said(`maker.${maker}`)
  return model === '' ? said('part.router-named', { maker: name }) : said('part.router-model', { maker: name, model })
}

function parcelOf({ needsSwitch, steps }: Wiring, said: Said): WiringWords['parcel'] {
  const hasAid = needsSwitch !== 'none'
  const colours = (['blue', 'yellow', 'white'] as const).filter((one) => steps.some(({ id }) => id === one))
  return [
    { colour: null, isCord: false, text: said('parcel.sensor') },
    ...(hasAid ? [{ colour: null, isCord: false, text: said('parcel.aid') }] : []),
    { colour: null, isCord: true, text: said('parcel.power', { number: hasAid ? 2 : 1 }) },
    ...colours.map((colour) => ({ colour, isCord: false, text: said(`parcel.${colour}`) })),
  ]
}

const restoreLines = ({ steps }: Wiring, said: Said): string[] => [
  `1 ${said('restore.ours')}`,
  `2 ${said(steps.some(({ id }) => id === 'move') ? 'restore.own-moved' : 'restore.untouched')}`,
  `3 ${said('restore.wait')}`,
]
