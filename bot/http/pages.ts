import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Db, Tx } from '#db/door.ts'
import { DEFAULT_LOCALE } from '#locales/index.ts'
import type { LinkKind, LinkRead, Links } from '../links.ts'
import type { Log } from '../log.ts'
import type { ClaimSheet } from '../pictures/claim.ts'
import type { FlyerSheet } from '../pictures/flyer-paper.ts'
import type { HealthSheet } from '../pictures/health-sheet.ts'
import type { HowSheet } from '../pictures/how-sheet.ts'
import type { InvoiceSheet } from '../pictures/invoice.ts'
import type { KittingSheet } from '../pictures/kitting-paper.ts'
import type { Wish } from '../pictures/paint.ts'
import { NotPainted, type Painter } from '../pictures/painter.ts'
import type { PolicySheet } from '../pictures/policy.ts'
import type { RecordSheet } from '../pictures/record.ts'
import type { RegionSheet } from '../pictures/region-sheet.ts'
import { plainPage } from '../pictures/result-page.ts'
import type { RoundSheet } from '../pictures/round-sheet.ts'
import type { Sheet } from '../pictures/sheet.ts'
import type { WiringSheet } from '../pictures/wiring-sheet.ts'
import { isOfRegion } from '../region/link.ts'
import { sayText } from '../say.ts'
import { isOfRound } from '../survey/round-sheet.ts'
import type { DrawnAhead } from './drawn-ahead.ts'
import { type ShownPhoto, showPhoto } from './photo.ts'
import { tarOf } from './tar.ts'

export interface PagesOptions {
  db: Db
  links: Links
  painter: Painter
  drawnAhead: Pick<DrawnAhead, 'taken'>
  now: () => number
  /** The result, policy or region that a link speaks of; undefined when there is none any more. */
  sheetOf: (tx: Tx, subject: string) => Promise<Shown | undefined>
  /** A firm's photo, opened; undefined when it is kept no longer. */
  photoOf: (tx: Tx, subject: string) => Promise<ShownPhoto | undefined>
  /** Everything that a link hands out, as files still to be drawn and packed. */
  filesOf: (tx: Tx, subject: string) => Promise<PackedFile[] | undefined>
  /** Somebody has opened it; LINE fetches the picture by itself, which is no opening. */
  onOpened: (tx: Tx, subject: string, at: number) => Promise<void>
  log: Log
}

/** Of which some are drawn when they are asked for. */
export interface PackedFile {
  name: string
  content: Uint8Array | Wish
}

export type Shown =
  | Sheet
  | HealthSheet
  | HowSheet
  | PolicySheet
  | RegionSheet
  | RoundSheet
  | ClaimSheet
  | FlyerSheet
  | InvoiceSheet
  | KittingSheet
  | RecordSheet
  | WiringSheet
type Good = Extract<LinkRead, { kind: 'good' }>

/**
 * What a firm opens from its chat without logging in, and what LINE fetches to show it: whoever has the link may look,
 * until it expires. Nothing of it is kept by browsers, proxies or search engines, and no other site learns the address.
 */
export async function pages(server: FastifyInstance, options: PagesOptions): Promise<void> {
  server.get<{ Params: { signed: string } }>('/r/:signed', async ({ params }, reply) => {
    for (const [name, value] of Object.entries(HEADERS)) reply.header(name, value)
    const read = options.links.read(params.signed, options.now())
    if (read.kind === 'expired') return refuse(reply, 410, 'expired', newOneFor(read.subject))
    if (read.kind === 'good' && isPhoto(read.subject)) {
      const photo = await options.db.transaction({ kind: 'system' }, (tx) => options.photoOf(tx, read.subject))
      return photo ? showPhotoOr(reply, photo, read, options) : refuse(reply, 404, 'unknown')
    }
    const ahead = read.kind === 'good' && read.shown === 'png' && options.drawnAhead.taken(params.signed)
    if (ahead) return send(reply, read.shown, ahead)
    const sheet = read.kind === 'good' && (await sheetBehind(options, read))
    if (read.kind === 'unknown') return refuse(reply, 404, 'unknown')
    if (!sheet) return refuse(reply, 404, 'unknown', isOfRound(read.subject) ? 'round' : 'next')
    if (read.kind === 'good' && read.shown === 'tgz') return handOut(reply, read, options)
    if ((sheet.kind === 'claim' || sheet.kind === 'record') && read.shown === 'json')
      return reply.type(TYPE.json).send(JSON.stringify(sheet.data))
    const wish = wishFor(read, sheet, options.links)
    return wish ? show(reply, read, wish, options) : refuse(reply, 404, 'unknown')
  })
}

