/** Paper that leads to us: who hands it out, and the meeting it is for, if any. Its code stands on it for everybody to see. */
export interface Flyer {
  id: string
  regionId: string
  recruitingId: string
  meetingId: string | null
  code: string
  headline: string
  basicId: string
  /** A person, or an API token. */
  madeBy: string
}
