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
  /** Of what is read, and that alone. */
  whose?: Whose
}

/** Whose things an answer shows, which the audit log then names: one that does not say so is shut (`looks.ts`). */
export type Whose = 'no-firm' | 'firm-in-path' | 'listed-firms' | 'named-firms'

const to = (verb: Exclude<Verb, 'read'>, datum: Datum, as?: Role): Right => ({
  needs: [{ verb, datum }],
  ...(as && { as }),
})
const read = (datum: Datum, whose: Whose): Right => ({ needs: [{ verb: 'read', datum }], whose })
/** Figures: whoever may read the things may count them. */
const counts = (datum: Datum, whose: Whose = 'no-firm'): Right => ({
  needs: [
    { verb: 'count', datum },
    { verb: 'read', datum },
  ],
  whose,
})
/** Published examples, and how many there are, are for whoever proposes some. */
const EXAMPLES: readonly Need[] = [
  { verb: 'read', datum: 'stories' },
  { verb: 'propose', datum: 'stories' },
]

/** A chamber reads those that firms have shown to it. */
const HEALTH_CHECKS: Right = { ...read('health-report', 'named-firms'), shows: 'consented' }

/** Every address of the admin API; one that is not named here is shut. */
export const RIGHTS: Readonly<Record<string, Right>> = {
  'GET /regions': read('region', 'no-firm'),
  'POST /regions': to('write', 'service'),
  'GET /accounts': read('service', 'no-firm'),
  'POST /accounts': to('write', 'service'),
  'POST /accounts/:id/rotate': to('write', 'service'),
  'POST /accounts/:id/channels': to('write', 'service'),
  'POST /accounts/:id/settle': to('write', 'service'),
  'POST /accounts/:id/disable': to('write', 'service'),
  'POST /accounts/:id/enable': to('write', 'service'),
  'POST /accounts/rekey': to('write', 'service'),
  'GET /tokens': read('service', 'no-firm'),
  'POST /tokens': to('write', 'service'),
  'DELETE /tokens/:id': to('write', 'service'),
  'GET /regions/:id/summary': counts('alerts'),
  'GET /regions/:id/rules': read('service', 'no-firm'),
  'PUT /regions/:id/rules': to('write', 'service'),
  'GET /regions/:id/ladder': read('service', 'no-firm'),
  'PUT /regions/:id/ladder': to('write', 'service'),
  'GET /regions/:id/ladder/dry-run': read('service', 'no-firm'),
  'GET /regions/:id/detections': read('service', 'no-firm'),
  'PUT /regions/:id/detections': to('write', 'service'),
  'GET /schedule': read('service', 'no-firm'),
  'GET /regions/:id/schedule/dry-run': read('service', 'no-firm'),
  'GET /regions/:id/quota': read('service', 'no-firm'),
  'PUT /regions/:id/quota': to('write', 'service'),
  'GET /regions/:id/answers': read('tickets', 'no-firm'),
  'GET /regions/:id/consultations': counts('tickets'),
  'GET /regions/:id/consultation-months': counts('tickets'),
  'GET /regions/:id/hearings': counts('tickets'),
  'GET /regions/:id/diagnosis-view': counts('diagnosis'),
  'GET /regions/:id/survey-view': counts('diagnosis'),
  'GET /regions/:id/statistics': counts('alerts', 'named-firms'),
  'GET /regions/:id/kpi': read('notices', 'no-firm'),
  'GET /regions/:id/programme': counts('diagnosis'),
  'GET /regions/:id/price': counts('diagnosis'),
  'GET /regions/:id/view-link': counts('diagnosis'),
  'GET /regions/:id/examples': { needs: EXAMPLES, whose: 'no-firm' },
  'GET /regions/:id/rota': read('rota', 'no-firm'),
  'PUT /regions/:id/rota': to('write', 'rota'),
  'GET /regions/:id/staff': read('region', 'no-firm'),
  'DELETE /staff/:id': to('write', 'service'),
  'GET /leaks': read('tickets', 'named-firms'),
  'GET /security-actions': counts('diagnosis'),
  'GET /firms': read('profile', 'listed-firms'),
  'POST /firms': to('write', 'profile'),
  'GET /regions/:id/firms': read('profile', 'named-firms'),
  'GET /firms/:id': read('profile', 'firm-in-path'),
  'GET /invite-sheets': { ...to('write', 'profile'), whose: 'named-firms' },
  'POST /invite-sheets': to('write', 'profile'),
  'GET /firm-imports': read('profile', 'no-firm'),
  'GET /firm-imports/template': read('profile', 'no-firm'),
  'POST /firm-imports': to('write', 'profile'),
  'GET /firm-imports/:id': read('profile', 'no-firm'),
  'POST /firm-imports/:id/run': to('write', 'profile'),
  'POST /firm-imports/:id/undo': to('write', 'profile'),
  'POST /firms/:id/leave': to('write', 'service'),
  'POST /firms/:id/erase': to('write', 'service'),
  'GET /firms/:id/contacts': read('profile', 'firm-in-path'),
  'PUT /firms/:id/contacts': to('write', 'profile'),
  'DELETE /firms/:id/contacts/:personId': to('write', 'profile'),
  'GET /firms/:id/responsible': read('profile', 'firm-in-path'),
  'PUT /firms/:id/responsible': to('write', 'profile'),
  'GET /firms/:id/insurance': read('insurance', 'firm-in-path'),
  'PUT /firms/:id/insurance': to('write', 'insurance'),
  'GET /firms/:id/checked': read('diagnosis', 'firm-in-path'),
  'GET /firms/:id/notebook': read('assets', 'firm-in-path'),
  'GET /firms/:id/asset-list': read('assets', 'firm-in-path'),
  'POST /firms/:id/asset-list': to('write', 'assets', 'owner'),
  'GET /sites': read('profile', 'named-firms'),
  'POST /sites': to('write', 'profile'),
  'PUT /sites/:id/place': to('write', 'profile'),
  'GET /sensors': read('profile', 'named-firms'),
  'GET /sensors/:id': read('profile', 'named-firms'),
  'POST /sensors': to('write', 'service'),
  'DELETE /sensors/:id': to('write', 'service'),
  'GET /people': read('profile', 'named-firms'),
  'GET /invites': read('profile', 'named-firms'),
  'POST /invites': to('write', 'profile'),
  'GET /assets': read('assets', 'named-firms'),
  'GET /alerts': read('alerts', 'named-firms'),
  'GET /cases': read('alerts', 'named-firms'),
  'GET /queue': read('alerts', 'named-firms'),
  'GET /next-steps': read('alerts', 'named-firms'),
  'GET /suppressions': read('alerts', 'named-firms'),
  'POST /suppressions/:id/end': to('write', 'alerts', 'analyst'),
  'GET /notices': read('notices', 'named-firms'),
  'GET /consultations': read('tickets', 'named-firms'),
  'GET /remote-helps': read('tickets', 'named-firms'),
  'GET /hearings': read('tickets', 'named-firms'),
  'POST /hearings': to('write', 'tickets', 'desk'),
  'GET /regions/:id/visit-terms': read('region', 'no-firm'),
  'PUT /regions/:id/visit-terms': to('write', 'service'),
  'GET /regions/:id/visits': counts('visits'),
  'POST /dispatches/drill': to('write', 'service'),
  'GET /dispatches': read('visits', 'named-firms'),
  'GET /orders': read('tickets', 'named-firms'),
  'GET /orders/:id': read('tickets', 'named-firms'),
  'POST /orders': to('write', 'tickets', 'desk'),
  'GET /diagnoses': read('diagnosis', 'named-firms'),
  'GET /todos': read('diagnosis', 'named-firms'),
  'GET /examples': { needs: EXAMPLES, whose: 'named-firms' },
  'GET /examples/:id': { needs: EXAMPLES, whose: 'named-firms' },
  'POST /examples': { needs: [...EXAMPLES, { verb: 'approve', datum: 'stories' }] },
  'POST /examples/:id/withdraw': to('approve', 'stories'),
  'GET /health-checks': HEALTH_CHECKS,
  'GET /health-checks/:id': HEALTH_CHECKS,
  'GET /health-checks/:id/sheet': HEALTH_CHECKS,
  'GET /firms/:id/health-check': read('alerts', 'firm-in-path'),
  'GET /pilot': read('service', 'no-firm'),
  'POST /pilot': to('write', 'service'),
  'GET /plans': read('fees', 'no-firm'),
  'POST /plans': to('write', 'fees'),
  'DELETE /plans/:id': to('write', 'fees'),
  'GET /firms/:id/plan': read('fees', 'firm-in-path'),
  'PUT /firms/:id/plan': to('write', 'fees'),
  'GET /regions/:id/book': read('fees', 'no-firm'),
  'PUT /regions/:id/book': to('write', 'fees'),
  'POST /regions/:id/charges': to('write', 'fees'),
  'POST /entries': to('write', 'fees'),
  'POST /entries/:id/reverse': to('write', 'fees'),
  'GET /regions/:id/statement': read('fees', 'named-firms'),
  'POST /regions/:id/invoices': to('write', 'fees'),
  'GET /invoices': read('fees', 'named-firms'),
  'GET /invoices/:id': read('fees', 'named-firms'),
  'PUT /invoices/:id/paid': to('write', 'fees'),
  'POST /invoices/:id/credit': to('write', 'fees'),
  'GET /vendors': read('region', 'no-firm'),
  'POST /vendors': to('write', 'region'),
  'POST /vendors/:id/suspend': to('write', 'region'),
  'POST /vendors/:id/resume': to('write', 'region'),
  'GET /survey-rounds': read('region', 'no-firm'),
  'POST /survey-rounds': to('write', 'region'),
  'POST /survey-rounds/:id/publish': to('write', 'region'),
  'POST /survey-rounds/:id/close': to('write', 'region'),
  'GET /regions/:id/programme-plan': read('region', 'no-firm'),
  'PUT /regions/:id/programme-plan': to('write', 'region'),
  'GET /regions/:id/programme-reports': counts('diagnosis'),
  'POST /regions/:id/programme-reports': to('write', 'service'),
  'GET /milestones': read('region', 'named-firms'),
  'POST /milestones': to('write', 'region'),
  'POST /milestones/:id/done': to('write', 'region'),
  'GET /meetings': read('region', 'no-firm'),
  'POST /meetings': to('write', 'region'),
  'PUT /meetings/:id/state': to('write', 'region'),
  'GET /meetings/:id/sign-ups': read('region', 'named-firms'),
  'POST /sign-ups/:id/came': to('write', 'region'),
  'GET /applications': read('region', 'named-firms'),
  'POST /applications/:id/state': to('write', 'region'),
  'GET /regions/:id/funnel': read('region', 'no-firm'),
  'GET /flyers': read('codes', 'no-firm'),
  'POST /flyers': to('write', 'codes'),
  'POST /attendances': to('write', 'region'),
  'GET /recruitings': read('region', 'no-firm'),
  'POST /recruitings': to('write', 'region'),
  'GET /recruiting-visits': read('region', 'named-firms'),
  'POST /applications': to('write', 'profile'),
  'POST /quotes': to('write', 'region'),
  'GET /claims': read('insurance', 'named-firms'),
  'GET /provisions': read('insurance', 'named-firms'),
  'GET /audit': read('audit', 'named-firms'),
  'GET /audit/chain': read('service', 'no-firm'),
  'GET /outbox': read('service', 'named-firms'),
  'POST /outbox/:id/retry': to('write', 'service'),
  'POST /outbox/:id/cancel': to('write', 'service'),
  'GET /menu': read('service', 'no-firm'),
  'POST /menu': to('write', 'service'),
  'POST /clock': to('write', 'service'),
}

