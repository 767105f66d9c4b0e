import { SYMPTOMS, type Symptom, type SymptomWords, type TroubleGuide } from '#engine/installation/trouble.ts'
import type { DeviceType } from '#engine/order.ts'
import { type Reader, sayText } from '../say.ts'

const fix = (name: string) => ({ kind: 'try', fix: name }) as const
const RESTORE = { kind: 'restore' } as const
const HUMAN = { kind: 'human' } as const

/**
 * What is known to go wrong once a sensor is plugged in, and what to try: one thing, and then how to put all back, so
 * that work goes on; the second time that fails, somebody is offered to come. A scanner that finds its folder no more needs
 * hands on the folder, which nobody guides from afar. Below the sensor, who prints and what prints must hang on the same box;
 * beside a mirror port nothing of that has changed.
 */
export const troublesFor = (device: DeviceType): TroubleGuide => ({
  print: [fix(device === 'office' ? 'printer-restart' : 'printer-same-box'), RESTORE],
  scan: [fix(device === 'office' ? 'scan-restart' : 'scan-same-box'), HUMAN],
  slow: [fix('slow-cables'), RESTORE],
  wifi: [fix(device === 'office' ? 'wifi-restart' : 'wifi-again'), RESTORE],
  offline: [fix('power-order'), RESTORE],
})

/** The words of a symptom in the reader's language, and of what is wrong: both must be said, or the symptom's own name. */
export function symptomWords(reader: Reader): SymptomWords {
  const row = (name: string): string => sayText({ key: `installation.symptom-words.${name}` }, reader)
  const broken = row('broken')
  const groups = (symptom: Symptom): string[][] =>
    symptom === 'slow'
      ? [[row('slow')]]
      : [[row(symptom), broken], [sayText({ key: `installation.symptom.${symptom}` }, reader)]]
  return Object.fromEntries(SYMPTOMS.map((symptom) => [symptom, groups(symptom)])) as unknown as SymptomWords
}
