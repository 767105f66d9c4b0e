import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lineRefusal, type Stage, setStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.strike())

const a = (count: number) => 'あ'.repeat(count)
const area = (more = {}) => ({
  bounds: { x: 0, y: 0, width: 100, height: 100 },
  action: { type: 'message' as const, label: '診断', text: '診断' },
  ...more,
})
const menu = (more = {}) => ({
  size: { width: 800, height: 270 },
  selected: true,
  name: 'はじめ',
  chatBarText: 'メニュー',
  areas: [area()],
  ...more,
})
const areas = (count: number) => Array.from({ length: count }, () => area())
const labelled = (label: string) => [area({ action: { type: 'message', label, text: 'x' } })]

/** The first bytes of a PNG of this size, and as many more as asked for. */
function png(width: number, height: number, bytes = 100): Blob {
  const head = Buffer.alloc(bytes)
  head.writeUInt32BE(0x89504e47, 0)
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return new Blob([new Uint8Array(head)], { type: 'image/png' })
}

describe('just inside is accepted, just outside is refused at its place', () => {
  test.each([
    { limit: 'name of 300', inside: { name: a(300) }, outside: { name: a(301) }, property: 'name' },
    {
      limit: 'bar text of 14',
      inside: { chatBarText: a(14) },
      outside: { chatBarText: a(15) },
      property: 'chatBarText',
    },
    { limit: '20 areas', inside: { areas: areas(20) }, outside: { areas: areas(21) }, property: 'areas' },
    {
      limit: 'width from 800',
      inside: { size: { width: 800, height: 270 } },
      outside: { size: { width: 799, height: 270 } },
      property: 'size.width',
    },
    {
      limit: 'width to 2500',
      inside: { size: { width: 2500, height: 843 } },
      outside: { size: { width: 2501, height: 843 } },
      property: 'size.width',
    },
    {
      limit: 'height from 250',
      inside: { size: { width: 800, height: 250 } },
      outside: { size: { width: 800, height: 249 } },
      property: 'size.height',
    },
    {
      limit: 'ratio of 1.45',
      inside: { size: { width: 1450, height: 1000 } },
      outside: { size: { width: 1449, height: 1000 } },
      property: 'size',
    },
    {
      limit: 'label of 20',
      inside: { areas: labelled(a(20)) },
      outside: { areas: labelled(a(21)) },
      property: 'areas[0].action.label',
    },
  ])('$limit', async ({ inside, outside, property }) => {
    expect(await lineRefusal(stage.line.validateRichMenuObject(menu(inside)))).toBeUndefined()
    expect(await lineRefusal(stage.line.validateRichMenuObject(menu(outside)))).toMatchObject({
      status: 400,
      properties: [property],
    })
  })
})

test('a menu is made, gets its picture once, and becomes everybody’s', async () => {
  const { richMenuId } = await stage.line.createRichMenu(menu())
  expect(await lineRefusal(stage.line.setDefaultRichMenu(richMenuId))).toMatchObject({ status: 400 })
  expect(await lineRefusal(stage.blobs.setRichMenuImage(richMenuId, png(900, 270)))).toMatchObject({ status: 400 })
  expect(await lineRefusal(stage.blobs.setRichMenuImage(richMenuId, png(800, 270, 1_000_001)))).toMatchObject({
    status: 413,
  })
  expect(await lineRefusal(stage.blobs.setRichMenuImage(richMenuId, png(800, 270, 1_000_000)))).toBeUndefined()
  expect(await lineRefusal(stage.blobs.setRichMenuImage(richMenuId, png(800, 270)))).toMatchObject({ status: 400 })
  await stage.line.setDefaultRichMenu(richMenuId)
  expect(await stage.line.getDefaultRichMenuId()).toEqual({ richMenuId })
  expect(stage.control.line.richMenu()).toMatchObject({ chatBarText: 'メニュー' })
  await stage.line.deleteRichMenu(richMenuId)
  expect(await lineRefusal(stage.line.getDefaultRichMenuId())).toMatchObject({ status: 404 })
})

test('a menu of one’s own goes before everybody’s, and goes when the account is blocked', async () => {
  const { line, blobs, control } = stage
  const made = async (name: string) => {
    const { richMenuId } = await line.createRichMenu(menu({ name }))
    return richMenuId
  }
  const [common, own] = [await made('everybody'), await made('own')]
  await blobs.setRichMenuImage(common, png(800, 270))
  await line.setDefaultRichMenu(common)
  const { userId } = control.line.addUser({ displayName: '熊谷' })
  const { userId: stranger } = control.line.addUser({ displayName: '知らない人' })
  await control.line.follow(userId)
  const shown = () => control.line.richMenuOf(userId)?.richMenuId
  expect(shown()).toBe(common)
  const link = () => line.linkRichMenuIdToUsers({ richMenuId: own, userIds: [userId, stranger] })
  expect(await lineRefusal(link())).toMatchObject({ status: 400 })
  await blobs.setRichMenuImage(own, png(800, 270))
  await link()
  expect(shown()).toBe(own)
  expect(control.line.richMenuOf(stranger)?.richMenuId).toBe(common)
  expect(await line.getRichMenuIdOfUser(userId)).toEqual({ richMenuId: own })
  await line.unlinkRichMenuIdFromUser(userId)
  expect(await lineRefusal(line.getRichMenuIdOfUser(userId))).toMatchObject({ status: 404 })
  await line.linkRichMenuIdToUser(userId, own)
  await control.line.unfollow(userId)
  await control.line.follow(userId)
  expect(shown()).toBe(common)
  await line.linkRichMenuIdToUser(userId, own)
  await line.deleteRichMenu(own)
  expect(shown()).toBe(common)
  expect(await lineRefusal(line.linkRichMenuIdToUser(stranger, common))).toMatchObject({ status: 404 })
  const many = Array.from({ length: 501 }, () => userId)
  expect(await lineRefusal(line.linkRichMenuIdToUsers({ richMenuId: common, userIds: many }))).toMatchObject({
    status: 400,
    properties: ['userIds'],
  })
})
