import { request, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AddressTaken, type Front, openFront } from '#bot/http/front.ts'

async function front(): Promise<Front> {
  const opened = await openFront({ port: 0, host: '127.0.0.1' })
  onTestFinished(opened.close)
  return opened
}

/** The status, or undefined when nobody is there. */
const ask = (url: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const asking = request(url, (answer) => answer.resume().on('end', () => resolve(answer.statusCode)))
    asking.on('error', () => resolve(undefined)).end()
  })

describe('the front', () => {
  it('lives and is not ready while nothing stands behind it', async () => {
    const { url } = await front()
    expect(await ask(`${url}/healthz`)).toBe(200)
    for (const path of ['/readyz', '/metrics', '/webhooks/line', '/']) {
      const answer = await fetch(url + path, { method: path === '/webhooks/line' ? 'POST' : 'GET' })
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('retry-after')], path).toEqual([
        503,
        'application/problem+json',
        '1',
      ])
    }
  })

  it('hands over to what stands behind it', async () => {
    const { url, handOver } = await front()
    handOver((_, response) => response.writeHead(204).end())
    expect(await ask(`${url}/readyz`)).toBe(204)
  })

  it('names the address that another has', async () => {
    const { url } = await front()
    const again = openFront({ port: Number(new URL(url).port), host: '127.0.0.1' })
    await expect(again).rejects.toThrow(AddressTaken)
    await expect(again).rejects.toThrow(/PORT/)
  })

  it('gives the last answer before it is closed, and lets nobody new in', async () => {
    const { url, handOver, close } = await front()
    const [came, may] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    handOver(async (_, response) => {
      came.resolve()
      await may.promise
      response.writeHead(202).end()
    })
    const answer = ask(url)
    await came.promise
    let isClosed = false
    const closing = close().then(() => {
      isClosed = true
    })
    expect(await ask(url)).toBeUndefined()
    expect(isClosed).toBe(false)
    may.resolve()
    expect(await answer).toBe(202)
    await closing
    await close()
  })

  it('tells a busy connection, once it is closing, that this was its last request', async () => {
    const { url, handOver, close } = await front()
    const both = Promise.withResolvers<void>()
    const waiting: ServerResponse[] = []
    const came = [Promise.withResolvers<void>(), both]
    handOver((_, response) => came[waiting.push(response) - 1]?.resolve())
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    const line = 'GET / HTTP/1.1\r\nHost: here\r\n\r\n'
    socket.write(line)
    await came[0]?.promise
    const closing = close()
    socket.write(line)
    await both.promise
    for (const response of waiting) response.writeHead(202).end()
    const said = Buffer.concat(await Array.fromAsync(socket)).toString()
    await closing
    expect(said.match(/^HTTP\/1.1 202/gm)).toHaveLength(2)
    expect(said.match(/^connection: [\w-]+/gim)).toEqual(['Connection: keep-alive', 'connection: close'])
  })
})
