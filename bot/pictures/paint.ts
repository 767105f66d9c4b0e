import { radarPng } from './radar.ts'
import { resultPage } from './result-page.ts'
import { resultSheet } from './result-sheet.ts'
import type { Sheet } from './sheet.ts'

/** A result as a picture, as paper or as a page. */
export type Wish =
  | { form: 'png'; sheet: Sheet }
  | { form: 'pdf'; sheet: Sheet }
  | { form: 'page'; sheet: Sheet; pdf: { label: string; url: string } }

export async function paint(wish: Wish): Promise<Uint8Array> {
  switch (wish.form) {
    case 'png':
      return radarPng(wish.sheet.radar)
    case 'pdf':
      return resultSheet(wish.sheet)
    case 'page':
      return new TextEncoder().encode(await resultPage(wish.sheet, wish.pdf))
  }
}
