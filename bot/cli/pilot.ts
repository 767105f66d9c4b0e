import type { z } from 'zod'
import type { readClientConfig } from '../config.ts'
import type * as answers from '../http/admin/answers.ts'
import { createClient, EXIT, Failure } from './client.ts'
import type { Io } from './io.ts'

type Pilot = z.infer<typeof answers.pilot>

export const PILOT_HELP = `otasuke pilot load [--dry-run] [--json]

Load the pilot of the report (Iwate, fiscal 2020) as a region: 71 made-up firms, of which all printed numbers are true together.
What the report does not print is marked 架空. It is loaded once; a load that was cut short goes on where it stopped.

  --dry-run  say what would be loaded, and load nothing
  --json     the answer as it came
`

/** Part by part, each whole or not at all. */
export async function loadPilot(
  config: ReturnType<typeof readClientConfig>,
  { isDryRun, isJson }: { isDryRun: boolean; isJson: boolean },
  { stdout, stderr }: Io,
): Promise<void> {
  const ask = createClient(config)
  let pilot = (await ask('GET', '/pilot')) as Pilot
  if (pilot.done === pilot.steps)
    throw new Failure(`the pilot’s data is there already: region ${pilot.regionId}`, EXIT.refused)
  if (isDryRun) return void stdout.write(isJson ? `${JSON.stringify(pilot)}\n` : `would load ${rowsOf(pilot)}\n`)
  while (pilot.done < pilot.steps) {
    pilot = (await ask('POST', '/pilot', { part: pilot.done })) as Pilot
    if (stderr.isTTY) stderr.write(`\r${pilot.done} of ${pilot.steps} parts `)
  }
  if (stderr.isTTY) stderr.write('\n')
  stdout.write(isJson ? `${JSON.stringify(pilot)}\n` : `region ${pilot.regionId}: ${rowsOf(pilot)}\n`)
}

const rowsOf = ({ rows }: Pilot): string =>
  Object.entries(rows)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
