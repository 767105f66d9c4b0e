/** A round of the survey at an event, and the guests who answer it without being members. */
export const round = {
  scan: 'survey {{code}}',
  ask: {
    heading: 'This is the survey of “{{name}}”',
    who: 'Otasuke, which helps the firms of {{region}}, asks how yours is protected today. It decides what help comes next.',
    names: 'Neither your name nor your firm’s is asked. Answers become figures that tell of nobody.',
    place: 'We talk through LINE; the answers stay with us, in our own place.',
    free: 'It is up to you whether you answer. Send “stop” at any time and it ends there.',
    go: 'Shall we begin?',
  },
  answer: { begin: 'Begin', 'not-now': 'Not now' },
  declined: 'All right. Nothing was kept. If you change your mind, send the code again.',
  draft: 'The survey of “{{name}}” has not begun yet. Please send this again when it has.',
  closed: 'The survey of “{{name}}” is over. Thank you for coming.',
  'closed-partway': 'The survey of “{{name}}” is over. What you answered so far is kept as it is. Thank you.',
  done: 'Your answers are used as figures without names.',
  guest: {
    heading: 'What you can do now',
    resume: 'To go on with the survey, send “continue”.',
    members: 'The diagnosis, status, devices and reports are for member firms.',
    consult: 'Talking with the desk here is for member firms. If it is urgent, please call your chamber of commerce.',
    join: 'To become a member, ask your chamber of commerce. Send the invite code you get from them here.',
    back: 'Welcome back.',
  },
} as const