/** LINE shows a picture in the chat by a smaller one. */
const PREVIEW_BYTES_MAX = 1_000_000

/** Its preview where that was asked for: the photo itself, if it is small enough. */
async function showPhotoOr(
  reply: FastifyReply,
  photo: ShownPhoto,
  read: Good,
  options: PagesOptions,
): Promise<FastifyReply> {
  const isPreview = read.shown === 'png' && photo.bytes.length > PREVIEW_BYTES_MAX
  return isPreview ? show(reply, read, { form: 'preview', photo: photo.bytes }, options) : showPhoto(reply, photo)
}

const isPhoto = (subject: string): boolean => /^(?:photo|picture)_/.test(subject)

const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
  'cross-origin-resource-policy': 'cross-origin',
}
const TYPE = {
  page: 'text/html; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  json: 'application/json',
  tgz: 'application/gzip',
}

/** The signature has said that we gave out this link; whose it is stands in the session itself. */
const sheetBehind = (
  { db, sheetOf, onOpened, now }: Pick<PagesOptions, 'db' | 'sheetOf' | 'onOpened' | 'now'>,
  { subject, shown }: Good,
) =>
  db.transaction({ kind: 'system' }, async (tx) => {
    if (shown === 'page' || shown === 'pdf') await onOpened(tx, subject, now())
    return sheetOf(tx, subject)
  })

const send = (reply: FastifyReply, shown: Good['shown'], bytes: Uint8Array): FastifyReply =>
  reply.type(TYPE[shown]).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))

/** Draws what LINE will fetch; undefined for what is no picture, or shows nothing any more. */
export const pictureBehind =
  (options: Pick<PagesOptions, 'db' | 'links' | 'painter' | 'now' | 'sheetOf' | 'onOpened'>) =>
  async (signed: string): Promise<Uint8Array | undefined> => {
    const read = options.links.read(signed, options.now())
    if (read.kind !== 'good' || read.shown !== 'png') return undefined
    const sheet = await sheetBehind(options, read)
    const wish = sheet && wishFor(read, sheet, options.links)
    return wish && options.painter.paint(wish)
  }

async function show(reply: FastifyReply, read: Good, wish: Wish, options: PagesOptions): Promise<FastifyReply> {
  try {
    return send(reply, read.shown, await options.painter.paint(wish))
  } catch (err) {
    if (!(err instanceof NotPainted)) throw err
    options.log.warn({ err }, 'a result was not drawn')
    return refuse(reply.header('retry-after', '10'), 503, 'busy')
  }
}

/** A policy and an invoice have no picture, nor has a region while there is nothing to draw; a round has pictures alone. */
function wishFor({ subject, shown, expiresAt }: Good, sheet: Shown, links: Links): Wish | undefined {
  if (sheet.kind === 'round') return roundWish({ subject, shown, expiresAt }, sheet, links)
  if (sheet.kind === 'claim' || sheet.kind === 'kitting' || sheet.kind === 'flyer')
    return shown === 'pdf' ? { form: shown, sheet } : undefined
  if (sheet.kind === 'how') return shown === 'png' ? { form: shown, sheet } : undefined
  if (shown === 'svg' || shown === 'json' || shown === 'tgz') return undefined
  if (sheet.kind === 'record') return recordWish({ subject, shown, expiresAt }, sheet, links)
  if (sheet.kind === 'region') return regionWish({ subject, shown, expiresAt }, sheet, links)
  if (shown === 'png') return sheet.kind === 'policy' || sheet.kind === 'invoice' ? undefined : { form: shown, sheet }
  if (shown === 'pdf') return { form: shown, sheet }
  const label = sayText({ key: 'sheet.print' }, { locale: sheet.locale, timezone: 'UTC' })
  return { form: 'page', sheet, pdf: { label, url: links.to(subject, 'pdf', expiresAt) } }
}

