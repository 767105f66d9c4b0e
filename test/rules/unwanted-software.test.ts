import { describe, expect, test } from 'vitest'
import { unwantedSoftware } from '#engine/detect/rules/unwanted-software.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf, alertsOfPieces, detector, sentencesOf } from '#test/support/detect.ts'
import { dns, each, flow, HOUR, http, KIOSK, MORNING, SECOND, SERVER, STRANGER, tls } from '#test/support/events.ts'

const only = { rules: [unwantedSoftware] }
const found = (events: readonly SensorEvent[]): string[] => sentencesOf(alertsOf(events, only))
const runs = (severity: string, program: string, sort: string, sign: string): string =>
  `unwanted-software ${severity} ×1 ${KIOSK} → * [${KIOSK}] ${KIOSK} runs ${program} (${sort}), by ${sign}`
const out = { source: KIOSK, target: STRANGER }
const hash = `/announce?info_hash=%124Vx%9A&peer_id=-qB4250-&port=51413`

describe('a program that an office is better without is told', () => {
  test.each<[string, SensorEvent, string]>([
    [
      'TeamViewer',
      dns({ name: 'router7.teamviewer.com' }),
      runs('low', 'TeamViewer', 'remote-control', 'router7.teamviewer.com'),
    ],
    [
      'TeamViewer’s router of a city',
      tls({ serverName: 'jp-tyo-anx-r001.router.teamviewer.com' }),
      runs('low', 'TeamViewer', 'remote-control', 'jp-tyo-anx-r001.router.teamviewer.com'),
    ],
    [
      'AnyDesk',
      tls({ serverName: 'relay-3185a847.net.anydesk.com' }),
      runs('low', 'AnyDesk', 'remote-control', 'relay-3185a847.net.anydesk.com'),
    ],
    [
      'ScreenConnect',
      dns({ name: 'instance-abc123-relay.screenconnect.com' }),
      runs('low', 'ScreenConnect', 'remote-control', 'instance-abc123-relay.screenconnect.com'),
    ],
    ['RustDesk', dns({ name: 'rs-sg.rustdesk.com' }), runs('low', 'RustDesk', 'remote-control', 'rs-sg.rustdesk.com')],
    [
      'Chrome Remote Desktop',
      tls({ serverName: 'remotedesktop-pa.googleapis.com' }),
      runs('low', 'Chrome Remote Desktop', 'remote-control', 'remotedesktop-pa.googleapis.com'),
    ],
    [
      'a miner by its pool',
      dns({ name: 'pool.supportxmr.com' }),
      runs('medium', 'a miner', 'mining', 'pool.supportxmr.com'),
    ],
    [
      'a miner by its pool near by',
      dns({ name: 'xmr-asia1.nanopool.org' }),
      runs('medium', 'a miner', 'mining', 'xmr-asia1.nanopool.org'),
    ],
    [
      'a miner by its own word',
      http({ host: '', userAgent: 'XMRig/6.21.0' }),
      runs('medium', 'a miner', 'mining', 'XMRig/6.21.0'),
    ],
    [
      'BitTorrent by its table',
      dns({ name: 'router.bittorrent.com' }),
      runs('medium', 'BitTorrent', 'file-sharing', 'router.bittorrent.com'),
    ],
    [
      'BitTorrent by what it asks of a tracker',
      http({ host: 'tracker.example', path: hash }),
      runs('medium', 'BitTorrent', 'file-sharing', 'a tracker, tracker.example'),
    ],
    [
      'BitTorrent by its own word',
      http({ userAgent: 'qBittorrent/4.2.5' }),
      runs('medium', 'BitTorrent', 'file-sharing', 'qBittorrent/4.2.5'),
    ],
    [
      'BitTorrent by what the sensor recognised',
      flow({ ...out, service: 'bittorrent-dht' }),
      runs('medium', 'BitTorrent', 'file-sharing', 'bittorrent-dht'),
    ],
    [
      'BitTorrent that answers a stranger',
      flow({ source: STRANGER, target: KIOSK, service: 'bittorrent', outcome: 'answered' }),
      runs('medium', 'BitTorrent', 'file-sharing', 'bittorrent'),
    ],
    ['VPN Gate', dns({ name: 'vpn123456.opengw.net' }), runs('low', 'VPN Gate', 'tunnel', 'vpn123456.opengw.net')],
    [
      'a tunnel into the firm',
      tls({ serverName: 'region1.v2.argotunnel.com' }),
      runs('low', 'Cloudflare Tunnel', 'tunnel', 'region1.v2.argotunnel.com'),
    ],
    [
      'Tor by its hello',
      tls({ serverName: '', ja3: 'e7d705a3286e19ea42f587b344ee6865' }),
      runs('medium', 'Tor', 'anonymity', 'its hello'),
    ],
    [
      'Tor by a made-up name on its relays’ port',
      tls({ serverName: 'www.4kx2hqv5t7.com', targetPort: 9001 }),
      runs('medium', 'Tor', 'anonymity', 'www.4kx2hqv5t7.com'),
    ],
    [
      'a name that exists within Tor alone',
      dns({ name: 'abcdefgh.onion' }),
      runs('medium', 'Tor', 'anonymity', 'abcdefgh.onion'),
    ],
    [
      'a way into Tor for browsers',
      dns({ name: 'abcdefgh.onion.ws' }),
      runs('medium', 'Tor', 'anonymity', 'abcdefgh.onion.ws'),
    ],
  ])('%s', (_name, event, sentence) => {
    expect(found([event])).toEqual([sentence])
  })
})

