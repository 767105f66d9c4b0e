import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { notified } from './notified.ts'
import { openStory, type Story } from './world.ts'

/** Who drafted the notice is lost, or found again: with the notice broken, everything about its case throws. */
async function draftedBy({ app }: Story, author: unknown): Promise<unknown> {
  return app.db.transaction({ kind: 'system' }, async (tx) => {
    const [row] = await query<{ author: unknown }>(tx, sql`select drafted_by as author from notices`)
    await query(tx, sql`update notices set drafted_by = ${JSON.stringify(author)}::text::jsonb`)
    return row?.author
  })
}

it('an event that always fails is put aside after three tries; the lane goes on, the person and operations are told', async () => {
  const story = await openStory()
  const { line, slack } = story
  await notified(story)
  line.hears('佐々木')
  const author = await draftedBy(story, null)
  await line.taps('佐々木', 'これは？')
  await story.wake()
  await story.wake()
  expect(line.hears('佐々木')).toEqual([expect.stringContaining('こちらの都合でうまくいきませんでした')])
  const card = slack.cards('operations').at(-1)
  expect(card).toMatch(/case-command（case:case_.+）を3回試しましたが、終わりませんでした/)
  const parked = await story.app.db.transaction({ kind: 'system' }, (tx) =>
    query(tx, sql`select attempts from inbox where state = 'parked'`),
  )
  expect(parked).toEqual([{ attempts: 3 }])

  await draftedBy(story, author)
  await line.taps('佐々木', 'できた')
  expect(line.hears('佐々木').join()).toContain('ありがとうございます')
})
