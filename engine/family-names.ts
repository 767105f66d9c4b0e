/** How the commonest family names of the north-east and of all Japan are read, in hiragana; several where there are. */
const READINGS = `
佐々木ささき 佐藤さとう 千葉ちば 菊池きくち 菊地きくち 高橋たかはし 鈴木すずき 及川おいかわ 伊藤いとう 阿部あべ 安部あべ
小野寺おのでら 小野おの 熊谷くまがい・くまがや 村上むらかみ 田中たなか 渡辺わたなべ 渡邊わたなべ 渡邉わたなべ 渡部わたなべ・わたべ
山本やまもと 中村なかむら 小林こばやし 加藤かとう 吉田よしだ 山田やまだ 斎藤さいとう 斉藤さいとう 齋藤さいとう 齊藤さいとう
松本まつもと 井上いのうえ 木村きむら 林はやし 清水しみず 山崎やまざき・やまさき 森もり 池田いけだ 橋本はしもと 石川いしかわ 山下やました
中島なかじま・なかしま 小川おがわ 前田まえだ 岡田おかだ 長谷川はせがわ 藤田ふじた 後藤ごとう 近藤こんどう 石井いしい 青木あおき
坂本さかもと 遠藤えんどう 藤井ふじい 西村にしむら 福田ふくだ 太田おおた 大田おおた 三浦みうら 岡本おかもと 松田まつだ 中川なかがわ
中野なかの 原田はらだ 藤原ふじわら・ふじはら 田村たむら 竹内たけうち 金子かねこ 和田わだ 中山なかやま 石田いしだ 上田うえだ 森田もりた
原はら 柴田しばた 酒井さかい 工藤くどう 横山よこやま 宮崎みやざき・みやさき 宮本みやもと 内田うちだ 高木たかぎ 安藤あんどう 谷口たにぐち
大野おおの 丸山まるやま 今井いまい 藤本ふじもと 武田たけだ 村田むらた 上野うえの 杉山すぎやま 増田ますだ 平野ひらの 大塚おおつか
菅原すがわら 菅野かんの・すがの 小島こじま・おじま 久保くぼ 松井まつい 岩崎いわさき 桜井さくらい 野口のぐち 松尾まつお 木下きのした
野村のむら 佐野さの 新井あらい 古川ふるかわ 川村かわむら 大西おおにし 島田しまだ 小松こまつ 水野みずの 高田たかだ 北村きたむら 吉川よしかわ
畠山はたけやま 八重樫やえがし 藤村ふじむら 伊東いとう 照井てるい 多田ただ 昆こん 平野ひらの 下舘しもだて 小笠原おがさわら 三上みかみ
成田なりた 葛西かさい 対馬つしま 柏木かしわぎ 金野こんの・きんの 今野こんの 紺野こんの 大和田おおわだ 新沼にいぬま 志田しだ 鎌田かまた
熊沢くまざわ 吉野よしの 岩渕いわぶち 岩間いわま 川原かわはら 川崎かわさき 沢田さわだ 沢口さわぐち 澤口さわぐち 澤田さわだ 田口たぐち
千田ちだ 高野たかの 浅沼あさぬま 藤沢ふじさわ 藤澤ふじさわ 細川ほそかわ 堀内ほりうち 松村まつむら 宮沢みやざわ 宮澤みやざわ 向井むかい
本田ほんだ 本間ほんま 柳田やなぎだ・やなぎた 横田よこた 米沢よねざわ 星ほし 南みなみ 東ひがし・あずま 関せき 辻つじ 原子はらこ 岸きし
`

/** Longest first, so that 小野寺 is not taken for 小野. */
const FAMILY_NAMES: readonly (readonly [string, readonly string[]])[] = READINGS.trim()
  .split(/\s+/)
  .map((entry) => {
    const kanji = /^[^ぁ-ん・]+/u.exec(entry)?.[0] ?? ''
    return [kanji, entry.slice(kanji.length).split('・')] as const
  })
  .sort(([one], [other]) => other.length - one.length)

/** The family name that a name begins with, and how it may be read. */
export function familyIn(name: string): { kanji: string; readings: readonly string[] } | undefined {
  const found = FAMILY_NAMES.find(([kanji]) => name.startsWith(kanji))
  return found && { kanji: found[0], readings: found[1] }
}
