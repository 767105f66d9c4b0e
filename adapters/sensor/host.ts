/** `Login-Bank.Example.`, `login-bank.example:8080` are one host; an IPv6 address keeps its colons, in brackets or bare. */
export function plainHost(name: string): string {
  const bare = withoutPort(name.toLowerCase())
  return bare.endsWith('.') ? bare.slice(0, -1) : bare
}

function withoutPort(name: string): string {
  const colon = name.lastIndexOf(':')
  const hasPort = colon > 0 && (name.indexOf(':') === colon || name.charCodeAt(colon - 1) === CLOSING_BRACKET)
  return hasPort ? name.slice(0, colon) : name
}
const CLOSING_BRACKET = 93

/** What a proxy is asked for is a whole address; the path is what stands behind the host. */
export function plainPath(url: string): string {
  if (!url.startsWith('http://') && !url.startsWith('https://')) return url
  const begin = url.indexOf('/', url.indexOf('//') + 2)
  return begin < 0 ? '/' : url.slice(begin)
}

/** `text/html; charset=utf-8` is `text/html`. */
export const plainType = (type: string): string => (type.split(';', 1)[0] ?? '').trim().toLowerCase()
