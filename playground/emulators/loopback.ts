import type { FastifyInstance } from 'fastify'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/** The emulators forge messages from anybody to anybody, so they are never reachable from another machine. */
export function assertLoopback(host: string): void {
  if (!LOOPBACK.has(host)) throw new Error(`the playground binds loopback only, not ${host}`)
}

export function isLoopbackOrigin(origin: string): boolean {
  try {
    const url = new URL(origin)
    return LOOPBACK.has(url.hostname.replace(/^\[|\]$/g, ''))
  } catch {
    return false
  }
}

/** Listens and answers the origin, such as `http://127.0.0.1:41234`. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  assertLoopback(host)
  await app.listen({ host, port })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the emulator has no port')
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}
