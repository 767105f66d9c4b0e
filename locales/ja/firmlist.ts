/** What is read of a chamber's list of firms, and what is wrong in it. */
export const firmlist = {
  office: '事務所',
  fault: {
    missing: '「{{column}}」が空です。書いてください。',
    'too-long': '「{{column}}」が長すぎます。短くしてください。',
    control: '「{{column}}」の中に、改行などの見えない文字があります。消してください。',
    garbled: '「{{column}}」に、読めない文字があります。書き直してください。',
    'not-kana': '「{{column}}」は、カタカナかひらがなで書いてください。',
    'not-13-digits': '「{{column}}」は、13けたの数字です。個人の事業主は、空のままにしてください。',
    'check-digit': '「{{column}}」の数字が、どこか違います。国税庁のサイトで確かめてください。',
    'not-a-size':
      '「{{column}}」は、人の数（12）で書いてください。1〜5人・6〜20人・21〜50人・51〜100人・101人以上でもかまいません。',
    'not-a-count': '「{{column}}」は、数字だけで書いてください（5）。',
    'not-a-municipality': '「{{column}}」は、市・区・町・村までの名前で書いてください（大船渡市）。',
    'not-a-phone':
      '「{{column}}」は、市外局番から書いてください（0192-00-0000）。先頭の0が消えていないか、見てください。',
    'not-a-mail': '「{{column}}」の形が違います（name@example.com）。',
    surplus: '列が多すぎます。言葉の中の「,」は、前後を「"」で囲んでください。',
    quotes: '「"」の閉じ方が違います。この行の「"」を直してください。',
    twice: '{{line}}行目と同じ企業です。どちらかを消してください。',
  },
  refused: {
    'no-heading': 'はじめの行に「{{column}}」の列がありません。ひな形の見出しを使ってください。',
    'too-many': '行が多すぎます。{{max}}行までに分けてください。',
    empty: '企業が1社も書かれていません。',
  },
} as const
