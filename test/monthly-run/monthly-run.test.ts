import { expect, it } from 'vitest'
import { isProof, proofRuns } from '../support/proof.ts'
import { isAlone } from './region.ts'
import { monthlyRun, type Ran } from './run.ts'

const say = (text: string): void => void process.stdout.write(`${text}\n`)

function figures(firms: number, { seconds, cpuS, peakMb, pictures, kills }: Ran): string {
  const perS = (count: number): string => (count / seconds).toFixed(1)
  return [
    `monthly run: ${firms} firms in ${(seconds / 60).toFixed(1)} min from the trigger to the last push (aim: 10,000 in 20), killed ${kills} times`,
    `             ${perS(pictures.shown)} pictures/s, ${pictures.holes} holes, ${cpuS.toFixed(0)} s of CPU, ${peakMb} MB at most (aim: ≤ 1,024)`,
  ].join('\n')
}

const aloneAmong = (firms: number): number =>
  Array.from({ length: firms }, (_, place) => place + 1).filter(isAlone).length

//
it('a month of a whole region goes out, no firm missed and none twice, though the program is killed on the way', async () => {
  const firms = proofRuns(100, Number(process.env.MONTHLY_FIRMS ?? 1_000))
  const ran = await monthlyRun({
    firms,
    killsAt: [0.2, 0.6].map((share) => Math.floor(firms * share)),
    hasCluster: isProof,
    minutesMax: proofRuns(1.5, 20),
  })
  if (isProof) say(figures(firms, ran))
  expect(ran.kills).toBe(2)
  expect(ran.owners).toBe(firms - aloneAmong(firms))
  expect(Object.fromEntries(ran.messages)).toEqual({
    ...(aloneAmong(firms) > 0 && { 0: aloneAmong(firms) }),
    1: ran.owners,
  })
  expect(ran.deskTasks).toBe(aloneAmong(firms))
  const [progress, ...others] = ran.progress
  expect(others).toEqual([])
  expect(progress).toContain(
    `${firms.toLocaleString()}社を承認しました。LINEで送ったのは ${ran.owners.toLocaleString()}社、送るのを待つのは 0社、窓口が渡すのは ${aloneAmong(firms)}社`,
  )
}, 3_600_000)

it.skipIf(!isProof)(
  '10,000 firms in twenty minutes, in a gibibyte, each with its picture',
  async () => {
    const firms = Number(process.env.MONTHLY_FIRMS ?? 10_000)
    const ran = await monthlyRun({ firms, killsAt: [], hasCluster: true, minutesMax: 60 })
    say(figures(firms, ran))
    expect(ran.messages.get(1)).toBe(ran.owners)
    expect(ran.messages.get(2)).toBeUndefined()
    expect(ran.pictures.holes).toBe(0)
    expect(ran.peakMb).toBeLessThan(1_024)
    expect(ran.seconds).toBeLessThan(20 * 60)
  },
  3_600_000,
)
