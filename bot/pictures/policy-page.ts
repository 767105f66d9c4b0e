import type { PolicySheet } from './policy.ts'
import { escaped, page } from './result-page.ts'

/** The policy as a page of its own, for a phone and for paper. */
export function policyPage(sheet: PolicySheet, pdf: { label: string; url: string }): string {
  return page(sheet.locale, sheet.title, [
    `<header><h1>${escaped(sheet.title)}</h1><p>${escaped(sheet.firm)}</p></header>`,
    ...sheet.sections.map(
      ({ title, text }, place) =>
        `<section><h2>${place + 1}. ${escaped(title)}</h2>${lines(text.split('\n'))}</section>`,
    ),
    `<footer class="signature">${lines(sheet.signature)}</footer>`,
    `<p class="print"><a href="${escaped(pdf.url)}">${escaped(pdf.label)}</a></p>`,
  ])
}

const lines = (texts: readonly string[]): string => texts.map((text) => `<p>${escaped(text)}</p>`).join('')
