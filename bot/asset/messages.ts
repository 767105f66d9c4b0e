import type { Region } from '#db/regions.ts'
import { ANTIVIRUS_KINDS, type Antivirus, type Asset, isMadeUp, maySee } from '#engine/asset.ts'
import type { Option, Part, Text } from '#engine/message.ts'
import { calledText, nameShown } from './called.ts'
import type { AssetTap, Verb } from './tokens.ts'
import { type AssetTalk, type Device, isAsked, isEntered, keyOf } from './work.ts'

export interface Said {
  parts: Part[]
  asked: Option[]
}

/** As many as can be answered by one digit. */
const SHOWN_MAX = 8

const say = (key: string, params: Readonly<Record<string, string | number | Text>> = {}): Part => ({
  kind: 'paragraph',
  text: { key: `asset.${key}`, params },
})

/** The devices that this person may see; whatever has no owner yet comes first, and a number opens each. */
export function listMessage(talk: AssetTalk, from = 0): Said {
  const seen = talk.devices.filter(({ asset }) => asset.state !== 'retired' && maySee(asset, talk.by))
  const asked = seen.filter(isAsked)
  const known = seen.filter(({ asset }) => asset.state !== 'candidate' || asset.owner !== null)
  const changing = seen.filter((device) => isMadeUp(device.asset.mac) && device.asset.state === 'candidate').length
  const all = [...asked, ...known]
  const shown = all.slice(from, from + SHOWN_MAX)
  const rest = all.length - from - shown.length
  const parts: Part[] = [
    { kind: 'heading', text: { key: 'asset.list.heading', params: { firm: talk.firmName } } },
    ...(all.length === 0 ? [say('list.none')] : []),
    ...(asked.length > 0 ? [say('list.whose', { count: asked.length })] : []),
    ...(known.length > 0 ? [say(talk.by.isLeader ? 'list.known' : 'list.own', { count: known.length })] : []),
    ...(shown.length > 0 ? [{ kind: 'steps' as const, items: shown.map((device) => lineText(device)) }] : []),
    ...(changing > 0 ? [say('list.changing', { count: changing })] : []),
  ]
  const more = rest > 0 ? [aside(talk, 'more', { verb: 'list', from: from + SHOWN_MAX })] : []
  return { parts, asked: [...shown.map((device) => opening(talk, device)), ...more] }
}

function lineText(device: Device): Text {
  const what = calledText(device.asset, device.seen)
  return isAsked(device) && device.seen
    ? { key: 'asset.list.seen', params: { what, at: { at: device.seen.firstSeenAt } } }
    : what
}

const opening = ({ taps }: AssetTalk, device: Device): Option => ({
  label: labelText(device),
  token: taps.tap({ verb: 'show', device: keyOf(device) }),
})

/** A button has room for few letters. */
const labelText = ({ asset, seen }: Device): Text =>
  isEntered(asset) || !seen?.name ? calledText(asset, seen) : { typed: nameShown(seen, LABEL_MAX) }
const LABEL_MAX = 20

const aside = ({ taps }: AssetTalk, label: string, tap: AssetTap): Option => ({
  ...{ label: { key: `asset.button.${label}` }, token: taps.tap(tap), isAside: true },
})

const button = ({ taps }: AssetTalk, { asset }: Device, verb: Verb): Option => ({
  label: { key: `asset.button.${verb}` },
  token: taps.tap({ verb, device: keyOf({ asset }), revision: asset.revision }),
})

/** 「だれのPC？」, or what can be made of an entry. */
export const oneMessage = (talk: AssetTalk, device: Device): Said =>
  device.asset.state === 'candidate' && device.asset.owner === null
    ? whoseMessage(talk, device)
    : entryMessage(talk, device)

function whoseMessage(talk: AssetTalk, device: Device): Said {
  const { asset, seen } = device
  const verbs: Verb[] = talk.by.isLeader ? ['mine', 'other', 'no-pc', 'not-known'] : ['mine', 'not-known']
  return {
    parts: [
      { kind: 'heading', text: { key: 'asset.whose.heading' } },
      { kind: 'paragraph', text: calledText(asset, seen) },
      ...(seen ? [seenPart(seen)] : []),
      ...photoParts(talk, asset),
    ],
    asked: [...verbs.map((verb) => button(talk, device, verb)), aside(talk, 'list', { verb: 'list' })],
  }
}

const seenPart = ({ firstSeenAt, lastSeenAt }: NonNullable<Device['seen']>): Part => ({
  kind: 'paragraph',
  text: { key: 'asset.whose.seen', params: { from: { at: firstSeenAt }, until: { at: lastSeenAt } } },
})

