import { branchFindings } from './lint/branches.ts'
import type { Finding, Wording } from './lint/finding.ts'
import { migrationFindings } from './lint/migrations.ts'
import { repetitionFindings } from './lint/repetition.ts'
import { shapeFindings } from './lint/shape.ts'
import { textFindings } from './lint/texts.ts'
import type { Migration } from './migration.ts'
import type { Questionnaire } from './questionnaire.ts'

export type { Finding, Rule, Slot, Wording } from './lint/finding.ts'

export interface Surroundings {
  /** Every version there is, of a questionnaire the oldest first. */
  versions: readonly Questionnaire[]
  migrations: readonly Migration[]
  /** One for each language. */
  wordings: readonly Wording[]
}

/** Everything that is wrong with a version of a questionnaire; nothing, and any walk through it comes to its end. */
export function lint(questionnaire: Questionnaire, { versions, migrations, wordings }: Surroundings): Finding[] {
  return [
    ...shapeFindings(questionnaire),
    ...branchFindings(questionnaire),
    ...repetitionFindings(questionnaire, wordings),
    ...wordings.flatMap((wording) => textFindings(questionnaire, wording)),
    ...migrationFindings(questionnaire, versions, migrations),
  ]
}
