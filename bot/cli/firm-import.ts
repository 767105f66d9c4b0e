import type { z } from 'zod'
import type { readClientConfig } from '../config.ts'
import type * as answers from '../http/admin/answers.ts'
import { type Ask, createClient, EXIT, Failure } from './client.ts'
import { harmless } from './columns.ts'
import { segment } from './command.ts'
import { bytesOf } from './input-file.ts'
import type { Io } from './io.ts'

type Import = z.infer<typeof answers.firmImport>
type Undone = z.infer<typeof answers.undoneImport>

export const FIRM_IMPORT_HELP = `otasuke firm import FILE --region ID [--dry-run] [--skip-faulty] [--json]
otasuke firm import --undo IMPORT
otasuke firm import --template

Take a list of firms in, from a CSV file as Excel writes it (Shift_JIS or UTF-8): all of them or none. Firms that are here
already, by their corporate number or by name and telephone number, are left as they are.

  --region ID    whose firms they are
  --dry-run      say how many would be made, which lines are wrong and why; make none
  --skip-faulty  leave out the lines that are wrong, and take the others in
  --undo IMPORT  take back what a list has made, but for firms to which something has happened since
  --template     the columns, as a file to fill in
  --json         the answer as it came; --print FIELD one value of it
`

export interface FirmImportOptions {
  file: string | undefined
  regionId: string | undefined
  undo: string | undefined
  isTemplate: boolean
  isDryRun: boolean
  skipsFaulty: boolean
}

export interface Told {
  answer: object
  words: string
  code: number
}

export async function importFirms(
  config: ReturnType<typeof readClientConfig>,
  { file, regionId, undo, isTemplate, ...how }: FirmImportOptions,
  progress: Io['stderr'],
): Promise<Told> {
  const ask = createClient(config)
  if (isTemplate) {
    const answer = (await ask('GET', '/firm-imports/template')) as { csv: string }
    return { answer, words: answer.csv, code: 0 }
  }
  if (undo !== undefined) {
    const answer = (await ask('POST', `/firm-imports/${segment(undo)}/undo`)) as Undone
    return { answer, words: undoneText(answer), code: 0 }
  }
  if (file !== undefined && regionId !== undefined) return takeIn(ask, { ...how, file, regionId }, progress)
  throw new Failure(`firm import needs FILE and --region ID\n${FIRM_IMPORT_HELP.trimEnd()}`, EXIT.misused)
}

async function takeIn(
  ask: Ask,
  {
    file,
    regionId,
    isDryRun,
    skipsFaulty,
  }: { file: string; regionId: string; isDryRun: boolean; skipsFaulty: boolean },
  progress: Io['stderr'],
): Promise<Told> {
  progress.write(`${file}: reading …\n`)
  const read = { regionId, file: bytesOf(file).toString('base64') }
  const checked = (await ask('POST', '/firm-imports', read)) as Import
  const isFaulty = checked.faulty > 0 && !skipsFaulty
  if (isDryRun || isFaulty) return { answer: checked, words: checkedText(checked), code: isFaulty ? EXIT.refused : 0 }
  progress.write(`${checked.lines} lines; making ${checked.fresh} firms …\n`)
  const made = (await ask('POST', `/firm-imports/${segment(checked.id)}/run`, { skipsFaulty })) as Import
  return { answer: made, words: madeText(made), code: 0 }
}

const madeText = ({ id, made, known, faulty }: Import): string =>
  `${made} firms are made, ${known} were here, ${faulty} lines are left out\nto take it back: otasuke firm import --undo ${id}\n`

function checkedText({ lines, fresh, known, faulty, faults, ignored }: Import): string {
  const wrong = faults.map(({ line, read, says }) => `line ${line}: ${clean(read)}: ${clean(says)}\n`)
  const beside = ignored.length > 0 ? `not read: ${ignored.map(clean).join(', ')}\n` : ''
  return `${lines} lines: ${fresh} firms would be made, ${known} are here, ${faulty} lines are wrong\n${beside}${wrong.join('')}`
}

const undoneText = ({ takenBack, kept }: Undone): string =>
  `${takenBack} firms are taken back, ${kept.length} stay\n${kept.map(({ name, says }) => `${clean(name)}: ${clean(says)}\n`).join('')}`

const clean = (text: string): string => harmless(text, 300)
