/** `Login-Bank.Example.` and `login-bank.example:8080` are one host; an IPv6 address keeps its colons. */
export function plainHost(name: string): string {
  const lower = name.toLowerCase()
  const bare = lower.endsWith('.') ? lower.slice(0, -1) : lower
  const colon = bare.lastIndexOf(':')
  return colon > 0 && bare.indexOf(':') === colon ? bare.slice(0, colon) : bare
}

/** What a proxy is asked for is a whole address; the path is what stands behind the host. */
export function plainPath(url: string): string {
  if (!url.startsWith('http://') && !url.startsWith('https://')) return url
  const begin = url.indexOf('/', url.indexOf('//') + 2)
  return begin < 0 ? '/' : url.slice(begin)
}
