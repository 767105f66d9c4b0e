import { describe, expect, test } from 'vitest'
import { indexC2, isC2List } from '#adapters/feeds/c2.ts'
import { indexMalware, isMalwareList } from '#adapters/feeds/malware.ts'
import { indexPhishing } from '#adapters/feeds/phishing.ts'
import { knownC2 } from '#engine/detect/rules/known-c2.ts'
import { malwareDownload } from '#engine/detect/rules/malware-download.ts'
import { phishingSite } from '#engine/detect/rules/phishing-site.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf } from '#test/support/detect.ts'
import { dns, file, flow, http, KIOSK, MORNING, STRANGER, tls } from '#test/support/events.ts'

const DAY = 86_400_000
const dayBefore = (days: number): string => new Date(MORNING - days * DAY).toISOString().slice(0, 10)
const HASH = 'ab'.repeat(32)

const servers = (days: number) =>
  `first_seen_utc,dst_ip,dst_port,c2_status,last_online,malware\n2020-01-01 00:00:00,${STRANGER},443,online,${dayBefore(days)},Emotet\n`
const certificates = (days: number) =>
  `Listingdate,SHA1,Listingreason\n${dayBefore(days)} 12:00:00,${'cd'.repeat(20)},Dridex C&C\n`
const programs = (days: number) =>
  `id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter\n"1","${dayBefore(days)} 00:00:00","http://${STRANGER}/a.zip","online","","malware_download","","",""\n`
const sites = (days: number) =>
  `date,URL,description\n${dayBefore(days).replaceAll('-', '/')} 10:00:00,https://login-bank.example/,ある銀行\n`
const files = (days: number) =>
  `first_seen_utc,ioc_id,ioc_value,ioc_type,threat_type,malware_printable\n${dayBefore(days)},1,${HASH},sha256_hash,payload,Emotet\n`

const said = (event: SensorEvent, text: string): string[] => {
  const list = [{ name: 'list', text }]
  const intelligence = isC2List(text)
    ? { c2: indexC2(list), malware: indexMalware(list) }
    : isMalwareList(text)
      ? { malware: indexMalware(list) }
      : { phishing: indexPhishing(list) }
  return alertsOf([event], { rules: [knownC2, phishingSite, malwareDownload], intelligence }).map(
    ({ kind, severity, reason }) => `${kind} ${severity}${reason.replace(/^.*row \d+ of list/, '')}`,
  )
}

describe('what a list said long ago is a hint and no more', () => {
  test.each<[string, (days: number) => string, SensorEvent, string, number, string[]]>([
    [
      'a server, half a year',
      servers,
      flow({ source: KIOSK, target: STRANGER, targetPort: 443, outcome: 'answered' }),
      'known-c2',
      180,
      ['high', 'low'],
    ],
    [
      'a program at a bare address, half a year',
      programs,
      http({ target: STRANGER, host: STRANGER, path: '/a.zip' }),
      'malware-download',
      180,
      ['high', 'low'],
    ],
    [
      'a phishing site, two years',
      sites,
      tls({ serverName: 'login-bank.example' }),
      'phishing-site',
      730,
      ['medium', 'low'],
    ],
    [
      'a phishing site that was looked up is a hint anyhow',
      sites,
      dns({ name: 'login-bank.example' }),
      'phishing-site',
      730,
      ['low', 'low'],
    ],
  ])('%s', (_name, text, event, kind, days, [fresh, stale]) => {
    expect(said(event, text(days))).toEqual([`${kind} ${fresh}`])
    expect(said(event, text(days + 1))).toEqual([`${kind} ${stale}, last told ${days + 1} days before`])
  })

  test('but a certificate and a file stay what they are', () => {
    expect(said(tls({ certificate: 'cd'.repeat(20) }), certificates(3_000))).toEqual(['known-c2 high'])
    expect(said(file({ sha256: HASH }), files(3_000))).toEqual(['malware-download high'])
  })

  test('and what was said again since counts as fresh, in whichever row', () => {
    const again = `${sites(800)}${sites(3).split('\n')[1]}\n`
    expect(said(tls({ serverName: 'login-bank.example' }), again)).toEqual(['phishing-site medium'])
    const before = `${sites(3)}${sites(800).split('\n')[1]}\n`
    expect(said(tls({ serverName: 'login-bank.example' }), before)).toEqual(['phishing-site medium'])
  })

  test('a list without dates never ages', () => {
    expect(
      said(tls({ serverName: 'login-bank.example' }), 'date,URL,description\n,https://login-bank.example/,\n'),
    ).toEqual(['phishing-site medium'])
  })
})
