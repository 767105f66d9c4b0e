import { type Fields, numberIn, textIn } from './decoded.ts'
import {
  CLEARTEXT_SERVICES,
  type Login,
  sentByProgram,
  UNKNOWN_PRINCIPAL,
  untold,
  WRONG_PASSWORD,
} from './suricata-login.ts'

/** Whether a row of a Zeek log tells the result of a log-in, and which. */
export function zeekLoginOf(path: string, row: Fields): Login | undefined {
  return READERS[path]?.(row)
}

const READERS: Readonly<Record<string, (row: Fields) => Login | undefined>> = {
  /** Unset where Zeek could not tell from the sizes, which is half of real rows. */
  ssh: ({ auth_success: success }) => told('ssh', success),
  ftp: ftpLogin,
  kerberos: kerberosLogin,
  /** NTLM is what a Windows share asks for; Suricata tells it under SMB. */
  ntlm: ({ success, username }) => (textIn(username) === '' ? undefined : told('smb', success, textIn(username))),
  rfb: ({ auth, authentication_method: method }) => (method === 'VNC' ? told('vnc', auth) : undefined),
  mysql: ({ cmd, arg, success }) => (cmd === 'login' ? told('mysql', success, textIn(arg)) : undefined),
  postgresql: ({ user, success }) => (textIn(user) === '' ? undefined : told('postgresql', success, textIn(user))),
  ldap: ldapLogin,
  smtp: ({ helo, mailfrom, tls }) => (tls === true ? undefined : sentByProgram(textIn(helo), textIn(mailfrom))),
  radius: ({ result, username }) =>
    result === 'success' || result === 'failed' ? told('radius', result === 'success', textIn(username)) : undefined,
}

const told = (service: string, success: unknown, account = ''): Login | undefined =>
  typeof success === 'boolean'
    ? { service, outcome: success ? 'succeeded' : 'failed', account, isCleartext: CLEARTEXT_SERVICES.has(service) }
    : undefined

function ftpLogin(row: Fields): Login | undefined {
  const command = textIn(row.command)
  if (command !== 'PASS' && command !== 'USER') return undefined
  const [code, isCleartext, account] = [numberIn(row.reply_code), command === 'PASS', nameOf(row.user)]
  if (code === 530 || code === 230)
    return { service: 'ftp', outcome: code === 230 ? 'succeeded' : 'failed', account, isCleartext }
  return isCleartext ? untold('ftp', account, true) : undefined
}

/** Zeek writes `<unknown>` for a name it has not seen. */
const nameOf = (user: unknown): string => (user === '<unknown>' ? '' : textIn(user))

function kerberosLogin(row: Fields): Login | undefined {
  if (row.request_type !== 'AS') return undefined
  const account = textIn(row.client)
  if (row.success === true) return told('kerberos', true, account)
  if (row.error_msg === UNKNOWN_PRINCIPAL)
    return { service: 'kerberos', outcome: 'unknown-account', account, isCleartext: false }
  return WRONG_PASSWORD.has(textIn(row.error_msg)) ? told('kerberos', false, account) : undefined
}

/** `bind simple` sends the password as it is. */
function ldapLogin(row: Fields): Login | undefined {
  const operation = textIn(row.message_type ?? row.opcode)
  if (!operation.startsWith('bind')) return undefined
  const [result, account] = [textIn(row.result), textIn(row.object)]
  const isCleartext = operation.includes('simple') && account !== ''
  if (result === 'invalid credentials') return { service: 'ldap', outcome: 'failed', account, isCleartext }
  return result === 'success' && account !== ''
    ? { service: 'ldap', outcome: 'succeeded', account, isCleartext }
    : undefined
}
