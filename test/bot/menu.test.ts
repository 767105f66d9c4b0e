import { beforeAll, describe, expect, it, test } from 'vitest'
import { intentOf } from '#bot/converse/intent.ts'
import { isOfScope, menuPlan } from '#bot/menu/plan.ts'
import { createPainter } from '#bot/pictures/painter.ts'
import { NEW_CHAT } from '#engine/chat.ts'
import { pictureSize } from '#playground/emulators/line/pictures.ts'

const reader = (locale: string) => ({ locale, timezone: 'Asia/Tokyo' })
const EVERYBODY = { kind: 'everybody' } as const
const IWATE = { kind: 'region', regionId: 'region_iwate' } as const

describe.each(['ja', 'en'])('the menu in %s', (locale) => {
  const { menu, picture } = menuPlan(EVERYBODY, reader(locale))
  let png: Uint8Array
  beforeAll(async () => {
    const painter = createPainter()
    png = await painter.paint({ form: 'menu', menu: picture })
    await painter.close()
  })

  it('is a picture that LINE takes: its size, its shape, its bytes', () => {
    expect(pictureSize(Buffer.from(png))).toMatchObject(menu.size)
    expect(menu.size.width).toBeLessThanOrEqual(2500)
    expect(menu.size.width / menu.size.height).toBeGreaterThanOrEqual(1.45)
    expect(png.length).toBeLessThan(1_000_000)
    expect(png.length).toBeGreaterThan(50_000)
  })

  it('answers wherever it is touched, with one word', () => {
    const at = (x: number, y: number) =>
      menu.areas.filter((area) => x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height)
    const { width, height } = menu.size
    for (let x = 0; x < width; x++) for (const y of [0, 842, 843, height - 1]) expect(at(x, y)).toHaveLength(1)
    for (let y = 0; y < height; y++) for (const x of [0, 833, 1667, width - 1]) expect(at(x, y)).toHaveLength(1)
    const covered = menu.areas.reduce((sum, area) => sum + area.width * area.height, 0)
    expect(covered).toBe(width * height)
  })

  it('has words as short as LINE wants them', () => {
    for (const { label } of menu.areas) expect([...label].length).toBeLessThanOrEqual(20)
    expect([...menu.bar].length).toBeLessThanOrEqual(14)
  })
})

const chat = { kind: 'direct', id: 'U1' } as const
const event = { platform: 'line', account: 'A', eventId: 'e', userId: 'U1', at: 0, chat } as const

test.each(menuPlan(EVERYBODY, reader('ja')).menu.areas)(
  '$label means the same tapped and typed',
  ({ label, token }) => {
    const tapped = { ...event, content: { type: 'tap', token, messageId: '' } as const }
    const typed = { ...event, content: { type: 'text', text: label, messageId: 'm' } as const }
    const word = (incoming: typeof tapped | typeof typed) => {
      const intent = intentOf(incoming, NEW_CHAT, reader('ja'))
      // 診断 typed is the name of a questionnaire as well.
      return intent.kind === 'questionnaire' ? 'diagnosis' : intent.kind === 'word' ? intent.word : intent.kind
    }
    expect(word(tapped)).toBe(word(typed))
    expect(token).toBe(`say:${word(tapped)}`)
  },
)

test('an equal name is an equal menu, and whose it is stands in it', () => {
  const named = (scope: Parameters<typeof menuPlan>[0], locale: string) => menuPlan(scope, reader(locale)).menu.name
  expect(named(IWATE, 'ja')).toBe(named(IWATE, 'ja'))
  expect(named(IWATE, 'ja')).not.toBe(named(IWATE, 'en'))
  expect(isOfScope(named(IWATE, 'ja'), IWATE)).toBe(true)
  expect(isOfScope(named(IWATE, 'ja'), EVERYBODY)).toBe(false)
  expect(isOfScope(named(IWATE, 'ja'), { kind: 'region', regionId: 'region_iwat' })).toBe(false)
  expect(isOfScope('a menu of the chamber', EVERYBODY)).toBe(false)
})
