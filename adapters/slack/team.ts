import { ErrorCode, type WebClient } from '@slack/web-api'

/** The workspace a token belongs to, as Slack says (auth.test). */
export type Team =
  | { kind: 'known'; id: string; name: string }
  /** Slack does not take the token, and will not take it later. */
  | { kind: 'refused'; reason: string }
  | { kind: 'unreachable'; reason: string }

/** Slack's names for a token that has to be replaced by a person. */
const HOPELESS = new Set(['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'])

export async function askTeam(client: WebClient): Promise<Team> {
  try {
    const { team_id: id, team: name = '' } = await client.auth.test()
    return id ? { kind: 'known', id, name } : { kind: 'refused', reason: 'it belongs to no workspace' }
  } catch (error) {
    const { code, data } = error as { code?: string; data?: { error?: string } }
    const reason = data?.error ?? code ?? 'no answer'
    const isHopeless = code === ErrorCode.PlatformError && HOPELESS.has(reason)
    return { kind: isHopeless ? 'refused' : 'unreachable', reason }
  }
}
