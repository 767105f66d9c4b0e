import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  type Account,
  addAccount,
  dropFormer,
  everyAccount,
  findAccount,
  listAccounts,
  moveInto,
  rotateAccount,
  type Sealed,
  sealAnew,
  setChannels,
  setDisabled,
} from '#db/accounts.ts'
import { codeOf, type Tx } from '#db/door.ts'
import { forgetRegionMenu } from '#db/menus.ts'
import { type Credentials, openCredentials, sealCredentials, signsAnew } from '../../account/credentials.ts'
import type { Whose } from '../../account/keeper.ts'
import { BadSeal } from '../../seal.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { paged } from './lists.ts'
import { knownRegion, noteAbout } from './regions.ts'
import { idIn, read, shapes } from './shapes.ts'

/** The regions’ own accounts on the platforms. What they are let in with goes in here, and never comes out. */
export function accountRoutes(server: FastifyInstance, options: AdminOptions): void {
  listRoute(server, options)
  addRoute(server, options)
  rotateRoute(server, options)
  channelsRoute(server, options)
  for (const act of ['settle', 'disable', 'enable'] as const) changeRoute(server, options, act)
  rekeyRoute(server, options)
}

function listRoute(server: FastifyInstance, options: AdminOptions): void {
  const schema = described({
    summary: 'The regions’ own accounts, the newest first, without their credentials',
    tag: 'region',
    query: shapes.accountPage,
    answers: { 200: answers.pageOf(answers.account) },
  })
  server.get('/accounts', { schema }, async (request) => {
    const wanted = read(shapes.accountPage, request.query)
    const page = await paged(() => options.db.transaction(scopeOf(request), (tx) => listAccounts(tx, wanted)))
    return { ...page, items: page.items.map((account) => shown(options, account)) }
  })
}

function addRoute(server: FastifyInstance, options: AdminOptions): void {
  const { accounts, now, newId } = options
  const schema = described({
    summary: 'Give a region an account of its own; the platform is asked whose the credentials are',
    tag: 'region',
    body: shapes.account,
    isCreate: true,
    answers: { 201: answers.account },
  })
  server.post('/accounts', { schema }, async (request, reply) => {
    const given = read(shapes.account, request.body)
    const { regionId, platform, credentials } = given
    if (!options.isHeard) throw NOT_HEARD
    await knownRegion(options, regionId)
    const channels = 'channels' in given ? given.channels : null
    const { account, name } = known(await accounts.whose({ platform, credentials, channels }))
    const added = { id: newId('account'), regionId, platform, account, name, channels }
    const sealed = sealCredentials(accounts.ring, added, 'credentials', credentials)
    return createOnce(options, request, reply, { kind: 'system' }, async (tx) => {
      if (!(await addAccount(tx, added, { credentials: sealed, at: now() })))
        throw new Problem(
          409,
          'Not added',
          'This account is kept here already, or the region has another one on this platform: disable that one first.',
        )
      if (platform === 'line') await forgetRegionMenu(tx, regionId)
      await moveInto(tx, added)
      return noted(tx, options, request, await kept(tx, added.id), 'account-added')
    })
  })
}

function rotateRoute(server: FastifyInstance, options: AdminOptions): void {
  const { db, accounts, now } = options
  const schema = described({
    summary:
      'Change an account’s credentials; what was signed with the former ones still counts until they are dropped',
    tag: 'region',
    hasId: true,
    body: shapes.accountRotation,
    answers: { 200: answers.account },
  })
  server.post('/accounts/:id/rotate', { schema }, async (request) => {
    const { credentials: given } = read(shapes.accountRotation, request.body)
    const account = await db.transaction({ kind: 'system' }, (tx) => kept(tx, idIn(request.params)))
    const before = opened(options, account)
    if (!Object.keys(given).every((name) => name in before.credentials))
      throw new Problem(422, 'Not of this platform', `These are not what ${account.platform} lets in with.`)
    // JSON has nothing that is there and undefined.
    const after = { ...before.credentials, ...given } as Credentials
    const whose = known(await accounts.whose({ ...account, credentials: after }))
    if (whose.account !== account.account)
      throw new Problem(409, 'Another account', 'These are the credentials of another account: nothing was changed.')
    const former = signsAnew(before.credentials, after) ? before.credentials : before.former
    return db.transaction({ kind: 'system' }, async (tx) => {
      const sealed = {
        credentials: sealCredentials(accounts.ring, account, 'credentials', after),
        former: former && sealCredentials(accounts.ring, account, 'former', former),
      }
      const rotated = await rotateAccount(tx, { ...account, ...sealed, name: whose.name }, now())
      if (!rotated) throw new Problem(409, 'Changed meanwhile', 'Somebody else has changed this account just now.')
      return noted(tx, options, request, rotated, 'account-rotated')
    })
  })
}

function channelsRoute(server: FastifyInstance, options: AdminOptions): void {
  const { db, accounts } = options
  const schema = described({
    summary: 'The staff of a region works in other channels of its workspace; the app must be in each of them',
    tag: 'region',
    hasId: true,
    body: shapes.accountChannels,
    answers: { 200: answers.account },
  })
  server.post('/accounts/:id/channels', { schema }, async (request) => {
    const { channels } = read(shapes.accountChannels, request.body)
    const account = await db.transaction({ kind: 'system' }, (tx) => kept(tx, idIn(request.params)))
    if (account.channels === null) throw new Problem(409, 'No channels', 'The staff does not work in this account.')
    known(await accounts.whose({ ...account, ...opened(options, account), channels }))
    return db.transaction({ kind: 'system' }, async (tx) => {
      const changed = await setChannels(tx, account.id, channels)
      if (!changed) throw NONE
      return noted(tx, options, request, changed, 'account-channels')
    })
  })
}

