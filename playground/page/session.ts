/** What the server tells the page about this installation. */
export interface Session {
  adminToken: string
  controlUrl: string
  /** The made-up https origin of pictures and pages in LINE messages: it stands for this very server. */
  publicOrigin: string | null
  firms: { id: string; name: string; people: { name: string; role: string; userId?: string }[] }[]
  sensors: { id: string; siteName: string; firmName: string; token: string }[]
  invites: Invite[]
  samples: { name: string; label: string }[]
}

export interface Invite {
  code: string
  for: string
  platform?: 'line' | 'slack'
}

export async function fetchSession(): Promise<Session> {
  const answer = await fetch('/playground/session')
  if (!answer.ok) throw new Error(`the session answered ${answer.status}`)
  return (await answer.json()) as Session
}
