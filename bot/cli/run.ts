import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ConfigError, readClientConfig, readIntelDir, readServerUrl, readStorage } from '../config.ts'
import { type Ask, createClient, EXIT, Failure, tableAt } from './client.ts'
import type { Command, Given, Option } from './command.ts'
import { COMMANDS } from './commands.ts'
import { helpOf, overview, REPLAY_HELP, RULES_HELP } from './help.ts'
import type { Io } from './io.ts'
import { replay } from './replay.ts'
import { fieldsOf, tableOf } from './show.ts'
import { reasonOf } from './unpacked.ts'

type Environment = Parameters<typeof readClientConfig>[0]

/** `otasuke …`: finds the command and carries it out. Resolves to the exit code. */
export async function runOtasuke(argv: readonly string[], io: Io, environment?: Environment): Promise<number> {
  try {
    return await carryOut(argv, io, environment)
  } catch (error) {
    if (!(error instanceof Failure) && !(error instanceof ConfigError)) throw error
    io.stderr.write(`otasuke: ${error.message}\n`)
    return error instanceof Failure ? error.exitCode : EXIT.config
  }
}

async function carryOut(argv: readonly string[], io: Io, environment: Environment): Promise<number> {
  const [first = '', second = '', ...rest] = argv
  // What works without the program is loaded when it is asked for: the others would wait half a second for it.
  if (first === 'detect') return (await import('./detect.ts')).runDetect(argv.slice(1), io)
  if (singular(first) === 'questionnaire')
    return (await import('./questionnaire.ts')).runQuestionnaire(argv.slice(1), io)
  if (singular(first) === 'feed')
    return (await import('./feeds.ts')).runFeeds(argv.slice(1), io, readIntelDir(environment))
  if (first === 'backup' || first === 'restore')
    return (await import('./backup.ts')).runBackup(first, argv.slice(1), io, readStorage(environment))
  if (['', '--help', '-h', 'help'].includes(first))
    return say(first === '' ? io.stderr : io.stdout, overview(), first === '' ? EXIT.misused : 0)
  if (first === 'pilot') return pilot(argv.slice(1), io, environment)
  if (first === 'replay') return replayLog(argv.slice(1), io, environment)
  // `rules` alone, with or without options, lists them: it is what one types to see what there is.
  if (first === 'rules' && (second === '' || second.startsWith('-'))) return listRules(argv.slice(1), io, environment)
  if (first === 'rules' && second === 'list') return listRules(rest, io, environment)
  if (singular(first) === 'firm' && second === 'import') return firmImport(rest, io, environment)
  if (singular(first) === 'health-check' && second === 'print') return healthPrint(rest, io, environment)
  const command = commandIn(argv)
  if (command) return ask(command, argv.slice(command.words.split(' ').length), io, environment)
  const near = COMMANDS.filter((one) => one.words.startsWith(`${singular(first)} `))
  const isAsked = argv.some((word) => word === '--help' || word === '-h')
  if (near.length > 0) return say(isAsked ? io.stdout : io.stderr, overview(near), isAsked ? 0 : EXIT.misused)
  throw new Failure(`there is no command ${first}: \`otasuke --help\` lists them`, EXIT.misused)
}

/** By its two or three words. */
export function commandIn([noun = '', ...others]: readonly string[]): Command | undefined {
  const said = [singular(noun), ...others]
  const meant = COMMANDS.filter(({ words }) => words.split(' ').every((word, place) => said[place] === word))
  // `schedule dry-run` is no `schedule` of something.
  return meant.toSorted((one, other) => other.words.length - one.words.length)[0]
}

/** `cases list` and `case list` are the same. */
const singular = (noun: string): string => SINGULAR[noun] ?? noun.replace(/s$/, '')

/** Where the noun is more than what stands before an s. */
const SINGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  rules: 'rules',
  statistics: 'statistics',
  diagnosis: 'diagnosis',
  diagnoses: 'diagnosis',
}

function say(to: Io['stdout'], text: string, code: number): number {
  to.write(text)
  return code
}

async function ask(command: Command, argv: readonly string[], io: Io, environment: Environment): Promise<number> {
  const { given, isHelp, isJson, isAll, print } = parse(command, argv)
  if (isHelp) return say(io.stdout, helpOf(command), 0)
  const config = readClientConfig(environment)
  const client = createClient(config)
  const request = command.request(given)
  const { csv } = given.options
  if (command.isTable && typeof csv === 'string') {
    write(csv, await tableAt(config, request.path), io)
    return 0
  }
  const answer = (
    isAll ? await everyPage(client, request.path) : await client(request.method, request.path, request.body)
  ) as Record<string, unknown>
  if (print !== undefined) return say(io.stdout, printed(answer, print), 0)
  return say(io.stdout, isJson ? `${JSON.stringify(answer)}\n` : shown(command, answer, given), 0)
}

