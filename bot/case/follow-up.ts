import { type FollowUp, STAGES, type Stage } from '#engine/follow-up.ts'
import type { Text } from '#engine/message.ts'

/** The whole way, with what is behind and where it stands: 「✓通報 → ✓既読 → 端末特定 → ▶対処中（1/2） → 確認 → 完了」. */
export function wayText(followUp: FollowUp): Text {
  const reached = STAGES.indexOf(followUp.stage)
  const params = Object.fromEntries(
    STAGES.map((stage, place): [string, Text] => {
      const isBehind = place < reached && (stage !== 'device-found' || followUp.isDeviceKnown)
      const mark = place === reached ? 'here' : isBehind ? 'behind' : 'open'
      return [stage, { key: `case.follow-up.mark.${mark}`, params: { stage: stageText(followUp, stage) } }]
    }),
  )
  return beside(followUp, { key: 'case.follow-up.way', params })
}

/** Where it stands: 「対処中（1/2）」. */
export const standingText = (followUp: FollowUp): Text => beside(followUp, stageText(followUp, followUp.stage))

const stageText = ({ steps }: FollowUp, stage: Stage): Text => ({
  key: `case.follow-up.stage.${stage}`,
  params: steps,
})

const beside = ({ exit }: FollowUp, text: Text): Text =>
  exit ? { key: 'case.follow-up.left', params: { text, exit: { key: `case.follow-up.exit.${exit}` } } } : text
