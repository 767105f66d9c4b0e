/** What the server tells the page about this installation. */
export interface Session {
  adminToken: string
  controlUrl: string
  /** The made-up https origin of pictures and pages in LINE messages: it stands for this very server. */
  publicOrigin: string | null
  /** With the people who have joined. */
  firms: { id: string; name: string; people: Seated[] }[]
  staff: Seated[]
  sensors: Sensor[]
  invites: Invite[]
  /** Rounds of the survey that anybody may answer who scans their QR. */
  rounds: Round[]
  /** Names of the bundled logs. */
  samples: string[]
}

/** `userId` is of LINE for a firm's people, of Slack for the staff. */
export interface Seated {
  name: string
  role: string
  userId: string
}

export interface Sensor {
  id: string
  siteName: string
  firmName: string
  token: string
}

/** A code that is still good, and for whom it was made. */
export interface Invite {
  code: string
  firmName: string
  personName: string
  role: string
}

/** What a QR writes into the chat, and the paper that it is printed on. */
export interface Round {
  name: string
  text: string
  pageUrl: string
}

export async function fetchSession(): Promise<Session> {
  const answer = await fetch('/playground/session')
  if (!answer.ok) throw new Error(`the session answered ${answer.status}`)
  return (await answer.json()) as Session
}
