import { setTimeout as rest } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { seededList } from '../support/firm-list.ts'
import type { BotProcess } from './bot-process.ts'
import { ADMIN_TOKEN, openStage } from './stage.ts'

const FIRMS = 600
const LONG_MS = 300_000

// biome-ignore lint/suspicious/noExplicitAny: answers of the admin API are looked into freely
type Body = any

async function opened() {
  const stage = await openStage()
  onTestFinished(() => stage.close(), LONG_MS)
  const [node] = stage.nodes
  if (!node) throw new Error('a stage has a node')
  return { node, playground: stage.playground, ...callsTo(node) }
}

function callsTo(node: BotProcess) {
  const ask = async (method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: Body }> => {
    const answer = await fetch(`${node.url}/admin/v1${path}`, {
      ...{
        method,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...(body && { 'content-type': 'application/json' }) },
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: await answer.json() }
  }
  const made = async (path: string, body: object): Promise<Body> => {
    const { status, body: created } = await ask('POST', path, body)
    if (status !== 201) throw new Error(`${path}: ${JSON.stringify(created)}`)
    return created
  }
  return { ask, made }
}

describe('killed in the middle of what is whole or not at all', () => {
  it('a list of firms is taken in wholly and once, however often it is asked for', { timeout: LONG_MS }, async () => {
    const { node, ask, made } = await opened()
    const { csv } = seededList({ lines: FIRMS, faults: 0, seed: 3 })
    await node.start({ point: 'list-taken-in', nth: 1 })
    const { id: regionId } = await made('/regions', { name: '岩手' })
    const list = await made('/firm-imports', { regionId, file: Buffer.from(csv).toString('base64') })
    const run = () => ask('POST', `/firm-imports/${list.id}/run`, { skipsFaulty: false })
    const firms = async (): Promise<number> => (await ask('GET', `/regions/${regionId}/firms`)).body.total
    await expect(run()).rejects.toThrow()
    expect(await node.gone()).toBe('killed')
    // All firms were written, and none stays.
    await node.start({ point: 'list-commit', nth: 1 })
    expect(await firms()).toBe(0)
    // Now they stay, and whoever asked hears nothing of it.
    await expect(run()).rejects.toThrow()
    expect(await node.gone()).toBe('killed')
    await node.start()
    expect(await firms()).toBe(FIRMS)
    expect((await run()).status).toBe(200)
    expect(await firms()).toBe(FIRMS)
  })

  it.each(['firm-erased', 'erasure-noted'])(
    'a firm is erased wholly and once, and the desk hears of it once (%s)',
    { timeout: LONG_MS },
    async (point) => {
      const { node, playground, ask, made } = await opened()
      const { control, slack } = playground
      await node.start({ point, nth: 1 })
      const { id: regionId } = await made('/regions', { name: '岩手' })
      const { id: firmId } = await made('/firms', { regionId, name: '佐々木水産' })
      await made('/sites', { firmId, name: '事務所', kind: 'office' })
      await ask('POST', `/firms/${firmId}/leave`, { isConfirmed: true })
      const erase = () => ask('POST', `/firms/${firmId}/erase`)
      // It leaves in its own lane, a moment later.
      await until(async () => (await erase()).status === 202)
      expect(await node.gone()).toBe('killed')
      await node.start()
      await until(async () => (await ask('GET', `/firms/${firmId}`)).status === 404)
      const told = (): number =>
        control.slack.messages(slack.channels.desk).filter((one) => JSON.stringify(one).includes('記録を消去し')).length
      await until(async () => told() > 0)
      expect(await erase()).toMatchObject({ status: 409 })
      const { items } = (await ask('GET', '/audit?limit=200')).body
      expect(items.filter(({ what }: Body) => what === 'firm-erased')).toHaveLength(1)
      expect(told()).toBe(1)
    },
  )
})

/** Another process works, in its own time. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('it has not come to that')
    await rest(200)
  }
}
