import { lastFinished } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { sitesOf } from '#db/sites.ts'
import type { Values } from '#engine/dialogue/questionnaire.ts'
import { valuesOf } from '#engine/dialogue/session.ts'
import type { Known, PlaceFacts } from '#engine/installation/choice.ts'
import { type Network, ROUTER_MAKERS } from '#engine/installation/wiring.ts'

/** What the set-up confirmation says of a place; undefined while nobody has finished it. */
export async function factsOf(
  tx: Tx,
  { regionId, firmId, siteId }: { regionId: string; firmId: string; siteId: string | null },
): Promise<{ facts: PlaceFacts; network: Network } | undefined> {
  const place = await placeOf(tx, firmId, siteId)
  const done = await lastFinished(tx, { regionId, firmId, questionnaire: 'setup', personId: '' })
  if (!done) return undefined
  const values = valuesOf(done.session)
  return { facts: { place, ...factsIn(values) }, network: networkIn(values) }
}

/** Of a firm without an office the sensor is for a home. */
async function placeOf(tx: Tx, firmId: string, siteId: string | null): Promise<PlaceFacts['place']> {
  const sites = await sitesOf(tx, firmId)
  const site = sites.find(({ id }) => id === siteId) ?? sites.find(({ kind }) => kind === 'office') ?? sites[0]
  return site?.kind ?? 'office'
}

const choiceIn = (values: Values, question: string): string => {
  const value = values.get(question)
  return value?.kind === 'choice' ? value.choice : 'unknown'
}

function factsIn(values: Values): Omit<PlaceFacts, 'place'> {
  const known = (question: string): Known => {
    const chosen = choiceIn(values, question)
    return chosen === 'yes' || chosen === 'no' ? chosen : 'unknown'
  }
  const [router, ports] = [choiceIn(values, 'router'), values.get('ports')]
  return {
    router: router === 'own' || router === 'isp' ? 'yes' : router === 'none' ? 'no' : 'unknown',
    switch: known('switch'),
    ports: ports?.kind === 'number' ? ports.number : null,
    mirror: known('mirror'),
  }
}

function networkIn(values: Values): Network {
  const [wiring, printer, maker] = ['wiring', 'printer', 'maker'].map((question) => choiceIn(values, question))
  const model = values.get('model')
  return {
    maker: ROUTER_MAKERS.find((one) => one === maker) ?? 'unknown',
    model: model?.kind === 'text' ? model.text : '',
    hasSwitch: choiceIn(values, 'switch') === 'yes',
    hasWired: wiring !== 'wireless',
    hasWifi: wiring === 'wireless' || (wiring === 'both' && choiceIn(values, 'wifi') !== 'no'),
    printer: printer === 'wired' || printer === 'wireless' || printer === 'none' ? printer : 'other',
  }
}
