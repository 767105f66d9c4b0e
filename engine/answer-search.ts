/**
 * Finds answers whose question is like one that was asked, however it is written: kanji or kana, half or full width, polite
 * or blunt, with slips of the pen. Pure arithmetic over letters, with the trade's words as data: a region has a few
 * hundred answers, so every one is compared.
 */
export interface SearchWords {
  /** Each row means the same; the first stands for all. */
  alike: readonly (readonly string[])[]
  /** As those, of matters apart: what is asked about one is never like what is not. */
  topics: readonly (readonly string[])[]
  /** Of `alike` those that are only what a matter is about, a PC or a mail, and say little of the matter. */
  things: readonly string[]
  /** Says nothing of what is asked. */
  idle: readonly string[]
}

export interface Askable {
  question: string
  /** The same, asked in other words. */
  also: readonly string[]
}

export interface Found<Entry> {
  entry: Entry
  /** From 0 to 1. */
  likeness: number
}

const FOUND_MAX = 3
/** Below this it is rather nothing: an answer to another question costs more trust than none. */
const LIKENESS_MIN = 0.38
/** How much of the matter a trait tells: a known word, or two letters of one that is not known, or not spelt rightly. */
const WEIGHTS = { word: 3, thing: 2, pair: 1, 'pair-without-kana': 1.5, 'pair-of-kana': 0.4 } as const

type Trait = string
type Traits = ReadonlyMap<Trait, number>
type Reading = { traits: Traits; topics: readonly string[] }

/** The likest first; none where nothing is like it. */
export function answersLike<Entry extends Askable>(
  asked: string,
  entries: readonly Entry[],
  words: SearchWords,
): Found<Entry>[] {
  const read = readerOf(words)
  const known = entries.map((entry) => ({ entry, ways: [entry.question, ...entry.also].map(read) }))
  const rarity = rarityIn(known.map(({ ways }) => ways))
  const { traits, topics } = read(asked)
  const sought = weighed(traits, rarity)
  const likenessOf = (way: Reading): number =>
    topics.every((topic) => way.topics.includes(topic)) ? cosine(sought, weighed(way.traits, rarity)) : 0
  return known
    .map(({ entry, ways }) => ({ entry, likeness: Math.max(...ways.map(likenessOf)) }))
    .filter(({ likeness }) => likeness >= LIKENESS_MIN)
    .toSorted((one, other) => other.likeness - one.likeness)
    .slice(0, FOUND_MAX)
}

function readerOf({ alike, topics, things, idle }: SearchWords): (text: string) => Reading {
  const known = [
    ...alike.flatMap((row) => row.map((word) => ({ word: foldedText(word), meant: row[0] ?? '', isTopic: false }))),
    ...topics.flatMap((row) => row.map((word) => ({ word: foldedText(word), meant: row[0] ?? '', isTopic: true }))),
  ].toSorted((one, other) => other.word.length - one.word.length)
  const silent = idle.map(foldedText).toSorted((one, other) => other.length - one.length)
  return (text) => {
    const traits = new Map<Trait, number>()
    const spokenOf: string[] = []
    let rest = silent.reduce((left, word) => left.replaceAll(word, ' '), foldedText(text))
    for (const { word, meant, isTopic } of known) {
      if (!rest.includes(word)) continue
      rest = rest.replaceAll(word, ' ')
      traits.set(`=${meant}`, WEIGHTS[things.includes(meant) ? 'thing' : 'word'])
      if (isTopic) spokenOf.push(meant)
    }
    for (const pair of pairsIn(rest)) traits.set(pair, weightOf(pair))
    return { traits, topics: spokenOf }
  }
}

/** Width, case, katakana, small and long vowels made one, and nothing but letters left. */
export const foldedText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60))
    .replace(/[ぁぃぅぇぉっゃゅょ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 1))
    .replace(/[^\p{L}\p{N}]|ー/gu, '')

const pairsIn = (text: string): string[] =>
  text.split(' ').flatMap((run) => {
    const letters = [...run]
    return letters.slice(1).map((letter, before) => `${letters[before]}${letter}`)
  })

const weightOf = (pair: string): number => {
  const kana = pair.match(/\p{sc=Hiragana}/gu)?.length ?? 0
  return WEIGHTS[kana === 0 ? 'pair-without-kana' : kana === 2 ? 'pair-of-kana' : 'pair']
}

/** What many questions have tells little of any. */
function rarityIn(all: readonly (readonly Reading[])[]): (trait: Trait) => number {
  const counts = new Map<Trait, number>()
  for (const ways of all)
    for (const trait of new Set(ways.flatMap(({ traits }) => [...traits.keys()])))
      counts.set(trait, (counts.get(trait) ?? 0) + 1)
  return (trait) => Math.log(1 + (all.length + 1) / ((counts.get(trait) ?? 0) + 1))
}

const weighed = (traits: Traits, rarity: (trait: Trait) => number): Traits =>
  new Map([...traits].map(([trait, weight]) => [trait, weight * rarity(trait)]))

function cosine(one: Traits, other: Traits): number {
  let product = 0
  for (const [trait, weight] of one) product += weight * (other.get(trait) ?? 0)
  const length = lengthOf(one) * lengthOf(other)
  return length === 0 ? 0 : product / length
}

const lengthOf = (traits: Traits): number => Math.hypot(...traits.values())