/** What the console's pages are made of; whoever looks at it has no other address, whatever their role. */
export const OF_CONSOLE: ReadonlySet<string> = new Set([
  'GET /regions/:id/firms',
  'GET /regions/:id/view-link',
  'GET /regions/:id/funnel',
  'GET /regions/:id/price',
  'GET /regions/:id/summary',
  'GET /regions/:id/visits',
  'GET /regions/:id/consultation-months',
  'GET /firms/:id',
  'GET /firms/:id/contacts',
  'GET /health-checks',
  'POST /firms',
  'GET /firm-imports',
  'GET /firm-imports/template',
  'GET /firm-imports/:id',
  'POST /firm-imports',
  'POST /firm-imports/:id/run',
  'POST /firm-imports/:id/undo',
  'GET /invite-sheets',
  'POST /invite-sheets',
  'GET /vendors',
  'POST /vendors',
  'POST /vendors/:id/suspend',
  'POST /vendors/:id/resume',
  'GET /plans',
  'POST /plans',
  'DELETE /plans/:id',
  'GET /invoices',
  'PUT /invoices/:id/paid',
  'POST /regions/:id/invoices',
  'POST /regions/:id/charges',
  'GET /regions/:id/statement',
  'GET /consultations',
  'GET /regions/:id/programme-plan',
  'PUT /regions/:id/programme-plan',
])

