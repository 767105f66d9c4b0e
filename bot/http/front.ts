import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export class AddressTaken extends Error {
  override name = 'AddressTaken'
}

/**
 * The listening socket, open before anything stands behind it: while the database is opened and migrated, whoever asks
 * hears that we live and are not ready, instead of finding nobody.
 */
export interface Front {
  url: string
  /** From now on this answers. */
  handOver(to: RequestListener): void
  /** Takes no new connection, and ends when the last answer is given. May be called again. */
  close(): Promise<void>
}

const KEEP_ALIVE_MS = 72_000

export async function openFront({ port, host }: { port: number; host: string }): Promise<Front> {
  let answer: RequestListener = notYet
  let closing: Promise<void> | undefined
  // Longer than a proxy keeps its connections, so that it never sends into one that is being closed.
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    // Else a busy caller's connection would bring one request after the other, and closing would never end.
    if (closing) response.setHeader('connection', 'close')
    answer(request, response)
  })
  await listening(server, port, host)
  const { address, family, port: given } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${given}`,
    handOver: (to) => {
      answer = to
    },
    close: () => (closing ??= closed(server)),
  }
}

const notYet: RequestListener = (request, response) => {
  request.resume()
  if (request.url === '/healthz')
    return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
  const problem = {
    type: 'about:blank',
    title: 'Not ready',
    status: 503,
    detail: 'Otasuke is starting: ask again in a moment.',
  }
  response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' })
  response.end(JSON.stringify(problem))
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new AddressTaken(`another program listens at ${host}:${port}: stop it, or set PORT to another number`, {
              cause,
            })
          : cause,
      ),
    )
    server.listen(port, host, resolve)
  })
}

const SWEEP_MS = 50

/** A connection kept alive after its last answer would hold up the end for as long as its owner likes. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
    server.close(() => {
      clearInterval(sweeping)
      resolve()
    })
    server.closeIdleConnections()
  })
}
