import type { LoginEvent } from '#engine/event.ts'
import { type Fields, fieldsIn, textIn } from './decoded.ts'

/** Whether a protocol's row tells the result of a log-in, and which. */
export type Login = Pick<LoginEvent, 'service' | 'outcome' | 'account' | 'isCleartext'>

export function loginOf(type: string, row: Fields, port = 0): Login | undefined {
  return READERS[type]?.(row, port)
}

const READERS: Readonly<Record<string, (row: Fields, port: number) => Login | undefined>> = {
  ftp: ftpLogin,
  krb5: kerberosLogin,
  smb: smbLogin,
  rfb: vncLogin,
  pgsql: postgresLogin,
  pop3: pop3Login,
  ldap: ldapLogin,
  smtp: smtpLogin,
}

const outcome = (service: string, hasSucceeded: boolean, account = ''): Login => ({
  service,
  outcome: hasSucceeded ? 'succeeded' : 'failed',
  account,
  isCleartext: CLEARTEXT_SERVICES.has(service),
})
export const untold = (service: string, account: string, isCleartext: boolean): Login => ({
  service,
  outcome: 'untold',
  account,
  isCleartext,
})
/** Whose password goes over the wire as it is. */
export const CLEARTEXT_SERVICES: ReadonlySet<string> = new Set(['ftp', 'pop3'])

/**
 * 530: not logged in; some servers refuse the name itself. 230: logged in. The name travels before the password, so a row
 * with one of them waits for the other. Suricata takes mail boxes and chat rooms that ask `USER` and `PASS` for FTP, too.
 */
function ftpLogin(
  { command, command_data: name, completion_code: codes, reply }: Fields,
  port: number,
): Login | undefined {
  if (command !== 'PASS' && command !== 'USER') return undefined
  const service = LIKE_FTP.get(port) ?? 'ftp'
  const account = command === 'USER' ? (textIn(name).split(' ', 1)[0] ?? '') : ''
  const said: unknown[] = Array.isArray(codes) ? codes : []
  const [answer]: unknown[] = Array.isArray(reply) ? reply : []
  const isCleartext = command === 'PASS'
  const result =
    said.includes('530') || (isCleartext && textIn(answer).startsWith('-ERR'))
      ? 'failed'
      : said.includes('230') || (isCleartext && textIn(answer).startsWith('+OK'))
        ? 'succeeded'
        : 'untold'
  return account === '' && !isCleartext ? undefined : { service, outcome: result, account, isCleartext }
}
const LIKE_FTP: ReadonlyMap<number, string> = new Map([
  [110, 'pop3'],
  ...[6660, 6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669, 7000].map((port): [number, string] => [port, 'irc']),
])

/**
 * A missing pre-authentication is how a log-in begins. Some servers leave the name out of their refusal; it stands in the
 * request of the same flow.
 */
function kerberosLogin({ msg_type: type, error_code: code, cname }: Fields): Login | undefined {
  const account = cname === '<empty>' ? '' : textIn(cname)
  if (type === 'KRB_AS_REP') return outcome('kerberos', true, account)
  if (type === 'KRB_AS_REQ') return account === '' ? undefined : untold('kerberos', account, false)
  if (type !== 'KRB_ERROR') return undefined
  if (code === UNKNOWN_PRINCIPAL)
    return { service: 'kerberos', outcome: 'unknown-account', account, isCleartext: false }
  return WRONG_PASSWORD.has(textIn(code)) ? outcome('kerberos', false, account) : undefined
}
export const UNKNOWN_PRINCIPAL = 'KDC_ERR_C_PRINCIPAL_UNKNOWN'
export const WRONG_PASSWORD: ReadonlySet<string> = new Set(['KDC_ERR_PREAUTH_FAILED', 'KRB_AP_ERR_BAD_INTEGRITY'])

function smbLogin({ command, status, ntlmssp }: Fields): Login | undefined {
  if (!SESSION_SETUP.has(textIn(command))) return undefined
  const account = textIn(fieldsIn(ntlmssp).user)
  if (SMB_REFUSALS.has(textIn(status))) return outcome('smb', false, account)
  // Without a name it is the anonymous session that every Windows opens.
  return status === 'STATUS_SUCCESS' && account !== '' ? outcome('smb', true, account) : undefined
}
const SESSION_SETUP = new Set(['SMB2_COMMAND_SESSION_SETUP', 'SMB1_COMMAND_SESSION_SETUP_ANDX'])
const SMB_REFUSALS = new Set([
  'STATUS_LOGON_FAILURE',
  'STATUS_WRONG_PASSWORD',
  'STATUS_NO_SUCH_USER',
  'STATUS_ACCOUNT_LOCKED_OUT',
  'STATUS_ACCOUNT_DISABLED',
  'STATUS_ACCOUNT_RESTRICTION',
])

