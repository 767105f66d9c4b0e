export type Pane = 'line' | 'slack' | 'discord' | 'sensor' | 'clock'

/** Who plays whom, and what is in view. */
export interface Looks {
  pane: Pane
  lineUserId: string
  slackUserId: string
  channelId: string
  threadTs: string | null
  /** Which chat of the staff stands between phone and tools. */
  staff: 'slack' | 'discord'
  discordUserId: string
  /** A channel, a thread, or the talk with the bot. */
  discordPlace: string
}

const FIRST: Looks = {
  ...{ pane: 'line', lineUserId: '', slackUserId: '', channelId: '', threadTs: null },
  ...{ staff: 'slack', discordUserId: '', discordPlace: '' },
}
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
