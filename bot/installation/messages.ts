import type { Action } from '#db/actions.ts'
import type { Installation, InstallationSays } from '#engine/installation/guide.ts'
import { SYMPTOMS, type Trouble } from '#engine/installation/trouble.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import type { WiringSheet, WiringWords } from '../pictures/wiring-sheet.ts'
import { stepWords } from './sheet.ts'
import type { FirmTap } from './taps.ts'

/** What a message needs beside the installation: its words and links, its buttons, and the days on offer. */
export interface Speaking {
  installation: Installation
  words: WiringWords
  /** The address of one picture, and of the page on which all of them move. */
  picture(shown: WiringSheet['shown']): string
  page(): string
  tap(command: FirmTap, params?: Action['params']): Action
}

type Params = Exclude<Text, { typed: string }>['params']
const installationText = (name: string, params: Params = {}): Text => ({ key: `installation.${name}`, params })
const t = installationText

/** What the firm hears of what was decided. */
export function installationMessage(speaking: Speaking, says: InstallationSays): Message {
  switch (says.kind) {
    case 'step':
      return stepMessage(speaking)
    case 'hint':
      return message(t('hint.heading'), [
        heading(t('hint.heading')),
        paragraph(t(`${stepKey(speaking)}.hint`)),
        answers(speaking),
      ])
    case 'checking':
      return message(t('checking'), [
        paragraph(t('checking')),
        paragraph(t('checking-long')),
        choice([button(speaking, 'symptoms'), button(speaking, 'human')]),
      ])
    case 'connected':
      return connectedMessage(speaking, says.pcs)
    case 'later':
    case 'send-photo':
    case 'desk':
      return message(t(says.kind), [paragraph(t(says.kind))])
    case 'ask':
      return message(t('ask'), [paragraph(t('ask')), choice([button(speaking, 'human')])])
    case 'turn':
      return says.node.kind === 'try'
        ? fixMessage(speaking, says.trouble, says.node.fix)
        : restoreMessage(speaking, says.trouble)
    case 'restore':
      return restoreMessage(speaking, null)
    case 'over':
      return message(t(`over.${says.outcome}`), [paragraph(t(`over.${says.outcome}`))])
    case 'offer-visit':
      return visitMessage(speaking)
    case 'visit-asked':
      return visitAsked(says.date, 'asked-desk')
  }
}

const message = (fallback: Text, parts: Part[]): Message => ({ purpose: 'follow-up', fallback, parts })
const heading = (text: Text): Part => ({ kind: 'heading', text })
const choice = (all: Option[]): Part => ({ kind: 'choice', lasts: 'durable', options: all })

const stepKey = ({ installation: { wiring, step } }: Speaking): string => `step.${stepWords(wiring, step)}`

/** One thing to do: its picture, its words, and what can be answered. */
function stepMessage(speaking: Speaking): Message {
  const { installation, words } = speaking
  const { step, wiring } = installation
  const name = stepKey(speaking)
  return message(t(`${name}.heading`), [
    ...(step === 0 ? overview(speaking) : []),
    {
      ...{ kind: 'image', url: speaking.picture(step), alt: { typed: words.steps[step]?.alt ?? '' } },
      ...(wiring.steps[step]?.adds.length && { isMoving: true }),
    },
    heading({ typed: `${words.counted[step]} ${words.steps[step]?.heading}` }),
    paragraph(t(`${name}.text`)),
    ...(wiring.steps[step]?.adds.length
      ? [{ kind: 'link', label: t('button.video'), url: `${speaking.page()}#s${step + 1}` } satisfies Part]
      : []),
    answers(speaking),
  ])
}

/** Before the first: what it is now and what it will be, and how long it takes. */
const overview = ({ words, picture, installation }: Speaking): Part[] => [
  { kind: 'image', url: picture('overview'), alt: { typed: words.overview.alt } },
  paragraph(t('begin', { total: installation.wiring.steps.length })),
]

function answers(speaking: Speaking): Part {
  const { step } = speaking.installation
  return choice([
    button(speaking, 'done', { step }, { style: 'primary' }),
    button(speaking, 'cannot', { step }),
    button(speaking, 'photo-wished'),
    ...(step > 0 ? [button(speaking, 'back', { step }, { isAside: true })] : []),
    button(speaking, 'later', {}, { isAside: true }),
    button(speaking, 'human', {}, { isAside: true }),
  ])
}

