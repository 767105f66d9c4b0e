import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { enqueue } from '#db/outbox.ts'
import { listProvisions } from '#db/provisions.ts'
import { notify } from './notified.ts'
import { scan } from './scan.ts'
import { buttonsOf, wordsOf } from './words.ts'
import { openStory, type Story } from './world.ts'

/** 村上 of the maintenance company, in Slack: what they read and press is theirs alone. */
function atSlack({ playground: { control }, slack, settle }: Story) {
  const user = slack.id('村上')
  const channel = control.slack.directMessage(user)
  const finger = (label: string, about = ''): (() => Promise<void>) => {
    const at = control.slack
      .messages(channel)
      .filter((message) => wordsOf(message).includes(about))
      .flatMap((message) => buttonsOf(message).map((button) => ({ ts: message.ts, ...button })))
    const button = at.findLast((one) => one.label === label)
    if (!button) throw new Error(`村上 sees no ${label}, only ${at.map((one) => one.label).join(' ')}`)
    return async () => {
      const { actionId, data } = button
      const all = control.slack.messages(channel)
      const ts = (all.find((one) => one.ts === button.ts) ?? all.at(-1))?.ts ?? ''
      await control.slack.press(user, { channel, ts, actionId, value: data })
      await settle()
    }
  }
  return {
    user,
    channel,
    presses: (label: string) => finger(label)(),
    /** Comes down on whatever stands there by then; `about` where several messages carry the same button. */
    finger,
    async says(text: string) {
      await control.slack.post(user, { channel, text })
      await settle()
    },
    heard: () => slack.hears('村上').at(-1) ?? '',
  }
}

const CODE = /[2-9A-Z]{4}-[2-9A-Z]{4}/

async function isCalled({ line }: Story, place: string): Promise<string> {
  await line.says('佐々木', '保守の会社を呼ぶ')
  await line.taps('佐々木', '保守の会社を呼ぶ')
  await line.taps('佐々木', place)
  const code = CODE.exec(line.hears('佐々木').join())?.[0]
  if (!code) throw new Error('no code came')
  return code
}

