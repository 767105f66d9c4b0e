import { WATCHABLE } from '#engine/health-check.ts'
import { SKILL_NAMES, VENDOR_DAYS } from './screens.ts'
import { SETTING } from './settings.ts'
import type { Answer, Said, Visit } from './visit.ts'

/** What a form does: the admin API is asked, and whoever pressed is told what has become true, or what was wrong. */
export interface Act {
  needs: string
  carryOut(visit: Visit, form: Form, id: string): Promise<Done>
}

export interface Form {
  fields: Readonly<Record<string, string>>
  file: Uint8Array | undefined
}

export interface Done {
  to: string
  said?: Said
}

const wrong = (to: string, key: string, params: Said['params'] = {}): Done => ({
  to,
  said: { key, params, isWrong: true },
})

/** Of what was not accepted the fields are named, as the form calls them. */
function refused(visit: Visit, to: string, { status, body }: Answer): Done {
  if (status === 404) return wrong(to, 'wrong.gone')
  if (status !== 422) return wrong(to, 'wrong.again')
  const fields = ((body.errors ?? []) as { field: string }[]).map(({ field }) => field.split('.')[0] ?? '')
  const named = [...new Set(fields)].filter((one) => FIELDS.has(one)).map((one) => visit.say(`field.${one}`))
  return named.length > 0 ? wrong(to, 'wrong.fields', { fields: named.join('、') }) : wrong(to, 'wrong.input')
}

const FIELDS = new Set([
  'month',
  'name',
  'areas',
  'skills',
  'hours',
  'phone',
  'mail',
  'says',
  'yen',
  'per',
  'unwatched',
  'days',
  'file',
])

