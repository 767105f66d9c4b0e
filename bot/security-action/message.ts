import { type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { SECTIONS, type Section } from '#engine/policy.ts'
import { STANDINGS, type Standing, type Waiting } from '#engine/security-action.ts'
import { shortOf } from '../content/questionnaire-texts.ts'
import { formToken } from '../dialogue/tokens.ts'
import type { FlowContext } from '../flow.ts'
import { ID, starToken } from './tokens.ts'
import type { Way } from './work.ts'

/** The state's own sites: whoever declares does it there, and we never log in for them. */
const SITE = { gbiz: 'https://gbiz-id.go.jp/', declare: 'https://security-shien.ipa.go.jp/' } as const
const LINK_LIFE_MS = 30 * 86_400_000

export interface Said {
  parts: Part[]
  asked: Option[]
}

/** Where the firm stands, and what is next. */
export function standingMessage(way: Way, app: FlowContext): Said {
  const { standing } = way
  const options = nextOptions(way)
  return {
    parts: [
      { kind: 'heading', text: { key: 'star.heading' } },
      ...(standing.step === 'none' ? [] : [progress(standing)]),
      ...nextTexts(way).map(paragraph),
      ...nextLinks(way, app),
      ...(options.length > 0 ? [{ kind: 'choice' as const, lasts: 'durable' as const, options }] : []),
    ],
    asked: [],
  }
}

type Shown = 'prepare' | 'gbiz' | 'declare' | 'id' | 'publish'

/** A firm with one star has no policy to publish. */
function progress({ wish, step, reached }: Standing): Part {
  const shown = STANDINGS.filter((one): one is Shown => one in reached && (one !== 'publish' || wish === 'two'))
  const here: Text = { key: 'star.state.here' }
  const value = (one: Shown): Text => {
    const at = reached[one]
    if (one === step) return here
    return at === null ? { key: 'star.state.open' } : { key: 'star.state.done', params: { at: { at, show: 'date' } } }
  }
  return {
    kind: 'facts',
    rows: [
      { label: { key: 'star.step.wish' }, value: { key: `star.wish.${wish ?? 'none'}` } },
      ...shown.map((one) => ({ label: { key: `star.step.${one}` }, value: value(one) })),
    ],
  }
}

function nextTexts({ standing: { step, next, unpledged, id, appliedAt } }: Way): Text[] {
  switch (next) {
    case 'nothing':
      return step === 'done' ? [{ key: 'star.next.done', params: { id: id ?? '' } }] : [{ key: 'star.next.none' }]
    case 'pledge':
      return [{ key: 'star.next.pledge', params: { rules: rulesText(unpledged) } }]
    case 'get-gbiz':
      return [{ key: appliedAt === null ? 'star.next.get-gbiz' : 'star.next.pending-gbiz' }]
    case 'declare':
      return [{ key: 'star.next.declare' }, { key: 'star.next.alone' }]
    default:
      return [{ key: `star.next.${next}` }]
  }
}

function rulesText(unpledged: readonly string[]): Text {
  const [first = '', ...others] = unpledged
  const name = (id: string): Text => shortOf({ id: 'security-action' }, { id })
  return others.reduce(
    (listed, next): Text => ({ key: 'dialogue.listed', params: { first: listed, others: name(next) } }),
    name(first),
  )
}

function nextLinks(way: Way, app: FlowContext): Part[] {
  const { next, policy } = way.standing
  const site = (kind: keyof typeof SITE): Part[] => [
    { kind: 'link', label: { key: `star.site.${kind}` }, url: SITE[kind] },
  ]
  if (next === 'get-gbiz') return site('gbiz')
  if (next === 'declare') return site('declare')
  return next === 'publish' && policy ? policyLinks(way, app) : []
}

function nextOptions({ firmId, standing: { next, step, policy, appliedAt } }: Way): Option[] {
  const option = (label: string, token: string): Option => ({
    label: { key: `star.button.${label}` },
    token,
  })
  const told = (what: string): Option => option(what, starToken(what, firmId))
  const wish: Option[] = policy ? [option('policy', starToken('policy', firmId))] : []
  switch (next) {
    case 'nothing':
      return step === 'done' ? wish : [option('begin', formToken('security-action', 'again', firmId))]
    case 'begin':
    case 'go-on':
      return [option(next, formToken('security-action', 'begin', firmId))]
    case 'diagnose':
      return [option('diagnose', formToken('office', 'begin', firmId))]
    case 'pledge':
      return [told('pledged')]
    case 'get-gbiz':
      return [told('gbiz-arrived'), ...(appliedAt === null ? [told('gbiz-applied')] : []), ...wish]
    case 'publish':
      return [...wish, told('published')]
    case 'declare':
      return [told('declared'), ...wish]
    case 'tell-id':
      return [option('write-id', starToken('write', firmId, ID)), ...wish]
    case 'draft':
      return []
  }
}

/** The whole text, a section a number: that is how one is chosen by typing, too. */
export function policyMessage(way: Way, app: FlowContext): Said {
  const { firmId, standing } = way
  const { policy } = standing
  if (!policy) return standingMessage(way, app)
  const options = SECTIONS.map((section) => ({
    label: sectionTitle(section),
    token: starToken('write', firmId, section),
  }))
  const undo: Option = {
    label: { key: 'star.button.undo' },
    token: starToken('undo', firmId),
    isAside: true,
  }
  const shown: Option = {
    label: { key: 'star.button.show' },
    token: starToken('show', firmId),
    isAside: true,
  }
  return {
    parts: [
      { kind: 'heading', text: { key: 'star.policy.heading', params: { version: policy.version } } },
      ...SECTIONS.map((section, place) =>
        paragraph({
          key: 'star.policy.section',
          params: { number: place + 1, title: sectionTitle(section), text: { typed: policy.sections[section] } },
        }),
      ),
      paragraph({ key: 'star.policy.how' }),
      ...policyLinks(way, app),
    ],
    asked: [...options, ...(policy.mayUndo ? [undo] : []), shown],
  }
}

export const sectionTitle = (section: Section): Text => ({ key: `star.section.${section}` })

function policyLinks({ firmId }: Way, { link, now }: FlowContext): Part[] {
  const to = (kind: 'page' | 'pdf'): string => link(firmId, kind, now + LINK_LIFE_MS)
  return [
    { kind: 'link', label: { key: 'star.policy.page' }, url: to('page') },
    { kind: 'link', label: { key: 'star.policy.pdf' }, url: to('pdf') },
  ]
}

/** What was chosen is shown as it stands, so that it can be copied and changed. */
export function writeMessage({ firmId, standing: { policy } }: Way, about: Section | typeof ID): Said {
  const stop: Option = {
    label: { key: 'star.button.stop' },
    token: starToken('stop', firmId),
    isAside: true,
  }
  const texts: Text[] =
    about === ID
      ? [{ key: 'star.write.id' }]
      : [
          { key: 'star.write.section', params: { title: sectionTitle(about) } },
          { typed: policy?.sections[about] ?? '' },
        ]
  return { parts: texts.map(paragraph), asked: [stop] }
}

export function reminderMessage({ firmId }: Way, of: Waiting): Said {
  const yes: Readonly<Record<Waiting, Option>> = {
    gbiz: { label: { key: 'star.button.gbiz-arrived' }, token: starToken('gbiz-arrived', firmId) },
    declare: { label: { key: 'star.button.declared' }, token: starToken('declared', firmId) },
    id: { label: { key: 'star.button.write-id' }, token: starToken('write', firmId, ID) },
  }
  const no: Option = { label: { key: 'star.button.not-yet' }, token: starToken('not-yet', firmId) }
  return { parts: [paragraph({ key: `star.remind.${of}` })], asked: [yes[of], no] }
}
