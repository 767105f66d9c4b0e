/** What a firm may change of its box itself. */
export const box = {
  now: '見守りの箱（{{site}}）の、いまの設定です。',
  none: '設定を変えられる箱が、まだありません。',
  'changed-since': 'そのあと設定が変わりました。見守りの箱（{{site}}）の、いまの設定です。',
  'under-way': '変えている途中です。終わるまで、ほかの設定は変えられません。',
  row: { address: 'アドレス', wifi: 'Wi-Fi', channel: 'チャンネル' },
  address: { dhcp: '自動', fixed: '固定（{{address}}）' },
  wifi: { on: '出している', off: '止めている' },
  channel: { auto: '自動', '1': '1', '6': '6', '11': '11' },
  button: {
    'address-auto': 'アドレスを自動に',
    'address-fixed': 'いまのアドレスに固定',
    'wifi-on': 'Wi-Fiを出す',
    'wifi-off': 'Wi-Fiを止める',
    'channel-auto': 'チャンネルを自動に',
    'channel-1': 'チャンネルを1に',
    'channel-6': 'チャンネルを6に',
    'channel-11': 'チャンネルを11に',
    undo: 'もとに戻す',
  },
  told: {
    requested: '箱に伝えます。変えたあと10分ほど様子を見て、箱から何も届かなければ、もとに戻します。',
    confirmed: '見守りの箱（{{site}}）の設定を変えました。箱は、いつもどおり動いています。',
    undone: {
      asked: 'もとの設定に戻します。',
      silent: '設定を変えたあと、見守りの箱（{{site}}）から10分、何も届きません。もとの設定に戻しました。',
      box: '見守りの箱（{{site}}）は、新しい設定ではこちらに届きませんでした。もとの設定に戻りました。',
      unfetched: '見守りの箱（{{site}}）に、一日たっても設定が届きませんでした。変えるのをやめました。',
    },
  },
  refused: {
    already: 'もう、そうなっています。',
    'under-way': '前の変更の途中です。終わるまで、少しお待ちください。',
    nothing: '戻すものがありません。',
  },
} as const
