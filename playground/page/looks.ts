export type Pane = 'line' | 'slack' | 'sensor' | 'clock'

/** Who plays whom, and what is in view. */
export interface Looks {
  pane: Pane
  lineUserId: string
  slackUserId: string
  channelId: string
  threadTs: string | null
}

const FIRST: Looks = { pane: 'line', lineUserId: '', slackUserId: '', channelId: '', threadTs: null }
const NAME = 'otasuke-looks'

/** A page that is loaded again shows what it showed. */
export function looksBefore(): Looks {
  try {
    return { ...FIRST, ...(JSON.parse(sessionStorage.getItem(NAME) ?? '{}') as Partial<Looks>) }
  } catch {
    return FIRST
  }
}

export function rememberLooks(looks: Looks): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(looks))
  } catch {
    // A browser that keeps nothing is played with all the same.
  }
}
