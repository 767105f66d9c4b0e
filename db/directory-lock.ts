import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import { createServer } from 'node:net'

export class DirectoryInUse extends Error {
  override name = 'DirectoryInUse'
}

/**
 * Keeps a second process off the embedded database's directory: PGlite has no lock, and two of them corrupt it silently. An
 * abstract socket is freed by the kernel even after kill -9. It holds within one network namespace: two containers
 * sharing a volume are not kept apart. Where there are no abstract sockets (not Linux), a loopback port does the same.
 */
export async function lockDirectory(directory: string): Promise<() => void> {
  // Everything of every firm lies in it, in files that anybody may read who comes so far.
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const digest = createHash('sha256').update(realpathSync(directory)).digest()
  const server = createServer()
  const where =
    process.platform === 'linux'
      ? { path: `\0otasuke-${digest.toString('hex').slice(0, 32)}` }
      : { host: '127.0.0.1', port: 20_000 + (digest.readUInt16BE(0) % 20_000) }
  await new Promise<void>((held, refused) => {
    server.once('error', (cause) =>
      refused(
        new DirectoryInUse(`another process has ${directory} open: stop it first, or set DATA_DIR to another folder`, {
          cause,
        }),
      ),
    )
    server.listen(where, held)
  })
  server.unref()
  return () => void server.close()
}
