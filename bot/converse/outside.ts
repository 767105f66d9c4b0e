import { type Part, paragraph } from '#engine/message.ts'
import { CONTACT_POINTS } from '../content/contact-points.ts'

/** Who helps a firm when nobody of ours is there. */
export const OUTSIDE: readonly Part[] = [
  paragraph({ key: 'emergency.outside' }),
  {
    kind: 'facts',
    rows: CONTACT_POINTS.map(({ who, how }) => ({
      label: { key: `emergency.contact.${who}` },
      value: { typed: how },
    })),
  },
]
