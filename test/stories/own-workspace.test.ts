import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { query } from '#db/door.ts'
import { scan } from './scan.ts'
import { openTwoRegions, type TwoRegions } from './two-regions.ts'
import type { Story } from './world.ts'

/** 岩手 works in the installation’s workspace; 宮城 has its own, with its own analyst and desk. */
async function openWorkspaces(options?: Parameters<typeof openTwoRegions>[0]) {
  const both = await openTwoRegions(options)
  const account = await both.miyagi.movesIn()
  await joined(both, '村上', 'analyst')
  await joined(both, '及川', 'desk')
  return { ...both, account, there: inMiyagi(both) }
}

const codeFor = async ({ story, miyagi: { regionId } }: TwoRegions, role: string): Promise<string> =>
  (await story.made('/invites', { regionId, role })).code

async function joined(both: TwoRegions, name: '村上' | '及川', role: 'analyst' | 'desk'): Promise<void> {
  await both.miyagi.slack.joins(name, await codeFor(both, role))
}

/** The story as it is told in 宮城. */
const inMiyagi = ({ story, miyagi: { regionId, firmId } }: TwoRegions): Story =>
  Object.defineProperties({} as Story, {
    ...Object.getOwnPropertyDescriptors(story),
    regionId: { value: regionId },
    firmId: { value: firmId },
  })

const CHANNELS = ['analysts', 'desk', 'dispatch', 'operations', 'insurer'] as const

/** Every word that stands anywhere in a workspace, in channels, threads and direct messages. */
const everythingIn = ({ control, slack }: TwoRegions['miyagi']['playground']): string => {
  const people = control.slack.users().map(({ id }) => control.slack.directMessage(id))
  const places = [...CHANNELS.map((name) => slack.channels[name]), ...people]
  return JSON.stringify(places.map((place) => control.slack.messages(place)))
}

const inbox = ({ story }: TwoRegions, word: string): Promise<{ account: string }[]> =>
  story.app.db.transaction({ kind: 'system' }, (tx) =>
    query(tx, sql`select account from inbox where kind = 'chat' and payload::text like ${`%${word}%`}`),
  )

const caseOf = async (story: Story, firmId: string) =>
  (await story.admin('GET', `/cases?firmId=${firmId}`)).body.items[0]

test('what happens in a region is posted in its own workspace and nowhere else, from the first alert to the notice', async () => {
  const both = await openWorkspaces()
  const { story, miyagi, there } = both
  await story.line.enrol('佐々木', 'owner')
  await miyagi.line.enrol('千葉', 'owner')
  await scan(there, { id: 'scan-miyagi' })
  await scan(story, { id: 'scan-iwate' })
  expect(miyagi.slack.cards('analysts').join()).toContain('気仙水産')
  expect(story.slack.cards('analysts').join()).toContain('佐々木水産')

  await miyagi.slack.presses('村上', '引き受ける')
  expect(await caseOf(story, miyagi.firmId)).toMatchObject({ state: 'claimed' })
  await miyagi.slack.presses('村上', '通報する')
  await miyagi.slack.fills('村上', { severity: 'medium' })
  expect(miyagi.line.hears('千葉').join()).toContain('192.168.1.23')
  await story.slack.presses('小野', '引き受ける')
  await miyagi.line.says('千葉', '相談')
  await miyagi.line.says('千葉', 'パソコンが重いです')
  await miyagi.line.says('千葉', 'ABCD-2345')
  await story.settle()
  expect(miyagi.slack.thread('analysts').length).toBeGreaterThan(0)
  expect(miyagi.slack.cards('desk').join()).toContain('気仙水産')
  await story.admin('GET', `/schedule?regionId=${miyagi.regionId}&day=2026-12-01`)

  expect(everythingIn(miyagi.playground)).not.toMatch(/佐々木|岩手/)
  expect(everythingIn(story.playground)).not.toMatch(/気仙|宮城|千葉/)
  const lanes = await story.app.db.transaction({ kind: 'system' }, (tx) =>
    query(
      tx,
      sql`select distinct region_id as "regionId", account from outbox where platform = 'slack' and region_id <> '' order by account`,
    ),
  )
  const expected = [
    { regionId: story.regionId, account: story.playground.slack.teamId },
    { regionId: miyagi.regionId, account: miyagi.playground.slack.teamId },
  ]
  expect(lanes).toEqual(expected.sort((one, other) => (one.account < other.account ? -1 : 1)))
})

