/** A word an owner need not know, its other spellings, and what to say instead. */
export interface Term {
  term: string
  forms: readonly string[]
  plain: string
}

export interface JargonFound {
  word: string
  plain: string
}

/** Terms that stand without their replacement; once explained, a term may be used again in the same text. */
export function jargonIn(text: string, glossary: readonly Term[]): JargonFound[] {
  const spellings = glossary.flatMap((term) => [term.term, ...term.forms].map((word) => spellingOf(word, term)))
  spellings.sort((left, right) => right.word.length - left.word.length)
  const explained = new Set(spellings.filter((spelling) => isExplained(text, spelling)).map(({ term }) => term))
  const found: JargonFound[] = []
  let rest = text
  for (const { word, term, pattern } of spellings) {
    if (!pattern.test(rest)) continue
    // The longest spelling takes its letters with it: a C&Cサーバー is not a C&C as well.
    rest = rest.replace(new RegExp(pattern, 'giu'), '◇')
    if (!explained.has(term)) found.push({ word, plain: term.plain })
  }
  return found
}

interface Spelling {
  word: string
  term: Term
  pattern: RegExp
}

function spellingOf(word: string, term: Term): Spelling {
  const wide = word.normalize('NFKC')
  return { word, term, pattern: new RegExp(bounded(wide), 'iu') }
}

/** ログ is not in ログイン nor ブログ, and SOC not in SOCKET; a long katakana word may be part of a longer one. */
function bounded(word: string): string {
  const body = word.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
  const before = /^[A-Za-z0-9]/.test(word) ? '(?<![A-Za-z0-9])' : isShortKatakana(word) ? '(?<![ァ-ヺー])' : ''
  const after = /[A-Za-z0-9]$/.test(word) ? '(?![A-Za-z0-9])' : isShortKatakana(word) ? '(?![ァ-ヺー])' : ''
  return before + body + after
}

const isShortKatakana = (word: string): boolean => /^[ァ-ヺー]{1,4}$/u.test(word)

/** 言いかえ（用語） or 用語（言いかえ）; any one of the alternatives in the replacement will do. */
function isExplained(text: string, { word, term }: Spelling): boolean {
  const term_ = escaped(word.normalize('NFKC'))
  return alternatives(term.plain).some((plain) =>
    new RegExp(`${escaped(plain)}」?\\s*[(「『]\\s*${term_}|${term_}」?\\s*[(「『]\\s*${escaped(plain)}`, 'iu').test(
      text,
    ),
  )
}

/** 「事故・困りごと」 is two ways to say it; 「ネット上の番号（機器の住所）」 may be said without its bracket. */
function alternatives(plain: string): string[] {
  const whole = plain.normalize('NFKC')
  const bare = whole.replace(/\(.*?\)/g, '')
  return [...new Set([whole, bare, ...bare.split(/[・/]/)])]
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
