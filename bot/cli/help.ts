import type { Command } from './command.ts'
import { COMMANDS } from './commands.ts'

const usageOf = ({ words, operand, options }: Command): string => {
  const required = Object.entries(options).flatMap(([name, { value, isRequired }]) =>
    isRequired ? [`--${name} ${value}`] : [],
  )
  return [words, ...(operand ? [operand] : []), ...required].join(' ')
}

/** Every command a line; of a noun only its own. */
export function overview(commands: readonly Command[] = COMMANDS): string {
  const lines = commands.map((command) => [usageOf(command), command.says] as const)
  if (commands === COMMANDS) {
    lines.push(['replay FILE --token TOKEN', 'send a log through the sensors’ door, with a progress bar'])
    lines.push([
      'firm import FILE --region ID',
      'take a list of firms in; --dry-run only tells what is wrong, --undo takes it back',
    ])
    lines.push([
      'health-check print FILE --region ID --month YYYY-MM',
      'a month’s approved health checks as one PDF, a sheet for each firm; --firm ID only this one’s',
    ])
    lines.push(['pilot load', 'load the pilot of the report as a region; --dry-run only tells'])
    lines.push([
      'rules',
      'every detection with its numbers; --region ID: whether it is at work there, and what it raised',
    ])
    lines.push([
      'feeds list | update | restore | test',
      'lists of bad places: those at hand, newer ones, whether they name a place',
    ])
    lines.push([
      'questionnaire lint | list | show',
      'what firms are asked in chat, and whether anything is wrong with it',
    ])
    lines.push(['backup FILE', 'the whole database in one file, offline'])
    lines.push(['restore FILE', 'puts it back, offline, and erases anew what was erased since'])
    lines.push(['detect FILE…', 'the alerts of any log, offline: nothing is sent'])
  }
  return `Usage: otasuke COMMAND [--json] [--help]

${lines.map(([usage, says]) => `  ${usage}\n      ${says}`).join('\n')}

Every command but backup, restore, detect, feeds, questionnaire and a plain rules asks a running Otasuke: OTASUKE_URL (http://127.0.0.1:3000), with ADMIN_TOKEN or the
token in DATA_DIR/admin-token (./data/admin-token). --json prints the answer as it came, --print FIELD
one value of it; lists take --all.
Exit status: 0 done; 1 refused; 64 misused; 66 a file cannot be read; 69 no answer; 73 a file cannot be written; 77 not allowed; 78 no token.
`
}

export function helpOf(command: Command): string {
  const { words, operand, options, says, columns } = command
  const rows = [
    ...Object.entries(options).map(([name, { value, says: meaning, isRequired, isRepeated }]) => [
      `--${name} ${value}${isRepeated ? ' …' : ''}`,
      `${meaning}${isRequired ? ' (needed)' : ''}`,
    ]),
    ...(columns && words.endsWith('list') ? [['--all', 'every page']] : []),
    ['--json', 'the answer as it came'],
    ['--print FIELD', 'one value of it, such as id, token or code; of a list, each row’s'],
    ['--help', 'this text'],
  ] as const
  const width = Math.max(...rows.map(([name = '']) => name.length))
  return `Usage: otasuke ${words}${operand ? ` ${operand}` : ''} [options]
${says}

${rows.map(([name = '', meaning = '']) => `  ${name.padEnd(width)}  ${meaning}`).join('\n')}
`
}

export const REPLAY_HELP = `Usage: otasuke replay FILE --token TOKEN | --token-file FILE [options]
Sends a log (Suricata EVE or Zeek JSON; plain, .gz or .zst; - is standard input) through the sensors' door in batches.
What was sent before counts once. A token on the command line can be seen by others of this machine: a file cannot.

  --token TOKEN      the sensor's token, as \`otasuke sensor add\` showed it
  --token-file FILE  a file that holds it
  --batch LINES      lines in a batch (1000; at most 10000)
  --json             the counts as JSON
  --help             this text
`

export const RULES_HELP = `Usage: otasuke rules [list] [options]
Every detection with the kinds it raises and its numbers.

  --region ID  as it stands in this region: active, monitor (on trial) or off, and how many alerts it raised
  --json       the same as JSON
  --help       this text
`
