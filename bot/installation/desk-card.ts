import type { OutboxEntry } from '#db/outbox.ts'
import { harmless } from '#engine/defang.ts'
import type { Installation } from '#engine/installation/guide.ts'
import type { Field, Form, Message, Option, Text } from '#engine/message.ts'
import type { DeviceType, SwitchNeed } from '#engine/order.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import { installationLane } from './lanes.ts'

const t = (name: string, params: Exclude<Text, { typed: string }>['params'] = {}): Text => ({
  key: `desk.installation.${name}`,
  params,
})

interface Place {
  regionId: string
  firmId: string
  locale: string
}

/** A firm's drawing in #desk, edited in place: what was chosen and why, how far the firm is, and what goes into the parcel. */
export function installationCard(
  app: FlowContext,
  place: Place,
  shown: { firm: string; installation: Installation; links: { page: string; pdf: string }; options: Option[] },
): OutboxEntry {
  const subject = installationLane(place.firmId)
  return { ...toChannel(app, 'desk', place, cardMessage(shown)), priority: 'conversation', subject, stickyKey: subject }
}

function cardMessage({ firm, installation, links, options }: Parameters<typeof installationCard>[2]): Message {
  const heading = t('heading', { firm })
  const { missing, why, reason } = installation
  const row = (label: string, value: Text) => ({ label: t(`row.${label}`), value })
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      {
        kind: 'facts',
        rows: [
          row('device', missing ? t('missing') : deviceText(installation.wiring)),
          ...(missing ? [] : [row('reason', why === '' ? { key: `installation.reason.${reason}` } : { typed: why })]),
          row('state', stateText(installation)),
        ],
      },
      ...(missing
        ? []
        : ([
            { kind: 'link', label: t('page'), url: links.page },
            { kind: 'link', label: t('paper'), url: links.pdf },
          ] as const)),
      { kind: 'choice', lasts: 'durable', options },
    ],
  }
}

export const deviceText = ({ device, needsSwitch }: { device: DeviceType; needsSwitch: SwitchNeed }): Text =>
  needsSwitch === 'none'
    ? { key: `installation.device.${device}` }
    : {
        key: 'installation.device.with',
        params: {
          device: { key: `installation.device.${device}` },
          aid: { key: `installation.device.${needsSwitch}` },
        },
      }

function stateText({ state, step, cannots, wiring }: Installation): Text {
  const number = Math.min(step + 1, wiring.steps.length)
  if (state !== 'guiding' && state !== 'paused') return t(`state.${state}`)
  const at = t(`state.${state}`, { number, total: wiring.steps.length })
  return cannots > 0 ? t('state.stuck', { at, cannots }) : at
}

/** Every box that can be sent. */
const BOXES: readonly { value: string; device: DeviceType; needsSwitch: SwitchNeed }[] = [
  { value: 'office', device: 'office', needsSwitch: 'none' },
  { value: 'office-8', device: 'office', needsSwitch: 'switch-8' },
  { value: 'office-16', device: 'office', needsSwitch: 'switch-16' },
  { value: 'small-office', device: 'small-office', needsSwitch: 'none' },
  { value: 'home', device: 'home', needsSwitch: 'none' },
]
const WHY_MAX = 200

/** What the desk chooses instead, and why. */
export function chooseForm(token: string, installation: Installation | undefined): Form {
  const now = installation?.missing === null ? boxOf(installation.wiring) : undefined
  const box: Field = {
    ...{ id: 'box', kind: 'one-of', label: t('form.box') },
    options: BOXES.map((one) => ({ value: one.value, label: deviceText(one) })),
    ...(now && { value: now }),
  }
  const why: Field = { id: 'why', kind: 'line', label: t('form.why'), hint: t('form.why-hint'), lengthMax: WHY_MAX }
  return { token, title: t('form.title'), submit: t('form.submit'), fields: [box, why] }
}

export const boxOf = ({ device, needsSwitch }: { device: DeviceType; needsSwitch: SwitchNeed }): string | undefined =>
  BOXES.find((one) => one.device === device && one.needsSwitch === needsSwitch)?.value

/** What was filled in, or the field that is wrong. */
export function chosenIn(
  values: Readonly<Record<string, string>>,
): { device: DeviceType; needsSwitch: SwitchNeed; why: string } | { field: 'box' | 'why' } {
  const box = BOXES.find(({ value }) => value === values.box)
  const why = harmless(values.why ?? '', WHY_MAX).trim()
  if (!box) return { field: 'box' }
  return why === '' ? { field: 'why' } : { device: box.device, needsSwitch: box.needsSwitch, why }
}
