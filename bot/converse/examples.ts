import { examplesOf } from '#db/examples.ts'
import { refusalOf } from '#engine/example.ts'
import { exampleLane, readerLane } from '../example/lanes.ts'
import { handOver } from './hand-over.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 事例: what others near this firm went through, the closest first; shown by the one who keeps what it has seen. */
export async function showExample(talk: Talk, chosen?: string): Promise<void> {
  const { person, resume } = talk
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('example', firmId))
  if (!person) return
  const { regionId, firmId } = firm
  const lane = readerLane(firmId)
  const to = { lane, kind: 'example-read', regionId, firmId, event: lane }
  await handOver(talk, to, { by: person, said: { command: 'show' }, resume })
}

/** 事例を取り下げる: whatever of this firm is shown, or may be, is taken away at once. */
export async function withdrawExamples(talk: Talk, chosen?: string): Promise<void> {
  const { person, resume } = talk
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('withdraw-example', firmId))
  if (!person) return
  const { regionId, firmId } = firm
  const own = (await examplesOf(talk.tx, firmId)).filter((one) => !refusalOf(one, 'withdraw'))
  if (own.length === 0) return talk.say({ key: 'example.nothing-to-withdraw' })
  for (const lane of own.map(({ id }) => exampleLane(id))) {
    const to = { lane, kind: 'example', regionId, firmId, event: lane }
    await handOver(talk, to, { by: person, said: { command: 'withdraw' }, resume })
  }
}