function write(file: string, text: string, { stdout }: Io): void {
  if (file === '-') return void stdout.write(text)
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new Failure(`${file}: ${reasonOf(error)}`, EXIT.unwritable)
  }
  stdout.write(`${file} is written\n`)
}

/** One value alone, for scripts; of a list each row’s, a line each. */
const printed = (answer: Record<string, unknown>, name: string): string =>
  (Array.isArray(answer.items) && answer[name] === undefined ? answer.items : [answer])
    .map((row) => `${fieldIn(row, name)}\n`)
    .join('')

function fieldIn(answer: Record<string, unknown>, name: string): string {
  const value = answer[name]
  if (value !== undefined) return typeof value === 'object' ? JSON.stringify(value) : String(value)
  throw new Failure(`the answer has no ${name}, only ${Object.keys(answer).join(', ')}`, EXIT.misused)
}

function shown(command: Command, answer: Record<string, unknown>, given: Given): string {
  if (command.done) return `${command.done}\n`
  if (command.shown) return command.shown(answer, given)
  if (!command.columns || !Array.isArray(answer.items)) return fieldsOf(answer)
  const more = typeof answer.nextCursor === 'string' ? `more: --cursor ${answer.nextCursor}, or --all\n` : ''
  return tableOf(answer.items, command.columns) + more
}

async function everyPage(client: Ask, path: string): Promise<object> {
  const items: unknown[] = []
  const separator = path.includes('?') ? '&' : '?'
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = (await client('GET', cursor === '' ? path : `${path}${separator}cursor=${cursor}`)) as {
      items: unknown[]
      nextCursor: string | null
    }
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return { items, nextCursor: null }
}

interface Parsed {
  given: Given
  isHelp: boolean
  isJson: boolean
  isAll: boolean
  print: string | undefined
}

function parse(command: Command, argv: readonly string[]): Parsed {
  const { values, positionals } = parsed(command.words, command.options, argv)
  const { help, json, all, print, ...options } = values as Record<string, string | string[] | boolean | undefined>
  const given: Given = { operand: positionals[0] ?? '', options: options as Given['options'] }
  if (help !== true) {
    const fault = faultIn(command, given, positionals)
    if (fault) throw new Failure(`${fault}\n${helpOf(command).trimEnd()}`, EXIT.misused)
  }
  return {
    given,
    isHelp: help === true,
    isJson: json === true,
    isAll: all === true && command.columns !== undefined,
    print: typeof print === 'string' ? print : undefined,
  }
}

function parsed(words: string, options: Readonly<Record<string, Option>>, argv: readonly string[]) {
  const flag = { type: 'boolean' as const }
  const named = Object.fromEntries(
    Object.entries(options).map(([name, { isRepeated = false }]) => [
      name,
      { type: 'string' as const, multiple: isRepeated },
    ]),
  )
  try {
    return parseArgs({
      args: [...argv],
      options: { ...named, help: { ...flag, short: 'h' }, json: flag, all: flag, print: { type: 'string' } },
      allowPositionals: true,
    })
  } catch (error) {
    // parseArgs says what was wrong in its first sentence; the rest is about programming.
    const because = error instanceof Error ? error.message.split('. ')[0] : 'not understood'
    throw new Failure(`${words}: ${because}; see \`otasuke ${words} --help\``, EXIT.misused)
  }
}

function faultIn(
  { words, operand, options }: Command,
  given: Given,
  positionals: readonly string[],
): string | undefined {
  if (operand && given.operand === '') return `${words} needs ${operand}`
  const surplus = positionals[operand ? 1 : 0]
  if (surplus !== undefined) return `${words} does not know what to do with ${surplus}`
  for (const [name, { value, isRequired, isNumber }] of Object.entries(options)) {
    const typed = given.options[name]
    if (isRequired && typed === undefined) return `${words} needs --${name} ${value}`
    if (isNumber && typed !== undefined && !/^\d+$/.test(String(typed))) return `--${name} must be a whole number`
  }
  return undefined
}

async function listRules(argv: readonly string[], io: Io, environment: Environment): Promise<number> {
  const { values, positionals } = parsed('rules list', { region: { value: 'ID', says: '' } }, argv)
  const { help, json, region } = values as Record<string, string | boolean | undefined>
  if (help === true) return say(io.stdout, RULES_HELP, 0)
  if (positionals[0] !== undefined)
    throw new Failure(
      `rules list does not know what to do with ${positionals[0]}\n${RULES_HELP.trimEnd()}`,
      EXIT.misused,
    )
  const { listedRules, rulesTable } = await import('./rules.ts')
  const listed = await listedRules(given(region), () => createClient(readClientConfig(environment)))
  return say(io.stdout, json === true ? `${JSON.stringify(listed)}\n` : rulesTable(listed.items), 0)
}

