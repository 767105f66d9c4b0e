import { describe, expect, it } from 'vitest'
import { scanLines } from '../support/eve.ts'
import { HOUR, MINUTE } from '../support/events.ts'
import { arpLine, eveLease, type Lease, zeekLease } from '../support/sensor-lines.ts'
import { sends } from './sends.ts'
import { openStory, type Story } from './world.ts'

const PC = '192.168.1.23'
const [KEIRI, SOKO] = ['00:50:56:aa:bb:01', '00:50:56:aa:bb:02']
const lease = ({ clock }: Story, agoMs: number, changes: Partial<Lease> = {}): Lease => ({
  ...{ at: clock.now() - agoMs, ip: PC, mac: KEIRI, name: 'KEIRI-PC' },
  ...changes,
})
const attack = ({ clock }: Story): string[] => scanLines({ at: clock.now() - 10 * MINUTE })
const card = ({ slack }: Story): string => slack.cards('analysts').at(-1) ?? ''

/** The notice as the owner gets it, when the analyst sends what stands in the form. */
async function noticeOf(story: Story): Promise<string> {
  await story.line.enrol('佐々木', 'owner')
  await story.slack.presses('小野', '通報する')
  await story.slack.fills('小野', {})
  return story.line.hears('佐々木').join('\n')
}

describe('a PC that scans others', () => {
  it.each([
    ['Suricata', eveLease],
    ['Zeek', (told: Lease) => [zeekLease(told)]],
    ['arpwatch', (told: Lease) => [arpLine(told)]],
  ])('is named on the card and to the owner, when %s heard its name before', async (_sensor, lines) => {
    const story = await openStory()
    await sends(story, lines(lease(story, 2 * HOUR)))
    await sends(story, attack(story))
    expect(card(story)).toContain(`KEIRI-PC（MACアドレス ${KEIRI}）`)
    expect(await noticeOf(story)).toContain(`KEIRI-PC（番号は ${PC}）`)
  })

  it('is the one that had the address at the time, whoever has it now', async () => {
    const story = await openStory()
    await sends(story, [...eveLease(lease(story, 3 * HOUR)), ...attack(story)])
    await sends(story, eveLease(lease(story, MINUTE, { mac: SOKO, name: 'SOKO-PC' })))
    expect(card(story)).toContain('KEIRI-PC')
    expect(card(story)).not.toContain('SOKO-PC')
    expect(await noticeOf(story)).toContain(`KEIRI-PC（番号は ${PC}）`)
  })

  it('is not guessed, when two took turns at the address', async () => {
    const story = await openStory()
    const turns = [eveLease(lease(story, 3 * HOUR)), eveLease(lease(story, HOUR, { mac: SOKO, name: 'SOKO-PC' }))]
    await sends(story, [...turns.flat(), ...eveLease(lease(story, 0)), ...attack(story)])
    expect(card(story)).toMatch(/2台のどれか分かりません：KEIRI-PC（.*）、SOKO-PC（.*）/)
    expect(await noticeOf(story)).toContain('（KEIRI-PC か SOKO-PC）')
  })

  it('is only likely to be the one seen days before', async () => {
    const story = await openStory()
    await sends(story, [...eveLease(lease(story, 50 * HOUR)), ...attack(story)])
    expect(card(story)).toContain('たぶん KEIRI-PC')
    expect(await noticeOf(story)).toContain(`たぶん KEIRI-PC（番号は ${PC}）`)
  })

  it('without a name is told by the number printed on it', async () => {
    const story = await openStory()
    await sends(story, [arpLine(lease(story, HOUR, { name: '' })), ...attack(story)])
    expect(card(story)).toContain(`名前は不明（MACアドレス ${KEIRI}）`)
    expect(await noticeOf(story)).toContain(`本体の番号は ${KEIRI}`)
  })

  it('without a name is told by who made it, where its number says so', async () => {
    const story = await openStory()
    const mac = 'f8:b1:56:aa:bb:01'
    await sends(story, [arpLine(lease(story, HOUR, { name: '', mac })), ...attack(story)])
    expect(card(story)).toContain(`名前は不明、Dellの機器（MACアドレス ${mac}）`)
    expect(await noticeOf(story)).toContain('Dellの機器')
  })

  it('comes to a card that was there before', async () => {
    const story = await openStory()
    await sends(story, attack(story))
    expect(card(story)).not.toContain('そのときの機器')
    await sends(story, [arpLine(lease(story, 20 * MINUTE))])
    expect(card(story)).toContain('KEIRI-PC')
    expect(story.slack.cards('analysts')).toHaveLength(1)
  })

  it('may call itself what it likes, and nobody can tap it', async () => {
    const story = await openStory()
    const name = '<!channel> https://bad.example/\u0000\u202ex'
    await sends(story, [...eveLease(lease(story, HOUR, { name })), ...attack(story)])
    const notice = await noticeOf(story)
    expect(card(story)).not.toContain('<!channel>')
    for (const said of [card(story), notice]) {
      expect(said).toContain('hxxps://bad[.]example/x')
      expect(said).not.toMatch(/https?:\/\/bad/)
    }
  })
})

describe('the devices of a firm', () => {
  it('are listed once each, with the name and the address they had last', async () => {
    const story = await openStory()
    const again = { ip: '192.168.1.40', name: 'KEIRI-PC2' }
    await sends(story, [...eveLease(lease(story, 26 * HOUR)), ...eveLease(lease(story, HOUR, again))])
    await sends(story, [arpLine(lease(story, 2 * HOUR, { mac: SOKO, name: '', ip: '192.168.1.9' }))])
    const { body } = await story.admin('GET', `/assets?firmId=${story.firmId}`)
    expect(body.items.map(({ name, ip, mac }: Lease) => [name, ip, mac])).toEqual([
      ['KEIRI-PC2', '192.168.1.40', KEIRI],
      ['', '192.168.1.9', SOKO],
    ])
    const { body: first } = await story.admin('GET', `/assets?firmId=${story.firmId}&limit=1`)
    const { body: rest } = await story.admin('GET', `/assets?firmId=${story.firmId}&cursor=${first.nextCursor}`)
    expect([...first.items, ...rest.items]).toEqual(body.items)
    expect(rest.nextCursor).toBeNull()
  })
})
