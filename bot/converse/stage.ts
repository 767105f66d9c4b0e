import { applicationOf } from '#db/applications.ts'
import { findFirm } from '#db/firms.ts'
import { milestonesIn } from '#db/programmes.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { stateOf } from '#engine/application.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import type { Part, Text } from '#engine/message.ts'
import { milestoneState } from '#engine/milestone.ts'
import { nextDayOf, PHASES, type Phase, type Programme, phaseOf, SERVICES } from '#engine/programme.ts'
import { dayParam } from '../region/day.ts'
import { programmeOf } from '../region/programme.ts'
import { staffRegion } from './desk-firm.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

/** 「いまどの段階？」: how far the region's programme is, and when something happens next. */
export async function showStage(talk: Talk): Promise<void> {
  const { tx, app, person } = talk
  const region = person && (await findRegion(tx, person.regionId))
  if (!region) return introduce(talk)
  const programme = await programmeOf(tx, region.id)
  talk.show({ kind: 'heading', text: { key: 'stage.heading', params: { region: { typed: region.name } } } })
  talk.say(...phaseTexts(region, programme, dayOf(region, app.now).toString()))
  for (const { firmId } of talk.firms) {
    const application = await applicationOf(tx, firmId)
    const firm = await findFirm(tx, firmId)
    if (!application || !firm) continue
    const state = stateOf(application.saidState, application.facts)
    talk.say({ key: `stage.own.${state}`, params: { firm: firm.name } })
  }
}

function phaseTexts(region: Region, programme: Programme, today: string): Text[] {
  const phase = phaseOf(programme)
  const next = nextDayOf(programme, today)
  return [
    { key: 'stage.now', params: { phase: { key: `stage.phase.${phase}` }, place: PHASES.indexOf(phase) + 1 } },
    { key: `stage.meaning.${phase}` },
    next === null ? { key: 'stage.no-day' } : { key: 'stage.next', params: { day: dayParam(next, region) } },
  ]
}

const SHOWN_MAX = 10

/** `/otasuke 段階`: every phase with its owner, what is switched off, and what is late. */
export async function showStageToStaff(talk: Talk): Promise<void> {
  const { tx, app } = talk
  const regionId = staffRegion(talk, { verb: 'read', datum: 'notices' })
  const region = regionId === undefined ? undefined : await findRegion(tx, regionId)
  if (!region) return introduce(talk)
  const programme = await programmeOf(tx, region.id)
  const today = dayOf(region, app.now).toString()
  const late = (await milestonesIn(tx, region.id)).filter((one) => milestoneState(one, today) === 'late')
  const off = SERVICES.filter((service) => !programme.services[service])
  talk.show({ kind: 'heading', text: { key: 'stage.heading', params: { region: { typed: region.name } } } })
  talk.say(...phaseTexts(region, programme, today))
  talk.show({ kind: 'facts', rows: PHASES.map((phase) => phaseRow(region, programme, phase)) } satisfies Part)
  talk.say(
    ...off.map(
      (service): Text => ({ key: 'desk.stage.off', params: { service: { key: `stage.service.${service}` } } }),
    ),
  )
  if (late.length > 0) talk.say({ key: 'desk.stage.late', params: { count: late.length } })
  talk.say(
    ...late.slice(0, SHOWN_MAX).map(
      ({ says, dueOn }): Text => ({
        key: 'operations.milestone.line',
        params: { says: { typed: says }, day: dayParam(dueOn, region) },
      }),
    ),
  )
}

function phaseRow(region: Region, { phases }: Programme, phase: Phase): { label: Text; value: Text } {
  const { state, owner, nextOn } = phases[phase]
  return {
    label: { key: `stage.phase.${phase}` },
    value: {
      key: 'desk.stage.phase',
      params: {
        state: { key: `desk.stage.state.${state}` },
        owner: owner === '' ? { key: 'desk.stage.nobody' } : { typed: owner },
        day: nextOn === null ? { key: 'desk.stage.no-day' } : dayParam(nextOn, region),
      },
    },
  }
}
