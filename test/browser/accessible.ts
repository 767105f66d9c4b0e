import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What stands against WCAG 2 A or AA, and where. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const { violations } = (await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )) as AxeResults
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** With Tab alone through everything that can be pressed, in its order, each time seeing where one is. */
export async function walk(page: Page): Promise<void> {
  const stops = (await page.evaluate(STOPS)) as number
  await page.evaluate('document.activeElement.blur()')
  const places: number[] = []
  for (let stop = 0; stop < Math.min(stops, 40); stop++) {
    await page.keyboard.press('Tab')
    // Behind the last one stands the browser's own frame.
    if (await page.evaluate('document.activeElement === document.body')) break
    const { place, isSeen, html } = (await page.evaluate(STANDING)) as { place: number; isSeen: boolean; html: string }
    expect(isSeen, `focus is not seen on ${html}`).toBe(true)
    places.push(place)
  }
  expect(places.length).toBeGreaterThanOrEqual(Math.min(stops, 40) - 1)
  expect(places).toEqual(places.toSorted((one, other) => one - other))
}

const CAN_BE_PRESSED = `[...document.querySelectorAll('a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]')].filter((one) => one.tabIndex >= 0 && one.checkVisibility() && !one.closest('[inert]'))`
const STOPS = `(${CAN_BE_PRESSED}).length`
const STANDING = `(() => {
  const at = document.activeElement
  // A field without an edge of its own is shown by what holds it.
  const isSeen = [at, at.parentElement].some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) > 1
  })
  return { place: [...document.querySelectorAll('*')].indexOf(at), isSeen, html: at.outerHTML.slice(0, 120) }
})()`