/**
 * Suricata tells the result only when it is good, and a reason only of the protocol's newest version: a challenge that was
 * answered without a result was answered wrongly. A reason without a challenge is a server that had no password to ask for.
 */
function vncLogin({ authentication, server_security_failure_reason: reason }: Fields): Login | undefined {
  const { vnc, security_result: result } = fieldsIn(authentication)
  if (vnc === undefined) return undefined
  if (result === 'OK') return outcome('vnc', true)
  const isAnswered = textIn(fieldsIn(vnc).response) !== ''
  return isAnswered || result === 'FAIL' || reason !== undefined ? outcome('vnc', false) : undefined
}

function postgresLogin({ request, response }: Fields): Login | undefined {
  const { message, code, parameter_status: settings } = fieldsIn(response)
  const account = textIn(fieldsIn(fieldsIn(request).startup_parameters).user)
  if (message === 'authentication_ok') return outcome('postgresql', true, account || accountAmong(settings))
  if (code !== '28P01' && code !== '28000') return undefined
  return outcome('postgresql', false, account || accountIn(textIn(message)))
}

/**
 * The request told the name in an earlier row. Who is let in is told it among the settings; in a refusal, whatever its
 * language, it stands in quotation marks.
 */
const accountAmong = (settings: unknown): string =>
  (Array.isArray(settings) ? settings : []).map((one) => textIn(fieldsIn(one).session_authorization)).find(Boolean) ??
  ''
const accountIn = (refusal: string): string => /"([^"]+)"/.exec(refusal)?.[1] ?? ''

/** `APOP` and most kinds of `AUTH` prove the password without sending it. */
function pop3Login({ request, response }: Fields): Login | undefined {
  const { command, args } = fieldsIn(request)
  const [first]: unknown[] = Array.isArray(args) ? args : []
  if (command === 'USER') return textIn(first) === '' ? undefined : untold('pop3', textIn(first), false)
  const { success } = fieldsIn(response)
  if (command !== 'PASS' && command !== 'APOP' && command !== 'AUTH') return undefined
  const isCleartext = command === 'PASS' || (command === 'AUTH' && /^(plain|login)$/i.test(textIn(first)))
  if (typeof success !== 'boolean') return isCleartext ? untold('pop3', '', true) : undefined
  return { ...outcome('pop3', success), isCleartext }
}

/**
 * A mail that could be read on its way. Programs on people's computers greet with a bare name or an address in brackets,
 * mail servers with their full name; the former have to log in before they may send, and did so as readably.
 */
function smtpLogin({ helo, mail_from: from }: Fields): Login | undefined {
  return sentByProgram(textIn(helo), textIn(from))
}

export function sentByProgram(helo: string, from: string): Login | undefined {
  const account = from.replace(/[<>]/g, '').trim()
  const isProgram = helo.startsWith('[') || (helo !== '' && !helo.includes('.'))
  return isProgram && account !== '' ? untold('smtp', account, true) : undefined
}

/** A simple bind sends the password as it is; SASL does not. */
function ldapLogin({ request, responses }: Fields): Login | undefined {
  const { operation, bind_request: bind } = fieldsIn(request)
  if (operation !== 'bind_request') return undefined
  const answers: unknown[] = Array.isArray(responses) ? responses : []
  const codes = answers.map((answer) => textIn(fieldsIn(fieldsIn(answer).bind_response).result_code))
  const { name, sasl } = fieldsIn(bind)
  const [account, isCleartext] = [textIn(name), sasl === undefined && textIn(name) !== '']
  if (codes.some((code) => /^invalid_?credentials$/i.test(code)))
    return { ...outcome('ldap', false, account), isCleartext }
  return account !== '' && codes.some((code) => /^success$/i.test(code))
    ? { ...outcome('ldap', true, account), isCleartext }
    : undefined
}
