/** A region's programme: its time, who carries it, how far it is, and which of the services its firms have. */
export const PHASES = ['preparing', 'recruiting', 'running', 'reporting', 'continuing'] as const
/** 準備, 募集, 実施, 報告, 継続. */
export type Phase = (typeof PHASES)[number]

export const PHASE_STATES = ['todo', 'going', 'done'] as const
/** 未, 進行, 完了. */
export interface PhaseStanding {
  state: (typeof PHASE_STATES)[number]
  owner: string
  /** `2026-12-10`: the next day on which something happens in it. */
  nextOn: string | null
}

export const SERVICES = ['diagnosis', 'consultation', 'sensor', 'incident'] as const
/** 診断, 相談, センサー, インシデント支援. */
export type Service = (typeof SERVICES)[number]

export const PARTNERS = ['operator', 'chamber', 'insurer'] as const

/** Something of the region's profile; without its source and the day on which that was read, nobody is shown it. */
export interface Figure {
  says: string
  source: string | null
  readOn: string | null
  isPublished: boolean
}

/** So many firms by then: what is told to be behind is measured by it. */
export interface Target {
  firms: number
  from: string
  until: string
}

export interface Programme {
  from: string | null
  until: string | null
  partners: Readonly<Record<(typeof PARTNERS)[number], string>>
  phases: Readonly<Record<Phase, PhaseStanding>>
  services: Readonly<Record<Service, boolean>>
  figures: readonly Figure[]
  target: Target | null
}

const each = <Name extends string, Value>(names: readonly Name[], value: Value): Record<Name, Value> =>
  Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>

/** Of a region that nobody has said anything of. */
export const NEW_PROGRAMME: Programme = {
  ...{ from: null, until: null, partners: each(PARTNERS, '') },
  phases: each(PHASES, { state: 'todo', owner: '', nextOn: null }),
  ...{ services: each(SERVICES, true), figures: [], target: null },
}

/** What was added since one was saved is as in a new one. */
export const programmeFrom = (saved: Partial<Programme> | undefined): Programme => ({ ...NEW_PROGRAMME, ...saved })

/** What is left out stays as it is. */
export type ProgrammeChange = Partial<Omit<Programme, 'partners' | 'phases' | 'services'>> & {
  partners?: Partial<Programme['partners']>
  phases?: Partial<Record<Phase, Partial<PhaseStanding>>>
  services?: Partial<Programme['services']>
}

export type ProgrammeRefusal = 'ends-before-it-begins' | 'figure-without-source' | 'target-ends-before-it-begins'

export function changed(programme: Programme, change: ProgrammeChange): Programme | ProgrammeRefusal {
  const { partners, phases, services, ...rest } = change
  const after: Programme = {
    ...{ ...programme, ...rest },
    partners: { ...programme.partners, ...partners },
    phases: Object.fromEntries(
      PHASES.map((phase) => [phase, { ...programme.phases[phase], ...phases?.[phase] }]),
    ) as Programme['phases'],
    services: { ...programme.services, ...services },
  }
  if (after.from !== null && after.until !== null && after.until < after.from) return 'ends-before-it-begins'
  if (after.target && after.target.until <= after.target.from) return 'target-ends-before-it-begins'
  const isBare = ({ isPublished, source, readOn }: Figure): boolean => isPublished && (!source || readOn === null)
  return after.figures.some(isBare) ? 'figure-without-source' : after
}

/** Where it is: in the first phase that is going, or else before the first that is not done; the last once all are done. */
export function phaseOf({ phases }: Programme): Phase {
  const first = (state: PhaseStanding['state']): Phase | undefined =>
    PHASES.find((phase) => phases[phase].state === state)
  return first('going') ?? first('todo') ?? 'continuing'
}

/** The next day that anybody has named, from this phase on; none that has passed. */
export function nextDayOf(programme: Programme, today: string): string | null {
  const ahead = PHASES.slice(PHASES.indexOf(phaseOf(programme)))
  const [next = null] = ahead
    .flatMap((phase) => programme.phases[phase].nextOn ?? [])
    .filter((day) => day >= today)
    .sort()
  return next
}

export const isOn = (programme: Programme, service: Service): boolean => programme.services[service]
