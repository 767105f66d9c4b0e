import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { healthSvg } from '#bot/pictures/health-card.ts'
import { healthPage } from '#bot/pictures/health-page.ts'
import type { HealthSheet } from '#bot/pictures/health-sheet.ts'
import { createPainter } from '#bot/pictures/painter.ts'
import { healthSheet } from '../support/health.ts'

export interface SheetRates {
  by: string
  picturesPerS: number
  papersPerS: number
}

const PDF = { label: '印刷する', url: 'https://otasuke.example/r/health' }
const AT_ONCE = 2

/** A month's pictures and papers of so many firms, two at a time: drawn by the painter, and printed by headless Chromium, where there is one. */
export async function measureHealthSheets(firms: number): Promise<SheetRates[]> {
  const sheets = Array.from({ length: firms }, (_, place) => healthSheet(`株式会社${place}水産`))
  return [await ours(sheets), ...(await chromiums(sheets))]
}

async function ours(sheets: readonly HealthSheet[]): Promise<SheetRates> {
  const painter = createPainter()
  const draw = (form: 'png' | 'pdf') => perSecond(sheets, (sheet) => painter.paint({ form, sheet }))
  await Promise.all([
    painter.paint({ form: 'png', sheet: healthSheet('') }),
    painter.paint({ form: 'pdf', sheet: healthSheet('') }),
  ])
  try {
    return { by: 'otasuke', picturesPerS: await draw('png'), papersPerS: await draw('pdf') }
  } finally {
    await painter.close()
  }
}

async function chromiums(sheets: readonly HealthSheet[]): Promise<SheetRates[]> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(executablePath)) return []
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  try {
    // As wide as our picture is drawn in, at the same number of dots.
    const look = { viewport: { width: 500, height: 600 }, deviceScaleFactor: 2.08 }
    const tabs = await Promise.all(Array.from({ length: AT_ONCE }, () => browser.newPage(look)))
    const inTab = (show: (tab: (typeof tabs)[number], sheet: HealthSheet) => Promise<unknown>) => {
      const free = [...tabs]
      return async (sheet: HealthSheet) => {
        const tab = free.pop()
        if (!tab) throw new Error('more at once than there are tabs')
        await show(tab, sheet)
        free.push(tab)
      }
    }
    const picture = inTab(async (tab, sheet) => {
      await tab.setContent(`<body style="margin:0">${healthSvg(sheet)}`)
      await tab.locator('svg').screenshot()
    })
    const paper = inTab(async (tab, sheet) => {
      await tab.setContent(healthPage(sheet, PDF))
      await tab.pdf({ format: 'A4' })
    })
    await picture(healthSheet(''))
    return [
      {
        by: 'headless Chromium',
        picturesPerS: await perSecond(sheets, picture),
        papersPerS: await perSecond(sheets, paper),
      },
    ]
  } finally {
    await browser.close()
  }
}

async function perSecond(
  sheets: readonly HealthSheet[],
  draw: (sheet: HealthSheet) => Promise<unknown>,
): Promise<number> {
  const waiting = [...sheets]
  const began = performance.now()
  const hand = async (): Promise<void> => {
    for (let sheet = waiting.pop(); sheet; sheet = waiting.pop()) await draw(sheet)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, hand))
  return sheets.length / ((performance.now() - began) / 1_000)
}
