import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createLineAdapter } from '#adapters/line/index.ts'
import type { FaultKind } from '#playground/emulators/faults.ts'
import { type Playground, startPlayground } from '#playground/start.ts'
import { JPEG } from '../support/photos.ts'

let playground: Playground
beforeAll(async () => {
  playground = await startPlayground({ seed: 3 })
})
afterAll(() => playground.stop())

const BYTES_MAX = 20_000_000
const MESSAGE = '325708'

const adapterAt = (dataApiBaseUrl: string, channelAccessToken = playground.line.accessToken) =>
  createLineAdapter({ channelAccessToken, channelSecret: 's', apiBaseUrl: undefined, dataApiBaseUrl })
const fetchOf = (messageId: string, token?: string) =>
  adapterAt(playground.line.origin, token).fetchMedia(messageId, BYTES_MAX, AbortSignal.timeout(5_000))

async function sent(photo: Parameters<Playground['control']['line']['photo']>[1]): Promise<string> {
  const [user] = playground.control.line.users()
  const { messageId } = await playground.control.line.photo(user?.userId ?? '', photo)
  return messageId ?? ''
}

/** A data host of one's own making, for what the emulator would never do. */
async function host(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer as never)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('what a person sent', () => {
  it('is fetched byte for byte', async () => {
    const base64 = JPEG.toString('base64')
    expect(await fetchOf(await sent({ base64, type: 'image/jpeg' }))).toEqual({ kind: 'fetched', bytes: JPEG })
  })

  it('of 40 MB is not taken in', async () => {
    expect(await fetchOf(await sent({ sizeBytes: 40_000_000 }))).toEqual({ kind: 'too-large' })
  })

  it('that says nothing of its size and never ends is given up at the limit', async () => {
    let written = 0
    const ended = Promise.withResolvers<void>()
    const origin = await host((_request, response) => {
      const piece = Buffer.alloc(64 * 1024)
      const more = (): void => {
        written += piece.length
        response.write(piece, () => !response.destroyed && setImmediate(more))
      }
      response.on('close', () => ended.resolve())
      more()
    })
    expect(await adapterAt(origin).fetchMedia(MESSAGE, 1_000_000, AbortSignal.timeout(5_000))).toEqual({
      kind: 'too-large',
    })
    await ended.promise
    expect(written).toBeLessThan(20_000_000)
  })

  it('is gone when they took it back, or when LINE keeps it no longer', async () => {
    const [user] = playground.control.line.users()
    const unsent = await sent({})
    await playground.control.line.unsend(user?.userId ?? '', unsent)
    const forgotten = await sent({})
    playground.control.line.forgetContent(forgotten)
    expect([await fetchOf(unsent), await fetchOf(forgotten)]).toEqual([{ kind: 'gone' }, { kind: 'gone' }])
  })

  it('may be had a little later when LINE is still preparing it', async () => {
    const messageId = await sent({ preparing: 1 })
    expect(await fetchOf(messageId)).toMatchObject({ kind: 'not-yet' })
    expect(await fetchOf(messageId)).toMatchObject({ kind: 'fetched' })
  })

  it.each(['500', '429-no-retry-after', 'reset', 'accept-then-reset', 'truncated'] satisfies FaultKind[])(
    'may be had later after: %s',
    async (kind) => {
      const messageId = await sent({ base64: JPEG.toString('base64') })
      playground.control.faults.add({ platform: 'line', route: 'content', kind })
      expect(await fetchOf(messageId)).toMatchObject({ kind: 'not-yet' })
      expect(await fetchOf(messageId)).toMatchObject({ kind: 'fetched' })
    },
  )

  it('is waited for only so long, before its first byte and after it', async () => {
    for (const first of [undefined, 'x']) {
      const asked = Promise.withResolvers<void>()
      const origin = await host((_request, response) => {
        if (first) response.write(first, () => asked.resolve())
        else asked.resolve()
      })
      const patience = new AbortController()
      const fetched = adapterAt(origin).fetchMedia(MESSAGE, BYTES_MAX, patience.signal)
      await asked.promise
      patience.abort()
      expect(await fetched).toMatchObject({ kind: 'not-yet' })
    }
  })

  it('is refused to whoever has no right to it, and the right is in no error', async () => {
    const refused = await fetchOf(await sent({}), 'a-token-that-is-wrong')
    expect(refused).toEqual({ kind: 'refused', detail: 'status 401' })
  })

  it('is asked for by its id alone, whatever stands in the id', async () => {
    const paths: string[] = []
    const origin = await host((request, response) => {
      paths.push(request.url ?? '')
      response.writeHead(404).end()
    })
    await adapterAt(origin).fetchMedia('../../profile/U1?', BYTES_MAX, AbortSignal.timeout(5_000))
    expect(paths).toEqual(['/v2/bot/message/..%2F..%2Fprofile%2FU1%3F/content'])
  })
})
