/** What would tell whose example it is, word by word, so that whoever wrote it can say it otherwise. */
export interface Telling {
  kind: TellingKind
  /** As it stands in the text. */
  word: string
}

export type TellingKind = 'name' | 'place' | 'device' | 'address' | 'phone' | 'number'

/** What is known of a firm and must not be said. */
export interface Clues {
  firm: string
  people: readonly string[]
  sites: readonly string[]
  devices: readonly string[]
  phone: string | null
  employees: number | null
}

export const NO_CLUES: Clues = { firm: '', people: [], sites: [], devices: [], phone: null, employees: null }

export function tellingIn(text: string, clues: Clues): Telling[] {
  const letters = lettersOf(text)
  const known: [TellingKind, string[]][] = [
    ['name', [...partsOf(clues.firm), ...clues.people.flatMap((one) => [one, ...spaced(one)])]],
    ['place', clues.sites.flatMap(partsOf)],
    ['device', clues.devices.filter((one) => !ANY_DEVICE.test(one.normalize('NFKC').trim()))],
    ['phone', clues.phone === null ? [] : [clues.phone.replace(/\D/gu, '')]],
  ]
  const found = [
    ...known.flatMap(([kind, words]) => words.flatMap((word) => placesOf(word, letters).map(told(kind)))),
    ...clues.people.flatMap((name) => calledIn(text, name)),
    ...headcountIn(text, clues.employees),
    ...PATTERNS.flatMap(([kind, pattern]) => matchesIn(text, pattern).map(told(kind))),
  ]
  return found.filter(({ word }, place) => found.findIndex((one) => one.word === word) === place)
}

const told =
  (kind: TellingKind) =>
  (word: string): Telling => ({ kind, word })

/** Width, case and kana made one, and nothing between the letters: 「佐 々木」 and 「ササキ」 hide nothing. */
interface Letters {
  folded: string
  /** Where each folded letter stands in the text. */
  from: number[]
  text: string
}

function lettersOf(text: string): Letters {
  let folded = ''
  const from: number[] = []
  let place = 0
  for (const letter of text) {
    for (const one of foldedLetter(letter)) {
      folded += one
      from.push(place)
    }
    place += letter.length
  }
  return { folded, from, text }
}

const foldedLetter = (letter: string): string =>
  letter
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{C}]/gu, '')
    .replace(/[ァ-ヶ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60))

export const foldedWord = (word: string): string => [...word].map(foldedLetter).join('')

/** Every place of a known word, as it is written there. */
function placesOf(word: string, { folded, from, text }: Letters): string[] {
  const sought = foldedWord(word)
  if ([...sought].length < 2) return []
  const places: string[] = []
  for (let at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + sought.length)) {
    if (!isWholeWord(sought, folded, at)) continue
    const start = from[at] ?? 0
    const last = from[at + sought.length - 1] ?? start
    places.push(text.slice(start, last + String.fromCodePoint(text.codePointAt(last) ?? 0).length))
  }
  return places
}

/** 「ken」 is not in „token“; Japanese has no such borders, and digits of a number are no other number. */
function isWholeWord(sought: string, folded: string, at: number): boolean {
  if (!/^[a-z0-9]{1,4}$/u.test(sought)) return true
  return !/[a-z0-9]/u.test(folded[at - 1] ?? '') && !/[a-z0-9]/u.test(folded[at + sought.length] ?? '')
}

/** A name, and what it is made of: 「株式会社佐々木水産」 is 佐々木 too. What any firm may be called is left out. */
function partsOf(name: string): string[] {
  const plain = name.normalize('NFKC')
  const bare = COMMON.reduce((rest, word) => rest.replaceAll(word, ' '), plain)
  const runs =
    bare.match(/[\p{sc=Han}々〆ヶ]{2,}|[\p{sc=Katakana}ー]{2,}|[\p{sc=Hiragana}ー]{3,}|[\p{sc=Latin}\d_-]{2,}/gu) ?? []
  const whole = LEGAL_FORMS.reduce((rest, word) => rest.replaceAll(word, ' '), plain).trim()
  return [...(COMMON.includes(whole) ? [] : [whole]), ...bare.split(/[\s・の&]+/u), ...runs].filter(
    (word) => [...foldedWord(word)].length > 1,
  )
}

/** 佐々木 一郎 is 佐々木, and is 一郎. */
const spaced = (name: string): string[] => name.normalize('NFKC').split(/[\s・]+/u)

/** What many a device is called. */
const ANY_DEVICE =
  /^(?:pc|パソコン|ノート|note|laptop|desktop|server|サーバー?|nas|printer|プリンター?|router|ルーター?|スマホ|iphone|ipad|android|windows|mac(?:book)?|tv)$/iu

const LEGAL_FORMS = ['株式会社', '有限会社', '合同会社', '合資会社', '合名会社', '(株)', '(有)', '協同組合']

