import type { ModalView } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Counted, type Json, kana, letters, many, type Ruled } from './bodies.ts'
import * as b from './slack-bodies.ts'
import { type Stage, setStage, slackRefusal } from './stage.ts'

/** Every limit of modals: one view just inside it, one just outside, opened through the real SDK. */
let stage: Stage
beforeAll(async () => {
  stage = await setStage({ rateLimits: false })
})
afterAll(() => stage.strike())

async function open(view: Json) {
  await stage.control.slack.command(stage.people.ono, { command: '/otasuke', channel: stage.channels.analysts })
  const trigger_id = String(new URLSearchParams(stage.heard.at(-1)?.body).get('trigger_id'))
  return slackRefusal(stage.slack.views.open({ trigger_id, view: view as unknown as ModalView }))
}

const ELEMENT = '/view/blocks/0/element'
const counted: Counted[] = [
  ['characters of a title', 24, (n) => b.view({ title: b.plain(kana(n)) }), '/view/title/text'],
  ['characters of the submit button', 24, (n) => b.view({ submit: b.plain(kana(n)) }), '/view/submit/text'],
  ['characters of the close button', 24, (n) => b.view({ close: b.plain(kana(n)) }), '/view/close/text'],
  ['blocks', 100, (n) => b.view({ blocks: many(n, () => b.section()) }), '/view/blocks'],
  ['characters of private_metadata', 3000, (n) => b.view({ private_metadata: letters(n) }), '/view/private_metadata'],
  ['characters of a callback_id', 255, (n) => b.view({ callback_id: letters(n) }), '/view/callback_id'],
  ['characters of an external_id', 255, (n) => b.view({ external_id: letters(n) }), '/view/external_id'],
  ['characters of a label', 2000, (n) => b.asking(b.typed(), { label: b.plain(kana(n)) }), '/view/blocks/0/label/text'],
  ['characters of a hint', 2000, (n) => b.asking(b.typed(), { hint: b.plain(kana(n)) }), '/view/blocks/0/hint/text'],
  ['the least length', 3000, (n) => b.asking(b.typed({ min_length: n })), `${ELEMENT}/min_length`],
  ['the greatest length', 3000, (n) => b.asking(b.typed({ max_length: n })), `${ELEMENT}/max_length`],
  ['characters to begin with', 3000, (n) => b.asking(b.typed({ initial_value: kana(n) })), `${ELEMENT}/initial_value`],
  ['files', 10, (n) => b.asking({ type: 'file_input', max_files: n }), `${ELEMENT}/max_files`],
]

const ruled: Ruled[] = [
  {
    rule: 'inputs need a submit button',
    kept: b.asking(b.typed()),
    broken: b.view({ blocks: [b.input(b.typed())] }),
    place: '/view',
  },
  { rule: 'a view has blocks', kept: b.view(), broken: b.view({ blocks: [] }), place: '/view/blocks' },
  {
    rule: 'one file at least',
    kept: b.asking({ type: 'file_input', max_files: 1 }),
    broken: b.asking({ type: 'file_input', max_files: 0 }),
    place: `${ELEMENT}/max_files`,
  },
  {
    rule: 'a title is plain text',
    kept: b.view(),
    broken: b.view({ title: b.marked('x') }),
    place: '/view/title/type',
  },
  { rule: 'properties are known', kept: b.view(), broken: b.view({ colour: 'red' }), place: '/view' },
]

describe('a view just inside is opened, just outside is invalid_arguments at its place', () => {
  const pointing = (place: string) => new RegExp(`\\[json-pointer:${place}\\]$`)

  test.each(counted)('%s: %i', async (_limit, max, make, place) => {
    expect(await open(make(max))).toBeUndefined()
    expect(await open(make(max + 1))).toEqual({
      error: 'invalid_arguments',
      messages: [expect.stringMatching(pointing(place))],
    })
  })

  test.each(ruled)('$rule', async ({ kept, broken, place }) => {
    expect(await open(kept)).toBeUndefined()
    expect(await open(broken)).toEqual({
      error: 'invalid_arguments',
      messages: [expect.stringMatching(pointing(place))],
    })
  })

  test('250 kB', async () => {
    const sized = (bytes: number) => {
      const blocks = many(90, () => b.section({ text: b.marked(letters(2700)) }))
      const rest = bytes - Buffer.byteLength(JSON.stringify(b.view({ blocks })))
      return b.view({ blocks, private_metadata: letters(rest - ',"private_metadata":""'.length) })
    }
    expect(await open(sized(250_000))).toBeUndefined()
    expect(await open(sized(250_001))).toMatchObject({ error: 'view_too_large' })
  })

  test('an external_id belongs to one view', async () => {
    expect(await open(b.view({ external_id: 'case-1' }))).toBeUndefined()
    expect(await open(b.view({ external_id: 'case-1' }))).toMatchObject({ error: 'duplicate_external_id' })
  })
})
