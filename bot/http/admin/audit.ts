import type { FastifyInstance } from 'fastify'
import { verifyChain } from '#db/audit-chain.ts'
import * as answers from './answers.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'

/** Whether anybody has changed, left out or cut off what the audit log says. */
export function auditRoutes(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary: 'Whether the audit log is still the chain that was sealed, and the first line at which it is not',
    tag: 'events',
    answers: { 200: answers.auditChain },
  })
  server.get('/audit/chain', { schema }, async () => {
    const report = await db.transaction({ kind: 'system' }, verifyChain)
    return { isWhole: report.broken === null, ...report }
  })
}
