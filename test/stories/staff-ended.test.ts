import { expect, it } from 'vitest'
import { scan } from './scan.ts'
import { type Named, openStory } from './world.ts'

it('who works for the region no longer gets, sees and does nothing from that moment, and their steps are others’', async () => {
  const story = await openStory()
  const { slack, admin, regionId, firmId } = story
  const staff = async (): Promise<{ personId: string; name: string; role: string }[]> =>
    (await admin('GET', `/regions/${regionId}/staff`)).body.items
  const idOf = async (name: string): Promise<string> => (await staff()).find((one) => one.name === name)?.personId ?? ''
  const [ono, yamada] = [await idOf('小野'), await idOf('山田')]
  const phones = [{ personId: ono, phone: '090-0000-0001' }]
  const rota = { people: [ono, yamada], turn: 'day', handOver: '09:00', since: '2026-11-24', phones }
  await admin('PUT', `/regions/${regionId}/rota`, { rota })

  const says = async (name: Named, text: string): Promise<void> => {
    const { channels } = story.playground.slack
    const words = { command: '/otasuke', text, channel: channels.analysts }
    await story.playground.control.slack.command(slack.id(name), words)
    await story.settle()
  }

  // 小野 has claimed a case: what comes next about it is hers.
  await scan(story)
  await slack.presses('小野', '引き受ける')
  const next = async () => (await admin('GET', `/next-steps?firmId=${firmId}`)).body.items[0].owner.name
  expect(await next()).toBe('小野')

  // What Slack did not take before she left is not told to her afterwards.
  const { faults } = story.playground.control
  faults.add({ platform: 'slack', route: '*', kind: '500', times: 1_000_000 })
  await says('小野', '当番')
  const heard = slack.hears('小野').length
  expect((await admin('DELETE', `/staff/${ono}`)).status).toBe(204)
  expect((await staff()).map(({ name }) => name)).toEqual(['山田', '及川'])
  expect(await next()).toBe('山田')
  faults.clear()
  await story.wake()
  expect(slack.hears('小野')).toHaveLength(heard)
  const { body: left } = await admin('GET', `/regions/${regionId}/rota`)
  expect(left.rota).toMatchObject({ people: [yamada], phones: [] })
  // The rota that is left is a rota: it can be changed as before.
  expect((await admin('PUT', `/regions/${regionId}/rota`, { rota: left.rota })).status).toBe(200)

  // Slack may still let her into the channel; the program does not.
  const before = slack.cards('analysts').at(-1)
  await slack.presses('小野', '誤検知')
  expect(slack.hears('小野').at(-1)).toContain('係の人だけができます')
  expect({ card: slack.cards('analysts').at(-1), modal: slack.modal('小野') }).toEqual({ card: before, modal: [] })
  const audit = (await admin('GET', '/audit')).body.items
  expect(audit).toContainEqual(
    expect.objectContaining({ what: 'staff-ended', params: { person: ono, roles: ['analyst'] } }),
  )

  expect((await admin('DELETE', `/staff/${ono}`)).status).toBe(404)
  await admin('DELETE', `/staff/${yamada}`)
  expect((await admin('GET', `/regions/${regionId}/rota`)).body.rota.people).toEqual([])
  expect(await next()).toBe('及川')
})
