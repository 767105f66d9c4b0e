import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FONT } from '#bot/pictures/fonts.ts'
import { healthPng } from '#bot/pictures/health-card.ts'
import { healthPage } from '#bot/pictures/health-page.ts'
import { healthPaper } from '#bot/pictures/health-paper.ts'
import type { HealthSheet } from '#bot/pictures/health-sheet.ts'
import { hasChromium, openBrowser } from '../browser/browser.ts'
import { HEALTH_MONTHS } from '../support/health-months.ts'
import { isProof } from '../support/proof.ts'
import { isWriting, looksIn, seen } from './looks.ts'

/**
 * How a month's health check looks: three firms, four letters, and each as the chat's picture, the page on a phone and the
 * paper in black and white, beside what somebody once looked at and found good. After a change that is meant,
 * `GOLDEN=write npm test -- test/golden` draws the good ones anew, and `git diff` shows what has moved; `npm run prove -- golden`
 * looks at all of them.
 */
const looksAsItDid = looksIn('health-checks')
/** `npm test` looks at each letter once, and at each firm. */
const SAMPLE = ['small-A', 'long-B', 'large-C', 'long-D']
const MONTHS = HEALTH_MONTHS.filter(({ name }) => isProof || isWriting || SAMPLE.includes(name))
const hasPoppler = spawnSync('pdftoppm', ['-v']).status === 0
test.each(MONTHS)('the picture of $name', async ({ name, sheet }) => {
  looksAsItDid(`${name}-card`, await healthPng(sheet), 8)
})

describe.skipIf(!hasPoppler)('on paper (needs Debian’s poppler-utils)', () => {
  test.each(MONTHS)('$name', async ({ name, sheet }) => {
    const pdf = join(seen, `${name}.pdf`)
    writeFileSync(pdf, await healthPaper(sheet))
    execFileSync('pdftoppm', ['-gray', '-png', '-r', '72', pdf, join(seen, `${name}-paper`)])
    looksAsItDid(`${name}-paper`, readFileSync(join(seen, `${name}-paper-1.png`)), 4)
  })
})

describe.skipIf(!hasChromium)('on a phone (needs Debian’s chromium)', () => {
  let browser: Browser
  let phone: Page
  beforeAll(async () => {
    browser = await openBrowser()
    phone = await browser.newPage({ viewport: { width: 390, height: 844 } })
    // Every machine has other fonts; ours are the same everywhere.
    await phone.route('**/*', (route) => {
      const name = new URL(route.request().url()).pathname.slice(1)
      const shown = HEALTH_MONTHS.find((one) => one.name === name)
      if (shown) return route.fulfill({ contentType: 'text/html', body: pageOf(shown.sheet) })
      return route.fulfill({ path: name === 'bold' ? FONT.bold : FONT.regular })
    })
  })
  afterAll(() => browser?.close())

  test.each(MONTHS)('$name', async ({ name }) => {
    await phone.goto(`http://golden.example/${name}`)
    await phone.evaluate('document.fonts.ready')
    looksAsItDid(`${name}-page`, await phone.screenshot({ fullPage: true }), 3)
    expect(await phone.evaluate(SMALLEST_LETTERS)).toBeGreaterThanOrEqual(11)
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(await phone.evaluate(LINE_BEGINNINGS)).not.toMatch(
      /[、。，．・：；？！）」』】ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/,
    )
  })
})

const FACES = ['regular', 'bold']
  .map(
    (face) =>
      `@font-face { font-family: "${FONT.family}"; font-weight: ${face === 'bold' ? 700 : 400}; src: url(/${face}) }`,
  )
  .join('\n')

const pageOf = (sheet: HealthSheet): string =>
  healthPage(sheet, { label: '紙に印刷する（PDF）', url: '/pdf' }).replace('<style>', `<style>${FACES}\n`)

/** In pixels. */
const SMALLEST_LETTERS = `Math.min(...[...document.querySelectorAll('body *')].map((one) => parseFloat(getComputedStyle(one).fontSize)))`

/** The letters with which lines begin that somebody reads, but for the first of a text. */
const LINE_BEGINNINGS = `(() => {
  const begin = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (texts.nextNode()) {
    let top
    for (let at = 0; at < texts.currentNode.length; at++) {
      range.setStart(texts.currentNode, at)
      range.setEnd(texts.currentNode, at + 1)
      const box = range.getClientRects()[0]
      if (!box || box.width === 0) continue
      if (top !== undefined && box.top > top + 5) begin.push(texts.currentNode.data[at])
      top = box.top
    }
  }
  return begin.join('')
})()`
