import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { logitOf, suspicionOf } from '#engine/detect/dga/score.ts'
import { nameOf } from '#engine/detect/name.ts'
import { likenessOf } from '#engine/detect/rules/dga-c2.ts'
import { RULES } from '#engine/detect/rules/index.ts'
import type { DnsEvent } from '#engine/event.ts'
import { alertsOf, sentencesOf } from '#test/support/detect.ts'
import { dns, each, KIOSK, MINUTE, SECOND } from '#test/support/events.ts'
import { base32, hex, madeUp } from '#test/support/names.ts'
import { absentNote, hasRecordings, recorded } from '#test/support/recorded.ts'
import { createRandom, type Random } from '#test/train/dga/random.ts'
import { romajiName } from '#test/train/dga/romaji.ts'

const rules = RULES.filter(({ name }) => name === 'dga-c2')
const accused = (events: readonly DnsEvent[]): string[] => sentencesOf(alertsOf(events, { rules }))
const asked = (names: readonly string[], resultCode = '', everyMs = 5 * SECOND): DnsEvent[] =>
  each(names.length, everyMs, (at, place) => dns({ at, name: names[place] ?? '', resultCode }))
const some = (count: number, name: (place: number) => string): string[] =>
  Array.from({ length: count }, (_, place) => name(place))

const WORDS =
  'sufferready pickcity weatherneither gentlefather movementbread captainfruit summerchief stonequiet eveningsister windowheart'.split(
    ' ',
  )
const two = (place: number): string => `${WORDS[place % 10]}${place > 9 ? WORDS[(place * 3) % 10] : ''}`

describe('malware that computes its master’s name is found by ten names', () => {
  test.each<[string, string[]]>([
    ['of random letters', some(10, (place) => `${madeUp(place)}.com`)],
    ['of hexadecimal digits', some(10, (place) => `${hex(place, 16)}.net`)],
    ['of letters and digits', some(10, (place) => `${base32(place, 16)}.org`)],
    ['below a dynamic name', some(10, (place) => `${madeUp(place)}.ddns.net`)],
    ['under a suffix of its own', some(10, (place) => `${madeUp(place, 10)}.bazar`)],
  ])('%s', (_name, names) => {
    expect(alertsOf(asked(names), { rules })).toMatchObject([
      { kind: 'dga-c2', severity: 'high', source: KIOSK, device: KIOSK, evidence: { measure: 'letters', names: 10 } },
    ])
  })

  test('of words, when they do not exist', () => {
    const names = some(10, (place) => `${two(place)}.net`)
    expect(accused(asked(names))).toEqual([])
    expect(accused(asked(names, 'NXDOMAIN'))).toEqual([
      `dga-c2 medium ×10 ${KIOSK} → * [${KIOSK}] ${KIOSK} asked for 10 different names that do not exist; 10 (8 of one suffix) within 10 min are malware looking for its master`,
    ])
  })

  test('and told in a sentence', () => {
    expect(accused(asked(some(12, (place) => `${madeUp(place)}.com`)))).toEqual([
      `dga-c2 high ×12 ${KIOSK} → * [${KIOSK}] ${KIOSK} asked for 12 different names that look made up (0 do not exist); 40 points within 10 min are malware looking for its master`,
    ])
  })

  test('whose question and answer are one name, and the answer says more', () => {
    const names = some(9, (place) => `${two(place)}.info`)
    const questions = asked(names)
    const answers = asked(names, 'NXDOMAIN').map((event) => ({ ...event, at: event.at + 30 }))
    expect(alertsOf([...questions, ...answers], { rules })).toMatchObject([{ evidence: { names: 9, missing: 9 } }])
  })
})

describe('names that look only a little made up', () => {
  test('are found when six have one suffix and one length', () => {
    expect(accused(asked(mild(6)))).toEqual([
      `dga-c2 medium ×6 ${KIOSK} → * [${KIOSK}] ${KIOSK} asked for 6 different names that look a little made up; 6 of one suffix and one length within 10 min are malware looking for its master`,
    ])
  })

  test.each<[string, DnsEvent[]]>([
    ['five of them', asked(mild(5))],
    ['six under two suffixes', asked([...mild(5), `${mild(6).at(-1)?.slice(0, -4)}.net`])],
    ['six of two lengths', asked([...mild(5), ...mild(1, 9)])],
    ['one asked for over and over', asked(some(60, () => mild(1)[0] ?? ''))],
    ['six within an hour', asked(mild(6), '', 12 * MINUTE)],
    ['servers that are numbered through', asked(some(20, (place) => `awsdns-${10 + place}.com`))],
  ])('%s are not accused', (_name, events) => {
    expect(accused(events)).toEqual([])
  })

  test('leave what is certain as certain, and add to how often it was seen', () => {
    const alerts = alertsOf(asked([...some(10, (place) => `${hex(place, 16)}.net`), ...mild(6)]), { rules })
    expect(alerts).toMatchObject([{ severity: 'high', count: 16, evidence: { measure: 'letters', names: 10 } }])
  })
})

