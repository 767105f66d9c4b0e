import type { Tx } from '#db/door.ts'
import type { CaseCommand, CommandFlow } from '../case/command.ts'
import { CaseWork } from '../case/work.ts'
import type { Flow, FlowContext, InboxRow } from '../flow.ts'

/** Opens the case a button, typed answer or form was about, lets its command decide, and writes everything down together. */
export const caseCommand = (commands: Readonly<Record<string, CommandFlow>>): Flow =>
  async function run(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
    // Written by the chat flow alone.
    const command = job.payload as CaseCommand
    const decide = commands[command.command]
    if (!decide) throw new Error(`nobody knows the command ${command.command}`)
    const work = await CaseWork.open(tx, app, job.lane.slice('case:'.length))
    if (!work) throw new Error(`a command came for ${job.lane}, which is not there`)
    await decide(work, command)
    await work.settle()
  }
