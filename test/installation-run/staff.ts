import { Board } from '../pilot/board.ts'
import { boxOf, codeOnSheet, enrols } from '../stories/boxes.ts'
import { HANDS, TIMES } from './assumptions.ts'
import { type Life, nextMorning, now, sleeps } from './life.ts'
import { asDrawn, type Device } from './plugged.ts'

const DESK = '及川'

/** The desk makes a box ready, tries it, and sends it; where nothing has chosen one, somebody must ask first. */
export async function sends(life: Life): Promise<void> {
  const { story, firm } = life
  const board = new Board(story, 'desk')
  const presses = async (label: string): Promise<void> => {
    const card = board.cards().findLast(({ words }) => words.startsWith('機器のお届け') && words.includes(firm.name))
    if (!card) throw new Error(`${firm.name} has no order`)
    await board.press(DESK, card, label)
    await story.settle()
  }
  if ((await orderOf(life)).deviceType === null) {
    life.desk.push('nobody could choose a box')
    await presses('種類を選ぶ')
    await story.slack.fills(DESK, { type: 'small-office', switch: 'none' })
  }
  await presses('接続図を送った')
  await presses('キッティング')
  life.box = boxOf(story, (await enrols(story, codeOnSheet(story))).body)
  await presses('発送した')
  await story.slack.fills(DESK, { carrier: 'ヤマト運輸', number: '1234-5678-9012' })
  const { deviceType, needsSwitch } = await orderOf(life)
  life.hands.device = needsSwitch === 'none' ? deviceType : (`${deviceType}-aid` as Device)
}

export const orderOf = async ({ story, firmId }: Life) =>
  (await story.admin('GET', `/orders?firmId=${firmId}`)).body.items[0]

/** Somebody at the desk reads where it hangs and says what to do; who still cannot is visited. */
export async function helps(life: Life, why: string): Promise<void> {
  life.desk.push(why)
  await sleeps(life, TIMES.desk)
  const { hands } = life
  const isPossible = hands.device !== 'office' || hands.network.hasMirror
  if (isPossible && hands.roll() < HANDS.afterDesk) Object.assign(hands.plugged, asDrawn(hands.network))
  else await visits(life, why)
}

/** Two working days later; whoever comes brings what is missing. */
export async function visits(life: Life, why: string): Promise<void> {
  life.visits.push(why)
  await nextMorning(life)
  await nextMorning(life)
  const { hands } = life
  if (hands.device === 'office' && !hands.network.hasMirror) hands.device = 'office-aid'
  Object.assign(hands.plugged, asDrawn(hands.network))
  await sleeps(life, 1)
  if (life.box) life.box.startedAt = now(life)
}
