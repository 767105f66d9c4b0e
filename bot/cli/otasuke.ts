import { runOtasuke } from './run.ts'

process.exitCode = await runOtasuke(process.argv.slice(2), process)
