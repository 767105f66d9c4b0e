import { writeFileSync } from 'node:fs'
import { sampleLogs } from './sample-logs.ts'

/** `node bot/content/write-sample-logs.ts`, after a change of the samples. */
for (const [name, text] of Object.entries(sampleLogs()))
  writeFileSync(new URL(`samples/${name}`, import.meta.url), text)
