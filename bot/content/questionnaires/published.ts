/**
 * What each published version looked like on the day it was published (SHA-256 of its canonical JSON). Answers and scores
 * were given to exactly that: it never changes, and a correction is a new version with a migration. `otasuke questionnaire
 * lint` tells the line to add for a new version. Drafts are free.
 */
export const PUBLISHED: Readonly<Record<string, string>> = {
  'office 3.1': 'f0c425b784f5a019313183fd47970c32ee8c2f20d6433f2bcad8cfeb4536a560',
  'telework 1': '6e43a33e94a26c50fc77c1a38d1610b6cb00dd56c08ac7bb8d199d410556533c',
  'setup 1': '88fb3d2bc4be27c6936a866508255f68c364393f02b6d39fa8c1ffe9dce1b474',
  'survey 1': '3146f92d919d8e7a47a6a87fdf0b35782e04d77582c0d8612a60d8f45dbd3882',
  'survey 2': '445cdd09f007356f7023cc1d51781ac5b38a0510bda006a6f346308254743631',
  'operation 1': '4ce6c11f7ac2698112d7ddc45fba2228bca20b829b53e641521242427cac991b',
  'security-action 5-rules': '1cacf706f0fcdec2971a988daac7bd5a6760724e1ee654bfa3cf999f2cd152ef',
  'security-action 6-rules': '1670fbe3c32e39ebd0cf88552440eebeed78d0eba3ef72f363077e0d044670a0',
}