const LABELS: Readonly<Record<FirmTap, string>> = {
  ...{
    begin: 'begin',
    done: 'done',
    cannot: 'cannot',
    'photo-wished': 'photo',
    back: 'back',
    later: 'later',
    human: 'human',
  },
  ...{
    symptoms: 'trouble',
    symptom: 'trouble',
    'trouble-done': 'fixed',
    'trouble-cannot': 'not-fixed',
    restore: 'restore',
  },
  'visit-chosen': 'visit',
}

const button = (
  { tap }: Speaking,
  command: FirmTap,
  params: Action['params'] = {},
  look: Partial<Option> = {},
): Option => ({
  ...{ label: t(`button.${LABELS[command]}`), token: tap(command, params).token },
  ...look,
})

/** 「つながりました。パソコン8台が見えています」: what the sensor says, not what was tapped. */
function connectedMessage(speaking: Speaking, pcs: number | null): Message {
  const text = pcs === null ? t('connected-plain') : t('connected', { pcs })
  return message(text, [
    { kind: 'status', tone: 'ok', text },
    paragraph(t('after-connected')),
    choice([button(speaking, 'symptoms')]),
  ])
}

export const symptomsMessage = (speaking: Speaking): Message =>
  message(t('symptom.ask'), [
    paragraph(t('symptom.ask')),
    choice([
      ...SYMPTOMS.map((symptom) => button(speaking, 'symptom', { symptom }, { label: t(`symptom.${symptom}`) })),
      button(speaking, 'human', {}, { isAside: true }),
    ]),
  ])

const fixMessage = (speaking: Speaking, trouble: Trouble, fix: string): Message =>
  message(t(`fix.${fix}.heading`), [
    heading(t(`fix.${fix}.heading`)),
    paragraph(t(`fix.${fix}.text`)),
    paragraph(t('tried')),
    choice([...troubleAnswers(speaking, trouble, 'fixed'), button(speaking, 'human', {}, { isAside: true })]),
  ])

/** All as it was, so that work goes on; with the picture of it. */
const restoreMessage = (speaking: Speaking, trouble: Trouble | null): Message =>
  message(t('restore.heading'), [
    { kind: 'image', url: speaking.picture('restore'), alt: { typed: speaking.words.restore.alt } },
    heading(t('restore.heading')),
    paragraph(t('restore.text')),
    { kind: 'steps', items: speaking.words.restore.lines.map((typed) => ({ typed })) },
    choice([
      ...(trouble ? troubleAnswers(speaking, trouble, 'restored') : []),
      button(speaking, 'human', {}, { isAside: true }),
    ]),
  ])

const troubleAnswers = (speaking: Speaking, { symptom, turn }: Trouble, done: 'fixed' | 'restored'): Option[] => [
  button(speaking, 'trouble-done', { symptom, turn }, { style: 'primary', label: t(`button.${done}`) }),
  button(
    speaking,
    'trouble-cannot',
    { symptom, turn },
    { label: t(done === 'fixed' ? 'button.not-fixed' : 'button.cannot') },
  ),
]

function visitMessage(speaking: Speaking): Message {
  const { dates } = speaking.installation
  return message(t('visit.offer'), [
    paragraph(t('visit.offer')),
    choice([
      ...dates.map((date) => button(speaking, 'visit-chosen', { date }, { label: momentText(date), style: 'primary' })),
      button(speaking, 'restore', {}, { isAside: true }),
      button(speaking, 'human', {}, { isAside: true }),
    ]),
  ])
}

export const momentText = (at: number): Text => t('visit.day', { when: { at } })

/** `asked` where a price is told next, `asked-desk` where the desk has to settle it. */
export const visitAsked = (date: number, how: 'asked' | 'asked-desk'): Message => {
  const text = t(`visit.${how}`, { when: momentText(date) })
  return message(text, [paragraph(text)])
}

/** The parcel is there: whoever leads the firm may begin. */
export const arrivedMessage = (speaking: Speaking): Message =>
  message(t('arrived'), [paragraph(t('arrived')), choice([button(speaking, 'begin', {}, { style: 'primary' })])])