/** As Slack sends a press of a button, signed with 宮城’s secret, whoever’s button it is. */
async function forged(
  { story, miyagi }: TwoRegions,
  { account, team, user, value }: { account: string; team: string; user: string; value: string },
): Promise<number> {
  const payload = {
    type: 'block_actions',
    ...{ team: { id: team }, user: { id: user, team_id: team }, trigger_id: `${team}.${user}.${value.slice(0, 8)}` },
    channel: { id: miyagi.playground.slack.channels.analysts },
    message: { ts: '1.000001' },
    actions: [{ type: 'button', action_id: 'forged', block_id: 'forged', value, action_ts: `${user}.1` }],
  }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const timestamp = String(Math.floor(Date.now() / 1000))
  const { signingSecret } = miyagi.workspace().credentials
  const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  const { status } = await fetch(`${story.app.url}/webhooks/slack/${account}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
  })
  await story.settle()
  return status
}

test('a button of one region does nothing in the hands of another’s people, even of somebody with the same id there', async () => {
  const both = await openWorkspaces()
  const { story, miyagi, account } = both
  await scan(story)
  const claim = story.slack.button('analysts', '引き受ける')
  const ono = story.slack.id('小野')
  miyagi.playground.control.slack.addUser({ name: 'twin', realName: '小野', id: ono })
  const [own, others] = [miyagi.playground.slack.teamId, story.playground.slack.teamId]
  const isClaimed = async () => (await caseOf(story, story.firmId)).state === 'claimed'
  const press = (team: string, user: string) => forged(both, { account: account.id, team, user, value: claim.value })

  // The same id, in the workspace whose secret is known: somebody that nobody here knows.
  expect(await press(own, ono)).toBe(200)
  // The other region’s analyst, with every right in their own.
  expect(await press(own, miyagi.slack.id('村上'))).toBe(200)
  expect(await isClaimed()).toBe(false)
  const refused = (await story.admin('GET', '/audit?limit=200')).body.items.filter(
    ({ what }: { what: string }) => what === 'tap-refused',
  )
  expect(refused.map(({ reason }: { reason: string }) => reason).sort()).toEqual(['not-theirs', 'unknown-person'])

  // In the other workspace’s name, with a secret that is not its own: let go of at the door.
  expect(await press(others, ono)).toBe(200)
  expect(await isClaimed()).toBe(false)
  expect((await inbox(both, claim.value)).map(({ account: heard }) => heard)).toEqual([`slack:${own}`, `slack:${own}`])
  miyagi.playground.setWebhooks({ slack: `${story.app.url}/webhooks/slack` })
  const { webhookStatus } = await miyagi.playground.control.slack.command(miyagi.slack.id('村上'), {
    ...{ command: '/otasuke', text: '一覧', channel: miyagi.playground.slack.channels.analysts },
  })
  expect(webhookStatus).toBe(401)
  for (const id of ['nobody', miyagi.account.id]) {
    miyagi.isHeardFrom(id)
    const unknown = await miyagi.playground.control.slack.command(miyagi.slack.id('村上'), {
      ...{ command: '/otasuke', text: '一覧', channel: miyagi.playground.slack.channels.analysts },
    })
    expect(unknown.webhookStatus).toBe(404)
  }

  await story.slack.presses('小野', '引き受ける')
  expect(await isClaimed()).toBe(true)
})

test('a form opens only for the people of the region, in its workspace', async () => {
  const both = await openWorkspaces()
  const { story, miyagi, there } = both
  await scan(story)
  await scan(there, { id: 'scan-miyagi' })
  const { value } = story.slack.button('analysts', '通報する')
  const own = miyagi.slack.button('analysts', '通報する')
  const channel = miyagi.playground.slack.channels.analysts
  const press = (what: object) =>
    miyagi.playground.control.slack.press(miyagi.slack.id('村上'), { channel, ...own, ...what })
  await press({ actionId: 'carried-over', value })
  expect(miyagi.slack.modal('村上')).toEqual([])
  await press({})
  expect(miyagi.slack.modal('村上')).not.toEqual([])
})

test('a code that is brought to another workspace is not used up, and its bearer is told which is the right one', async () => {
  const both = await openWorkspaces()
  const { story, miyagi, account } = both
  const code = await codeFor(both, 'analyst')
  await story.slack.joins('村上', code)
  expect(story.slack.hears('村上').join()).toContain(`Slack の「${account.name}」で使うものです`)
  const { code: iwate } = await story.made('/invites', { regionId: story.regionId, role: 'analyst' })
  await miyagi.slack.joins('山田', iwate)
  expect(miyagi.slack.hears('山田').join()).toContain('ほかの地域のものです')

  await miyagi.slack.joins('小野', code)
  expect(miyagi.slack.hears('小野').join()).toContain('宮城')
  const unused = (await story.admin('GET', `/regions/${story.regionId}/staff`)).body.items
  expect(unused.map(({ name }: { name: string }) => name).sort()).toEqual(['及川', '小野', '山田'])
})

test('whoever guesses codes in a region’s workspace is told of there, and holds up nobody of the same id elsewhere', async () => {
  const both = await openWorkspaces()
  const { story, miyagi } = both
  const murakami = story.slack.id('村上')
  const twin = miyagi.playground.control.slack.addUser({ name: 'twin', realName: '小野寺', id: murakami })
  const before = everythingIn(story.playground)
  for (const last of ['2', '3', '4', '5', '6'])
    await miyagi.playground.control.slack.command(twin.userId, {
      ...{ command: '/otasuke', text: `参加 ABCD-EFG${last}`, channel: miyagi.playground.slack.channels.analysts },
    })
  await story.settle()
  expect(miyagi.slack.cards('operations').join()).toContain('5回まちがえました')
  expect(everythingIn(story.playground)).toBe(before)
  const { code } = await story.made('/invites', { regionId: story.regionId, role: 'analyst' })
  await story.slack.joins('村上', code)
  expect(story.slack.hears('村上').join()).toContain('岩手')
})

test('a region that moves out of the common workspace leaves nothing of it in anybody’s hands there', async () => {
  const both = await openTwoRegions()
  const { story, miyagi } = both
  const there = inMiyagi(both)
  await story.slack.joins('村上', await codeFor(both, 'analyst'))
  await scan(there, { id: 'scan-miyagi' })
  const card = story.slack.cards('analysts').findIndex((words) => words.includes('気仙水産'))
  expect(card).toBeGreaterThanOrEqual(0)

  await miyagi.movesIn()
  await story.slack.presses('村上', '引き受ける', 'analysts', card)
  expect(await caseOf(story, miyagi.firmId)).toMatchObject({ state: 'new' })
  // To the workspace that their region has left they are a stranger, who is told how one joins.
  expect(story.slack.hears('村上').at(-1)).toContain('/otasuke 参加')
  const before = everythingIn(story.playground)
  await joined(both, '村上', 'analyst')
  const { items: staff } = (await story.admin('GET', `/regions/${miyagi.regionId}/staff`)).body
  expect(staff.map(({ isReachable }: { isReachable: boolean }) => isReachable)).toEqual([false, true])
  await scan(there, { id: 'scan-again', count: 40 })
  await miyagi.line.enrol('千葉', 'owner')
  expect(miyagi.slack.cards('analysts').join()).toContain('気仙水産')
  expect(everythingIn(story.playground)).toBe(before)

  await miyagi.slack.presses('村上', '引き受ける')
  expect(await caseOf(story, miyagi.firmId)).toMatchObject({ state: 'claimed' })
  expect(miyagi.slack.cards('operations')).toEqual([])

  // And may join another region there.
  const { code } = await story.made('/invites', { regionId: story.regionId, role: 'analyst' })
  await story.slack.joins('村上', code)
  await scan(story)
  await story.slack.presses('村上', '引き受ける')
  expect(await caseOf(story, story.firmId)).toMatchObject({ state: 'claimed' })
})

const MINUTE_MS = 60_000

test('a token and a signing secret are changed in the midst of what is said: nothing is lost, nothing is said twice', async () => {
  const lines: string[] = []
  const both = await openWorkspaces({ reads: (line) => void lines.push(line) })
  const { story, miyagi, account } = both
  const { control } = miyagi.playground
  const before = miyagi.workspace().credentials
  const renewed = control.slack.renewCredentials()
  const asks = (): Promise<{ webhookStatus: number | null }> =>
    control.slack.command(miyagi.slack.id('村上'), {
      ...{ command: '/otasuke', text: 'ヘルプ', channel: miyagi.playground.slack.channels.analysts },
    })
  expect((await asks()).webhookStatus).toBe(401)
  const cards = (): string[] => miyagi.slack.cards('desk').filter((words) => words.includes('気仙水産'))
  await miyagi.line.enrol('千葉', 'owner')
  expect(cards()).toEqual([])

  const rotated = await story.admin('POST', `/accounts/${account.id}/rotate`, { credentials: renewed })
  expect(rotated.body).toMatchObject({ hasFormer: true, account: miyagi.playground.slack.teamId })
  await story.wake()
  expect(cards()).toHaveLength(1)
  expect((await asks()).webhookStatus).toBe(200)
  control.slack.useSecret(before.signingSecret)
  expect((await asks()).webhookStatus).toBe(200)
  await story.admin('POST', `/accounts/${account.id}/settle`)
  expect((await asks()).webhookStatus).toBe(401)
  control.slack.useSecret(renewed.signingSecret)

  await story.restart()
  miyagi.isHeardFrom(account.id)
  expect((await asks()).webhookStatus).toBe(200)
  await story.pass(MINUTE_MS)
  expect(cards()).toHaveLength(1)
  expect(control.invariants()).toMatchObject({ ok: true })
  const secrets = [before, renewed].flatMap((one) => Object.values(one))
  for (const secret of secrets) expect(lines.filter((line) => line.includes(secret))).toEqual([])
})

test('a disabled workspace says nothing, nothing of it goes elsewhere, and what was to be said comes when it works again', async () => {
  const both = await openWorkspaces()
  const { story, miyagi, account, there } = both
  const before = everythingIn(story.playground)
  await story.admin('POST', `/accounts/${account.id}/disable`)
  await scan(there, { id: 'scan-miyagi' })
  await story.wake()
  expect(miyagi.slack.cards('analysts')).toEqual([])
  const { webhookStatus } = await miyagi.playground.control.slack.command(miyagi.slack.id('村上'), {
    ...{ command: '/otasuke', text: '一覧', channel: miyagi.playground.slack.channels.analysts },
  })
  expect(webhookStatus).toBe(404)
  await story.admin('POST', `/accounts/${account.id}/enable`)
  await story.wake()
  expect(miyagi.slack.cards('analysts').join()).toContain('気仙水産')
  expect(everythingIn(story.playground)).toBe(before)
  await miyagi.slack.presses('村上', '引き受ける')
  expect(await caseOf(story, miyagi.firmId)).toMatchObject({ state: 'claimed' })
})

test('an installation needs no workspace of its own where its regions have theirs', async () => {
  const both = await openTwoRegions()
  const { story, miyagi } = both
  await story.restart({ SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '' })
  miyagi.isHeard()
  await miyagi.movesIn()
  await joined(both, '村上', 'analyst')
  await scan(inMiyagi(both), { id: 'scan-miyagi' })
  await miyagi.slack.presses('村上', '引き受ける')
  expect(await caseOf(story, miyagi.firmId)).toMatchObject({ state: 'claimed' })
})
