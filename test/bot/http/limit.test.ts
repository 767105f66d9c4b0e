import { expect, it } from 'vitest'
import { html } from '#bot/http/console/html.ts'
import { createLimit } from '#bot/http/limit.ts'

it('a caller waits after so many, others do not, and the next window begins anew', () => {
  const isAllowed = createLimit({ max: 2, windowMs: 1_000 })
  expect([0, 1, 2].map((at) => isAllowed('a', at))).toEqual([true, true, false])
  expect(isAllowed('b', 2)).toBe(true)
  expect(isAllowed('a', 1_000)).toBe(true)
})

it('no more callers are remembered than there is room for', () => {
  const isAllowed = createLimit({ max: 1, windowMs: 1_000, callersMax: 2 })
  expect(['a', 'a', 'b', 'c', 'c', 'a'].map((caller) => isAllowed(caller, 0))).toEqual([
    true,
    false,
    true,
    true,
    false,
    true,
  ])
})

it('whatever is put into a page is words', () => {
  const name = `<img src=x onerror="alert('1')">&`
  const link = html`<a title="${name}">${[name, null, false, 1, html`<b>${name}</b>`]}</a>`
  const words = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;'
  expect(link.text).toBe(`<a title="${words}">${words}1<b>${words}</b></a>`)
})
