import { AFTERWARDS, HANDS, TIMES } from './assumptions.ts'
import { doesStep, follows } from './hands.ts'
import { type Life, nextMorning, now, sleeps } from './life.ts'
import type { Shown } from './phone.ts'
import { reaches } from './plugged.ts'
import { helps, visits } from './staff.ts'

const STEP = /\d+ \/ \d+ (.+)/
const HINT = /もう1つ、ためしてください/
/** What the live check says is amiss (`order.amiss`). */
const AMISS =
  /届いていません|ずれています|つながっていません|見えていません|だけが見えています|流れてきています|少なすぎます/
/** So often somebody waits half an hour for a word before they ask for one. */
const WAITS_MAX = 4

/** The parcel is there: from now on only what the phone shows moves this person. */
export async function plugsIn(life: Life): Promise<void> {
  const { phone, hands } = life
  await phone.taps('届いた')
  if (hands.roll() < HANDS.putsOff) await nextMorning(life)
  await phone.taps('はじめる')
  let [heading, waits] = ['', 0]
  while (!life.isOver) {
    const fresh = phone.fresh()
    if (fresh.some(({ words }) => words.includes('見守りを始めました'))) break
    if (fresh.some(({ words }) => words.includes('が、つながりました'))) await works(life)
    const last = fresh.findLast((one) => isMeant(one))
    if (!last) {
      if (++waits > WAITS_MAX) {
        await asksDesk(life, heading === '' ? 'nothing to begin with' : 'nothing more was said')
        waits = 0
      } else await sleeps(life, 30)
      continue
    }
    waits = 0
    if (last.words.includes('ご都合のよい日')) await somebodyMayCome(life, last, heading)
    else if (AMISS.test(last.words)) await triesWhatWasSaid(life, last)
    else {
      heading = STEP.exec(last.words)?.[1] ?? heading
      await doesWhatWasShown(life, heading, HINT.test(last.words) ? last.words : undefined)
    }
  }
  life.isOver = true
}

const isMeant = ({ words }: Shown): boolean =>
  STEP.test(words) || HINT.test(words) || AMISS.test(words) || words.includes('ご都合のよい日')

async function doesWhatWasShown(life: Life, heading: string, hint: string | undefined): Promise<void> {
  const { hands, phone } = life
  await sleeps(life, TIMES.step)
  const wasOn = reaches(hands.plugged)
  if (hint !== undefined) follows(hands, hint)
  const isDone = doesStep(hands, heading, hint !== undefined)
  if (!wasOn && reaches(hands.plugged) && life.box) life.box.startedAt = now(life)
  await phone.taps(isDone ? 'できた' : 'できない')
}

async function triesWhatWasSaid(life: Life, { words, buttons }: Shown): Promise<void> {
  const { hands, phone } = life
  await sleeps(life, TIMES.look)
  const isAll = hands.plugged.allOn && hands.plugged.moved === 1 && hands.plugged.joined === 1
  follows(hands, words)
  const offers = (label: string): boolean => buttons.some((one) => one.label === label)
  if (isAll && offers('これで全部')) await phone.taps('これで全部')
  else if (offers('やってみた')) await phone.taps('やってみた')
  else if (offers('来てほしい')) {
    await phone.taps('来てほしい')
    await visits(life, AMISS.exec(words)?.[0] ?? '')
  }
}

async function somebodyMayCome(life: Life, { buttons }: Shown, heading: string): Promise<void> {
  const day = buttons.find(({ label }) => /\d日\(/.test(label))
  if (day && life.hands.roll() < HANDS.choosesDay) {
    await life.phone.taps(day.label)
    await visits(life, `できない: ${heading}`)
  } else await asksDesk(life, `できない: ${heading}`)
}

async function asksDesk(life: Life, why: string): Promise<void> {
  if (!(await life.phone.taps('人に相談'))) await life.phone.says('相談')
  await helps(life, why)
  if (life.box && life.box.startedAt === 0) life.box.startedAt = now(life)
}

const TROUBLES = [
  ['print', 'プリンターが動きません'],
  ['scan', 'スキャンできません'],
  ['slow', 'ネットが遅いです'],
  ['wifi', '無線が切れます'],
] as const

/** Work goes on; now and then something does not any more, where the box stands between things. */
async function works(life: Life): Promise<void> {
  const { hands, phone } = life
  if (hands.device === 'office') return
  const met = TROUBLES.find(([kind]) => hands.roll() < AFTERWARDS[kind])
  if (!met) return
  const [kind, words] = met
  await phone.says(words)
  await sleeps(life, TIMES.look)
  if (hands.roll() < AFTERWARDS.mended && (await phone.taps('なおった'))) return
  await phone.taps('なおらない')
  await phone.taps('人に相談')
  life.repairs.push(kind)
  life.desk.push(`trouble: ${kind}`)
}