function regionWish(
  { subject, shown, expiresAt }: Pick<Good, 'subject' | 'shown' | 'expiresAt'>,
  sheet: RegionSheet,
  links: Links,
): Wish | undefined {
  const isDrawn = sheet.means !== null || sheet.charts.length > 0
  if (shown === 'pdf') return { form: shown, sheet }
  if (shown === 'png') return isDrawn ? { form: 'region-png', sheet } : undefined
  const other = (key: string, kind: LinkKind) => ({
    label: sayText({ key }, { locale: sheet.locale, timezone: 'UTC' }),
    url: links.to(subject, kind, expiresAt),
  })
  const picture = isDrawn ? other('region.page.picture', 'png') : null
  return { form: 'region-page', sheet, picture, pdf: other('sheet.print', 'pdf') }
}

function roundWish(
  { subject, shown, expiresAt }: Pick<Good, 'subject' | 'shown' | 'expiresAt'>,
  sheet: RoundSheet,
  links: Links,
): Wish | undefined {
  if (shown === 'pdf' || shown === 'json' || shown === 'tgz') return undefined
  if (shown !== 'page') return { form: `round-${shown}`, sheet }
  const others = (['png', 'svg'] as const).map((kind) => ({
    label: sayText({ key: `round.paper.${kind}` }, { locale: sheet.locale, timezone: 'UTC' }),
    url: links.to(subject, kind, expiresAt),
  }))
  return { form: 'round-page', sheet, others }
}

function recordWish(
  { subject, shown, expiresAt }: Pick<Good, 'subject' | 'shown' | 'expiresAt'>,
  sheet: RecordSheet,
  links: Links,
): Wish | undefined {
  if (shown === 'pdf') return { form: shown, sheet }
  if (shown !== 'page') return undefined
  const others = sheet.files.map(({ label, kind }) => ({ label, url: links.to(subject, kind, expiresAt) }))
  return { form: 'record-page', sheet, others }
}

/** Drawn one after the other, so that what others wait for comes in between. */
async function handOut(reply: FastifyReply, { subject }: Good, options: PagesOptions): Promise<FastifyReply> {
  const files = await options.db.transaction({ kind: 'system' }, (tx) => options.filesOf(tx, subject))
  if (!files) return refuse(reply, 404, 'unknown')
  const packed = []
  for (const { name, content } of files)
    packed.push({ name, bytes: content instanceof Uint8Array ? content : await options.painter.paint(content) })
  return reply.type(TYPE.tgz).send(tarOf(packed, options.now()))
}

/** Nothing of anybody is known here, not even a language. */
const READER = { locale: DEFAULT_LOCALE, timezone: 'Asia/Tokyo' }

/** Who has the link to a region or a photo has no word to say for a new one. */
function newOneFor(subject: string): 'next' | 'region' | 'photo' {
  if (isOfRegion(subject) || isOfRound(subject)) return 'region'
  return isPhoto(subject) ? 'photo' : 'next'
}

type Why = 'expired' | 'unknown' | 'busy'

function refuse(reply: FastifyReply, status: number, why: Why, next = 'next'): FastifyReply {
  const said = (what: string): string => sayText({ key: `sheet.${why}.${what}` }, READER)
  return reply
    .code(status)
    .type(TYPE.page)
    .send(plainPage(READER.locale, said('heading'), [said(next)]))
}
