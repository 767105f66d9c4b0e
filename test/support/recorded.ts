import { existsSync, globSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ROOT } from './sources.ts'

/** Other people's captures, which lie beside the project where they lie at all. */
const FOLDER = ['../shared', '../../shared']
  .map((shared) => join(ROOT, shared, 'data', 'sensors'))
  .find((folder) => existsSync(folder))

export const hasRecordings = FOLDER !== undefined
export const absentNote = hasRecordings ? '' : ' (skipped: no recorded logs beside the project)'

export const recorded = (path: string): string => join(FOLDER ?? '', path)

const LOG = /\.(json|gz|log|labeled)$/

/** Every log of a folder, by its path within the recordings. */
export const recordedLogs = (folder: string): string[] =>
  FOLDER === undefined
    ? []
    : globSync(`${folder}/**/*`, { cwd: FOLDER })
        .filter((path) => LOG.test(basename(path)) && statSync(join(FOLDER, path)).isFile())
        .sort()
