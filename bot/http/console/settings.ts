import { SERVICES } from '#engine/programme.ts'
import type { Act } from './acts.ts'
import { field, hidden, type Screen } from './frame.ts'
import { html } from './html.ts'
import type { Body, Visit } from './visit.ts'

/** What a region sets itself of its programme: its services, its time, and how many firms by when. */
export async function settingsScreen(visit: Visit): Promise<Screen> {
  const { say, session } = visit
  const { body: plan } = await visit.ask('GET', `/regions/${session.regionId}/programme-plan`)
  const { services, from, until, target } = plan
  const nameOf = (one: string): string => say(`settings.service.${one}`)
  const day = (name: string, value: string | null) =>
    field(say(`settings.${name}`), name, { type: 'date', value: value ?? '' })
  const rows = SERVICES.map(
    (one) => html`<li>${nameOf(one)}：${say(services[one] ? 'settings.on' : 'settings.off')}</li>`,
  )
  const boxes = SERVICES.map(
    (one) =>
      html`<label class="check"><input type="checkbox" name="service-${one}" value="yes"${services[one] && html` checked`}> ${nameOf(one)}</label>`,
  )
  const form = html`<form method="post" action="/console/settings">${hidden(visit)}
<section><h2>${say('settings.services')}</h2><p>${say('settings.services-says')}</p><fieldset><legend>${say('settings.services-on')}</legend>${boxes}</fieldset></section>
<section><h2>${say('settings.time')}</h2>${day('from', from)}${day('until', until)}</section>
<section><h2>${say('settings.target')}</h2><p>${say('settings.target-says')}</p>${field(say('settings.target-firms'), 'target-firms', { type: 'number', value: target ? String(target.firms) : '' })}${day('target-from', target?.from ?? null)}${day('target-until', target?.until ?? null)}</section>
<p class="field"><button>${say('settings.save')}</button></p></form>`
  const mayChange = visit.mayCall('PUT /regions/:id/programme-plan')
  return { title: say('nav.settings'), body: html`${mayChange ? form : html`<section><ul>${rows}</ul></section>`}` }
}

/** As its form says it; an empty target is none. */
const planIn = (fields: Readonly<Record<string, string>>): Body => ({
  services: Object.fromEntries(SERVICES.map((one) => [one, fields[`service-${one}`] === 'yes'])),
  ...{ from: fields.from || null, until: fields.until || null },
  target: fields['target-firms']
    ? {
        firms: Number(fields['target-firms']),
        from: fields['target-from'] ?? '',
        until: fields['target-until'] ?? '',
      }
    : null,
})

/** The same as a form’s fields: what takes a change back. */
const fieldsOf = ({ services, from, until, target }: Body): Record<string, string> => ({
  ...Object.fromEntries(SERVICES.filter((one) => services[one]).map((one) => [`service-${one}`, 'yes'])),
  ...{ from: from ?? '', until: until ?? '' },
  ...(target && { 'target-firms': String(target.firms), 'target-from': target.from, 'target-until': target.until }),
})

export const SETTING: Act = {
  needs: 'PUT /regions/:id/programme-plan',
  async carryOut(visit, { fields }) {
    const [to, path] = ['/console/settings', `/regions/${visit.session.regionId}/programme-plan`]
    const { body: before } = await visit.ask('GET', path)
    const answer = await visit.ask('PUT', path, planIn(fields))
    if (answer.status !== 200) return { to, said: { key: 'wrong.settings', isWrong: true } }
    return { to, said: { key: 'said.set', undo: { action: to, fields: fieldsOf(before) } } }
  },
}