describe('who reads about a program does not run it', () => {
  test.each<[string, SensorEvent]>([
    ...[
      'teamviewer.com',
      'www.teamviewer.com',
      'download.anydesk.com',
      'anydesk.com',
      'my.splashtop.com',
      'secure.logmein.com',
      'www.nicehash.com',
      'nanopool.org',
      'www.2miners.com',
      'api.nanopool.org',
      'www.torproject.org',
      'www.onion.ws',
      'www.bittorrent.com',
      'nordvpn.com',
      'login.tailscale.com',
      'dashboard.ngrok.com',
      'www.example.jp',
      'onion.example.jp',
      'router7.teamviewer.com.example.jp',
      'notteamviewer.com',
    ].map((name): [string, SensorEvent] => [name, dns({ name })]),
    ['a browser', http({ userAgent: 'Mozilla/5.0 (Windows NT 10.0) uTorrent' })],
    ['a page about trackers', http({ host: 'www.example.jp', path: '/announce?peer_id=1' })],
    ['a made-up name on the web’s port', tls({ serverName: 'www.4kx2hqv5t7.com' })],
    ['a plain name on that port', tls({ serverName: 'www.example.co.jp', targetPort: 9001 })],
    ['somebody outside', dns({ source: STRANGER, target: SERVER, name: 'pool.supportxmr.com' })],
    [
      'a stranger whom nobody answers',
      flow({ source: STRANGER, target: KIOSK, service: 'bittorrent', outcome: 'silent' }),
    ],
    ['another protocol', flow({ ...out, service: 'http' })],
  ])('%s', (_name, event) => {
    expect(found([event])).toEqual([])
  })
})

describe('one device, one program, one day, one alert', () => {
  const asked = (name: string, changes: object = {}) => dns({ name, ...changes })

  test('by however many signs, in whatever order', () => {
    const events = each(20, SECOND, (at, of) => asked(`router${of}.teamviewer.com`, { at }))
    const [alert, ...others] = alertsOf(events, only)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ count: 20, evidence: { program: 'TeamViewer', sort: 'remote-control' } })
    expect(alert?.evidence.signs).toHaveLength(8)
    expect(alertsOf(events.toReversed(), only)).toEqual([alert])
    expect(
      alertsOfPieces(
        events.map((event) => [event]),
        { ...only, restarts: true },
      ),
    ).toEqual([alert])
  })

  test('another device, program or day is another', () => {
    const name = 'router7.teamviewer.com'
    const other = [
      asked(name, { source: '192.168.1.24' }),
      asked('boot.net.anydesk.com'),
      asked(name, { at: MORNING + 24 * HOUR }),
    ]
    expect(alertsOf([asked(name), ...other], only)).toHaveLength(4)
  })
})

test('who makes up devices and names without end does not make it large', () => {
  const limits = { subjectsMax: 100, costlyMax: 100, repeatsMax: 1_000, lateMs: HOUR, settledMs: HOUR }
  const running = detector({ ...only, limits })
  running.detect(
    each(5_000, SECOND, (at, of) =>
      dns({ at, source: `192.168.${of >> 8}.${of & 255}`, name: `${'x'.repeat(2_000)}${of}.onion` }),
    ),
  )
  expect(running.counts().subjects).toBeLessThanOrEqual(100)
  expect(running.counts().evicted).toBeGreaterThan(4_000)
  expect(JSON.stringify(running.snapshot()).length).toBeLessThan(200_000)
})