/** Pronounceable, one as long as the other. */
function mild(count: number, length = 8): string[] {
  const random = createRandom(7)
  const names = some(400, () =>
    some(length, (place) => random.letters(1, place % 2 === 0 ? 'bdfgklmnprstvz' : 'aeiou')).join(''),
  )
  return names
    .filter(
      (label) =>
        likenessOf(nameOf(`${label}.com`), logitOf(label, 'com')) !== '' && suspicionOf(logitOf(label, 'com')) === 0,
    )
    .slice(0, count)
    .map((label) => `${label}.com`)
}

describe('at each threshold', () => {
  test.each<[string, (count: number) => DnsEvent[], number]>([
    [
      'names of one suffix that do not exist',
      (count) =>
        asked(
          some(count, (p) => `${two(p)}.info`),
          'NXDOMAIN',
        ),
      8,
    ],
    [
      'names of any suffix that do not exist',
      (count) =>
        asked(
          some(count, (place) => `${two(place)}.${SUFFIXES[place]}`),
          'NXDOMAIN',
        ),
      10,
    ],
    ['names that could not look worse', (count) => asked(some(count, (place) => `${hex(place, 32)}.com`)), 4],
  ])('%s', (_name, events, enough) => {
    expect(accused(events(enough - 1))).toEqual([])
    expect(accused(events(enough))).toHaveLength(1)
  })
})
const SUFFIXES = 'com net org info biz ru de fr nl eu it es'.split(' ')

const ABBREVIATIONS = 'a.jp zx.com q9.net hp.com xq.org jr.jp z.cn kq.io vv.biz wq.info t.co g.co'.split(' ')
const JAPANESE = `
  yamada-kensetsu.co.jp kesennuma-suisan.jp satoshoten.jp ishinomaki-gyokyo.or.jp tanakakogyo.co.jp marufuku-shokuhin.com
  sendai-shika.jp miyagi-kanko.or.jp oikawa-denki.co.jp kumagaigumi.co.jp hatakeyama-jidosha.com takahashi-zeirishi.jp
  shiogama-sushi.net natori-hoikuen.ed.jp abeko.jp tsuchiya-mokuzai.co.jp chibashuzo.jp fukahire-honpo.com minamisanriku-hotaru.jp
  kizuna-kaigo.jp hamanasu-unyu.co.jp rikuzentakata-ichigo.com tohoku-reizo.co.jp matsushima-ryokan.jp nagomi-clinic.jp
  kyoei-insatsu.co.jp daiichi-setsubi.co.jp wakameya.jp sanriku-tetsudo.com onagawa-sanma.jp yamato-fudosan.co.jp
  sakuradenko.co.jp hikari-gakuen.ac.jp city.kesennuma.lg.jp pref.miyagi.jp jfmiyagi.jf-net.ne.jp nttdocomo.co.jp kddi.com
  mufg.jp smbc.co.jp mizuhobank.co.jp 77bank.co.jp jp-bank.japanpost.jp e-tax.nta.go.jp mlit.go.jp mhlw.go.jp
`
  .trim()
  .split(/\s+/)

