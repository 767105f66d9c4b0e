import { type ClaimSheet, claimPaper } from './claim.ts'
import { type FlyerSheet, flyerPaper } from './flyer-paper.ts'
import { healthPng } from './health-card.ts'
import { healthPage } from './health-page.ts'
import { healthPaper } from './health-paper.ts'
import type { HealthSheet } from './health-sheet.ts'
import { howPng } from './how-drawing.ts'
import type { HowSheet } from './how-sheet.ts'
import { type InvoiceSheet, invoicePage, invoicePaper } from './invoice.ts'
import { type KittingSheet, kittingPaper } from './kitting-paper.ts'
import { type Menu, menuPng } from './menu.ts'
import type { PolicySheet } from './policy.ts'
import { policyPage } from './policy-page.ts'
import { policyPaper } from './policy-paper.ts'
import { previewPng } from './preview.ts'
import { radarPng } from './radar.ts'
import { type RecordSheet, recordPage, recordPaper } from './record.ts'
import { barsPng } from './region-bars.ts'
import { chartsPng } from './region-chart.ts'
import { type Others, regionPage } from './region-page.ts'
import { regionPaper } from './region-paper.ts'
import type { RegionSheet } from './region-sheet.ts'
import { resultPage } from './result-page.ts'
import { resultSheet } from './result-sheet.ts'
import { roundPage, roundPng, roundSvg } from './round-poster.ts'
import type { RoundSheet } from './round-sheet.ts'
import type { Sheet } from './sheet.ts'
import { wiringPng } from './wiring-drawing.ts'
import { wiringPage } from './wiring-page.ts'
import { wiringPaper } from './wiring-paper.ts'
import type { WiringSheet } from './wiring-sheet.ts'

/** A result, a health check, a wiring, how something is done, a region or a round's poster as a picture or a page, or that or a policy as paper or as a page; or the menu below a chat. */
export type Wish =
  | { form: 'png'; sheet: Sheet | HealthSheet | HowSheet | WiringSheet }
  | { form: 'region-png'; sheet: RegionSheet }
  | ({ form: 'region-page'; sheet: RegionSheet } & Others)
  | {
      form: 'pdf'
      sheet:
        | Sheet
        | PolicySheet
        | ClaimSheet
        | FlyerSheet
        | HealthSheet
        | InvoiceSheet
        | RegionSheet
        | KittingSheet
        | RecordSheet
        | WiringSheet
    }
  | {
      form: 'page'
      sheet: Sheet | PolicySheet | HealthSheet | InvoiceSheet | WiringSheet
      pdf: { label: string; url: string }
    }
  | { form: 'round-png' | 'round-svg'; sheet: RoundSheet }
  | { form: 'round-page'; sheet: RoundSheet; others: { label: string; url: string }[] }
  | { form: 'record-page'; sheet: RecordSheet; others: { label: string; url: string }[] }
  | { form: 'menu'; menu: Menu }
  /** Of a photo that was cleaned. */
  | { form: 'preview'; photo: Uint8Array }

export async function paint(wish: Wish): Promise<Uint8Array> {
  switch (wish.form) {
    case 'png':
      return pictureOf(wish.sheet)
    case 'pdf':
      return paperOf(wish.sheet)
    case 'page':
      return new TextEncoder().encode(await pageOf(wish))
    case 'region-png':
      if (wish.sheet.means) return barsPng(wish.sheet.means)
      return chartsPng(wish.sheet.charts)
    case 'region-page':
      return new TextEncoder().encode(await regionPage(wish.sheet, wish))
    case 'round-png':
      return roundPng(wish.sheet)
    case 'round-svg':
      return new TextEncoder().encode(roundSvg(wish.sheet))
    case 'round-page':
      return new TextEncoder().encode(roundPage(wish.sheet, wish.others))
    case 'record-page':
      return new TextEncoder().encode(recordPage(wish.sheet, wish.others))
    case 'menu':
      return menuPng(wish.menu)
    case 'preview':
      return previewPng(wish.photo)
  }
}

function pictureOf(sheet: Extract<Wish, { form: 'png' }>['sheet']): Promise<Uint8Array> {
  if (sheet.kind === 'wiring') return wiringPng(sheet)
  if (sheet.kind === 'how') return howPng(sheet)
  return sheet.kind === 'health' ? healthPng(sheet) : radarPng(sheet.radar)
}

function paperOf(sheet: Extract<Wish, { form: 'pdf' }>['sheet']): Promise<Uint8Array> {
  if (sheet.kind === 'claim') return claimPaper(sheet)
  if (sheet.kind === 'flyer') return flyerPaper(sheet)
  if (sheet.kind === 'kitting') return kittingPaper(sheet)
  if (sheet.kind === 'record') return recordPaper(sheet)
  if (sheet.kind === 'wiring') return wiringPaper(sheet)
  if (sheet.kind === 'health') return healthPaper(sheet)
  if (sheet.kind === 'invoice') return invoicePaper(sheet)
  if (sheet.kind === 'region') return regionPaper(sheet)
  return sheet.kind === 'policy' ? policyPaper(sheet) : resultSheet(sheet)
}

function pageOf({ sheet, pdf }: Extract<Wish, { form: 'page' }>): Promise<string> | string {
  if (sheet.kind === 'health') return healthPage(sheet, pdf)
  if (sheet.kind === 'invoice') return invoicePage(sheet, pdf)
  if (sheet.kind === 'wiring') return wiringPage(sheet, pdf)
  return sheet.kind === 'policy' ? policyPage(sheet, pdf) : resultPage(sheet, pdf)
}
