/** What Discord's people are told by the platform's side of us: forms over several pages, commands, threads. */
export const discord = {
  next: '続きを書く',
  again: '直す',
  kept: 'ここまで書けました。まだ送っていません。続きを書いてください。',
  taken: '受け取りました。',
  failed: '今は確かめられません。書いたことは下にあります。少し待って、もう一度送ってください。',
  heard: '受け取りました。返事は、このアプリからのメッセージでとどきます。',
  thread: 'やりとり',
  command: 'おたすけに頼む（「ヘルプ」で使い方）',
  'command-text': 'ことば（例：一覧、ヘルプ、参加 コード）',
} as const
