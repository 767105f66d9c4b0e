import { createServer, type Server, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One origin for several emulators, as a platform is one for all its accounts: whose token comes, that one answers. */
export async function platformOf(
  accounts: readonly { takes: (token: string) => boolean; origin: string }[],
): Promise<{ origin: string; close(): Promise<void> }> {
  const server: Server = createServer((asked, answer) => {
    const token = asked.headers.authorization?.replace(/^Bearer /, '') ?? ''
    const account = accounts.find(({ takes }) => takes(token))
    if (!account) {
      // As Slack says it; LINE by the status.
      const isSlack = asked.url?.startsWith('/api/') === true
      const said = isSlack ? { ok: false, error: 'invalid_auth' } : { message: 'Authentication failed' }
      answer.writeHead(isSlack ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(said))
      return void asked.resume()
    }
    const { host: _host, ...headers } = asked.headers
    const passed = send(new URL(asked.url ?? '/', account.origin), { method: asked.method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    passed.on('error', () => answer.writeHead(502).end())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