async function pilot(argv: readonly string[], io: Io, environment: Environment): Promise<number> {
  const { loadPilot, PILOT_HELP } = await import('./pilot.ts')
  const isDryRun = argv.includes('--dry-run')
  const { values, positionals } = parsed(
    'pilot',
    {},
    argv.filter((one) => one !== '--dry-run'),
  )
  const [act, surplus] = positionals
  if (values.help === true) return say(io.stdout, PILOT_HELP, 0)
  if (act !== 'load' || surplus !== undefined) return say(io.stderr, PILOT_HELP, EXIT.misused)
  await loadPilot(readClientConfig(environment), { isDryRun, isJson: values.json === true }, io)
  return 0
}

const FIRM_IMPORT_OPTIONS: Readonly<Record<string, Option>> = {
  region: { value: 'ID', says: '' },
  undo: { value: 'IMPORT', says: '' },
}
const FIRM_IMPORT_FLAGS = ['--dry-run', '--skip-faulty', '--template']

async function firmImport(argv: readonly string[], io: Io, environment: Environment): Promise<number> {
  const { importFirms, FIRM_IMPORT_HELP } = await import('./firm-import.ts')
  const named = argv.filter((one) => !FIRM_IMPORT_FLAGS.includes(one))
  const { values, positionals } = parsed('firm import', FIRM_IMPORT_OPTIONS, named)
  const { help, json, region, undo, print } = values as Record<string, string | boolean | undefined>
  if (help === true) return say(io.stdout, FIRM_IMPORT_HELP, 0)
  const [file, surplus] = positionals
  if (surplus !== undefined) throw new Failure(`firm import does not know what to do with ${surplus}`, EXIT.misused)
  const [isDryRun = false, skipsFaulty = false, isTemplate = false] = FIRM_IMPORT_FLAGS.map((one) => argv.includes(one))
  const options = { file, regionId: given(region), undo: given(undo), isDryRun, skipsFaulty, isTemplate }
  const { answer, words, code } = await importFirms(readClientConfig(environment), options, io.stderr)
  const printed = given(print) === undefined ? words : `${fieldIn({ ...answer }, given(print) ?? '')}\n`
  return say(io.stdout, json === true ? `${JSON.stringify(answer)}\n` : printed, code)
}

const HEALTH_PRINT_OPTIONS: Readonly<Record<string, Option>> = {
  region: { value: 'ID', says: '' },
  month: { value: 'YYYY-MM', says: '' },
  firm: { value: 'ID', says: '', isRepeated: true },
}

async function healthPrint(argv: readonly string[], io: Io, environment: Environment): Promise<number> {
  const { printHealthChecks, HEALTH_PRINT_HELP } = await import('./health-print.ts')
  const { values, positionals } = parsed('health-check print', HEALTH_PRINT_OPTIONS, argv)
  const { help, region, month, firm = [] } = values as Record<string, string | string[] | boolean | undefined>
  if (help === true) return say(io.stdout, HEALTH_PRINT_HELP, 0)
  const [file, surplus] = positionals
  if (file === undefined || surplus !== undefined || typeof region !== 'string' || typeof month !== 'string')
    throw new Failure(
      `health-check print needs one FILE, --region ID and --month YYYY-MM\n${HEALTH_PRINT_HELP.trimEnd()}`,
      EXIT.misused,
    )
  const firmIds = Array.isArray(firm) ? firm : []
  await printHealthChecks(readClientConfig(environment), { file, regionId: region, month, firmIds }, io)
  return 0
}

const REPLAY_OPTIONS: Readonly<Record<string, Option>> = {
  token: { value: 'TOKEN', says: '' },
  'token-file': { value: 'FILE', says: '' },
  batch: { value: 'LINES', says: '', isNumber: true },
}

async function replayLog(argv: readonly string[], io: Io, environment: Environment): Promise<number> {
  const { values, positionals } = parsed('replay', REPLAY_OPTIONS, argv)
  const {
    help,
    json,
    token,
    batch = '1000',
    'token-file': tokenFile,
  } = values as Record<string, string | boolean | undefined>
  if (help) return say(io.stdout, REPLAY_HELP, 0)
  const [file, surplus] = positionals
  if (file === undefined || surplus !== undefined)
    throw new Failure(`replay needs one FILE\n${REPLAY_HELP.trimEnd()}`, EXIT.misused)
  const batchLines = Number(batch)
  if (!Number.isInteger(batchLines) || batchLines < 1 || batchLines > 10_000)
    throw new Failure('--batch must be a whole number from 1 to 10000', EXIT.misused)
  const url = readServerUrl(environment)
  await replay({ url, file, token: given(token), tokenFile: given(tokenFile), batchLines }, io, json === true)
  return 0
}

const given = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
