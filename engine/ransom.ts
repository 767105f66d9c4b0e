/**
 * Somebody writes that their files are held to ransom (S7). A demand for money, or files that became unreadable by
 * themselves, is `ransom`: no time is to be lost. A file that merely does not open is `unclear`: one question settles it.
 * Talk about ransomware (a question, a worry, news, „it is solved“) is neither.
 */
export type RansomSign = 'ransom' | 'unclear'

export function ransomSign(typed: string): RansomSign | undefined {
  const text = typed.normalize('NFKC').toLowerCase()
  if (OVER.test(text) || (TALK.test(text) && !HAPPENED.test(text))) return undefined
  if (DEMAND.some((sign) => sign.test(text)) || (FILES.test(text) && CHANGED.test(text))) return 'ransom'
  if (/^\s*ランサム(?:ウェア|ウエア)?\s*$|^\s*ransomware\s*$/u.test(text)) return 'unclear'
  return FILES.test(text) && CLOSED.test(text) ? 'unclear' : undefined
}

const TALK =
  /とは|って何|ってなに|ですか|でしょうか|心配|こわい|怖い|対策|ニュース|研修|勉強|講習|防ぐ|防げ|保険|what is|worr|insur|prevent|news/u
const OVER = /直りました|解決しました|ではなかった|じゃなかった|ありません(?:でした)?。?$/u
/** Whoever tells what they see may well be worried, and ask what to do. */
const HAPPENED =
  /出て|出た|でて|表示|画面|され(?:て|た|ました)|変わっ|かかった|やられ|開け(?:ない|ません)|開かない|開きません|全部/u
const FILES =
  /ファイル|データ|写真|エクセル|excel|ワード|word|pdf|共有フォルダ|フォルダー?|書類|帳簿|files?\b|documents?\b/u
const CLOSED =
  /開けない|開かない|開けません|開きません|ひらかない|ひらけない|見られない|見れない|読めない|読めません|(?:can'?t|cannot|won'?t|does not|doesn't) (?:be )?open/u
const CHANGED =
  /暗号化|暗号に|人質|名前が(?:全部|ぜんぶ|勝手に|みんな|すべて)?.{0,6}(?:変わ|かわ)|拡張子が.{0,8}(?:変わ|かわ|おかし)|ロックされ|全部(?:開|読|おかし)|ぜんぶ(?:開|読|おかし)|全て開|すべて開|変な文字|encrypted|scrambled|renamed|locked/u
const DEMAND = [
  /身代金|みのしろきん|ransom note|ransom\b/u,
  /ランサム(?:ウェア|ウエア)?(?:に|を|が|の画面|だ|っぽい|かも|と出)/u,
  /(?:お金|おかね|金|料金|ビットコイン|bitcoin|仮想通貨|btc|\d+万円).{0,12}(?:払え|はらえ|払わないと|はらわないと|支払え|振り込め|送れ|よこせ|要求|請求され)/u,
  /(?:払え|はらえ|払わないと|支払え).{0,14}(?:出て|出た|でて|画面|表示|書いて|言われ|脅)/u,
  /(?:データ|情報|ファイル).{0,8}(?:公開する|ばらまく|返してほし).{0,12}(?:と|って|脅|画面|メッセージ)/u,
  /(?:pay|send).{0,16}(?:bitcoin|money|btc).{0,40}|(?:screen|message|note).{0,24}(?:demand|pay)/u,
]
