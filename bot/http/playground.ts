import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'

/** What the page must know to let one person play everybody. Read anew at every call: people join while it is open. */
export interface World {
  /** With the people who have joined. */
  firms: { id: string; name: string; people: Seated[] }[]
  staff: Seated[]
  /** Tokens are shown in full: the page sends logs through the same door as a real sensor. */
  sensors: { id: string; siteName: string; firmName: string; token: string }[]
  /** Codes that are still good, and for whom they were made. */
  invites: { code: string; firmName: string; personName: string; role: string }[]
  /** Rounds of the survey that are open: what their QR writes into a chat, and the page to be printed. */
  rounds: { name: string; text: string; pageUrl: string }[]
}

/** `userId` is of LINE for a firm's people, of Slack for the staff. */
interface Seated {
  name: string
  role: string
  userId: string
}

export interface PlaygroundPageOptions {
  /** The emulators' control API, such as `http://127.0.0.1:41234/control`. */
  controlUrl: string
  adminToken: string
  world: () => Promise<World>
  /** The made-up https origin that stands for this server in what LINE is sent. */
  publicOrigin?: string
}

/** The page at `/`. It hands out the admin token, so it answers this machine's own browser only. */
export function playgroundPage(options: PlaygroundPageOptions): FastifyPluginAsync {
  return async (server) => {
    const policy = contentPolicy(new URL(options.controlUrl).origin)
    server.addHook('onRequest', async (request, reply) => {
      if (isStranger(request)) return refuse(reply)
      protect(reply, policy)
      return undefined
    })
    server.get('/', (_, reply) => reply.type('text/html; charset=utf-8').send(readFileSync(INDEX)))
    server.get('/playground/session', async (_, reply) =>
      reply.header('cache-control', 'no-store').send(await session(options)),
    )
    serveModules(server)
    serveSamples(server)
  }
}

const HERE = dirname(fileURLToPath(import.meta.url))
const PAGE = join(HERE, '..', '..', 'playground', 'page')
const SAMPLES = join(HERE, '..', 'content', 'samples')
const INDEX = join(PAGE, 'index.html')

async function session({ controlUrl, adminToken, world, publicOrigin }: PlaygroundPageOptions) {
  return { adminToken, controlUrl, publicOrigin: publicOrigin ?? null, samples: sampleNames(), ...(await world()) }
}

// -- Who may look

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/**
 * A page of the internet could point its own name at 127.0.0.1 (then Host betrays it), or call us from the same browser
 * (then Origin or Sec-Fetch-Site does).
 */
function isStranger({ headers: { host = '', origin, 'sec-fetch-site': site } }: FastifyRequest): boolean {
  if (!LOOPBACK.test(host)) return true
  if (origin !== undefined && origin !== `http://${host}`) return true
  return site === 'cross-site'
}

const refuse = (reply: FastifyReply) =>
  reply.code(403).type('application/problem+json').send({
    type: 'about:blank',
    title: 'Loopback only',
    status: 403,
    detail: 'The playground serves a browser on this machine only.',
  })

/** The import map is the only script inside the HTML, and is allowed by its hash. */
function contentPolicy(controlOrigin: string): string {
  const importMap = /<script type="importmap">([\s\S]*?)<\/script>/.exec(readFileSync(INDEX, 'utf8'))?.[1] ?? ''
  const hash = createHash('sha256').update(importMap).digest('base64')
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${controlOrigin}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

function protect(reply: FastifyReply, policy: string): void {
  reply.headers({
    'content-security-policy': policy,
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  })
}

// -- The page's own files: TypeScript whose types are taken off when it is asked for, so that nothing has to be built

const TYPES: Readonly<Record<string, string>> = {
  '.ts': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

function serveModules(server: FastifyInstance): void {
  const files = new Map([...pageFiles(), ...packageFiles()])
  for (const [url, path] of files)
    server.get(url, (_, reply) => reply.type(TYPES[extname(path)] ?? 'application/octet-stream').send(contentOf(path)))
}

function pageFiles(): [string, string][] {
  return readdirSync(PAGE, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => ['.ts', '.css', '.svg'].includes(extname(name)))
    .map((name) => [`/playground/page/${name}`, join(PAGE, name)])
}

function packageFiles(): [string, string][] {
  const { resolve } = createRequire(import.meta.url)
  return [
    ['/playground/package/preact.mjs', resolve('preact')],
    ['/playground/package/hooks.mjs', resolve('preact/hooks')],
    // For `require` htm names its CommonJS twin; the module lies beside it.
    ['/playground/package/htm.mjs', join(dirname(resolve('htm')), 'htm.mjs')],
  ]
}

const cache = new Map<string, { changedAt: number; content: string }>()

function contentOf(path: string): string {
  const changedAt = statSync(path).mtimeMs
  const known = cache.get(path)
  if (known?.changedAt === changedAt) return known.content
  const source = readFileSync(path, 'utf8')
  const content = extname(path) === '.ts' ? withoutTypes(source) : source
  cache.set(path, { changedAt, content })
  return content
}

/** Node still calls this experimental, once per process, on stderr; nobody who plays needs to read that. */
function withoutTypes(source: string): string {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}

// -- Logs to play with

function sampleNames(): string[] {
  if (!existsSync(SAMPLES)) return []
  return readdirSync(SAMPLES).filter((name) => name.endsWith('.ndjson'))
}

function serveSamples(server: FastifyInstance): void {
  server.get<{ Params: { name: string } }>('/playground/samples/:name', (request, reply) => {
    const name = basename(request.params.name)
    if (!sampleNames().includes(name)) return reply.callNotFound()
    return reply.type('application/octet-stream').send(readFileSync(join(SAMPLES, name)))
  })
}
