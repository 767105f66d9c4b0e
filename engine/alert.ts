/** A detector's finding, with the evidence that an analyst needs to believe it. */

export const ALERT_KINDS = [
  'dns-tunneling',
  'brute-force-success',
  'syn-flood',
  'known-c2',
  'dga-c2',
  'malware-download',
  'abnormal-process',
  'brute-force-failure',
  'password-spraying',
  'port-scan',
  'url-scan',
  'phishing-site',
] as const
export const ADVISORY_KINDS = ['cleartext-credentials', 'privileged-account', 'unwanted-software'] as const
export const HEALTH_CHECK_KINDS = ['internal-file-transfer'] as const
export type AlertKind =
  | (typeof ALERT_KINDS)[number]
  | (typeof ADVISORY_KINDS)[number]
  | (typeof HEALTH_CHECK_KINDS)[number]

/** 目的の実行 · C&C · デリバリー · エクスプロイト · 偵察: the pilot report's table 3.3.2-2, as printed. */
export type Stage = 'objectives' | 'command-and-control' | 'delivery' | 'exploitation' | 'reconnaissance'

/**
 * Each of the twelve kinds in its stage, as the table prints it: visits to phishing sites stand under reconnaissance.
 * Below them what the table does not count, in the stage in which an intruder would use it.
 */
export const STAGE_OF: Readonly<Record<AlertKind, Stage>> = {
  'dns-tunneling': 'objectives',
  'brute-force-success': 'objectives',
  'syn-flood': 'objectives',
  'known-c2': 'command-and-control',
  'dga-c2': 'command-and-control',
  'malware-download': 'delivery',
  'abnormal-process': 'exploitation',
  'brute-force-failure': 'reconnaissance',
  'password-spraying': 'reconnaissance',
  'port-scan': 'reconnaissance',
  'url-scan': 'reconnaissance',
  'phishing-site': 'reconnaissance',
  'cleartext-credentials': 'reconnaissance',
  'privileged-account': 'exploitation',
  'unwanted-software': 'delivery',
  'internal-file-transfer': 'delivery',
}

export type Severity = 'high' | 'medium' | 'low'

export interface Alert {
  /** Derived from content (firm, kind, subject, window start), so that a replay raises the same alert. */
  id: string
  kind: AlertKind
  stage: Stage
  severity: Severity
  firstSeenAt: number
  lastSeenAt: number
  /** Who did it and to whom: an address, or '' where there is none or there are many. */
  source: string
  target: string
  /** The firm's own device in the story (the inside address), which a case is folded by; '' when none is inside. */
  device: string
  /** How many events so far; an alert grows in place. */
  count: number
  /** Only plain JSON: the rule's numbers (window, threshold), up to 30 events, and the feed row that matched. */
  evidence: Evidence
  /** One sentence in English for logs and the command line; analysts read in their language what the evidence tells. */
  reason: string
}

/** As the detector gives it: with the name of the rule that raised it. */
export interface DetectedAlert extends Alert {
  rule: string
}

export interface Evidence {
  windowMs: number
  threshold: number
  /** Of the threshold, where it is not what the alert counts. */
  unit?: 'points' | 'minutes'
  events: EvidenceEvent[]
  [fact: string]: unknown
}

export interface EvidenceEvent {
  at: number
  source: string
  sourcePort: number
  target: string
  targetPort: number
  note: string
}
