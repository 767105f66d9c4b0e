import type { Question, Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { choices, UNKNOWN } from './parts.ts'

const open = { sensitivity: 'open' } as const
const personal = { sensitivity: 'personal' } as const
const hasRouter = { question: 'router', is: ['own', 'isp'] } as const
const hasSwitch = { question: 'switch', is: 'yes' } as const

/**
 * 設置確認: what has to be known to choose a sensor, to set it up before it is sent, and to send it. Hearings were often
 * wrong here, so photos are asked for, and nothing has to be known by heart.
 */
export const SETUP: Questionnaire = {
  id: 'setup',
  version: '1',
  answeredBy: 'firm',
  sections: [
    { id: 'line', questions: line() },
    { id: 'boxes', questions: boxes() },
    { id: 'devices', questions: devices() },
    { id: 'people', questions: people() },
  ],
}

function line(): Question[] {
  return [
    {
      id: 'isp',
      kind: 'text',
      lengthMax: 60,
      isRequired: false,
      ...open,
      topic: 'isp',
    },
    {
      id: 'router',
      kind: 'single',
      isRequired: true,
      ...open,
      topic: 'router',
      choices: [...choices('own', 'isp', 'none'), UNKNOWN],
    },
    {
      id: 'maker',
      kind: 'single',
      when: hasRouter,
      isRequired: true,
      ...open,
      topic: 'router-maker',
      choices: [...choices('ntt', 'yamaha', 'nec', 'buffalo', 'elecom', 'tplink', 'other'), UNKNOWN],
    },
    {
      id: 'model',
      kind: 'text',
      lengthMax: 60,
      when: hasRouter,
      isRequired: false,
      ...open,
      topic: 'router-model',
    },
    { id: 'photo-router', kind: 'photo', isRequired: false, ...personal, topic: 'router-photo' },
    {
      id: 'wiring',
      kind: 'single',
      isRequired: true,
      ...open,
      topic: 'wired-or-wireless',
      choices: [...choices('wired', 'wireless', 'both'), UNKNOWN],
    },
    {
      id: 'address',
      kind: 'single',
      isRequired: true,
      ...open,
      topic: 'address-plan',
      choices: [...choices('auto', 'fixed', 'mixed'), UNKNOWN],
    },
  ]
}

function boxes(): Question[] {
  return [
    {
      id: 'switch',
      kind: 'single',
      isRequired: true,
      ...open,
      topic: 'switch',
      choices: [...choices('yes', 'no'), UNKNOWN],
    },
    {
      id: 'ports',
      kind: 'number',
      unit: 'ports',
      min: 2,
      max: 500,
      when: hasSwitch,
      isRequired: false,
      ...open,
      topic: 'switch-ports',
    },
    {
      id: 'mirror',
      kind: 'single',
      when: { any: [hasSwitch, hasRouter] },
      isRequired: true,
      ...open,
      topic: 'mirror-port',
      choices: [...choices('yes', 'no'), UNKNOWN],
    },
    { id: 'photo-hub', kind: 'photo', when: hasSwitch, isRequired: false, ...personal, topic: 'switch-photo' },
    {
      id: 'wifi',
      kind: 'yes-no',
      when: { not: { question: 'wiring', is: 'wired' } },
      isRequired: true,
      ...open,
      topic: 'wireless-in-office',
    },
    {
      id: 'wifi-name',
      kind: 'text',
      lengthMax: 32,
      when: { question: 'wifi', is: 'yes' },
      isRequired: false,
      ...personal,
      topic: 'wireless-name',
    },
  ]
}

function devices(): Question[] {
  return [
    { id: 'pcs', kind: 'number', unit: 'devices', min: 0, max: 10_000, isRequired: true, ...open, topic: 'pcs' },
    {
      id: 'printer',
      kind: 'single',
      isRequired: true,
      ...open,
      topic: 'printer',
      choices: [...choices('wired', 'wireless', 'usb', 'none'), UNKNOWN],
    },
    {
      id: 'scanner',
      kind: 'yes-no',
      when: { question: 'printer', is: ['wired', 'wireless', 'unknown'] },
      isRequired: true,
      ...open,
      topic: 'scan-to-pc',
    },
  ]
}

function people(): Question[] {
  return [
    {
      id: 'manager',
      kind: 'single',
      isRequired: true,
      ...open,
      topic: 'network-manager',
      choices: [...choices('own', 'staff', 'vendor', 'nobody'), UNKNOWN],
    },
    {
      id: 'vendor',
      kind: 'text',
      lengthMax: 60,
      when: { question: 'manager', is: 'vendor' },
      isRequired: false,
      ...personal,
      topic: 'network-vendor',
    },
    { id: 'receiver', kind: 'text', lengthMax: 40, isRequired: true, ...personal, topic: 'parcel-receiver' },
    { id: 'delivery', kind: 'text', lengthMax: 120, isRequired: true, ...personal, topic: 'delivery-address' },
    {
      id: 'phone',
      kind: 'text',
      shape: 'digits',
      lengthMin: 10,
      lengthMax: 11,
      startsWith: '0',
      isRequired: true,
      ...personal,
      topic: 'parcel-phone',
    },
  ]
}
