/** What Discord's people are told by the platform's side of us: forms over several pages, commands, threads. */
export const discord = {
  next: 'Go on',
  again: 'Correct it',
  kept: 'This much is written. It is not sent yet. Please go on.',
  taken: 'Received.',
  failed: 'It cannot be checked just now. What you wrote stands below. Please wait a little and send it again.',
  heard: 'Received. The answer comes as a message from this app.',
  thread: 'Talk',
  command: 'Ask Otasuke (“ヘルプ” tells how)',
  'command-text': 'Words (such as 一覧, ヘルプ, 参加 CODE)',
} as const
