import { type Command, list, OF_FIRM } from '../command.ts'

/** Insurance, what may become a claim, and leaks. */
export const INSURANCE_COMMANDS: readonly Command[] = [
  list(
    'leak',
    'leaks of personal data that firms have asked about, with the days of their reports',
    ['id', 'begunAt', 'state', 'known', 'promptBy', 'finalBy', 'firmId'],
    { firm: OF_FIRM },
  ),
]
