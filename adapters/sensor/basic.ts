/** Whom an `Authorization` header of HTTP Basic names, or ''. What stands behind the colon is nobody's business. */
export function basicAccount(header: string): string {
  if (!header.toLowerCase().startsWith('basic ')) return ''
  const [account = '', secret] = Buffer.from(header.slice('basic '.length), 'base64').toString('utf8').split(':', 2)
  return secret === undefined ? '' : account
}
