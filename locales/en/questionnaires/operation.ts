/** Three taps a month. */
export const operation = {
  title: 'This month’s check',
  intro: 'Once a month we ask three things. Three taps and it is done.',
  section: { month: 'This month' },
  q: {
    box: {
      ask: 'Is the lamp of the box that watches on?',
      short: 'The box’s lamp',
      help: 'The lamp on the front of the box in your firm. Its colour does not matter.',
      why: 'Without cable and power it cannot watch.',
      choice: { on: 'It is on', off: 'It is off', none: 'There is no box' },
      word: { on: 'yes|on', off: 'no|off', none: 'none|no box|not yet' },
    },
    messages: {
      ask: 'Did you read this month’s messages?',
      short: 'Messages',
      help: 'What arrived in this chat about odd or worrying things.',
      why: 'If nobody reads them, we find another way.',
      choice: { all: 'All of them', some: 'Some of them', unread: 'No', none: 'None arrived' },
      word: { all: 'yes|all|read', some: 'some|partly|half', unread: 'not yet|unread', none: 'none|nothing' },
    },
    upkeep: {
      ask: 'Did you update software and copy your data this month?',
      short: 'Updates and copies',
      help: 'To update is to install repaired software. A copy is one of your important data.',
      why: 'These two alone make most harm small.',
      choice: { both: 'Both', updates: 'Only updates', copies: 'Only copies', neither: 'Neither yet' },
      word: {
        both: 'yes|both of them',
        updates: 'updates|updated',
        copies: 'copies|copied|backup',
        neither: 'no|not yet|none',
      },
    },
  },
} as const