describe('a maintenance company', () => {
  // R-160, S6: 招待 → 承認 → 有効 → 解除.
  it('is let in by the firm, gets the technical version, answers for the firm, and loses all of it the second it is removed', async () => {
    const story = await openStory()
    const { line, slack, app, firmId, regionId, playground } = story
    await line.enrol('佐々木', 'owner')
    await line.enrol('千葉', 'worker')
    await story.made('/sites', { firmId, name: '倉庫', kind: 'office' })

    // Only who leads the firm calls; a code is good once, for whom it is meant.
    await line.says('千葉', '保守の会社')
    expect(line.hears('千葉').join()).toContain('代表の方か担当の方')
    const scoped = await isCalled(story, '倉庫 だけ')
    const code = await isCalled(story, '会社のすべて')
    await line.says('千葉', code)
    expect(line.hears('千葉').join()).toContain('保守の会社の人のためのもの')

    // What is open when they come.
    await scan(story, { id: 'scan-0', device: '192.168.1.30', target: '192.168.1.30' })
    await notify(story, 'low')
    line.hears('佐々木')

    const murakami = atSlack(story)
    await playground.control.slack.command(murakami.user, {
      command: '/otasuke',
      text: `参加 ${code}`,
      channel: playground.slack.channels.analysts,
    })
    await story.settle()
    expect(murakami.heard()).toMatch(/佐々木水産 さんの保守の人[\s\S]*会社のすべて/)
    await murakami.presses('はい')
    expect(murakami.heard()).toMatch(/直すためだけ[\s\S]*外すと/)
    await murakami.presses('同意する')
    await murakami.says('村上')
    expect(slack.hears('村上').join()).toMatch(/佐々木水産 さん[\s\S]*192\.168\.1\.30/)
    expect(line.hears('佐々木').join()).toMatch(
      /保守の会社の人として入りました[\s\S]*外せます[\s\S]*「保守の業者（.*）」さんの名前は、村上 さんです/,
    )
    expect(line.offered('佐々木')).toEqual(['村上 さんを外す'])
    expect(slack.cards('desk').at(-1)).toContain('佐々木水産')

    // Forwarded: somebody else tries the same letters.
    await line.follow('菊池')
    await line.says('菊池', code)
    expect(line.hears('菊池').join()).toContain('もう使われています')
    await line.says('菊池', scoped)
    expect(line.hears('菊池').join()).toContain('倉庫')
    await line.says('菊池', 'はい')
    await line.says('菊池', '同意する')
    await line.says('菊池', '菊池')
    line.hears('菊池')
    await line.says('菊池', '社長です、全部見せて')
    await line.says('菊池', '㈱佐々木水産の①〜③')
    expect(line.hears('菊池').join()).not.toMatch(/192\.168|お知らせを待って|事務所/)
    await line.says('菊池', '状況')
    expect(line.hears('菊池').join()).toMatch(/保守の人です/)
    expect(line.everythingHeard('菊池').join()).not.toContain('お知らせを待って')
    const { body: outbox } = await story.admin('GET', `/outbox?firmId=${firmId}`)
    expect(JSON.stringify(outbox)).not.toContain(code)
    const kept = await app.db.transaction({ kind: 'system' }, (tx) =>
      query<{ message: unknown }>(tx, sql`select message, payload from outbox`),
    )
    expect(JSON.stringify(kept)).not.toContain(code)

    // The owner reads two plain sentences, the contractor times, hosts and codes.
    const at = story.clock.now() - 60_000
    const events = Array.from({ length: 40 }, (_, n) => ({
      ...{ at: at + n * 1_000, source: '203.0.113.5', sourcePort: 4_000 },
      ...{ target: '192.168.1.23', targetPort: 80, note: `GET http://bad.example/p${n} 404` },
    }))
    const evidence = { windowMs: 360_000, threshold: 30, events }
    await scan(story, { kind: 'url-scan', rule: 'url-scan', evidence })
    line.hears('佐々木')
    await notify(story, 'low')
    const [plain] = line.hears('佐々木')
    expect(plain).not.toMatch(/404|GET/)
    const technical = murakami.heard()
    expect(technical).toMatch(/佐々木水産 さん[\s\S]*203\[\.\]0\[\.\]113\[\.\]5[\s\S]*404/)
    expect(technical).toContain('bad[.]example')
    expect(technical).not.toContain('http://bad.example')
    expect(technical.match(/ 404/g)).toHaveLength(30)
    // Not of its place.
    expect(line.hears('菊池')).toEqual([])
    const provisions = await app.db.transaction({ kind: 'firm', regionId, firmId }, (tx) => listProvisions(tx, {}))
    // The first was given when they came, before they had said their name: whose it was is known from beside it.
    expect(provisions.items).toHaveLength(2)
    expect(new Set(provisions.items.map(({ recipient }) => recipient.id)).size).toBe(1)
    const provisional = provisions.items.find(({ recipient }) => recipient.name !== '村上')
    expect(provisional?.recipient).toMatchObject({ name: expect.stringContaining('保守の業者'), nameNow: '村上' })
    expect(provisions.items.find(({ recipient }) => recipient.name === '村上')).toMatchObject({
      recipient: { kind: 'contractor', platform: 'slack' },
      items: expect.arrayContaining(['times', 'hosts', 'status-codes', 'evidence']),
      basis: 'consent',
      agreedBy: expect.stringMatching(/^person_/),
    })

    // 保守へ渡す: the next step is theirs by name, and the ladder stays with the firm.
    for (const label of ['忙しい', '保守へ渡す']) await line.taps('佐々木', label)
    expect(line.hears('佐々木').join()).toContain('保守の 村上 さんに頼みました')
    expect(murakami.heard()).toMatch(/佐々木水産 の 佐々木 さんが、この件の対応をお願い[\s\S]*404/)
    const owners = (await story.admin('GET', `/next-steps?firmId=${firmId}`)).body.items.map(
      ({ owner }: { owner: { name: string } }) => owner.name,
    )
    expect(owners).toContain('村上')

    await murakami.presses('直した')
    expect(line.hears('佐々木').join()).toMatch(/直りました。村上 さん/)
    expect(murakami.heard()).toContain('したことを')
    await murakami.says('PHPを更新、ログイン履歴に不審なし')
    expect(line.hears('佐々木').join()).toContain('PHPを更新')
    expect(slack.thread('analysts').join()).toMatch(/村上 さん（保守）がしたこと/)
    expect(slack.cards('analysts').at(-1)).toMatch(/村上 さんが「できた」と答えました/)
    expect(line.hears('千葉')).toEqual([])

    // 解除. What is on its way to them is taken back, and nothing of theirs works any more.
    const late = randomUUID()
    await app.db.transaction({ kind: 'system' }, async (tx) => {
      const typed = { typed: 'つぎの記録' }
      const message = {
        purpose: 'notice' as const,
        fallback: typed,
        parts: [{ kind: 'paragraph' as const, text: typed }],
      }
      const [{ account = '' } = {}] = await query<{ account: string }>(
        tx,
        sql`select account from identities where user_id = ${murakami.user}`,
      )
      const to = { platform: 'slack' as const, account, address: murakami.user }
      await enqueue(tx, [{ id: late, regionId, firmId, subject: null, to, priority: 'notice', locale: 'ja', message }])
      await query(
        tx,
        sql`update outbox_lanes set not_before = now() + interval '1 hour' where lane like ${`%${murakami.user}`}`,
      )
    })
    await murakami.presses('返事を書く')
    const tooLate = murakami.finger('直せない')
    await line.says('佐々木', '保守の会社')
    await line.taps('佐々木', '村上 さんを外す')
    expect(line.hears('佐々木').join()).toMatch(
      /何も見えません[\s\S]*村上 さんのSlackやDiscordに送った文も、いま消しています/,
    )
    await story.wake()
    expect(await stateOf(story, late)).toBe('cancelled')
    // What stood in their chat is deleted, and only that: how they came in, and that it is over.
    expect(slack.hears('村上').join()).not.toMatch(/192\.168|203\[|404|直した|返事を書く/)
    expect(slack.hears('村上').join()).toMatch(/同意する[\s\S]*保守の係が終わりました/)
    await murakami.says('まだ見ていますか')
    expect(murakami.heard()).toContain('この会社の係ではない')
    await tooLate()
    expect(murakami.heard()).toContain('係の人だけ')
    // A tap that was already on its way when they were removed.
    await app.db.transaction({ kind: 'system' }, async (tx) => {
      const [{ lane = '' } = {}] = await query<{ lane: string }>(
        tx,
        sql`select subject as lane from actions where command = 'contractor-cannot'`,
      )
      const [{ id = '', account = '' } = {}] = await query<{ id: string; account: string }>(
        tx,
        sql`select person_id as id, account from identities where user_id = ${murakami.user}`,
      )
      const by = { personId: id, name: '村上', platform: 'slack', account, userId: murakami.user }
      await receive(tx, [
        {
          ...{
            lane,
            kind: 'case-command',
            account: 'slack:x',
            eventId: 'late',
            regionId,
            firmId,
            at: story.clock.now(),
          },
          payload: { command: 'contractor-cannot', params: {}, by },
        },
      ])
    })
    const heardBefore = slack.hears('村上').length
    await story.settle()
    expect(slack.hears('村上').slice(heardBefore).join()).toContain('この会社の係ではない')
    expect(slack.cards('desk').join()).not.toContain('企業が「できない」と答えました')
    await scan(story, {
      id: 'scan-2',
      source: '203.0.113.9',
      kind: 'port-scan',
      device: '192.168.1.24',
      target: '192.168.1.24',
    })
    await notify(story, 'low')
    expect(line.hears('佐々木').join()).toContain('192.168.1.24')
    expect(slack.hears('村上')).toHaveLength(heardBefore + 1)
    const { body: audit } = await story.admin('GET', `/audit?firmId=${firmId}`)
    expect(audit.items.map(({ what }: { what: string }) => what)).toEqual(
      expect.arrayContaining([
        'invite-made',
        'joined',
        'contractor-named',
        'contractor-removed',
        'tap-refused',
        'contractor-told',
      ]),
    )

    // Back for the warehouse alone: what was seen at the office does not come back; back for everything, it does.
    const rejoins = async (place: string): Promise<void> => {
      await murakami.says(await isCalled(story, place))
      await murakami.presses('はい')
      await murakami.presses('同意する')
    }
    const leaves = async (): Promise<void> => {
      line.hears('佐々木')
      await line.says('佐々木', '保守の会社')
      await line.taps('佐々木', '村上 さんを外す')
    }
    await rejoins('倉庫 だけ')
    expect(slack.hears('村上').join()).not.toContain('192.168.1.24')
    await leaves()
    await rejoins('会社のすべて')
    expect(slack.hears('村上').join()).toContain('192.168.1.24')
    // A company that keeps what was written: whoever takes somebody out hears what stays, and why.
    playground.control.slack.forbidDeletion('compliance_exports_prevent_deletion')
    line.hears('佐々木')
    await line.says('佐々木', '保守の会社')
    await line.taps('佐々木', '村上 さんを外す')
    await story.wake()
    expect(line.hears('佐々木').join()).toMatch(
      /村上 さんに送った文が、まだ\d+件、相手に残っています[\s\S]*相手の会社の決まり/,
    )
    const took = (await story.admin('GET', `/audit?firmId=${firmId}&limit=200`)).body.items.filter(
      ({ what }: { what: string }) => what === 'taken-back' || what === 'taking-back',
    )
    expect(took.map(({ what, params }: { what: string; params: object }) => ({ what, ...params }))).toEqual([
      { what: 'taken-back', deleted: 0, stays: expect.any(Number), why: [expect.stringContaining('compliance')] },
      { what: 'taking-back', deleting: expect.any(Number), staysOnLine: 0 },
      { what: 'taken-back', deleted: expect.any(Number), stays: 0, why: [] },
      { what: 'taking-back', deleting: expect.any(Number), staysOnLine: 0 },
      { what: 'taken-back', deleted: expect.any(Number), stays: 0, why: [] },
      { what: 'taking-back', deleting: expect.any(Number), staysOnLine: 0 },
    ])
    expect(playground.control.invariants()).toMatchObject({ ok: true })
  })
})

const PC = '192.168.1.30'

describe('what a maintenance company was sent', () => {
  // What waits for somebody is held there, as by a Slack that is busy.
  const holds = ({ app }: Story, user: string): Promise<unknown> =>
    app.db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`update outbox_lanes set not_before = now() + interval '1 hour' where lane like ${`%${user}`}`),
    )
  const removes = async ({ line }: Story): Promise<void> => {
    line.hears('佐々木')
    await line.says('佐々木', '保守の会社')
    await line.taps('佐々木', '村上 さんを外す')
  }
  /** Where in their chat it stands which PC it is. */
  const placesOf = ({ playground: { control } }: Story, { channel }: { channel: string }): string[] =>
    control.slack.messages(channel).flatMap((message) => (wordsOf(message).includes(PC) ? [message.ts] : []))

  it('goes though they are removed again before it went, and what they are sent since stays; a firm that leaves leaves nothing', async () => {
    const story = await openStory()
    const { line, slack, playground } = story
    await line.enrol('佐々木', 'owner')
    await scan(story, { id: 'scan-0', device: PC, target: PC })
    await notify(story, 'low')
    const murakami = atSlack(story)
    const comes = async (): Promise<void> => {
      line.hears('佐々木')
      await line.says('佐々木', '保守の会社を呼ぶ')
      await line.taps('佐々木', '保守の会社を呼ぶ')
      const [code = ''] = CODE.exec(line.hears('佐々木').join()) ?? []
      for (const said of [code, 'はい', '同意する']) await murakami.says(said)
    }
    await comes()
    await murakami.says('村上')
    expect(placesOf(story, murakami)).toHaveLength(1)

    // Let in again before the first deletion went: the old one goes, the new one stands.
    const [old] = placesOf(story, murakami)
    await holds(story, murakami.user)
    await removes(story)
    await comes()
    await story.wake()
    expect(placesOf(story, murakami)).toEqual([expect.not.stringMatching(old ?? '')])

    // And out again before it went.
    await holds(story, murakami.user)
    await removes(story)
    await comes()
    await removes(story)
    await story.wake()
    expect(placesOf(story, murakami)).toEqual([])

    // What could not be deleted once is deleted when they are removed again.
    await comes()
    playground.control.slack.forbidDeletion('compliance_exports_prevent_deletion')
    await removes(story)
    await story.wake()
    expect(placesOf(story, murakami)).toHaveLength(1)
    playground.control.slack.forbidDeletion(null)
    await comes()
    await removes(story)
    await story.wake()
    expect(placesOf(story, murakami)).toEqual([])

    // The firm leaves: what stands goes, and what still waits is not sent.
    await comes()
    expect(placesOf(story, murakami)).toHaveLength(1)
    await holds(story, murakami.user)
    await scan(story, { id: 'scan-1', source: '203.0.113.9', device: '192.168.1.31', target: '192.168.1.31' })
    await notify(story, 'low')
    await line.says('佐々木', 'やめたい')
    await line.taps('佐々木', 'やめる手続きをする')
    await story.wake()
    expect(slack.hears('村上').join()).not.toContain('192.168')
    expect(slack.hears('村上').at(-1)).toContain('おたすけをやめることになりました')
    // Whatever was begun to be deleted came to its end.
    const { items } = (await story.admin('GET', `/audit?firmId=${story.firmId}&limit=200`)).body
    const count = (of: string): number => items.filter(({ what }: { what: string }) => what === of).length
    expect([count('taking-back'), count('taken-back')]).toEqual([6, 6])
  })
})

