import type { Tx } from '#db/door.ts'
import type { Region } from '#db/regions.ts'
import { firmCounts, progressIn } from '#db/scores.ts'
import { funnelOf, type ShownFunnel, withoutFew } from '#engine/diagnosis/funnel.ts'
import { FIRMS_MIN, type Mean } from '#engine/diagnosis/groups.ts'
import { type Shown, shownOf } from '#engine/diagnosis/hiding.ts'
import { regionMeans, standingOf } from '#engine/diagnosis/means.ts'
import { type Questionnaire, questionsOf } from '#engine/dialogue/questionnaire.ts'
import { NOT_STARTED } from '#engine/dialogue/session.ts'
import { sectionOf, shortOf, titleOf } from '../content/questionnaire-texts.ts'
import { keptScores, participantsOf } from '../dialogue/scores.ts'
import { sayText } from '../say.ts'

/** How a region stands with a diagnosis: figures of groups, and never one firm's answers. */
export interface DiagnosisView {
  region: { id: string; name: string }
  questionnaire: { id: string; version: string; title: string }
  at: number
  funnel: {
    firms: number
    members: number
    started: Shown
    sections: { section: string; title: string; firms: Shown }[]
    finished: Shown
  }
  standing: { section: string; question: string; short: string; firms: Shown; stopped: Shown }[]
  /** Null while fewer than five firms have finished. */
  all: ShownMean | null
  industries: { industry: string | null; mean: ShownMean | null }[]
  /** Of the firms that finished, those that turned out to have less than they had said, by question. */
  downgraded: { question: string; short: string; of: number; firms: Shown; share: Shown }[]
}

/** The weakest axis first. */
export interface ShownMean {
  firms: number
  points: number
  axes: { axis: string; name: string; share: number; isWeak: boolean }[]
}

interface Wanted {
  region: Region
  questionnaire: Questionnaire
  now: number
  /** The operator looks after single firms anyway, and sees how many of them are where. */
  isOperator: boolean
}

/** In the region's scope. */
export async function diagnosisView(tx: Tx, wanted: Wanted): Promise<DiagnosisView> {
  const { region, questionnaire, now } = wanted
  const { id, version } = questionnaire
  const said = (key: { key: string }): string => sayText(key, region)
  const { sections, standing, ...counts } = await funnel(tx, wanted)
  const { all, industries } = regionMeans(await participantsOf(tx, region.id, id), version)
  const short = (question: string): string => said(shortOf(questionnaire, { id: question }))
  return {
    region: { id: region.id, name: region.name },
    questionnaire: { id, version, title: said(titleOf(questionnaire)) },
    at: now,
    funnel: {
      ...counts,
      sections: sections.map((one) => ({ ...one, title: said(sectionOf(questionnaire, { id: one.section })) })),
    },
    standing: standing.map((one) => ({ ...one, short: short(one.question) })),
    all: all && shownMean(all, region),
    industries: industries.map(({ industry, mean }) => ({ industry, mean: mean && shownMean(mean, region) })),
    downgraded: (await downgradedIn(tx, wanted)).map((one) => ({ ...one, short: short(one.question) })),
  }
}

async function funnel(tx: Tx, { region, questionnaire, now, isOperator }: Wanted): Promise<ShownFunnel> {
  const counts = await firmCounts(tx, region.id)
  const progress = await progressIn(tx, region.id, questionnaire.id, { withAnswers: false })
  const sessions = progress.map(({ firmId, session, isFinished }) => ({
    firmId,
    session: session ?? NOT_STARTED,
    isFinished,
  }))
  const exact = funnelOf(questionnaire, sessions, { ...counts, now })
  return isOperator ? exact : withoutFew(exact)
}

export function shownMean(mean: Mean, region: Pick<Region, 'locale' | 'timezone'>): ShownMean {
  return {
    firms: mean.firms,
    points: mean.points,
    axes: standingOf(mean).map((one) => ({ ...one, name: sayText({ key: `result.axis.${one.axis}` }, region) })),
  }
}

/** That anybody was corrected tells of a firm, too: a row is there for a whole group only. */
async function downgradedIn(tx: Tx, { region, questionnaire, isOperator }: Wanted) {
  const scores = await keptScores(tx, region.id, questionnaire.id)
  const firms = firmsIn(scores)
  return questionsOf(questionnaire).flatMap(({ id: question }) => {
    const ofQuestion = scores.map(({ firmId, corrections }) => ({
      firmId,
      correction: corrections.find((one) => one.question === question),
    }))
    const corrected = ofQuestion.filter(({ correction }) => correction !== undefined)
    if (firmsIn(corrected) < (isOperator ? 1 : FIRMS_MIN)) return []
    const lessened = firmsIn(corrected.filter(({ correction }) => correction?.isDowngrade))
    const [shown = null] = shownOf([lessened, firms - lessened])
    return [{ question, of: firms, firms: shown, share: shown === null ? null : shown / firms }]
  })
}

const firmsIn = (all: readonly { firmId: string }[]): number => new Set(all.map(({ firmId }) => firmId)).size
