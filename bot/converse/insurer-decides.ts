import { callDesk, passOn } from './desk.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** Whatever is asked about insurance: the insurer decides, and a person goes on from there. */
export async function insurerDecides(talk: Talk, chosen?: string): Promise<void> {
  const firm = firmMeant(talk, chosen)
  talk.say({ key: 'insurance.decides.who' })
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('insurance', firmId))
  const { content } = talk.incoming
  const text = content.type === 'text' ? content.text : undefined
  if (text !== undefined && (await passOn(talk, text))) return
  await callDesk(talk, firm, 'consult', text)
  talk.say({ key: 'insurance.decides.handed' })
}
