import type {
  parse as Parse,
  PGlite,
  protocol as Protocol,
  QueryOptions,
  Results,
  Transaction,
} from '@electric-sql/pglite'

interface Prepared {
  name: string
  /** Of the parameters. */
  types: number[]
}

/** What a statement's own text makes of it is remembered up to this many; ours are a few hundred. */
const STATEMENTS_MAX = 1_000

/** drizzle's own: what it maps itself, or hands on as text (moments, intervals, days, and arrays of them or of numbers). */
const AS_TEXT = [1082, 1114, 1184, 1186, 1115, 1182, 1185, 1187, 1231]

/**
 * As on PostgreSQL, each statement is understood once, and planned only while that makes its plan better. PGlite's own
 * `query` does both each time, in six calls instead of one, and copies its hundreds of parsers to add drizzle's to them.
 */
export function preparing(
  client: PGlite,
  { parse, protocol: { serialize } }: { parse: typeof Parse; protocol: typeof Protocol },
): PGlite {
  const known = new Map<string, Prepared>()
  for (const type of AS_TEXT) client.parsers[type] = (value) => value

  const call = (...steps: Uint8Array[]) =>
    client.execProtocolStream(Buffer.concat([...steps, serialize.sync()]), { syncToFs: false })

  async function prepare(text: string): Promise<Prepared> {
    const held = known.get(text)
    if (held) return held
    const name = known.size < STATEMENTS_MAX ? `statement ${known.size}` : ''
    const answers = await call(serialize.parse({ name, text }), serialize.describe({ type: 'S', name }))
    const prepared = { name, types: parse.parseDescribeStatementResults(answers) }
    if (name) known.set(text, prepared)
    return prepared
  }

  async function run<T>(text: string, values: unknown[], { rowMode }: QueryOptions): Promise<Results<T>> {
    const { name, types } = await prepare(text)
    const sent = values.map((value, place) => asSent(value, client.serializers[types[place] ?? 0]))
    const answers = await call(
      serialize.bind({ statement: name, values: sent }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
    )
    const [result] = parse.parseResults(answers, client.parsers, rowMode && { rowMode })
    return result as Results<T>
  }

  const within = (tx: Transaction): Transaction => ({
    ...tx,
    query: <T>(text: string, values: unknown[] = [], options: QueryOptions = {}) => {
      if (tx.closed) throw new Error('a statement after the end of its transaction')
      return client.runExclusive(() => run<T>(text, values, options))
    },
  })
  return new Proxy(client, {
    get(target, name) {
      if (name === 'transaction')
        return <T>(work: (tx: Transaction) => Promise<T>) => target.transaction((tx) => work(within(tx)))
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function asSent(value: unknown, serialize: ((value: unknown) => string) | undefined): string | null {
  if (value === null || value === undefined) return null
  return serialize ? serialize(value) : String(value)
}
