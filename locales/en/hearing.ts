/** Talks with a firm by telephone or web meeting: what the firm reads, and what the desk says in them. */
export const hearing = {
  at: 'From {{at}} (45 minutes at most)',
  row: { day: 'When', how: 'How', who: 'Who will talk with you' },
  how: {
    phone: 'We will call you',
    'phone-at': 'We will call {{number}}',
    web: 'On screen (the button below takes you there)',
  },
  link: 'Open the meeting',
  news: {
    booked: 'We have a day to talk about how your firm is doing.',
    moved: 'The day of our talk has changed.',
    'day-before': 'Our talk is coming up.',
    soon: 'Our talk begins in a moment. The button below takes you there.',
    missed: 'We could not reach you for our talk of {{at}}. That is no trouble: which day would suit you?',
    cancelled: 'Our talk of {{at}} is off. If you would like to ask something, send “consult”.',
  },
  button: { suits: 'That day suits', 'another-day': 'Another day' },
  thanks: {
    suits: 'Thank you. Please wait for us at that time.',
    'another-day': 'All right. Somebody will contact you to find another day.',
  },
  now: 'This button belongs to an earlier day. We now meet at {{at}}.',
  'no-day': 'No day is set at present. If you would like to talk, send “consult”.',
  script: {
    opening: {
      title: 'To begin',
      say: 'We look together at how your firm is protected. Nobody is blamed for a score. “I don’t know” is a fine answer.',
    },
    header: {
      title: 'Your firm and what it protects',
      say: 'We ask what would hurt to lose, such as customers’ names or drawings. What you protect decides what comes first.',
    },
    basics: {
      title: 'The basics',
      say: 'Keeping PCs up to date, and long passwords. They cost nothing and keep out most harm.',
    },
    everyday: {
      title: 'Everyday work',
      say: 'Faked mails and lost phones. Bad people wait for busy people’s slips. What counts is asking at once.',
    },
    organisation: {
      title: 'The firm’s rules',
      say: 'One sheet of paper is enough. Knowing whom to call saves time when it matters.',
    },
    business: {
      title: 'How the firm works',
      say: 'We ask where a standstill would hurt, and how much time and money there is, to choose what to do.',
    },
    responsible: {
      title: 'Who answers for it',
      say: 'One person receives our messages and decides. No expert is needed. Somebody stands in on days off.',
    },
    tools: {
      title: 'The tools you have',
      say: 'We ask whether somebody still looks at the tools put in before. Left as they came, they warn nobody.',
    },
    questions: {
      title: 'Your questions',
      say: 'Ask whatever is on your mind. What we cannot answer now, we look up and answer later.',
    },
    closing: {
      title: 'To end',
      say: 'We choose three things to begin with today. You can always go on asking on LINE.',
    },
  },
} as const
