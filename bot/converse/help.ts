import { lastFinished } from '#db/dialogues.ts'
import { openNoticesOf } from '#db/notices.ts'
import type { Part, Text } from '#engine/message.ts'
import { isAwaitingFirm } from '#engine/notice.ts'
import type { Service as Switch } from '#engine/programme.ts'
import { sayToken } from './intent.ts'
import { serviceOfWord, servicesOf } from './services.ts'
import type { Talk } from './talk.ts'
import type { GlobalWord } from './vocabulary.ts'

/** The five services that a firm has with us: each is a button of ヘルプ, which is an area of the menu. */
export const SERVICES = ['diagnosis', 'watch', 'consult', 'remote', 'visit'] as const
type Service = (typeof SERVICES)[number]

/** What each service is called by typing. */
const WORD_OF: Readonly<Record<Service, GlobalWord>> = {
  diagnosis: 'diagnosis',
  watch: 'status',
  consult: 'consult',
  remote: 'remote',
  visit: 'visit',
}

/** ヘルプ: in three lines what can be done now, the first of them about this very firm; of what is switched off nothing. */
export async function help(talk: Talk): Promise<void> {
  const has = await servicesOf(talk)
  const isThere = (service: Service): boolean => {
    const isOf = serviceOfWord(WORD_OF[service])
    return isOf === undefined || has(isOf)
  }
  const lines: Text[] = [
    ...(await newsOf(talk, has)),
    ...(has('sensor') ? [{ key: 'converse.help.watch' }] : []),
    ...peopleText(has),
  ]
  talk.show(
    { kind: 'heading', text: { key: 'converse.help.heading' } },
    ...lines.map((text): Part => ({ kind: 'paragraph', text })),
    {
      kind: 'choice',
      // On a computer LINE shows no quick replies; these stay, and are understood as long as they are seen.
      lasts: 'durable',
      options: SERVICES.filter(isThere).map((service) => ({
        label: { key: `converse.service.${service}` },
        token: sayToken(WORD_OF[service]),
      })),
    },
  )
}

function peopleText(has: (service: Switch) => boolean): Text[] {
  if (has('consultation') && has('incident')) return [{ key: 'converse.help.people' }]
  const only = (['consultation', 'incident'] as const).filter(has)
  return only.map((service) => ({ key: `converse.help.people-${service}` }))
}

async function newsOf(talk: Talk, has: (service: Switch) => boolean): Promise<Text[]> {
  let waiting = 0
  for (const { firmId } of talk.firms) waiting += (await openNoticesOf(talk.tx, firmId)).filter(isAwaitingFirm).length
  if (waiting > 0 && has('sensor')) return [{ key: 'converse.help.open', params: { count: waiting } }]
  if (!has('diagnosis')) return []
  return [{ key: (await isDiagnosed(talk)) ? 'converse.help.diagnosed' : 'converse.help.begin' }]
}

async function isDiagnosed({ tx, firms }: Talk): Promise<boolean> {
  for (const { regionId, firmId } of firms) {
    const done = await lastFinished(tx, { regionId, firmId, questionnaire: 'office', personId: '' })
    if (done) return true
  }
  return false
}
