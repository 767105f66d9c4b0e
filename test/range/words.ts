import type { Network } from './network.ts'
import { writeFile } from './servers.ts'

/** The usual guesses; `summer2026` is what people in the range have who are careless. */
export const GUESSES = [
  ...['123456', 'password', '12345678', 'qwerty', '111111', 'abc123', 'password1', 'iloveyou', 'admin', 'welcome'],
  ...['letmein', 'monkey', 'dragon', 'sunshine', 'princess', 'football', 'master', 'shadow', 'trustno1', 'passw0rd'],
]
export const MANY_GUESSES = [...GUESSES, ...GUESSES.map((guess) => `${guess}1`), ...GUESSES.map((guess) => `${guess}!`)]
export const CARELESS = 'summer2026'

export const NAMES = [
  ...['sato', 'suzuki', 'takahashi', 'tanaka', 'ito', 'watanabe', 'yamamoto', 'nakamura', 'kobayashi', 'kato'],
  ...['yoshida', 'yamada', 'sasaki', 'yamaguchi', 'matsumoto', 'inoue', 'kimura', 'hayashi', 'saito', 'shimizu'],
]

/** A file of a tool's own kind: one a line. */
export const listOf = (network: Network, name: string, words: readonly string[]): string =>
  writeFile(network, name, `${words.join('\n')}\n`)
