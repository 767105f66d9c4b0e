import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestOptions, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Pieces, piecesOf } from '#bot/http/body-pieces.ts'

const BYTES_MAX = 300_000
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A door that answers with how many bytes came, or why not. */
async function door(
  before: (body: IncomingMessage) => unknown = () => {},
): Promise<{ options: RequestOptions; told: Promise<string> }> {
  const { promise: told, resolve } = Promise.withResolvers<string>()
  const server = createServer(async (body, answer) => {
    await before(body)
    const pieces = await piecesOf(body, BYTES_MAX).catch((error: Error) => error.name)
    const said = typeof pieces === 'string' ? pieces : `${Buffer.concat(pieces).length} in ${pieces.length}`
    resolve(said)
    answer.setHeader('connection', 'close').end(said)
  }).listen(0, '127.0.0.1')
  closing.push(() => server.close().closeAllConnections())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { options: { host: '127.0.0.1', port, method: 'POST' }, told }
}

async function answerTo(send: (options: RequestOptions) => ReturnType<typeof request>): Promise<string> {
  const { options } = await door()
  const [answer] = (await once(send(options), 'response')) as [IncomingMessage]
  return (await answer.toArray()).join('')
}

describe('a body', () => {
  it('is read whole, however it was cut', async () => {
    const sent = answerTo((options) => {
      const sending = request(options)
      for (const bytes of [1, 200_000, 99_999]) sending.write(Buffer.alloc(bytes))
      return sending.end()
    })
    expect(await sent).toMatch(/^300000 in \d+$/)
  })

  it('that comes a byte at a time is as few pieces as any other', async () => {
    const sent = answerTo((options) => {
      const sending = request(options)
      for (let byte = 0; byte < 20_000; byte++) sending.write('x')
      return sending.end()
    })
    expect(await sent).toBe('20000 in 1')
  })

  it('keeps its order where large and small pieces follow each other', () => {
    const pieces = new Pieces()
    const sizes = [3, 20_000, 5, 7, 300_000, 1, 16_384, 16_383]
    const whole = sizes.map((size, place) => Buffer.alloc(size, place))
    for (const piece of whole) pieces.add(piece)
    expect(Buffer.concat(pieces.all()).equals(Buffer.concat(whole))).toBe(true)
  })

  it('that says it is too large is refused before any of it is read', async () => {
    const sent = answerTo((options) => {
      const sending = request({ ...options, headers: { 'content-length': BYTES_MAX + 1 } })
      sending.flushHeaders()
      return sending
    })
    expect(await sent).toBe('too-large')
  })

  it('that grows too large is refused, and its sender is told', async () => {
    const sent = answerTo((options) => {
      const sending = request(options)
      sending.write(Buffer.alloc(BYTES_MAX + 1))
      return sending
    })
    expect(await sent).toBe('too-large')
  })

  it('that breaks off is nobody’s mistake here', async () => {
    const { options, told } = await door()
    const sending = request({ ...options, headers: { 'content-length': 1_000 } })
    sending.on('error', () => {})
    sending.write('half', () => sending.destroy())
    expect(await told).toBe('Problem')
  })

  it('whose sender was gone before anybody read it is no different', async () => {
    const { options, told } = await door((body) => new Promise((gone) => body.once('close', gone)))
    const sending = request({ ...options, headers: { 'content-length': 1_000 } })
    sending.on('error', () => {})
    sending.write('half', () => sending.destroy())
    expect(await told).toBe('Problem')
  })
})
