/**
 * People paste passwords into chats. What looks like one is masked before it is kept anywhere: a word behind 「パスワードは」, or
 * a word alone that mixes letters, figures and signs as only passwords do.
 */
const NAMED =
  /((?:パスワード|ぱすわーど|合言葉|暗証番号|パス|password|passwd|passcode|pass|pwd|pw)(?:\s*(?:は|が|を|も|:|=|→|is)\s*|\s+)[「『"']?)([!-~]{4,64})/giu
const ALONE = /^[!-~]{8,64}$/u
const CLASSES = [/[a-z]/u, /[A-Z]/u, /\d/u, /[^A-Za-z0-9]/u]
/** `https://…`, `name@example.jp`, `www.example.jp/path`. */
const ADDRESS = /^[a-z]+:\/\/|^[^@\s]+@[\w-]+(\.[\w-]+)+$|^[\w-]+(\.[\w-]+)+(\/.*)?$/iu
/** An invite code (engine/enrolment.ts), with the letters that codes are made of. */
const CODE = /^[2-9A-HJKMNP-TW-Z]{4}-?[2-9A-HJKMNP-TW-Z]{4}$/iu
/** 「Windows11」 and „ABCD-2345“ have their figures behind their letters. */
const MIXED = /[^A-Za-z0-9-]|\d[A-Za-z]/u

export const MASK = '●●●●'

/** The text without what looks like a password, and whether there was any. */
export function withoutSecrets(typed: string): { text: string; hadSecret: boolean } {
  const text = typed.normalize('NFKC')
  const named = [...text.matchAll(NAMED)].map(([, , word = '']) => word).filter((word) => !ADDRESS.test(word))
  const alone = text.split('\n').map((line) => line.trim())
  const secrets = [...named, ...alone.filter(isSecretAlone)]
  if (secrets.length === 0) return { text: typed, hadSecret: false }
  const masked = text.replace(NAMED, (whole, name: string, word: string) => (ADDRESS.test(word) ? whole : name + MASK))
  // Whoever names it once may have written it before without a name.
  return { text: secrets.reduce(maskedWhereWhole, masked), hadSecret: true }
}

const maskedWhereWhole = (text: string, secret: string): string =>
  text.replace(new RegExp(`(?<![!-~])${RegExp.escape(secret)}(?![!-~])`, 'gu'), MASK)

const isSecretAlone = (word: string): boolean =>
  ALONE.test(word) &&
  !ADDRESS.test(word) &&
  !CODE.test(word) &&
  MIXED.test(word) &&
  CLASSES.filter((pattern) => pattern.test(word)).length >= 3
