/**
 * Somebody asks whether, what or when the insurance pays. Only the insurer can say, and advice on insurance is for people
 * who are licensed to give it, so the answer is always the same.
 */
export function asksAboutPayment(typed: string): boolean {
  const text = typed.normalize('NFKC').toLowerCase()
  return (INSURANCE.test(text) && PAYMENT.test(text)) || BARE.test(text) || IN_ENGLISH.test(text)
}

const INSURANCE = /保険|ほけん|補償|ほしょう|保障|補てん|補填|特約|1階|一階|2階|二階/u
const PAYMENT =
  /払|はらわ|はらい|はらう|出る|出ます|出ない|出して|でる|でます|おり(?:る|ます|ない)|下り|降り|もらえ|受け取|受けられ|使え|使わせ|つかえ|きく|効く|効き|カバー|対象|適用|いくら|何円|全額|満額|必ず|かならず|絶対|約束|保証|ほしょうされ|補償され|入った方|入ったほう|入るべき|おすすめ|お勧め|勧め|どれがいい|どっち|確実|請求|認め/u
/** 「払われますか」, without a word of what pays. */
const BARE =
  /^(?:(?:これは?|今回は?|この件は?|それは?|駆け付け(?:代|の費用)?は?|費用は?|お金は?)?、?(?:必ず|かならず|絶対に?|ちゃんと|本当に)?(?:払われ|支払われ|払ってもらえ|補填され|戻ってき|かえってき|返ってき)(?:る|ます|ますよね|るよね)?(?:の)?(?:か|よね|ね)?[。?!]*)$/u
const IN_ENGLISH =
  /(?:insur(?:ance|er)|claim|cover(?:ed|age)?|polic(?:y|ies)).{0,60}(?:pay|paid|cover|guarantee|worth|buy|get|approve)|(?:pay|paid|cover|guarantee).{0,60}(?:insur|claim)|(?:will|would) (?:it|they) (?:pay|cover)/u
