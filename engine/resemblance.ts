import { toHiragana } from 'wanakana'
import { familyIn } from './family-names.ts'

/**
 * Whether a PC’s own name speaks of somebody: CHIBA-PC, sasaki-note, 千葉のMacBook. It is a hint, by which they are shown
 * first, and never more.
 */
export function resembles(host: string, name: string): boolean {
  const [words, own] = [wordsOf(host), partsOf(name)]
  return own.some(({ kanji, readings }) => {
    if (kanji.length > 1 && host.normalize('NFKC').includes(kanji)) return true
    return readings.some((reading) => words.some((word) => speaks(word, reading)))
  })
}

/** In the order in which they were, but those first of whom the name speaks. */
export const likeliestFirst = <T>(all: readonly T[], isLike: (one: T) => boolean): T[] => [
  ...all.filter(isLike),
  ...all.filter((one) => !isLike(one)),
]

/** Shorter ones begin other words by chance. */
const PREFIX_MIN = 3

const speaks = (word: string, reading: string): boolean =>
  word === reading || (reading.length >= PREFIX_MIN && word.startsWith(reading))

/** Family name and given name, as far as they are told apart; in kana where it is known how they are read. */
function partsOf(name: string): { kanji: string; readings: string[] }[] {
  const parts = name
    .normalize('NFKC')
    .split(/[\s・,.]+/)
    .filter((part) => part !== '')
  return parts.map((part) => {
    const family = familyIn(part)
    if (family) return { kanji: family.kanji, readings: family.readings.map(folded) }
    const kana = kanaOf(part)
    return { kanji: kana === '' ? part : '', readings: kana === '' ? [] : [kana] }
  })
}

/** A name for itself has its words apart by whatever is no letter, or by a capital after a small one. */
const wordsOf = (host: string): string[] =>
  host
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^a-zA-Zぁ-んァ-ヶー]+|の/)
    // Apple’s „Chiba’s MacBook“ calls itself Chibas-MacBook.
    .flatMap((word) => [word, word.replace(/s$/i, '')])
    .map(kanaOf)
    .filter((word) => word !== '')

/** In hiragana, by whichever romanisation; '' where it cannot be read so. */
function kanaOf(word: string): string {
  const romaji = word
    .toLowerCase()
    .replace(/oh(?![aiueoy])/g, 'o')
    .replace(/m(?=[bmp])/g, 'n')
  const kana = folded(toHiragana(romaji))
  return /^[ぁ-んー]*[ぁ-ん]/.test(kana) ? (/^[ぁ-んー]+/.exec(kana)?.[0] ?? '') : ''
}

/** おおの, おうの and おの are written the same in Latin letters, as ゆうき and ゆき are. */
const folded = (kana: string): string =>
  kana
    .replace(/([おこそとのほもよろごぞどぼぽょ])[うお]/g, '$1')
    .replace(/([うくすつぬふむゆるぐずぶぷゅ])う/g, '$1')
    .replaceAll('ー', '')
    .replaceAll('ぢ', 'じ')
    .replaceAll('づ', 'ず')
