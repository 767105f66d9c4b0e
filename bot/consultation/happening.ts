import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { type Quoted, type StoredConsultation, saveConsultation } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import type { Call, PersonRef } from '#engine/case.ts'
import type { Classification } from '#engine/consultation.ts'
import {
  apply,
  type Consultation,
  type ConsultationEvent,
  type ConsultationRefusal,
  type Matter,
  refusalOf,
} from '#engine/consultation.ts'
import type { PhotoRefusal } from '#engine/dialogue/exchange.ts'
import { type Part, paragraph, type Text } from '#engine/message.ts'
import type { FlowContext } from '../flow.ts'
import type { Speaking } from '../speaking.ts'
import { isStaffChat } from '../staff-chat.ts'
import { consultationLane } from './lanes.ts'
import { inThread } from './thread.ts'
import type { ConsultationFile } from './work.ts'

/** A word of the firm's, a tap or a form of the desk's, or a timer, as the inbox hands it on. */
export interface Said {
  command: string
  by: PersonRef & Partial<Speaking>
  matter?: Matter
  /** Of a call that another flow makes for a person: what of, and where they stand. */
  kind?: Classification
  about?: Text
  /** '' where there were none, or where they were taken back before the desk had them. */
  text?: string
  messageId?: string
  quoteToken?: string
  /** The message that was quoted: as its platform calls it, and, of what we have said, what is known of it. */
  quoted?: { messageId: string; ours?: Quoted }
  media?: string
  /** A photo that is here, or why it is not. */
  photo?: string
  reason?: PhotoRefusal
  /** Of an answer that the firm was shown, and how often it was, and was wrong. */
  question?: string
  shown?: number
  wrong?: number
  /** Of an emergency that nobody has taken: who was called out so far. */
  call?: Call<'emergency'>
  values?: FormValues
  params?: Action['params']
}

/** One transaction's work on a consultation that is there. */
export interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  /** By which what is written down of this row has the same name at every attempt. */
  wordsId: string
  file: ConsultationFile
  hasChanged: boolean
  /** What whoever pressed a button is told. */
  told: Text[]
  /** What the firm is told. */
  sent: Part[]
  /** With which of its messages it is quoted. */
  quotes?: string
  says: OutboxEntry[]
  /** Of which nothing that was sent is kept any more. */
  erased: string[]
}

/** Undefined where another of the same matter is open. */
export async function write(
  tx: Tx,
  place: Omit<StoredConsultation, 'consultation'>,
  before: Consultation | undefined,
  event: ConsultationEvent,
): Promise<StoredConsultation | undefined> {
  const after = { ...place, consultation: apply(before, event) }
  if (!(await saveConsultation(tx, after, event))) return undefined
  const { id, regionId, firmId } = after
  const { kind, at, by } = event
  await note(tx, {
    ...{ regionId, firmId, subject: consultationLane(id), at, actor: by.personId },
    ...{ what: `consultation-${kind}`, params: {}, reason: null },
  })
  return after
}

export const personOf = ({ by: { personId, name } }: Said): PersonRef => ({ personId, name })

export const line = (work: Work, what: string, params: Readonly<Record<string, Text | number>> = {}): void =>
  void work.says.push(
    inThread(work.app, work.file, {
      key: `desk.consultation.line.${what}`,
      params: { who: work.said.by.name, ...params },
    }),
  )

/** Which of their talks it is about: somebody may have two that end at once. */
export const tellFirm = ({ sent, file }: Work, what: string): void => {
  const matter: Text = { key: `consultation.matter.${file.stored.consultation.matter}` }
  sent.push(paragraph({ key: `consultation.${what}`, params: { matter } }))
}

type Happening = ConsultationEvent extends infer Event
  ? Event extends { kind: string }
    ? Omit<Exclude<Event, { kind: 'opened' }>, 'at' | 'by'>
    : never
  : never

/** False where it cannot happen, and whoever wanted it was told why. */
export async function happen(work: Work, what: Happening): Promise<boolean> {
  const { tx, app, said, file } = work
  const before = file.stored.consultation
  const event = { ...what, at: app.now, by: personOf(said) } as Exclude<ConsultationEvent, { kind: 'opened' }>
  const refusal = refusalOf(before, event.kind)
  const stored = refusal ? undefined : await write(tx, file.stored, before, event)
  if (!stored) refuse(work, refusal ?? 'another')
  else {
    work.file = { ...file, stored }
    work.hasChanged = true
  }
  return stored !== undefined
}

export function refuse(work: Work, refusal: ConsultationRefusal | 'another'): void {
  const { app, file, said } = work
  if (said.by.platform === undefined || !isStaffChat(said.by.platform)) return
  app.refused(refusal)
  const who = file.stored.consultation.holder?.name ?? ''
  work.told.push({
    key: `desk.consultation.refused.${refusal === 'already' && said.command === 'take' ? 'taken' : refusal}`,
    params: { who },
  })
}
