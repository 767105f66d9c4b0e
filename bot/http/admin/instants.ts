const INSTANT = /(^at|At|Start|Since)$|^since$/

const NESTED = new Set(['desk', 'call', 'advisory'])

/** The domain counts epoch ms; callers read ISO 8601. Evidence stays as the detector wrote it. */
export function withInstants(item: object): object {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, told(name, value)]))
}

function told(name: string, value: unknown): unknown {
  if (INSTANT.test(name) && typeof value === 'number') return new Date(value).toISOString()
  return NESTED.has(name) && typeof value === 'object' && value !== null ? withInstants(value) : value
}
