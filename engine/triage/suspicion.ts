import type { AlertKind } from '../alert.ts'

/** What an analyst fears when a kind is seen: the word that the reason begins with. */
export const SUSPICIONS = ['infection', 'leak', 'intrusion', 'attack', 'deception', 'habit'] as const
export type Suspicion = (typeof SUSPICIONS)[number]

export const SUSPICION_OF: Readonly<Record<AlertKind, Suspicion>> = {
  'dns-tunneling': 'leak',
  'brute-force-success': 'intrusion',
  'syn-flood': 'attack',
  'known-c2': 'infection',
  'dga-c2': 'infection',
  'malware-download': 'infection',
  'abnormal-process': 'intrusion',
  'brute-force-failure': 'attack',
  'password-spraying': 'attack',
  'port-scan': 'attack',
  'url-scan': 'attack',
  'phishing-site': 'deception',
  'cleartext-credentials': 'habit',
  'privileged-account': 'habit',
  'unwanted-software': 'habit',
  'internal-file-transfer': 'habit',
}