/** The longest first: 事務所 before 所. */
const COMMON = [
  ...LEGAL_FORMS,
  ...['事務所', '営業所', '製作所', '鉄工所', '研究所', '診療所', '美容室', '会計', '法律', '薬局', '医院', '歯科'],
  ...['水産', '建設', '工業', '商店', '商会', '工務店', '製造', '運輸', '運送', '物流', '食品', '印刷', '電気', '設備'],
  ...['不動産', '農園', '牧場', '酒造', '製菓', '旅館', 'ホテル', 'デザイン', 'サービス', 'システム', '産業', '会社'],
  ...['本社', '本店', '支社', '支店', '工場', '倉庫', '自宅', '在宅', '店舗', '会議室', '事務', 'オフィス'],
].toSorted((one, other) => other.length - one.length)

/** 「林さん」: one letter is a name only where somebody is called by it. */
function calledIn(text: string, name: string): Telling[] {
  const short = spaced(name).filter((part) => /^[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}]$/u.test(part))
  return short.flatMap((part) =>
    matchesIn(text, new RegExp(`(?<!\\p{sc=Han})${part}\\s*(?:さん|様|さま|氏|君|社長|部長|課長|専務)`, 'gu')).map(
      told('name'),
    ),
  )
}

const KANJI_DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** How many work there, exactly: 「8人」 「八名」. About ten is said of it elsewhere. */
function headcountIn(text: string, employees: number | null): Telling[] {
  if (employees === null || employees < 1) return []
  const tens = Math.floor(employees / 10)
  const kanji =
    employees < 100 ? `${tens > 0 ? `${tens > 1 ? KANJI_DIGITS[tens] : ''}十` : ''}${KANJI_DIGITS[employees % 10]}` : ''
  const counts = [String(employees), ...(kanji === '' ? [] : [kanji])].join('|')
  return matchesIn(text, new RegExp(`(?<![\\d.,一二三四五六七八九十百])(?:${counts})\\s*(?:人|名)(?!前)`, 'gu')).map(
    told('number'),
  )
}

/** Who may be called so without being anybody: 業者さん, お客さん. */
const ANYBODY = '業者|社員|従業員|会社|客|皆|奥|店員|銀行|担当者|担当|相手|役所|警察|大工|職人|取引先|下請|元請|隣'

/** What tells somebody apart whoever it is, plain or defanged. */
const PATTERNS: readonly [TellingKind, RegExp][] = [
  // 同様 and 仕様 are no people.
  [
    'name',
    new RegExp(
      `(?<!\\p{sc=Han})(?!(?:${ANYBODY})(?:さん|さま|様))(?:[\\p{sc=Han}々]{1,4}(?:さん|さま|氏)|[\\p{sc=Han}々]{2,4}様)`,
      'gu',
    ),
  ],
  // `line://` opens as well as `https://` does.
  ['address', /[a-z][a-z0-9+.-]*(?::|\[:\])\/\/\S+/giu],
  ['address', /[\w.+-]+\s?(?:@|\[@\]|\[at\])\s?[\w-]+(?:(?:\.|\[\.\])[\w-]+)*/giu],
  ['address', /(?<![\w.])\d{1,3}(?:(?:\.|\[\.\])\d{1,3}){3}(?![\w.]*\d)/gu],
  ['address', /(?<![\w:])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:])/giu],
  ['address', /(?<![\w:])(?=[0-9a-f:]*[0-9a-f]{2})[0-9a-f]{1,4}(?::{1,2}[0-9a-f]{1,4}){3,}/giu],
  ['address', /(?<![\w-])[a-z0-9-]+(?:(?:\.|\[\.\])[a-z0-9-]+)*(?:\.|\[\.\])[a-z]{2,}(?![\w-])/giu],
  // 「ました．PCが」 is the end of a sentence.
  [
    'address',
    /(?<!\p{L})[\p{L}\d-]*[^\p{ASCII}\s](?:\.|\[\.\])(?:jp|com|net|org|info|biz|xyz|shop|site|top)(?![\w-])/giu,
  ],
  ['phone', /(?<![\d-])(?:\+81[\s-]?|0)\d{1,4}[\s()-]{1,2}\d{1,4}[\s()-]{1,2}\d{3,4}(?!\d)/gu],
  ['phone', /(?<!\d)0\d{9,10}(?!\d)/gu],
  ['device', /(?<![\w-])(?=[a-z0-9_-]*\d)[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+(?![\w-])/giu],
  ['place', /(?<!\p{sc=Han})(?!市町|同市|各市|全市)[\p{sc=Han}々ヶ]{2,4}(?:市|町|村|郡)(?![\p{sc=Han}])/gu],
]

/** Half and full width are one; as wide as it is written where that changes no length. */
const matchesIn = (text: string, pattern: RegExp): string[] => text.normalize('NFKC').match(pattern) ?? []
