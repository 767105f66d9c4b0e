import type { FastifyRequest } from 'fastify'
import type { Role } from '#engine/enrolment.ts'
import { type Datum, may, mayAtAll, type Need, type Thing, type Verb } from '#engine/permission.ts'
import { Problem } from '../problem.ts'

/** What an address takes, in the words of the matrix (`engine/permission.ts`): any of these is enough. */
interface Right {
  needs: readonly Need[]
  /** The operator enters it for them, and the audit log says so. */
  as?: Role
  /** To whoever has a right to this alone it shows nothing else. */
  shows?: NonNullable<Thing['is']>
}

const to = (verb: Verb, datum: Datum, as?: Role): Right => ({ needs: [{ verb, datum }], ...(as && { as }) })
/** Figures: whoever may read the things may count them. */
const counts = (datum: Datum): Right => ({
  needs: [
    { verb: 'count', datum },
    { verb: 'read', datum },
  ],
})
/** Published examples, and how many there are, are for whoever proposes some. */
const EXAMPLES: Right = {
  needs: [
    { verb: 'read', datum: 'stories' },
    { verb: 'propose', datum: 'stories' },
  ],
}

/** A chamber reads those that firms have shown to it. */
const HEALTH_CHECKS: Right = { ...to('read', 'health-report'), shows: 'consented' }