export const ACTS: Readonly<Record<string, Act>> = {
  '/console/import': {
    needs: 'POST /firm-imports',
    async carryOut(visit, { file }) {
      if (!file || file.length === 0) return wrong('/console/import', 'wrong.no-file')
      const read = { regionId: visit.session.regionId, file: Buffer.from(file).toString('base64') }
      const answer = await visit.ask('POST', '/firm-imports', read)
      if (answer.status === 201) return { to: `/console/import/${answer.body.id}` }
      // Why a list cannot be read is said in the region's language.
      const because = String(answer.body.detail ?? '').replace(/^file: /, '')
      return because !== '' && answer.body.errors === undefined && answer.status === 422
        ? wrong('/console/import', 'wrong.list', { because })
        : refused(visit, '/console/import', answer)
    },
  },
  '/console/import/:id/run': {
    needs: 'POST /firm-imports/:id/run',
    async carryOut(visit, { fields }, id) {
      const answer = await visit.ask('POST', `/firm-imports/${id}/run`, { skipsFaulty: fields.skips === 'yes' })
      const to = `/console/import/${id}`
      if (answer.status !== 200) return refused(visit, to, answer)
      return { to, said: { key: 'said.imported', params: { firms: answer.body.made }, undo: { action: `${to}/undo` } } }
    },
  },
  '/console/import/:id/undo': {
    needs: 'POST /firm-imports/:id/undo',
    async carryOut(visit, _, id) {
      const answer = await visit.ask('POST', `/firm-imports/${id}/undo`)
      const to = `/console/import/${id}`
      if (answer.status !== 200) return refused(visit, to, answer)
      const { takenBack, kept } = answer.body
      if (kept.length === 0) return { to, said: { key: 'said.undone', params: { firms: takenBack } } }
      const names = kept.slice(0, 10).map(({ name, says }: { name: string; says: string }) => `${name}（${says}）`)
      return {
        to,
        said: { key: 'said.undone-partly', params: { firms: takenBack, kept: kept.length, names: names.join('、') } },
      }
    },
  },
  '/console/invites': {
    needs: 'POST /invite-sheets',
    async carryOut(visit, { fields }) {
      const list = fields.import ?? ''
      const to = list === '' ? '/console/invites' : `/console/invites?import=${encodeURIComponent(list)}`
      const asked = {
        regionId: visit.session.regionId,
        days: Number(fields.days),
        ...(list !== '' && { importId: list }),
      }
      const answer = await visit.ask('POST', '/invite-sheets', asked)
      if (answer.status !== 201) return refused(visit, to, answer)
      return { to, said: { key: 'said.invited', params: { firms: answer.body.made } } }
    },
  },
  '/console/vendors': {
    needs: 'POST /vendors',
    async carryOut(visit, { fields }) {
      const days = (VENDOR_DAYS as readonly string[]).includes(fields.days ?? '') ? fields.days : 'mon-fri'
      const hours = `${days} ${(fields.from ?? '').replace(/^0/, '')}-${(fields.to ?? '').replace(/^0/, '')}`
      const answer = await visit.ask('POST', '/vendors', {
        ...{ regionId: visit.session.regionId, name: fields.name ?? '', hours },
        areas: (fields.areas ?? '').split(/[、,，\s]+/u).filter((one) => one !== ''),
        skills: SKILL_NAMES.filter((one) => fields[`skill-${one}`] === 'yes'),
        ...{ phone: fields.phone || null, mail: fields.mail || null },
      })
      if (answer.status !== 201) return refused(visit, '/console/vendors', answer)
      const { id, name } = answer.body
      const undo = { action: `/console/vendors/${id}/suspend`, fields: { name } }
      return { to: '/console/vendors', said: { key: 'said.vendor-added', params: { name }, undo } }
    },
  },
  '/console/vendors/:id/suspend': standing('suspend', 'resume'),
  '/console/vendors/:id/resume': standing('resume', 'suspend'),
  '/console/plans': {
    needs: 'POST /plans',
    async carryOut(visit, { fields }) {
      const { name = '', says = '', yen = '', per = '' } = fields
      const unwatched = WATCHABLE.filter((one) => fields[`unwatched-${one}`] === 'yes')
      const plan = {
        regionId: visit.session.regionId,
        name,
        says,
        yen: yen === '' ? null : Number(yen),
        per,
        unwatched,
      }
      const answer = await visit.ask('POST', '/plans', plan)
      if (answer.status !== 201) return refused(visit, '/console/plans', answer)
      const undo = { action: `/console/plans/${answer.body.id}/retire`, fields: { name } }
      return { to: '/console/plans', said: { key: 'said.plan-added', params: { name }, undo } }
    },
  },
  '/console/invoices/close': {
    needs: 'POST /regions/:id/charges',
    async carryOut(visit, { fields: { month = '' } }) {
      const to = '/console/invoices'
      const answer = await visit.ask('POST', `/regions/${visit.session.regionId}/charges`, { month })
      if (answer.status !== 200) return refused(visit, to, answer)
      const { entered, unpriced } = answer.body
      const params = { month, entered, unpriced: unpriced.length }
      return { to, said: { key: unpriced.length > 0 ? 'said.month-closed-partly' : 'said.month-closed', params } }
    },
  },
  '/console/invoices/issue': {
    needs: 'POST /regions/:id/invoices',
    async carryOut(visit, { fields: { month = '' } }) {
      const to = '/console/invoices'
      const answer = await visit.ask('POST', `/regions/${visit.session.regionId}/invoices`, { month })
      if (answer.status === 409) return wrong(to, 'wrong.no-issuer')
      if (answer.status !== 200) return refused(visit, to, answer)
      return { to, said: { key: 'said.invoices-issued', params: { count: answer.body.items.length } } }
    },
  },
  '/console/invoices/:id/paid': paying('paid'),
  '/console/invoices/:id/unpaid': paying('unpaid'),
  '/console/settings': SETTING,
  '/console/plans/:id/retire': {
    needs: 'DELETE /plans/:id',
    async carryOut(visit, { fields }, id) {
      const answer = await visit.ask('DELETE', `/plans/${id}`)
      if (answer.status !== 204) return refused(visit, '/console/plans', answer)
      return { to: '/console/plans', said: { key: 'said.plan-retired', params: { name: fields.name ?? '' } } }
    },
  },
}

function standing(act: 'suspend' | 'resume', back: 'suspend' | 'resume'): Act {
  return {
    needs: `POST /vendors/:id/${act}`,
    async carryOut(visit, _, id) {
      const answer = await visit.ask('POST', `/vendors/${id}/${act}`)
      if (answer.status !== 200) return refused(visit, '/console/vendors', answer)
      const undo = { action: `/console/vendors/${id}/${back}` }
      return { to: '/console/vendors', said: { key: `said.vendor-${act}`, params: { name: answer.body.name }, undo } }
    },
  }
}

function paying(act: 'paid' | 'unpaid'): Act {
  return {
    needs: 'PUT /invoices/:id/paid',
    async carryOut(visit, { fields: { number = '' } }, id) {
      const to = '/console/invoices'
      const answer = await visit.ask('PUT', `/invoices/${id}/paid`, act === 'paid' ? {} : { on: null })
      if (answer.status !== 200) return refused(visit, to, answer)
      const undo = { action: `${to}/${id}/${act === 'paid' ? 'unpaid' : 'paid'}`, fields: { number } }
      return { to, said: { key: `said.invoice-${act}`, params: { number }, undo } }
    },
  }
}
