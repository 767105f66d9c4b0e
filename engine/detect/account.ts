/**
 * A person's name as one may compare it: `OFFICE\Kenta`, `kenta@OFFICE.EXAMPLE`, Zeek's `kenta/OFFICE.EXAMPLE` and
 * `cn=Kenta,ou=staff` are one account. Cut short, because whoever logs in may choose it.
 */
export function plainAccount(name: string): string {
  const told = name.slice(0, ACCOUNT_LENGTH_MAX).toLowerCase()
  const own = told.startsWith('cn=') || told.startsWith('uid=') ? told.slice(told.indexOf('=') + 1) : told
  return own.slice(own.lastIndexOf('\\') + 1).split(/[@/,]/, 1)[0] ?? ''
}
const ACCOUNT_LENGTH_MAX = 64
