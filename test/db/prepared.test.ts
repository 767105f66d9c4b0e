import { PGlite, parse, protocol } from '@electric-sql/pglite'
import { beforeAll, expect, it } from 'vitest'
import { preparing } from '#db/prepared.ts'

let client: PGlite
beforeAll(async () => {
  const own = await PGlite.create()
  client = preparing(own, { parse, protocol })
  return () => own.close()
})

type Tx = Parameters<Parameters<PGlite['transaction']>[0]>[0]
const inTx = <T>(work: (tx: Tx) => Promise<T>) => client.transaction(work)

it('answers each statement, also beyond those that it remembers, and the first again', async () => {
  const answers = await inTx(async (tx) => {
    const all: unknown[] = []
    for (let n = 0; n < 1_010; n++) all.push((await tx.query(`select $1::int + ${n} as sum`, [1])).rows[0])
    all.push((await tx.query('select $1::int + 0 as sum', [41])).rows[0])
    return all
  })
  expect(answers.slice(0, 1_010)).toEqual(Array.from({ length: 1_010 }, (_, n) => ({ sum: n + 1 })))
  expect(answers.at(-1)).toEqual({ sum: 41 })
})

it('hands on moments as text, nulls as null, and rows as lists where that is asked for', async () => {
  await inTx(async (tx) => {
    const text = "select '2026-11-24T01:00:00Z'::timestamptz as at, $1::text as none"
    expect((await tx.query(text, [null])).rows).toEqual([{ at: '2026-11-24 01:00:00+00', none: null }])
    expect((await tx.query(text, [undefined], { rowMode: 'array' })).rows).toEqual([['2026-11-24 01:00:00+00', null]])
  })
})

it('says what is wrong with a statement each time, and works after it', async () => {
  for (let time = 0; time < 2; time++) {
    await expect(inTx((tx) => tx.query('select no_such_column'))).rejects.toThrow('no_such_column')
    await expect(inTx((tx) => tx.query('select 1 / $1::int', [0]))).rejects.toThrow('division by zero')
  }
  expect((await inTx((tx) => tx.query('select 1 / $1::int as half', [1]))).rows).toEqual([{ half: 1 }])
})

it('refuses a statement after the end of its transaction', async () => {
  let kept: Tx | undefined
  await inTx(async (tx) => {
    kept = tx
  })
  expect(() => kept?.query('select 1')).toThrow('after the end')
})