describe('what a maintenance company looks after', () => {
  it('is narrowed and widened by whoever leads the firm: what is no longer theirs goes that second, what is from now on is shown', async () => {
    const story = await openStory()
    const { line, slack, firmId } = story
    await line.enrol('佐々木', 'owner')
    const seenAt = async (name: string, device: string): Promise<void> => {
      const site = await story.made('/sites', { firmId, name, kind: 'office' })
      const { id: sensorId } = await story.made('/sensors', { siteId: site.id, type: 'office' })
      await scan({ ...story, sensorId }, { id: `scan-${device}`, device, target: device })
      await notify(story, 'low')
    }
    await seenAt('倉庫', '192.168.1.41')
    await seenAt('工場', '192.168.1.42')
    const murakami = atSlack(story)
    for (const said of [await isCalled(story, '会社のすべて'), 'はい', '同意する', '村上']) await murakami.says(said)
    const sees = (): string => story.playground.control.slack.messages(murakami.channel).map(wordsOf).join('\n')
    expect(sees()).toMatch(/192\.168\.1\.41[\s\S]*192\.168\.1\.42|192\.168\.1\.42[\s\S]*192\.168\.1\.41/)
    const changes = async (label: string): Promise<string> => {
      await line.says('佐々木', '保守の会社')
      await line.taps('佐々木', '村上 さんが見るところ')
      line.hears('佐々木')
      await line.taps('佐々木', label)
      await story.wake()
      return line.hears('佐々木').join()
    }

    // Not the factory any more: what stood there of it goes, a button of it does nothing, and what is seen there is not told.
    const [first = '', second = ''] = ['192.168.1.41', '192.168.1.42']
    const late = murakami.finger('直せない', second)
    expect(await changes('工場 は見ない')).toMatch(/村上 さんが見るところ：(?!.*工場).*倉庫[\s\S]*いま消しています/)
    expect(sees()).toContain(first)
    expect(sees()).not.toContain(second)
    expect(murakami.heard()).toMatch(/見てもらうところが変わりました：(?!.*工場).*倉庫/)
    await late()
    expect(slack.cards('desk').join()).not.toContain('企業が「できない」と答えました')

    // The same finger again changes nothing, and the last place is not taken: that is 外す.
    const heard = slack.hears('村上').length
    await line.says('佐々木', '保守の会社')
    await line.taps('佐々木', '村上 さんが見るところ')
    expect(line.offered('佐々木')).toEqual(expect.arrayContaining(['工場 も見る', '会社のすべてを見る']))
    expect(slack.hears('村上')).toHaveLength(heard)

    // Again: what is open there is shown anew, and nothing else twice.
    await changes('工場 も見る')
    expect(sees()).toContain(second)
    expect(sees().match(/192\.168\.1\.41/g)).toHaveLength(1)
    const { items } = (await story.admin('GET', `/audit?firmId=${firmId}&limit=200`)).body
    const changed = items.filter(({ what }: { what: string }) => what === 'contractor-scope-changed')
    expect(changed).toHaveLength(2)
    expect(changed.at(-1).params.before).toBeNull()
    expect(items.filter(({ what }: { what: string }) => what === 'taken-back')).toMatchObject([
      { params: { stays: 0 } },
    ])
    expect(story.playground.control.invariants()).toMatchObject({ ok: true })
  })
})

async function stateOf({ app }: Story, id: string): Promise<string | undefined> {
  const [row] = await app.db.transaction({ kind: 'system' }, (tx) =>
    query<{ state: string }>(tx, sql`select state from outbox where id = ${id}::uuid`),
  )
  return row?.state
}
