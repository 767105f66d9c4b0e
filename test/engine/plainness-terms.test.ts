import { describe, expect, test } from 'vitest'
import { findingsOf } from '#engine/plainness.ts'
import { glossary } from '#locales/ja/glossary.ts'

/** The sixty words and what to say instead, written down a second time so that neither list drifts alone. */
const SIXTY: readonly [term: string, plain: string][] = [
  ['インシデント', '事故・困りごと'],
  ['アラート', 'あやしい動きのお知らせ'],
  ['マルウェア', '悪さをするソフト'],
  ['ランサムウェア', 'ファイルを人質にするソフト'],
  ['トロイの木馬', 'ふつうのふりをした悪いソフト'],
  ['アドウェア', '勝手に広告を出すソフト'],
  ['スパイウェア', 'こっそり見て送るソフト'],
  ['ボット', '外から操られる状態'],
  ['C&Cサーバー', '悪い人の指令を出す場所'],
  ['DGA', '行き先を次々変えるやり口'],
  ['DNSトンネリング', '住所調べのふりで情報を運ぶ手口'],
  ['ブルートフォース', '合言葉の総当たり'],
  ['リバースブルートフォース', '1つの合言葉を大勢に試す手口'],
  ['SYN Flood', 'わざと混ませて止める攻撃'],
  ['DDoS攻撃', '大勢で押しかけて止める攻撃'],
  ['ポートスキャン', '開いている入口さがし'],
  ['URLスキャン', 'ホームページの弱い所さがし'],
  ['フィッシング', 'にせのサイトやメールでだますこと'],
  ['標的型攻撃', 'あなたの会社をねらう攻撃'],
  ['不正アクセス', '許していない人の入りこみ'],
  ['OSコマンドインジェクション', '外から命令を忍びこませる攻撃'],
  ['エクスプロイト', '穴をついて入りこむこと'],
  ['デリバリー（段階）', '悪いソフトを送りこむ段階'],
  ['偵察（段階）', '下調べの段階'],
  ['キルチェーン', '攻撃が進む順番'],
  ['アクセス権', '見てよい人の決まり'],
  ['エンドポイント', 'パソコンやスマホ'],
  ['ネットワークセンサー', '通信を見守る箱'],
  ['キッティング', '使える状態に準備すること'],
  ['サプライチェーン', '取引のつながり'],
  ['ミラーポート', '通信の写しが出る口'],
  ['L2スイッチ', '線をふやす箱'],
  ['ルーター', '会社とネットの出入口の箱'],
  ['ファイアウォール', '出入口の見張り'],
  ['UTM', '出入口をまとめて守る箱'],
  ['EDR', 'パソコンの動きを見張るソフト'],
  ['SOC', '見張りの専門チーム'],
  ['ログ', '動きの記録'],
  ['トラフィック', '通信の量や流れ'],
  ['トリアージ', '急ぎの順に分けること'],
  ['IPアドレス', 'ネット上の番号（機器の住所）'],
  ['MACアドレス', '機器ごとの固有番号'],
  ['DHCP', '番号を自動で配るしくみ'],
  ['VPN', '会社へ通じる専用の通り道'],
  ['SSID', '無線の名前'],
  ['WPA2/WPA3', '無線を読まれないようにする方式'],
  ['ファームウェア', '機器の中の基本ソフト'],
  ['パッチ', '穴をふさぐ更新'],
  ['脆弱性', '弱いところ・穴'],
  ['ゼロデイ', '直し方がまだ無い穴'],
  ['バックアップ', '控え・写し'],
  ['リストア', '控えから元にもどすこと'],
  ['暗号化', '読めない形に変えること'],
  ['平文（非暗号化）', 'だれでも読める形'],
  ['特権アカウント', '何でもできる管理者の名前'],
  ['多要素認証', '二つ以上で本人を確かめること'],
  ['情報資産', '会社が守るべき情報'],
  ['資産管理台帳', '機器と情報の一覧表'],
  ['フォレンジック', '原因をくわしく調べること'],
  ['検出／不検出', '見つかった／見つからなかった'],
]

