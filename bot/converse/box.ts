import { receive } from '#db/inbox.ts'
import { beatOf } from '#db/sensor-beats.ts'
import { type Sensor, sensorsOf } from '#db/sensors.ts'
import { may } from '#engine/permission.ts'
import { configLane } from '../sensor-config/lanes.ts'
import { sayToken } from './intent.ts'
import { introduce } from './small-talk.ts'
import { identityOf, REPLY_LIFE_MS, type Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 「箱の設定」: each box of the firm tells how it is set, to whoever may change it. 「箱をなくした」: each may be stopped. */
export async function showBoxes(talk: Talk, word: 'box' | 'lost-box', chosen?: string): Promise<void> {
  const { tx, app, incoming, person } = talk
  if (!person || talk.firms.length === 0) return introduce(talk)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken(word, firmId))
  const { regionId, firmId } = firm
  if (!may(person, { verb: 'write', datum: 'profile' }, { regionId, firmId }))
    return talk.say({ key: 'errors.not-yours' })
  const boxes: Sensor[] = []
  // A sensor without an agent fetches nothing.
  for (const sensor of await sensorsOf(tx, firmId))
    if (sensor.revokedAt === null && (word === 'lost-box' || (await beatOf(tx, sensor.id)))) boxes.push(sensor)
  if (boxes.length === 0) return talk.say({ key: word === 'box' ? 'box.none' : 'box.lost.none' })
  talk.isHandedOn = true
  const { platform, account, eventId, replyToken, at } = incoming
  const by = { personId: person.personId, name: person.name, ...identityOf(incoming) }
  await receive(
    tx,
    boxes.map(({ id }, place) => ({
      ...{ lane: configLane(id), kind: 'sensor-config', account: `${platform}:${account}` },
      ...{ eventId: `box:${eventId}:${id}`, regionId, firmId, at: app.now },
      payload: {
        ...{ command: word === 'box' ? 'show' : 'ask-lost', by },
        // One reply is free; what more there is to tell is pushed.
        ...(replyToken !== undefined && place === 0 && { replyToken, replyUntil: at + REPLY_LIFE_MS }),
      },
    })),
  )
}
