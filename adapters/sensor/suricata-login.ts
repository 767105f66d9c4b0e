import type { LoginEvent } from '#engine/event.ts'
import { type Fields, fieldsIn, textIn } from './decoded.ts'

/** Whether a protocol's row tells the result of a log-in, and which. */
export type Login = Pick<LoginEvent, 'service' | 'outcome' | 'account' | 'isCleartext'>

export function loginOf(type: string, row: Fields): Login | undefined {
  return READERS[type]?.(row)
}

const READERS: Readonly<Record<string, (row: Fields) => Login | undefined>> = {
  ftp: ftpLogin,
  krb5: kerberosLogin,
  smb: smbLogin,
  rfb: vncLogin,
  pgsql: postgresLogin,
  pop3: pop3Login,
  ldap: ldapLogin,
}

const outcome = (service: string, hasSucceeded: boolean, account = ''): Login => ({
  service,
  outcome: hasSucceeded ? 'succeeded' : 'failed',
  account,
  isCleartext: CLEARTEXT_SERVICES.has(service),
})
/** Whose password goes over the wire as it is. */
export const CLEARTEXT_SERVICES: ReadonlySet<string> = new Set(['ftp', 'pop3'])

/** 530: not logged in; some servers refuse the name itself. 230: logged in. */
function ftpLogin({ command, command_data: name, completion_code: codes }: Fields): Login | undefined {
  if (command !== 'PASS' && command !== 'USER') return undefined
  const said: unknown[] = Array.isArray(codes) ? codes : []
  const account = command === 'USER' ? textIn(name) : ''
  if (said.includes('530')) return outcome('ftp', false, account)
  return said.includes('230') ? outcome('ftp', true, account) : undefined
}

/** Wrong passwords only. A name that does not exist is a guess at names; a missing pre-authentication is how it begins. */
function kerberosLogin({ msg_type: type, error_code: code, cname }: Fields): Login | undefined {
  const account = cname === '<empty>' ? '' : textIn(cname)
  if (type === 'KRB_AS_REP') return outcome('kerberos', true, account)
  return type === 'KRB_ERROR' && WRONG_PASSWORD.has(textIn(code)) ? outcome('kerberos', false, account) : undefined
}
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

/** A reason without a challenge is a server that had no password to ask for. */
function vncLogin({ authentication, server_security_failure_reason: reason }: Fields): Login | undefined {
  const { vnc, security_result: result } = fieldsIn(authentication)
  if (vnc === undefined) return undefined
  if (result === 'OK') return outcome('vnc', true)
  return result === 'FAIL' || reason !== undefined ? outcome('vnc', false) : undefined
}

function postgresLogin({ request, response }: Fields): Login | undefined {
  const { message, code } = fieldsIn(response)
  const account = textIn(fieldsIn(fieldsIn(request).startup_parameters).user)
  if (message === 'authentication_ok') return outcome('postgresql', true, account)
  return code === '28P01' || code === '28000' ? outcome('postgresql', false, account) : undefined
}

function pop3Login({ request, response }: Fields): Login | undefined {
  const { command } = fieldsIn(request)
  const { success } = fieldsIn(response)
  const tells = (command === 'PASS' || command === 'APOP' || command === 'AUTH') && typeof success === 'boolean'
  return tells ? outcome('pop3', success) : undefined
}

function ldapLogin({ request, responses }: Fields): Login | undefined {
  const { operation, bind_request: bind } = fieldsIn(request)
  if (operation !== 'bind_request') return undefined
  const answers: unknown[] = Array.isArray(responses) ? responses : []
  const codes = answers.map((answer) => fieldsIn(fieldsIn(answer).bind_response).result_code)
  const account = textIn(fieldsIn(bind).name)
  if (codes.includes('invalid_credentials') || codes.includes('InvalidCredentials'))
    return outcome('ldap', false, account)
  return account !== '' && (codes.includes('success') || codes.includes('Success'))
    ? outcome('ldap', true, account)
    : undefined
}
