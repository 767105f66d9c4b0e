import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { holderOf } from '#engine/device.ts'
import { createSightingLog } from '#engine/device-sightings.ts'
import type { SensorEvent } from '#engine/event.ts'
import { MORNING, SECOND } from '#test/support/events.ts'
import { read } from '#test/support/read-lines.ts'
import { absentNote, recorded } from '#test/support/recorded.ts'
import { arpLine, eve, eveLease, zeekLease } from '#test/support/sensor-lines.ts'

const LEASE = { at: MORNING, ip: '192.168.1.23', mac: '00:50:56:0a:bb:01', name: 'KEIRI-PC' }
const told = (events: readonly SensorEvent[]): string[] =>
  events.map((event) =>
    event.type === 'address' ? `${event.via} ${event.source || '–'} ${event.mac} “${event.name}”` : event.type,
  )
const toldBy = (...lines: string[]): string[] => told(read(lines.join('\n')).events)
const sightingsIn = (lines: readonly string[]) => {
  const log = createSightingLog()
  log.note(read(lines.join('\n')).events)
  return log.sightings()
}

describe('which device had which address is read', () => {
  it('from Suricata, the name from who asks and the address from who gives', () => {
    expect(toldBy(...eveLease(LEASE))).toEqual([
      'dhcp – 00:50:56:0a:bb:01 “KEIRI-PC”',
      'dhcp 192.168.1.23 00:50:56:0a:bb:01 “”',
    ])
  })

  it('from Zeek’s JSON and its tables, of versions old and new', () => {
    expect(toldBy(zeekLease(LEASE))).toEqual(['dhcp 192.168.1.23 00:50:56:0a:bb:01 “KEIRI-PC”'])
    const table = (fields: string, types: string, row: string) =>
      toldBy('#separator \\x09', '#path\tdhcp', `#fields\tts\t${fields}`, `#types\ttime\t${types}`, row)
    expect(
      table(
        'uids\tmac\tclient_fqdn\tassigned_addr\tmsg_types',
        'set[string]\tstring\tstring\taddr\tvector[string]',
        '1764000000.5\tC1\t00:50:56:0a:bb:01\tkeiri.local\t192.168.1.23\tREQUEST,ACK',
      ),
    ).toEqual(['dhcp 192.168.1.23 00:50:56:0a:bb:01 “keiri.local”'])
    expect(table('mac\tassigned_ip', 'string\taddr', '1764000000.5\t00:50:56:0a:bb:01\t192.168.1.23')).toEqual([
      'dhcp 192.168.1.23 00:50:56:0a:bb:01 “”',
    ])
  })

  it('from arpwatch’s file, which leaves noughts and sometimes the name away, between other lines', () => {
    expect(arpLine(LEASE)).toMatch(/^0:50:56:a:bb:1\t/)
    const lines = [
      arpLine(LEASE),
      ...eveLease(LEASE),
      arpLine({ ...LEASE, name: '' }),
      '0:50:56:a:bb:1\t192.168.1.23\t1764000000',
    ]
    expect(toldBy(...lines).filter((said) => said.startsWith('arp'))).toEqual([
      'arp 192.168.1.23 00:50:56:0a:bb:01 “KEIRI-PC”',
      'arp 192.168.1.23 00:50:56:0a:bb:01 “”',
      'arp 192.168.1.23 00:50:56:0a:bb:01 “”',
    ])
  })

  it('from Suricata 8, who asks and who answers by ARP', () => {
    const ends = { at: MORNING, source: '192.168.1.23', sourcePort: 0, target: '192.168.1.1', targetPort: 0, id: 1 }
    const arp = { opcode: 'request', src_mac: LEASE.mac, src_ip: LEASE.ip, dest_mac: '00:00:00:00:00:00' }
    expect(toldBy(eve('arp', ends, { arp }), eve('arp', ends, { arp: { ...arp, src_ip: '0.0.0.0' } }))).toEqual([
      'arp 192.168.1.23 00:50:56:0a:bb:01 “”',
    ])
  })

  it('and nothing from an offer, a refusal, a wish, or an address that is nobody’s', () => {
    const [, given = ''] = eveLease(LEASE)
    const zeek = zeekLease(LEASE)
    expect(
      toldBy(
        ...['offer', 'nak', 'discover'].map((type) => given.replace('"ack"', `"${type}"`)),
        given.replaceAll('192.168.1.23', '0.0.0.0'),
        given.replace(LEASE.mac, 'ff:ff:ff:ff:ff:ff'),
        given.replace(LEASE.mac, 'a novel'),
        zeek.replace('"ACK"', '"NAK"'),
        arpLine({ ...LEASE, mac: '00:00:00:00:00:00' }),
      ),
    ).toEqual([])
  })

  it('at whichever sensor, to the same device', () => {
    const holder = (lines: readonly string[]) =>
      holderOf(LEASE.ip, { from: MORNING + SECOND, until: MORNING + 2 * SECOND }, sightingsIn(lines))
    expect(holder(eveLease(LEASE))).toEqual({ kind: 'known', mac: LEASE.mac, name: 'KEIRI-PC' })
    expect(holder([zeekLease(LEASE)])).toEqual(holder(eveLease(LEASE)))
    expect(holder([arpLine(LEASE)])).toEqual(holder(eveLease(LEASE)))
  })
})

test.each<[string, string]>([
  ['a name without an end', 'x'.repeat(10_000)],
  ['a name that turns the line round', 'PC‮gnp.exe'],
  ['a name of control characters', 'a\u0000b\u001b[2Jc\nd'],
])('%s is kept short and on its line', (_what, name) => {
  for (const lines of [eveLease({ ...LEASE, name }), [zeekLease({ ...LEASE, name })]])
    for (const sighting of sightingsIn(lines)) expect(sighting.name).toMatch(/^[^\p{C}]{0,63}$/u)
})

test('a flood of made-up devices gains no memory', () => {
  const log = createSightingLog()
  for (let place = 0; place < 5_000; place++) {
    const mac = `02:00:00:00:${(place >> 8).toString(16).padStart(2, '0')}:${(place & 255).toString(16).padStart(2, '0')}`
    log.note(read(zeekLease({ ...LEASE, mac })).events)
  }
  expect(log.sightings()).toHaveLength(2_000)
})

const CAPTURE = recorded('suricata/suricata-verify/output-eve-ftp-data_input.eve.json')
test.skipIf(!existsSync(CAPTURE))(`a recorded conversation names its device${absentNote}`, () => {
  const log = createSightingLog()
  log.note(read(readFileSync(CAPTURE)).events)
  const at = Date.parse('2013-06-17T22:00:00Z')
  expect(holderOf('192.168.0.13', { from: at, until: at }, log.sightings())).toEqual({
    kind: 'known',
    mac: '68:5d:43:8b:f9:de',
    name: 'jaekuryu-HP',
  })
})

const ZEEK = recorded('zeek/zat/data/json/dhcp.log')
test.skipIf(!existsSync(ZEEK))(`a recorded question for a name, by who has its address, names it${absentNote}`, () => {
  expect(told(read(readFileSync(ZEEK)).events)[0]).toBe('dhcp 10.18.20.97 00:01:24:56:9b:cf “Juanita-Work-PC”')
})
