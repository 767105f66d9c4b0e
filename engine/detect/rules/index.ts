import type { Rule } from '../rule.ts'
import { abnormalProcess } from './abnormal-process.ts'
import { beaconing } from './beaconing.ts'
import { bruteForce } from './brute-force.ts'
import { cleartextCredentials } from './cleartext-credentials.ts'
import { dgaC2 } from './dga-c2.ts'
import { dnsTunneling } from './dns-tunneling.ts'
import { internalFileTransfer } from './internal-file-transfer.ts'
import { knownC2 } from './known-c2.ts'
import { malwareDownload } from './malware-download.ts'
import { passwordSpraying } from './password-spraying.ts'
import { phishingSite } from './phishing-site.ts'
import { portScan } from './port-scan.ts'
import { privilegedAccount } from './privileged-account.ts'
import { rendezvous } from './rendezvous.ts'
import { synFlood } from './syn-flood.ts'
import { unwantedSoftware } from './unwanted-software.ts'
import { urlScan } from './url-scan.ts'

/** Every detection, in the order in which they see an event. A new one is a file in this folder and a line here. */
export const RULES: readonly Rule[] = [
  portScan,
  bruteForce,
  phishingSite,
  dnsTunneling,
  synFlood,
  passwordSpraying,
  knownC2,
  beaconing,
  rendezvous,
  malwareDownload,
  cleartextCredentials,
  dgaC2,
  internalFileTransfer,
  urlScan,
  privilegedAccount,
  unwantedSoftware,
  abnormalProcess,
]
