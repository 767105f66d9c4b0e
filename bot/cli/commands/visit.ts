import { type Command, list, OF_FIRM } from '../command.ts'

/** Help from afar, and people who go there. */
export const VISIT_COMMANDS: readonly Command[] = [
  list(
    'remote-help',
    'help from afar: who agreed, who helped, and what came of it',
    ['id', 'movedAt', 'state', 'consentedBy', 'helper', 'minutes', 'steps', 'firmId'],
    { firm: OF_FIRM },
  ),
]
