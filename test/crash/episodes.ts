import { scanLines } from '../support/eve.ts'
import { asTaken, JPEG } from '../support/photos.ts'
import type { Chance } from './chance.ts'
import type { Card, People } from './people.ts'
import { enrol, type World } from './world.ts'

/** What people and sensors do, and what must come of it; each episode about a device of its own. */
export interface Scene {
  people: People
  world: World
  chance: Chance
}

const MINUTE_MS = 60_000
const PORTS = 40

export type Episode = (scene: Scene) => Promise<void>

export const EPISODES: readonly Episode[] = [
  answered,
  unanswered,
  falseAlarm,
  cannot,
  newcomer,
  consultation,
  questioned,
]
/** Of every arrow something, in a minute. */
export const SAMPLE: readonly Episode[] = [answered, consultation, questioned]

const cardOf = (device: string): Card => ({ channel: 'analysts', about: device })
const deskTask: Card = { channel: 'desk', about: '電話をお願いします' }

/** The shipper is cut off, sends again, and at times cuts its batches anew: every line has its effect once. */
async function scan({ people, world, chance }: Scene, device: string): Promise<Card> {
  // No two flows of a sensor have number and time in common.
  const at = world.at - Number(device.split('.').at(-1)) * 1_001
  const lines = scanLines({ at, source: device, ports: PORTS })
  const cut = 10 + chance.below(20)
  await people.ships(world.sensorToken, `${device}-first`, lines.slice(0, cut))
  await people.ships(world.sensorToken, `${device}-second`, lines.slice(cut))
  if (chance.below(2) === 0) await people.ships(world.sensorToken, undefined, lines.slice(cut - 5))
  if (chance.below(2) === 0) await people.ships(world.sensorToken, `${device}-first`, lines.slice(0, cut))
  const card = cardOf(device)
  await people.cardShows(card, `イベント ${PORTS}件`)
  return card
}

/** A notice that the owner answers with a tap, and the analyst closes. */
async function answered(scene: Scene): Promise<void> {
  const { people } = scene
  const card = await scan(scene, '192.168.1.101')
  await people.presses('小野', '引き受ける', card)
  await people.cardShows(card, 'さんが引き受けました')
  await people.fills('小野', '通報する', card, { severity: 'low' })
  await people.hears('佐々木', '192.168.1.101')
  await people.settles()
  await people.taps('佐々木', 'できた')
  await people.hears('佐々木', '2/2')
  await people.settles()
  await people.taps('佐々木', 'できた')
  await people.cardShows(card, '「できた」と答えました')
  await people.presses('小野', '完了にする', card)
  await people.hears('佐々木', 'もう心配ありません')
  await people.cardShows(card, '完了')
}

/** A grave notice that nobody answers: the ladder, by its timers, up to the desk's telephone. */
async function unanswered(scene: Scene): Promise<void> {
  const { people } = scene
  const card = await scan(scene, '192.168.1.102')
  await people.fills('小野', '通報する', card, { severity: 'high' })
  await people.presses('山田', '承認して送る', card)
  await people.hears('佐々木', '192.168.1.102')
  await people.skips(11 * MINUTE_MS)
  await people.hears('佐々木', 'まだ返事をもらっていません')
  await people.skips(10 * MINUTE_MS)
  await people.hears('千葉', 'ほかの方から返事がない')
  await people.skips(10 * MINUTE_MS)
  await people.presses('及川', '引き受ける', deskTask)
  await people.presses('及川', '電話を終えた', deskTask)
  await people.cardShows(deskTask, 'さんが終えました')
  await people.taps('千葉', 'ぜんぶ済んだ')
  await people.cardShows(card, '「できた」と答えました')
  await people.presses('小野', '完了にする', card)
  await people.cardShows(card, '完了')
}

/** A judgement, taken back, and another one. */
async function falseAlarm(scene: Scene): Promise<void> {
  const { people } = scene
  const card = await scan(scene, '192.168.1.103')
  await people.presses('小野', '誤検知', card)
  await people.presses('小野', '取り消す（もう一度調べる）', card)
  await people.presses('小野', '様子見', card)
  await people.cardShows(card, '様子')
}

/** An answer by typing that hands the matter to the desk. */
async function cannot(scene: Scene): Promise<void> {
  const { people } = scene
  const card = await scan(scene, '192.168.1.104')
  await people.fills('小野', '通報する', card, { severity: 'medium' })
  await people.hears('佐々木', '192.168.1.104')
  await people.settles()
  await people.says('佐々木', 'できない')
  await people.hears('佐々木', 'もう一度やってみてください')
  await people.settles()
  await people.says('佐々木', 'できない')
  await people.presses('及川', '引き受ける', deskTask)
  await people.presses('及川', '電話を終えた', deskTask)
  await people.cardShows(deskTask, 'さんが終えました')
  await people.presses('小野', '完了にする', card)
  await people.hears('佐々木', 'もう心配ありません')
}

async function newcomer({ people, world }: Scene): Promise<void> {
  await enrol(people, '菊池', world.firmId, 'worker')
}

/** The desk is called once, in the person's own words. */
async function consultation({ people }: Scene): Promise<void> {
  await people.says('佐々木', '相談')
  await people.settles()
  await people.says('佐々木', '画面が急に消えました')
  await people.cardShows({ channel: 'desk', about: '画面が急に消えました' }, '画面')
}

/**
 * A diagnosis that is left half answered, one of its answers put right; and a set-up, with a photo between its questions.
 * A number means the question that was seen last, so each is waited for.
 */
async function questioned({ people, world }: Scene): Promise<void> {
  const answers = async (...words: string[]): Promise<void> => {
    for (const word of words) {
      await people.says('千葉', word)
      await people.settles()
    }
  }
  await answers('診断', '1', '1', '個人の情報と営業の情報', '1', '1番を直す', '3')
  await answers('設置確認', 'あとで', '3')
  await people.photographs('千葉', { base64: asTaken(JPEG).toString('base64'), type: 'image/jpeg' })
  await people.photoArrives(world.firmId)
  await answers('1')
}