function entryMessage(talk: AssetTalk, device: Device): Said {
  const { asset, seen } = device
  const parts: Part[] = [
    { kind: 'paragraph', text: calledText(asset, seen) },
    say(`state.${asset.state}`),
    ...(asset.isPc && asset.antivirus ? [antivirusPart(talk, asset.antivirus)] : []),
    ...(seen ? [seenPart(seen)] : []),
    ...photoParts(talk, asset),
  ]
  const changes: Verb[] = asset.state === 'retired' ? [] : ['rename', 'place', 'photo', 'antivirus', 'other', 'retire']
  const verbs = changes.filter((verb) => (verb !== 'other' || talk.by.isLeader) && (verb !== 'antivirus' || asset.isPc))
  return { parts, asked: [...verbs.map((verb) => button(talk, device, verb)), ...afterwards(talk, device)] }
}

const WEEK_MS = 7 * 86_400_000

/** Whoever is shown a device is shown its photo; the chat keeps what it has fetched, and our link ends. */
function photoParts({ app, photos }: AssetTalk, { photo }: Pick<Asset, 'photo'>): Part[] {
  if (photo === null || !photos.has(photo)) return []
  const [url, preview] = (['page', 'png'] as const).map((shown) => app.link(photo, shown, app.now + WEEK_MS))
  return url === undefined ? [] : [{ kind: 'image', url, ...(preview && { preview }), alt: { key: 'asset.photo' } }]
}

const afterwards = (talk: AssetTalk, device: Device): Option[] => [
  ...(device.asset.before ? [{ ...button(talk, device, 'undo'), isAside: true }] : []),
  aside(talk, 'list', { verb: 'list' }),
]

/** Whose then: the firm's people. */
export function peopleMessage(talk: AssetTalk, device: Device, from = 0): Said {
  const { asset } = device
  const others = talk.people.filter(({ personId }) => personId !== asset.owner?.personId)
  const shown = others.slice(from, from + SHOWN_MAX)
  const { notice } = talk.said.params
  const tap: AssetTap = { verb: 'give', device: keyOf(device), revision: asset.revision, ...(notice && { notice }) }
  const isMore = others.length > from + SHOWN_MAX
  return {
    parts: [say('people.ask', { what: calledText(asset, device.seen) })],
    asked: [
      ...shown.map(({ name, personId }) => ({
        label: { typed: name },
        token: talk.taps.tap({ ...tap, person: personId }),
      })),
      ...(isMore ? [aside(talk, 'more', { ...tap, verb: 'other', from: from + SHOWN_MAX })] : []),
      aside(talk, 'list', { verb: 'list' }),
    ],
  }
}

const antivirusPart = ({ region }: AssetTalk, { kind, until }: Antivirus): Part =>
  until === null
    ? say(`antivirus.is-${kind}`)
    : say('antivirus.is-until', { day: { key: 'asset.antivirus.day', params: dayParams(until, region) } })

/** With its year: it may be one of the next. */
const dayParams = (day: string, { locale }: Region): Readonly<Record<string, string>> => ({
  day: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day)),
})

/** One tap says it; of what was bought the last day is asked next. */
export const askAntivirus = (talk: AssetTalk, device: Device, ...before: Part[]): Said => ({
  parts: [...before, say('antivirus.ask', { what: calledText(device.asset, device.seen) })],
  asked: [
    ...ANTIVIRUS_KINDS.map((kind) => ({
      label: { key: `asset.antivirus.${kind}` },
      token: talk.taps.tap({
        ...{ verb: 'protect', device: keyOf(device), revision: device.asset.revision, antivirus: kind },
      }),
    })),
    ...afterwards(talk, device),
  ],
})

export const askUntil = (talk: AssetTalk, device: Device, ...before: Part[]): Said => ({
  parts: [...before, say('antivirus.until')],
  asked: [aside(talk, 'not-known', { verb: 'show', device: keyOf(device) })],
})

/** Thirty days before what was bought ends. */
export const expiringMessage = (talk: AssetTalk, device: Device, until: string): Said => ({
  parts: [
    say('antivirus.ends', {
      what: calledText(device.asset, device.seen),
      day: { key: 'asset.antivirus.day', params: dayParams(until, talk.region) },
    }),
    say('antivirus.renew'),
  ],
  asked: [button(talk, device, 'antivirus'), { label: { key: 'converse.button.consult' }, token: 'say:consult' }],
})

/** What is typed next is its name, or where it stands; a photo that is sent next is of it. */
export const askWords = (
  talk: AssetTalk,
  device: Device,
  what: 'rename' | 'place' | 'photo',
  ...before: Part[]
): Said => ({
  parts: [...before, say(`words.${what}`)],
  asked: [
    aside(talk, 'skip', { verb: 'show', device: keyOf(device) }),
    ...(device.asset.before ? [{ ...button(talk, device, 'undo'), isAside: true }] : []),
  ],
})

/** It is written down, or was changed by somebody else: how it stands now. */
export function standingMessage(talk: AssetTalk, device: Device, reply: string): Said {
  const { asked } = entryMessage(talk, device)
  return { parts: [toldPart(device, reply)], asked }
}

export const toldPart = ({ asset, seen }: Device, reply: string): Part =>
  say(`told.${reply}`, { what: calledText(asset, seen) })
