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
/**
 * Set-up asks which router there is: 「WSR-1800AX4」「PR-500KI」「FortiGate-60F」. A short series in capitals, one run of figures,
 * little behind it. In small letters only what ends as routers do, because passwords are written so, too.
 */
const MODEL =
  /^(?:(?:Aterm|Archer|Deco|FortiGate)-?|[A-Z]{1,3}-)?(?:[A-Z]{1,2}-)?[A-Z]{0,3}\d{2,5}[A-Z]{0,4}\d{0,2}[A-Z]?(?:[-/]\d?[A-Z]{1,4}\d?){0,2}(?:v\d{1,2})?$|^[a-z]{2,3}-[a-z]{0,2}\d{3,4}(?:a[cx]|be|d?hp|gst?|ki|mi|ne)\d{0,2}[a-z]?$/u

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
  !MODEL.test(word) &&
  MIXED.test(word) &&
  CLASSES.filter((pattern) => pattern.test(word)).length >= 3
