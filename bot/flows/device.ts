import { type CommandFlow, personOf } from '../case/command.ts'

/** The firm has said whose the case's device is, or has taken that back: the card is shown anew by it. */
const whose: CommandFlow = async (work, { by }) => {
  const owner = await work.owner()
  if (owner) return work.remember('device-owned', personOf(by), { owner: owner.text })
  work.remember('device-unowned', personOf(by))
}

export const deviceCommands: Readonly<Record<string, CommandFlow>> = { whose }
