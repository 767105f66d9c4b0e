import type { FastifyInstance } from 'fastify'
import { answerCounts, listAnswers } from '#db/answers.ts'
import { findRegion } from '#db/regions.ts'
import { STARTING_ANSWERS } from '../../content/starting-answers.ts'
import { sayText } from '../../say.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { idIn } from './shapes.ts'

/** What a region's firms are answered with, and how often that was what they had asked. */
export function knownAnswerRoutes(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary: 'A region’s bank of answers, with how often each was shown, helped and was wrong',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.knownAnswers },
  })
  server.get('/regions/:id/answers', { schema }, async (request) => {
    const regionId = idIn(request.params)
    const known = await db.transaction({ kind: 'region', regionId }, async (tx) => {
      const region = await findRegion(tx, regionId)
      return region && { region, kept: await listAnswers(tx, regionId), counts: await answerCounts(tx, regionId) }
    })
    if (!known) throw new Problem(404, 'Not found', 'There is no such region.')
    const { region, kept, counts } = known
    const countsOf = (id: string) => {
      const { shown = 0, helped = 0, wrong = 0 } = counts.find(({ answer }) => answer === id) ?? {}
      return { shown, helped, wrong }
    }
    const said = (name: string, part: string): string => sayText({ key: `answers.${name}.${part}` }, region)
    return {
      items: [
        ...kept.map(({ id, state, question, answer }) => ({ id, state, question, answer, ...countsOf(id) })),
        ...STARTING_ANSWERS.map(({ name }) => ({
          ...{ id: name, state: 'from-the-start', question: said(name, 'question'), answer: said(name, 'answer') },
          ...countsOf(name),
        })),
      ],
    }
  })
}
