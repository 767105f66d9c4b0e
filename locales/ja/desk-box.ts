/** A firm changes its box, as the desk sees it. */
export const deskBox = {
  heading: '箱の設定：{{firm}}（{{site}}）',
  lost: '失効する（箱をなくした）',
  opened: '{{firm}}の箱を、窓口のチャンネルに出しました。止める箱の「失効する」を押してください。',
  none: '{{firm}}には、止められる箱がありません。',
  state: {
    now: 'いまの設定',
    lost: '失効（{{at}} {{who}}）：箱をなくしました。代わりは「機器のお届け」で用意します',
    requested: '変更依頼（{{at}} {{who}}）',
    fetched: '箱が受け取りました（{{at}}）',
    applied: '適用（{{at}}）。10分ほど様子を見ます',
    confirmed: '確認（{{at}}）',
    undone: {
      asked: '戻しました（{{at}} {{who}}）',
      silent: '戻しました（{{at}}）：変えたあと、10分届きません',
      box: '戻しました（{{at}}）：箱が自分で戻しました',
      unfetched: 'やめました（{{at}}）：一日、箱に届きません',
    },
  },
} as const