const CHANGES = {
  settle: {
    summary: 'From now on only the newest credentials count: the former ones are dropped',
    change: dropFormer,
  },
  disable: { summary: 'An account hears and says nothing any more; what is to be said waits', change: setDisabled },
  enable: {
    summary: 'An account hears and speaks again',
    change: (tx: Tx, id: string) => setDisabled(tx, id, null),
  },
}

function changeRoute(server: FastifyInstance, options: AdminOptions, act: keyof typeof CHANGES): void {
  const { summary, change } = CHANGES[act]
  const schema = described({ summary, tag: 'region', hasId: true, answers: { 200: answers.account } })
  server.post(`/accounts/:id/${act}`, { schema }, async (request) => {
    const id = idIn(request.params)
    if (act === 'enable' && !options.isHeard) throw NOT_HEARD
    const changed = options.db.transaction({ kind: 'system' }, async (tx) => {
      const account = await change(tx, id, options.now())
      if (!account) throw NONE
      if (act !== 'settle' && account.platform === 'line') await forgetRegionMenu(tx, account.regionId)
      if (act === 'enable') await moveInto(tx, account)
      return noted(tx, options, request, account, `account-${act}`)
    })
    return changed.catch(unlessAnother)
  })
}

/** Of two that are put to work at once, the database refuses one. */
function unlessAnother(error: unknown): never {
  if (codeOf(error) !== '23505') throw error
  throw new Problem(409, 'Another one', 'The region has another account on this platform: disable that one first.')
}

function rekeyRoute(server: FastifyInstance, options: AdminOptions): void {
  const { db, accounts } = options
  const schema = described({
    summary: 'Seal every credential anew, with the newest key: then the older ones may go',
    tag: 'region',
    answers: { 200: answers.rekeyed },
  })
  server.post('/accounts/rekey', { schema }, async (request) =>
    db.transaction({ kind: 'system' }, async (tx) => {
      const all = await everyAccount(tx)
      for (const account of all) {
        const { credentials, former } = opened(options, account)
        await sealAnew(tx, {
          id: account.id,
          credentials: sealCredentials(accounts.ring, account, 'credentials', credentials),
          former: former && sealCredentials(accounts.ring, account, 'former', former),
        })
        await noted(tx, options, request, account, 'account-rekeyed')
      }
      return { keyVersion: accounts.ring.version, accounts: all.length }
    }),
  )
}

async function kept(tx: Tx, id: string): Promise<Account & Sealed> {
  const account = await findAccount(tx, id)
  if (!account) throw NONE
  return account
}

const NOT_HEARD = new Problem(
  409,
  'Not heard',
  'PUBLIC_URL must be https: no platform tells anything to another address, and LINE fetches no picture from it.',
)

const NONE = new Problem(404, 'Not found', 'There is no such account.')

function known(whose: Whose): Extract<Whose, { kind: 'known' }> {
  switch (whose.kind) {
    case 'known':
      return whose
    case 'refused':
      throw new Problem(422, 'Not taken', 'The platform does not take these credentials: nothing was changed.')
    case 'unreachable':
      throw new Problem(502, 'Not reached', `${whose.reason}: nothing was changed. Try it again.`)
    case 'ours':
      throw new Problem(409, 'The installation’s own', 'Every region without one of its own is in this one already.')
    case 'no-channel': {
      const { name, channel, reason } = whose
      const how = reason === 'not_in_channel' ? 'type /invite @おたすけ there' : 'look at its id'
      throw new Problem(
        422,
        'Channel not reached',
        `The app does not reach the channel ${name} (${channel}: ${reason}): ${how}. Nothing was changed.`,
      )
    }
  }
}

function opened(
  { accounts }: AdminOptions,
  account: Account & Sealed,
): { credentials: Credentials; former: Credentials | null } {
  try {
    return openCredentials(accounts.ring, account)
  } catch (error) {
    if (!(error instanceof BadSeal)) throw error
    throw new Problem(
      409,
      'Not opened',
      `The credentials of ${account.id} are sealed with key ${account.keyVersion}, and do not open with it here.`,
    )
  }
}

async function noted(
  tx: Tx,
  options: AdminOptions,
  request: FastifyRequest,
  account: Account,
  what: string,
): Promise<object> {
  const { id, regionId, platform } = account
  const line = { regionId, actor: actorOf(request), what, at: options.now(), params: { account: id, platform } }
  await noteAbout(tx, line)
  return shown(options, account)
}

/** Field by field: what is added to an account later is not told until somebody says so. */
const shown = ({ accounts }: AdminOptions, account: Account): object => {
  const { id, regionId, platform, name, channels, keyVersion, hasFormer, createdAt, rotatedAt, disabledAt } = account
  return {
    ...{ id, regionId, platform, account: account.account, name, channels, webhookUrl: accounts.webhookUrl(account) },
    ...withInstants({ keyVersion, hasFormer, createdAt, rotatedAt, disabledAt }),
  }
}