describe('nobody is accused of asking for made-up names', () => {
  test.each<[string, DnsEvent[]]>([
    ['Japanese firms, towns and banks', asked(JAPANESE)],
    ['a thousand of them', asked(romaji(1_000), '', SECOND / 2)],
    [
      'one made-up name ever again',
      asked(
        some(2_000, () => `${madeUp(1)}.com`),
        'NXDOMAIN',
      ),
    ],
    [
      'made-up names below one zone',
      asked(
        some(300, (place) => `${madeUp(place)}.example.net`),
        'NXDOMAIN',
      ),
    ],
    ['customers of a delivery network', asked(some(300, (place) => `d${base32(place, 13)}.cloudfront.net`))],
    ['stores', asked(some(300, (place) => `${hex(place, 20)}.s3.amazonaws.com`))],
    [
      'a browser that tries whether names are made up for it',
      asked(
        some(300, (place) => madeUp(place)),
        'NXDOMAIN',
      ),
    ],
    [
      'a search suffix behind them',
      asked(
        some(300, (place) => `${madeUp(place)}.kaisha.co.jp`),
        'NXDOMAIN',
      ),
    ],
    ['neighbours', asked(some(300, (place) => `${hex(place, 12)}.local`))],
    [
      'reverse look-ups',
      asked(
        some(300, (place) => `${place}.113.0.203.in-addr.arpa`),
        'NXDOMAIN',
      ),
    ],
    ['Japanese letters', asked(some(300, (place) => `xn--${base32(place, 12)}.jp`))],
    [
      'a mail server that asks who takes the mail of made-up senders',
      asked(
        some(300, (place) => `${madeUp(place)}.com`),
        'NXDOMAIN',
      ).map((event) => ({ ...event, recordType: 'MX' })),
    ],
    [
      'neighbours asked for by their own names',
      asked(
        some(300, (place) => `${madeUp(place)}.com`),
        'NXDOMAIN',
      ).map((event) => ({ ...event, targetPort: 5353 })),
    ],
    ['names of one or two letters', asked(ABBREVIATIONS, 'NXDOMAIN')],
    [
      'a guard that denies what large firms measure',
      asked(
        'eset.com sophos.com bitdefender.net akamaized.net edgekey.net gvt1.com fbcdn.net twimg.com nflxvideo.net yimg.jp scdn.co aaplimg.com'.split(
          ' ',
        ),
        'NXDOMAIN',
      ),
    ],
    [
      'a filter that denies advertisements',
      asked(
        'www.googletagmanager.com ib.adnxs.com static.criteo.net cdn.taboola.com sb.scorecardresearch.com secure.quantserve.com a.rubiconproject.com ads.pubmatic.com z.moatads.com static.hotjar.com api.mixpanel.com cdn.segment.com'.split(
          ' ',
        ),
        'NXDOMAIN',
      ),
    ],
    [
      'a mistyped name now and then',
      asked(
        some(40, (place) => `${two(place)}.net`),
        'NXDOMAIN',
        2 * MINUTE,
      ),
    ],
  ])('%s', (_name, events) => {
    expect(accused(events)).toEqual([])
  })
})

function romaji(count: number): string[] {
  const random = createRandom(20_270_101)
  return some(count, () => romajiName(random))
}

describe.runIf(hasRecordings)(`with recorded names${absentNote}`, () => {
  const linesOf = (file: string): string[] =>
    readFileSync(recorded(`dga/${file}`), 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'))
  const drawn = (from: readonly string[], count: number, random: Random): string[] => {
    const names = new Set<string>()
    while (names.size < Math.min(count, from.length)) names.add(random.one(from))
    return [...names]
  }
  const share = (windows: number, names: () => string[], resultCode = ''): number =>
    some(windows, () => '').filter(() => accused(asked(names(), resultCode)).length > 0).length / windows

  test.each(['legit_npm_top-sites500.txt', 'legit_opendns_top10k.txt', 'legit_opendns_random10k.txt'])(
    'at most one in a thousand hosts with ten names of %s is accused',
    (file) => {
      const [names, random] = [linesOf(file), createRandom(7)]
      expect(share(2_000, () => drawn(names, 10, random))).toBeLessThanOrEqual(0.001)
    },
  )

  test('every family is found by ten names that do not exist, most by their letters alone', () => {
    const families = Map.groupBy(
      linesOf('dga_domains.tsv').map((line) => line.split('\t')),
      ([family]) => family ?? '',
    )
    const random = createRandom(7)
    const missed = (resultCode: string): string[] =>
      [...families]
        .filter(
          ([, rows]) =>
            share(
              40,
              () =>
                drawn(
                  rows.map(([, name]) => name ?? ''),
                  10,
                  random,
                ),
              resultCode,
            ) < 0.95,
        )
        .map(([family]) => family)
    expect(missed('NXDOMAIN')).toEqual([])
    expect(missed('').length).toBeLessThanOrEqual(7)
  })
})
