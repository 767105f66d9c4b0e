import { FEATURES } from '#engine/detect/dga/features.ts'
import { alikeNamesMin, missingNamesMin, wordNamesMin } from '#engine/detect/rules/dga-c2.ts'
import type { FamilyFigures, Figures } from './figures.ts'
import type { Sample } from './names.ts'

interface Recipe {
  seed: number
  folds: number
  madeUp: readonly Sample[]
  honest: readonly Sample[]
}

/** What the model is, how it was made and how well it does, for whoever must trust it. */
export function cardOf(figures: Figures, { seed, folds, madeUp, honest }: Recipe): string {
  const recorded = figures.families.filter(({ family }) => !family.startsWith('~'))
  const imitated = figures.families.filter(({ family }) => family.startsWith('~'))
  return `# Made-up names: the model and its figures

Written by \`npm exec -- node test/train/dga/train.ts FOLDER\`, which trains, measures and writes this card and
\`weights.ts\`. The folder holds \`dga_domains.tsv\` (family and name) and three lists of honest names; none of it is part of
the project. The same folder and seed (${seed}) give the same files.

- **Input**: the registered part of a name alone (public suffix list with its private section), never what stands below it.
- **Model**: logistic regression over hashed pieces of two to four letters, pieces of shape, the whole, length and suffix;
  ${FEATURES} weights of eight bits.
- **Data**: ${madeUp.length} made-up names (${recorded.length} recorded families, at most 1,000 names each, and ${imitated.length} imitated ones, marked \`~\`, that
  only widen it), ${honest.length} honest names (lists of popular and of ordinary domains, and Japanese names put together from
  surnames, places and trades).
- **Split**: ${folds} folds by family, relatives together; honest names by name. Every figure is of names and families that the
  judging model had not seen. Families of plain words are measured and not trained on.
- **Judged**: a window of a host is found or accused by the points of its names, or by ${alikeNamesMin} names of one suffix and one length that
  look a little odd.
- **Known limits**: word lists (suppobox, gozi, nymaim2) are found by no letters but by the number of names that do not exist,
  which the rule counts besides (${missingNamesMin} of any look, ${wordNamesMin} of words and one suffix); short random names of three to six letters look like abbreviations; advertising networks that rotate random names look like this.

| Per name | |
|---|---|
| AUC | ${figures.auc.toFixed(4)} |
| Recall at 0.1 % false positives (logit > ${figures.nameThreshold.toFixed(2)}) | ${percent(figures.nameRecall)} |

| Windows of a host falsely accused | Share |
|---|---|
${Object.entries(figures.falseWindows)
  .map(([name, share]) => `| ${name} | ${(share * 100).toFixed(2)} % |`)
  .join('\n')}

Ten names per host; a family is found when at least 95 % of such hosts are. The rule also
counts names that do not exist, whoever asks for them: an honest host is accused, too, when so many of its names fail.

| Families found | by letters, answers not seen | by letters, names that do not exist | by the rule, names that do not exist |
|---|---|---|---|
| recorded | ${found(recorded, 'windows')} | ${found(recorded, 'windowsNxdomain')} | ${found(recorded, 'windowsByRule')} |
| imitated | ${found(imitated, 'windows')} | ${found(imitated, 'windowsNxdomain')} | ${found(imitated, 'windowsByRule')} |

| Family | names at 0.1 % | hosts | hosts, NXDOMAIN | by the rule |
|---|---|---|---|---|
${figures.families
  .map(
    ({ family, names, windows, windowsNxdomain, windowsByRule }) =>
      `| ${family} | ${percent(names)} | ${percent(windows)} | ${percent(windowsNxdomain)} | ${percent(windowsByRule)} |`,
  )
  .join('\n')}
`
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`
const found = (of: readonly FamilyFigures[], by: 'windows' | 'windowsNxdomain' | 'windowsByRule'): string =>
  `${of.filter((family) => family[by] >= 0.95).length} of ${of.length}`
