import type { ClientConfig } from '../config.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A command that could not be carried out: the cause, what to do next, and the exit code (of sysexits.h where it has one). */
export class Failure extends Error {
  override name = 'Failure'
  readonly exitCode: number
  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}

export const EXIT = {
  refused: 1,
  misused: 64,
  unreadable: 66,
  unreachable: 69,
  unwritable: 73,
  notAllowed: 77,
  config: 78,
} as const

export type Ask = (method: Method, path: string, body?: unknown) => Promise<unknown>

/** Asks the admin API; what it answers with a problem is thrown as a `Failure` in its words. */
export function createClient(config: ClientConfig): Ask {
  return async (method, path, body) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const text = await textOf(config, path, { method, headers: type, ...sent })
    return text === '' ? {} : JSON.parse(text)
  }
}

/** The same figures for a spreadsheet, as they came. */
export const tableAt = (config: ClientConfig, path: string): Promise<string> =>
  textOf(config, path, { headers: { accept: 'text/csv' } })

async function textOf(
  { url, adminToken }: ClientConfig,
  path: string,
  { headers, ...init }: RequestInit & { headers: Record<string, string> },
): Promise<string> {
  const answer = await reach(url, `${url}/admin/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${adminToken}`, ...headers },
  })
  // Not `text()`, which would drop the mark by which a spreadsheet knows UTF-8.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer())
  if (answer.ok) return text
  throw failureOf(answer.status, text)
}

export async function reach(origin: string, address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } }
    throw new Failure(
      `${origin} does not answer (${cause?.code ?? 'no connection'}): is Otasuke running there? Start it with npm start, or set OTASUKE_URL`,
      EXIT.unreachable,
    )
  }
}

function failureOf(status: number, text: string): Failure {
  const { title, detail } = problemIn(text)
  const told = detail === '' ? `it answered ${status}` : `${title}: ${detail}`
  if (status === 401)
    return new Failure(`${told} Set ADMIN_TOKEN, or DATA_DIR to the folder of the running Otasuke.`, EXIT.notAllowed)
  if (status === 403) return new Failure(told, EXIT.notAllowed)
  return new Failure(
    status === 503 ? `${told} Try again in a moment.` : told,
    status >= 500 ? EXIT.unreachable : EXIT.refused,
  )
}

export function problemIn(text: string): { title: string; detail: string } {
  try {
    const { title, detail } = JSON.parse(text) as { title?: unknown; detail?: unknown }
    return { title: String(title ?? ''), detail: String(detail ?? '') }
  } catch {
    return { title: '', detail: '' }
  }
}
