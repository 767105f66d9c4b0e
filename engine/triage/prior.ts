import type { FeatureName, Features, Verdict } from './features.ts'

/**
 * What is believed before a region's analysts have judged anything, written as if so many cases of each value had been
 * judged [confirmed, watched, false alarm]. Small numbers on purpose: some dozens of a region's own verdicts outweigh them.
 * From the pilot (3,539 alerts became 7 notices, most of them about infected or guessed machines) and the rules' known
 * false positives.
 */
type Weights = readonly [confirmed: number, watched: number, falseAlarm: number]
type Prior = { readonly [Name in FeatureName]: Readonly<Record<Features[Name], Weights>> }

export const PRIOR: Prior = {
  kind: {
    'dns-tunneling': [1.5, 0.5, 1],
    'brute-force-success': [2, 0.3, 0.7],
    'syn-flood': [0.8, 0.8, 1],
    'known-c2': [2, 0.5, 0.8],
    'dga-c2': [1.5, 0.5, 1],
    'malware-download': [1.5, 0.5, 1],
    'abnormal-process': [1.2, 0.6, 1],
    'brute-force-failure': [0.4, 1, 1.5],
    'password-spraying': [0.8, 1, 0.8],
    'port-scan': [0.3, 1, 2],
    'url-scan': [0.3, 1, 2],
    'phishing-site': [0.8, 1, 1],
    'cleartext-credentials': [1.5, 0.5, 0.8],
    'privileged-account': [1, 0.7, 0.8],
    'unwanted-software': [1.2, 0.6, 0.8],
    'internal-file-transfer': [0.3, 1, 1.5],
  },
  severity: { high: [3, 1, 1], medium: [1.5, 2, 1.5], low: [0.7, 1.5, 3] },
  count: { few: [1, 1, 1.5], tens: [1, 1, 1], hundreds: [1, 1, 1], thousands: [1.2, 1, 0.8] },
  repetition: { once: [1, 1.2, 1.2], several: [1.2, 1, 1], many: [1, 0.8, 1] },
  lasting: { minutes: [0.9, 1, 1.2], hours: [1.2, 1, 0.9], 'a-day': [1.1, 1, 1] },
  rhythm: { regular: [1.4, 1, 0.8], irregular: [1, 1, 1.1], unknown: [1, 1, 1] },
  direction: { outward: [1.6, 1, 1], inward: [0.7, 1.2, 1.4], internal: [1.1, 1, 1], unknown: [0.8, 1, 1] },
  listed: { listed: [1.8, 1, 0.8], 'not-listed': [1.2, 1, 1.2] },
  distance: { far: [1.3, 1, 0.8], clear: [1, 1, 1], near: [0.8, 1, 1.2] },
  past: {
    none: [1.5, 1.2, 1.2],
    'false-alarm': [0.4, 0.8, 1.6],
    'false-alarms': [0.15, 0.5, 2.5],
    watched: [0.8, 1.8, 0.8],
    confirmed: [2, 0.8, 0.5],
  },
  unusual: {
    nothing: [1.2, 1.2, 1.3],
    'new-place': [1.2, 1, 0.9],
    'off-hours': [1.2, 1, 0.9],
    'large-upload': [1.4, 1, 0.7],
    several: [1.5, 0.9, 0.5],
  },
}

/** How many of each verdict there were among so few. */
export const PRIOR_VERDICTS: Readonly<Record<Verdict, number>> = { confirmed: 1.5, watched: 2, 'false-alarm': 4 }
