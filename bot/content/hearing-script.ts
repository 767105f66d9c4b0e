/** A part of the talk with a firm: its words stand in the locales (`hearing.script.<id>`). */
export interface ScriptPart {
  id: string
  minutes: number
  /** The section of the diagnosis that is filled meanwhile. */
  section?: string
}

/** The talk is the teaching: each part begins with what it is for, and all of them fit into 45 minutes. */
export const HEARING_SCRIPT: readonly ScriptPart[] = [
  { id: 'opening', minutes: 2 },
  { id: 'header', minutes: 3, section: 'header' },
  { id: 'basics', minutes: 7, section: 'basics' },
  { id: 'everyday', minutes: 12, section: 'everyday' },
  { id: 'organisation', minutes: 7, section: 'organisation' },
  { id: 'business', minutes: 4, section: 'business' },
  { id: 'responsible', minutes: 3, section: 'responsible' },
  { id: 'tools', minutes: 2 },
  { id: 'questions', minutes: 3 },
  { id: 'closing', minutes: 2 },
]
