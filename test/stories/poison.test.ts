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
  await line.taps('佐々木', 'ぜんぶ済んだ')
  expect(line.hears('佐々木').join()).toContain('ありがとうございます')
})

it('a word in a questionnaire that always fails is apologised for, a reminder that fails is not', async () => {
  const story = await openStory()
  const { line, slack, app } = story
  await line.enrol('佐々木', 'owner')
  await line.says('佐々木', '診断')
  line.hears('佐々木')
  await app.db.transaction({ kind: 'system' }, (tx) =>
    query(tx, sql`update dialogue_sessions set session = jsonb_set(session, '{version}', '"0"')`),
  )
  await line.says('佐々木', '1')
  await story.wake()
  await story.wake()
  expect(line.hears('佐々木')).toEqual([expect.stringContaining('こちらの都合でうまくいきませんでした')])
  await story.pass(26 * 3_600_000)
  await story.wake()
  await story.wake()
  expect(line.hears('佐々木')).toEqual([])
  expect(slack.cards('operations').filter((card) => card.includes('3回試しました'))).toHaveLength(2)
})
