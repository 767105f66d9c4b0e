/**
 * Names that malware asks for, by the published algorithms of four families (Tinba, Banjori and Ramnit as taken apart by
 * J. Bader and others; two words in a row as Suppobox does it, with words of ours).
 */

export function tinba(count: number): string[] {
  const seed = 'oGkS3w3sGGOGG7oc'
  const sum = [...seed].reduce((total, letter) => total + letter.charCodeAt(0), 0)
  const names: string[] = []
  for (let before = 'blackfreeqazyio.cc'; names.length < count; before = names.at(-1) ?? before)
    names.push(`${tinbaName(before, seed.charCodeAt(seed.length - 1), sum & 0xff)}.com`)
  return names
}

function tinbaName(before: string, last: number, sum: number): string {
  let name = ''
  for (let [low, tally] = [last, sum]; name.length < 12; ) {
    const at = name.length
    low = (((low + before.charCodeAt(at)) ^ tally) + before.charCodeAt(at + 1)) & 0xff
    if (low > 0x61 && low < 0x7a) name += String.fromCharCode(low)
    else tally = (tally + 1) & 0xff
  }
  return name
}

export function banjori(count: number): string[] {
  const names = ['earnestnessbiophysicalohax.com']
  while (names.length <= count) names.push(banjoriName(names.at(-1) ?? ''))
  return names.slice(1)
}

function banjoriName(before: string): string {
  const letter = (code: number): number => 97 + ((((code - 97) % 26) + 26) % 26)
  const [a = 0, b = 0, c = 0, d = 0] = [...before.slice(0, 4)].map((each) => each.charCodeAt(0))
  const first = letter(a + d)
  const second = letter(first + 2 * b)
  const third = letter(first + c - 1)
  return String.fromCharCode(first, second, third, letter(second + third + d)) + before.slice(4)
}

export function ramnit(count: number, seed: number): string[] {
  let state = seed
  const below = (modulus: number): number => {
    state = (16_807 * (state % 127_773) - 2_836 * Math.floor(state / 127_773)) >>> 0
    return state % modulus
  }
  return Array.from({ length: count }, () => {
    const before = state
    const length = below(12) + 8
    const product = BigInt(before) * BigInt(state)
    const name = Array.from({ length }, () => String.fromCharCode(97 + below(25))).join('')
    state = Number((product + (product >> 32n)) & 0xffff_ffffn)
    return `${name}.com`
  })
}

export const twoWords = (count: number): string[] =>
  Array.from({ length: count }, (_, place) => `${pick(place * 7)}${pick(place * 11 + 5)}.net`)

const pick = (place: number): string => WORDS[place % WORDS.length] ?? ''
const WORDS = [
  ...['through', 'against', 'gentle', 'perhaps', 'evening', 'father', 'history', 'increase', 'journey', 'kitchen'],
  ...['language', 'machine', 'natural', 'ordinary', 'pleasant', 'quarter', 'rather', 'separate', 'though', 'various'],
  ...['winter', 'yellow', 'balance', 'captain', 'distance', 'enough', 'forward'],
]
