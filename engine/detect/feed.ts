/** Known phishing sites, as a rule asks for them. Reading and indexing the lists is the adapters' work. */
export interface PhishingFeed {
  /** Only hosts that serve nothing else: enough when the path is hidden (TLS) or not asked for yet (DNS). */
  byHost(host: string): FeedRow | undefined
  byUrl(host: string, path: string): FeedRow | undefined
}

/** The row that matched, so that an analyst can look it up. */
export interface FeedRow {
  feed: string
  row: number
  entry: string
  /** Whom it imitates or what the list says of it; may be ''. */
  note: string
}

export const NO_PHISHING_FEED: PhishingFeed = { byHost: () => undefined, byUrl: () => undefined }
