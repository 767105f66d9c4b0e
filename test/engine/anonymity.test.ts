import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Clues, NO_CLUES, tellingIn } from '#engine/anonymity.ts'

const SASAKI: Clues = {
  firm: '株式会社 佐々木水産',
  people: ['佐々木 一郎', '千葉', '林', 'Ken', '代表の方（b71e）'],
  sites: ['大船渡の事務所', '本社', 'かもめ工場'],
  devices: ['keiri-note', 'DESKTOP-8AB2', 'PC', '経理のノート'],
  phone: '0192-00-0001',
  employees: 8,
}

describe('what tells whose example it is', () => {
  test.each([
    ['佐々木水産で起きました。', 'name', '佐々木'],
    ['佐 々 木さんのPCです。', 'name', '佐 々 木'],
    ['社長の一郎が開きました。', 'name', '一郎'],
    ['林さんが気づきました。', 'name', '林さん'],
    ['長谷川さんが気づきました。', 'name', '長谷川さん'],
    ['取引先の高橋様に電話しました。', 'name', '高橋様'],
    ['ｋｅｎのPCです。', 'name', 'ｋｅｎ'],
    ['大船渡にある会社です。', 'place', '大船渡'],
    ['カモメの工場です。', 'place', 'カモメ'],
    ['釜石市の会社です。', 'place', '釜石市'],
    ['keiri-note で開きました。', 'device', 'keiri-note'],
    ['経理のノートです。', 'device', '経理のノート'],
    ['KEIRI NOTE です。', 'device', 'KEIRI NOTE'],
    ['PC-0123 が動きました。', 'device', 'PC-0123'],
    ['192.168.1.23 でした。', 'address', '192.168.1.23'],
    ['１９２．１６８．１．２３ でした。', 'address', '192.168.1.23'],
    ['203[.]0[.]113[.]5 へ送りました。', 'address', '203[.]0[.]113[.]5'],
    ['68:5d:43:8b:f9:de でした。', 'address', '68:5d:43:8b:f9:de'],
    ['2001:db8:85a3:8d3:1319:8a2e:370:7348 でした。', 'address', '2001:db8:85a3:8d3:1319:8a2e:370:7348'],
    ['https://bad.example/a を開きました。', 'address', 'https://bad.example/a'],
    ['line://ti/p/abc を開きました。', 'address', 'line://ti/p/abc'],
    ['銀行.jp を開きました。', 'address', '銀行.jp'],
    ['bad[.]example を開きました。', 'address', 'bad[.]example'],
    ['info@sasaki.example に来ました。', 'address', 'info@sasaki.example'],
    ['090-1234-5678 に電話しました。', 'phone', '090-1234-5678'],
    ['０１９２（００）０００１です。', 'phone', '０１９２（００）０００１'],
    ['8人の会社です。', 'number', '8人'],
    ['八名で働いています。', 'number', '八名'],
  ] as const)('%s', (text, kind, word) => {
    expect(tellingIn(text, SASAKI)).toContainEqual({ kind, word })
  })

  test.each([
    'にせの請求書のメールを開きました。PCが動かなくなりました。',
    '2人で確かめて、ふりこみを止めました。18人に知らせました。',
    '本社の事務所で気づき、窓口に電話しました。3.5日かかりました。',
    '千万円をこえる前に止まりました。森林の仕事です。',
    'お客さんと業者さんに知らせました。同様のメールは仕様です。たくさん来ました。お客様に伝えました。',
    'メールを開きました．PCが動かなくなりました．',
    '経理の人のPCです。代表の人が電話しました。',
    '水産の会社です。市場に出す前でした。8人前の弁当です。',
    'Wi-Fiのパスワードを変えました。tokenを変えました。11月24日の朝です。',
  ])('nothing of: %s', (text) => {
    expect(tellingIn(text, SASAKI)).toEqual([])
  })

  it('of a firm that has only common words for its name is the whole name', () => {
    expect(tellingIn('水産商会です', { ...NO_CLUES, firm: '株式会社 水産商会' })).toEqual([
      { kind: 'name', word: '水産商会' },
    ])
  })

  it('of a firm of which nothing is known are its patterns alone', () => {
    expect(tellingIn('佐々木水産の 8人', NO_CLUES)).toEqual([])
    expect(tellingIn('釜石市', NO_CLUES)).toHaveLength(1)
  })

  it('is found wherever it stands, however it is spaced and however wide it is', () => {
    const known = fc.constantFrom(
      '佐々木水産',
      '佐々木',
      '一郎',
      '千葉',
      '大船渡',
      'かもめ',
      'keiri-note',
      'DESKTOP-8AB2',
    )
    const around = fc
      .array(fc.constantFrom('の', 'は', 'を', '、', '。', '\n', '会社', 'メール', '水', '林'))
      .map((ones) => ones.join(''))
    const hidden = fc.constantFrom<(word: string) => string>(
      (word) => word,
      (word) => [...word].join(' '),
      (word) => [...word].join('　'),
      (word) => [...word].join('・'),
      (word) => word.replace(/[!-~]/gu, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
      (word) => word.toUpperCase(),
    )
    fc.assert(
      fc.property(around, known, hidden, around, (before, word, hide, after) => {
        expect(tellingIn(before + hide(word) + after, SASAKI)).not.toEqual([])
      }),
    )
  })

  it('ends, whatever the text is', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => void tellingIn(text, SASAKI)))
  })
})