/** 「デリバリー（段階）」 is the word デリバリー; 「検出／不検出」 and 「WPA2/WPA3」 are two words each. */
const wordsOf = (term: string): string[] => term.replace(/（.*?）/g, '').split(/[／/]/)
const spellings = SIXTY.flatMap(([term, plain]) => wordsOf(term).map((word) => ({ word, plain })))
const forms = glossary.flatMap(({ term, forms: others, plain }) => [term, ...others].map((word) => ({ word, plain })))

const blockedIn = (text: string) =>
  findingsOf(text, glossary)
    .filter(({ blocks }) => blocks)
    .map(({ where, instead }) => ({ word: where, plain: instead }))

const fullWidth = (word: string): string =>
  word.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))

test('there are sixty, and the glossary says the same of each', () => {
  expect(SIXTY).toHaveLength(60)
  for (const { word, plain } of spellings)
    expect(
      glossary.find(({ term, forms: others }) => term === word || others.includes(word) || term.includes(word))?.plain,
      word,
    ).toBe(plain)
})

describe.each([...new Map([...spellings, ...forms].map((one) => [one.word, one])).values()])(
  '$word',
  ({ word, plain }) => {
    test('is caught without its replacement, however it is written, and the replacement is named', () => {
      for (const written of [word, word.toLowerCase(), word.toUpperCase(), fullWidth(word)]) {
        const caught = blockedIn(`きのう、${written}がありました。`)
        expect(caught, written).toHaveLength(1)
        expect(caught[0]?.plain).toBe(plain)
      }
      expect(blockedIn(`「${word}」`)).toHaveLength(1)
      expect(blockedIn(word)).toHaveLength(1)
    })

    test('is let pass beside it, either way round, and again later in the text', () => {
      for (const beside of [`${plain}（${word}）`, `${word}（${plain}）`, `「${plain}」（${word}）`])
        expect(blockedIn(`きのう、${beside}がありました。${word}のことは、あした話します。`), beside).toEqual([])
    })

    test('is not excused by the replacement of another word, nor by its own somewhere else', () => {
      expect(blockedIn(`きのう、まったく別のこと（${word}）がありました。`)).toHaveLength(1)
      expect(blockedIn(`${plain}です。そして、${word}です。`)).toHaveLength(1)
    })
  },
)

describe('notices written as experts write them fail', () => {
  test.each<[string, string, string[]]>([
    [
      'adware',
      '貴社内の端末において、アドウェアに感染した可能性のある通信を検知し、当該端末から、トロイの木馬に関連するサイトへの継続的な接続が確認されましたので、当該端末を特定した上で、不要なソフトウェアの削除を実施していただきますよう、よろしくお願いいたします。',
      ['アドウェア', 'トロイの木馬'],
    ],
    [
      'phishing',
      '貴社内の端末から、フィッシングサイトとして登録されているURLへのアクセスが確認されたため、当該IPアドレスの端末の利用者を特定し、認証情報等の入力の有無を確認した上で、入力があった場合には、速やかに該当サービスのパスワードを変更していただく必要があります。',
      ['フィッシング', 'IPアドレス'],
    ],
    [
      'URL scan',
      '公開サーバーに対し、OSコマンドインジェクション攻撃を含む不正なURLスキャンが行われ、正常応答を返したことが確認されましたので、当該公開機器のログイン履歴を調査の上、脆弱性への対策として、使用している開発基盤の更新を、至急実施していただきますようお願いいたします。',
      ['OSコマンドインジェクション', 'URLスキャン', '脆弱性'],
    ],
  ])('%s', (_name, text, jargon) => {
    const findings = findingsOf(text, glossary)
    expect(
      findings
        .filter(({ blocks }) => blocks)
        .map(({ where }) => where)
        .sort(),
    ).toEqual([...jargon].sort())
    const rules = findings.map(({ rule }) => rule)
    for (const rule of ['sentence-length', 'mean-length', 'kanji-share', 'commas', 'readability'] as const)
      expect(rules).toContain(rule)
  })
})
