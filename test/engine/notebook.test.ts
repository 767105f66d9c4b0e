import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KEPT_KINDS, notebookOf, STAR3_ITEMS } from '#engine/notebook.ts'
import { catalogs } from '#locales/index.ts'

it('has each of the 26 numbers once: with what is kept of it, or among those of which nothing is', () => {
  expect(new Set(STAR3_ITEMS).size).toBe(26)
  const kept = fc.record({
    ...{ kind: fc.constantFrom(...KEPT_KINDS), count: fc.nat(3), of: fc.nat(5) },
    ...{ since: fc.nat(), until: fc.nat() },
  })
  fc.assert(
    fc.property(fc.array(kept), (all) => {
      const { items, without } = notebookOf(all)
      expect([...items.map(({ item }) => item), ...without].toSorted()).toEqual([...STAR3_ITEMS].toSorted())
      // What there is none of is no evidence, and nothing that there is is left out.
      expect(items.flatMap((one) => one.kept)).toHaveLength(all.filter(({ count }) => count > 0).length)
    }),
  )
})

it('claims nothing: no text of it says that an item is met, or that anything was certified', () => {
  const texts = JSON.stringify(catalogs.ja.notebook).replace('★3の取得や適合を示すものではありません', '')
  expect(texts).not.toMatch(/認定|認証|適合|取得|満たし|合格/)
})
