/** 説明会, 個別説明会 and 報告会, and who came: companies, and how many people of each. */
export const MEETING_KINDS = ['briefing', 'individual', 'report'] as const
export type MeetingKind = (typeof MEETING_KINDS)[number]

export interface Meeting {
  id: string
  regionId: string
  kind: MeetingKind
  name: string
  /** Null on the web. */
  place: string | null
  /** Epoch ms. */
  startsAt: number
  endsAt: number
  /** Of one that people sign up to: the code on its papers, and the one at its door. */
  code: string | null
  doorCode: string | null
  /** Null: as many as come. */
  seats: number | null
  closedAt: number | null
  cancelledAt: number | null
  agenda: readonly AgendaItem[]
}

/** One point of what is told at a meeting. */
export interface AgendaItem {
  says: string
  minutes: number
  speaker: string | null
  organisation: string | null
  /** The name of the only meeting at which it is told; null: wherever this agenda is used. */
  onlyAt: string | null
}

/** So many minutes more than there is time for; 0 where it fits. */
export function minutesOver({
  name,
  agenda,
  startsAt,
  endsAt,
}: Pick<Meeting, 'name' | 'agenda' | 'startsAt' | 'endsAt'>): number {
  const toldHere = agenda.filter(({ onlyAt }) => onlyAt === null || onlyAt === name)
  const minutes = toldHere.reduce((sum, one) => sum + one.minutes, 0)
  return Math.max(0, minutes - Math.floor((endsAt - startsAt) / 60_000))
}

export const ATTENDEE_KINDS = ['participant', 'company', 'municipality', 'association', 'university'] as const
/** A firm of the programme, another company, 自治体, 団体, 大学. */
export type AttendeeKind = (typeof ATTENDEE_KINDS)[number]

export interface Attendance {
  id: string
  regionId: string
  meetingId: string
  firmId: string | null
  company: string
  kind: AttendeeKind
  people: number
}

/** Null where nobody wrote down who came. */
export interface MeetingCount extends Omit<Meeting, 'regionId'> {
  companies: number | null
  people: number | null
  /** Who means to come. */
  signedUp: { companies: number; people: number }
  feedback: Readonly<Record<string, number>>
}