/** Every address of the admin API; one that is not named here is shut. */
export const RIGHTS: Readonly<Record<string, Right>> = {
  'GET /regions': to('read', 'region'),
  'POST /regions': to('write', 'service'),
  'GET /tokens': to('read', 'service'),
  'POST /tokens': to('write', 'service'),
  'DELETE /tokens/:id': to('write', 'service'),
  'GET /regions/:id/summary': counts('alerts'),
  'GET /regions/:id/rules': to('read', 'service'),
  'PUT /regions/:id/rules': to('write', 'service'),
  'GET /regions/:id/ladder': to('read', 'service'),
  'PUT /regions/:id/ladder': to('write', 'service'),
  'GET /regions/:id/ladder/dry-run': to('read', 'service'),
  'GET /regions/:id/detections': to('read', 'service'),
  'PUT /regions/:id/detections': to('write', 'service'),
  'GET /regions/:id/quota': to('read', 'service'),
  'PUT /regions/:id/quota': to('write', 'service'),
  'GET /regions/:id/answers': to('read', 'tickets'),
  'GET /regions/:id/consultations': counts('tickets'),
  'GET /regions/:id/consultation-months': counts('tickets'),
  'GET /regions/:id/hearings': counts('tickets'),
  'GET /regions/:id/diagnosis-view': counts('diagnosis'),
  'GET /regions/:id/survey-view': counts('diagnosis'),
  'GET /regions/:id/view-link': counts('diagnosis'),
  'GET /regions/:id/examples': EXAMPLES,
  'GET /regions/:id/rota': to('read', 'rota'),
  'PUT /regions/:id/rota': to('write', 'rota'),
  'GET /leaks': to('read', 'tickets'),
  'GET /security-actions': counts('diagnosis'),
  'GET /firms': to('read', 'profile'),
  'POST /firms': to('write', 'profile'),
  'GET /firms/:id/contacts': to('read', 'profile'),
  'PUT /firms/:id/contacts': to('write', 'profile'),
  'GET /firms/:id/responsible': to('read', 'profile'),
  'PUT /firms/:id/responsible': to('write', 'profile'),
  'GET /firms/:id/insurance': to('read', 'insurance'),
  'PUT /firms/:id/insurance': to('write', 'insurance'),
  'GET /firms/:id/checked': to('read', 'diagnosis'),
  'GET /firms/:id/asset-list': to('read', 'assets'),
  'POST /firms/:id/asset-list': to('write', 'assets', 'owner'),
  'GET /sites': to('read', 'profile'),
  'POST /sites': to('write', 'profile'),
  'PUT /sites/:id/place': to('write', 'profile'),
  'GET /sensors': to('read', 'profile'),
  'GET /sensors/:id': to('read', 'profile'),
  'POST /sensors': to('write', 'service'),
  'DELETE /sensors/:id': to('write', 'service'),
  'GET /people': to('read', 'profile'),
  'GET /invites': to('read', 'profile'),
  'POST /invites': to('write', 'profile'),
  'GET /assets': to('read', 'assets'),
  'GET /alerts': to('read', 'alerts'),
  'GET /cases': to('read', 'alerts'),
  'GET /queue': to('read', 'alerts'),
  'GET /next-steps': to('read', 'alerts'),
  'GET /suppressions': to('read', 'alerts'),
  'POST /suppressions/:id/end': to('write', 'alerts', 'analyst'),
  'GET /notices': to('read', 'notices'),
  'GET /consultations': to('read', 'tickets'),
  'GET /remote-helps': to('read', 'tickets'),
  'GET /hearings': to('read', 'tickets'),
  'POST /hearings': to('write', 'tickets', 'desk'),
  'GET /regions/:id/visit-terms': to('read', 'region'),
  'PUT /regions/:id/visit-terms': to('write', 'service'),
  'GET /regions/:id/visits': counts('visits'),
  'POST /dispatches/drill': to('write', 'service'),
  'GET /dispatches': to('read', 'visits'),
  'GET /diagnoses': to('read', 'diagnosis'),
  'GET /todos': to('read', 'diagnosis'),
  'GET /examples': EXAMPLES,
  'GET /examples/:id': EXAMPLES,
  'POST /examples': { needs: [...EXAMPLES.needs, { verb: 'approve', datum: 'stories' }] },
  'POST /examples/:id/withdraw': to('approve', 'stories'),
  'GET /health-checks': HEALTH_CHECKS,
  'GET /health-checks/:id': HEALTH_CHECKS,
  'GET /firms/:id/health-check': to('read', 'alerts'),
  'GET /plans': to('read', 'fees'),
  'POST /plans': to('write', 'fees'),
  'DELETE /plans/:id': to('write', 'fees'),
  'GET /vendors': to('read', 'region'),
  'POST /vendors': to('write', 'region'),
  'POST /vendors/:id/suspend': to('write', 'region'),
  'POST /vendors/:id/resume': to('write', 'region'),
  'GET /survey-rounds': to('read', 'region'),
  'POST /survey-rounds': to('write', 'region'),
  'POST /survey-rounds/:id/publish': to('write', 'region'),
  'POST /survey-rounds/:id/close': to('write', 'region'),
  'GET /claims': to('read', 'insurance'),
  'GET /provisions': to('read', 'insurance'),
  'GET /audit': to('read', 'audit'),
  'GET /audit/chain': to('read', 'service'),
  'GET /outbox': to('read', 'service'),
  'POST /outbox/:id/retry': to('write', 'service'),
  'POST /outbox/:id/cancel': to('write', 'service'),
  'GET /menu': to('read', 'service'),
  'POST /menu': to('write', 'service'),
  'POST /clock': to('write', 'service'),
}

const PREFIX = '/admin/v1'

/** As `RIGHTS` names it; who asks for the head alone asks for the same. */
export const addressOf = (method: string, url: string): string =>
  `${method === 'HEAD' ? 'GET' : method} ${url.startsWith(PREFIX) ? url.slice(PREFIX.length) : url}`

/** Before anything is looked up: whether a caller of this role may use the address at all. Which region's, the route looks at. */
export function requireRight({ caller, method, routeOptions: { url } }: FastifyRequest): void {
  // What is no address of ours is answered so.
  if (url === undefined) return
  const right = RIGHTS[addressOf(method, url)]
  const role: Role = caller.kind === 'operator' ? 'operator' : caller.role
  if (right && isGiven(right, role)) return
  throw new Problem(403, 'Not allowed', 'Only the operator’s admin token may do this.')
}

/** A right to what is consented to or published is none to everything there is, but to an address that shows that alone. */
export const isGiven = ({ needs, as, shows }: Right, role: Role): boolean => {
  const caller = { personId: '', memberships: [{ regionId: '', firmId: null, role }] }
  return needs.some(
    (need) =>
      may(caller, need, { regionId: '', firmId: null, ...(shows && { is: shows }) }) ||
      (role === 'operator' && as !== undefined && mayAtAll(as, need)),
  )
}