const PREFIX = '/admin/v1'

/** As `RIGHTS` names it; who asks for the head alone asks for the same. */
export const addressOf = (method: string, url: string): string =>
  `${method === 'HEAD' ? 'GET' : method} ${url.startsWith(PREFIX) ? url.slice(PREFIX.length) : url}`

/** Before anything is looked up: whether a caller of this role may use the address at all. Which region's, the route looks at. */
export function requireRight(request: FastifyRequest): void {
  // What is no address of ours is answered so.
  if (request.routeOptions.url === undefined) return
  const { address, right } = rightOf(request)
  const saysWhose = right?.whose !== undefined || !address.startsWith('GET ')
  const isOpen = request.caller.kind !== 'session' || OF_CONSOLE.has(address)
  if (right && isOpen && saysWhose && isGiven(right, roleOf(request))) return
  throw NOT_ALLOWED
}

/** Where it depends on what is sent whether that right is enough: this one is taken as well. */
export function requireNeed(request: FastifyRequest, need: Need): void {
  if (!isGiven({ needs: [need] }, roleOf(request))) throw NOT_ALLOWED
}

/** Whether the caller may read the things of every firm; who may not is shown figures, without the small ones. */
export const readsAll = (request: FastifyRequest, datum: Datum): boolean =>
  isGiven({ needs: [{ verb: 'read', datum }] }, roleOf(request))

export function rightOf({ method, routeOptions: { url = '' } }: FastifyRequest) {
  const address = addressOf(method, url)
  return { address, right: RIGHTS[address] }
}

const roleOf = ({ caller }: FastifyRequest): Role => (caller.kind === 'operator' ? 'operator' : caller.role)
const NOT_ALLOWED = new Problem(403, 'Not allowed', 'Only the operator’s admin token may do this.')

/** A right to what is consented to or published is none to everything there is, but to an address that shows that alone. */
export const isGiven = ({ needs, as, shows }: Right, role: Role): boolean => {
  const caller = { personId: '', memberships: [{ regionId: '', firmId: null, role }] }
  return needs.some(
    (need) =>
      may(caller, need, { regionId: '', firmId: null, ...(shows && { is: shows }) }) ||
      (role === 'operator' && as !== undefined && mayAtAll(as, need)),
  )
}
