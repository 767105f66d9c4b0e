import type { FormValues } from '#adapters/adapter.ts'
import { harmless } from '#engine/defang.ts'
import type { Form, Text } from '#engine/message.ts'
import { DEVICE_TYPES, type DeviceType, type Order, type Parcel, SWITCH_NEEDS, type SwitchNeed } from '#engine/order.ts'

const CARRIER_MAX = 30
const NUMBER_MAX = 30

const label = (id: string): Text => ({ key: `desk.order.form.${id}` })

/** By whom the box goes, and under which number. */
export const parcelForm = (token: string): Form => ({
  ...{ token, title: label('shipped'), submit: label('submit') },
  fields: [
    { id: 'carrier', kind: 'line', label: label('carrier'), lengthMax: CARRIER_MAX },
    { id: 'number', kind: 'line', label: label('number'), hint: label('number-hint'), lengthMax: NUMBER_MAX },
  ],
})

/** Numbers are typed as they stand on the slip; kept are figures, letters and dashes, for a firm to read aloud. */
export function parcelIn(values: FormValues): Parcel | { field: 'carrier' | 'number' } {
  const carrier = harmless(values.carrier ?? '', CARRIER_MAX).trim()
  const number = (values.number ?? '')
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐－ー]/gu, '-')
    .trim()
  if (carrier === '') return { field: 'carrier' }
  return /^[0-9A-Z][0-9A-Z-]{5,29}$/u.test(number) ? { carrier, number } : { field: 'number' }
}

/** What kind of box, and whether it takes a switch beside it. */
export const choiceForm = (token: string, { deviceType, needsSwitch }: Order): Form => ({
  ...{ token, title: label('chosen'), submit: label('submit') },
  fields: [
    {
      ...{ id: 'type', kind: 'one-of', label: label('type'), ...(deviceType && { value: deviceType }) },
      options: DEVICE_TYPES.map((value) => ({ value, label: { key: `order.type.${value}` } })),
    },
    {
      ...{ id: 'switch', kind: 'one-of', label: label('switch'), value: needsSwitch },
      options: SWITCH_NEEDS.map((value) => ({ value, label: { key: `desk.order.switch.${value}` } })),
    },
  ],
})

export function choiceIn(values: FormValues): { deviceType: DeviceType; needsSwitch: SwitchNeed } | { field: 'type' } {
  const deviceType = DEVICE_TYPES.find((one) => one === values.type)
  const needsSwitch = SWITCH_NEEDS.find((one) => one === values.switch) ?? 'none'
  return deviceType ? { deviceType, needsSwitch } : { field: 'type' }
}

export const faultText = (field: string): Text => ({ key: `desk.order.fault.${field}` })
